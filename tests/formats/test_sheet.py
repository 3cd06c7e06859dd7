"""Cursors over what a file says, right or wrong."""

from __future__ import annotations

import math

import pytest

from demerit.formats.reading import Document
from demerit.formats.sheet import ABSENT, Part
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.loading import load_society


def test_cursors_never_fail(small: Document[Scheme]) -> None:
    """Whatever is asked of whatever stands there, a part comes back, absent if nothing does."""
    top = small.top()
    nowhere = top["title"]["x"][3]["y"]
    assert nowhere.raw is ABSENT
    assert (None, None, [], [], []) == (
        nowhere.text(),
        nowhere.number(),
        nowhere.entries(),
        nowhere.items(),
        nowhere.numbers(),
    )
    assert ("x", 3, "y") == nowhere.path[1:]
    assert not top["bands"][7].present
    assert top["bands"][-1].raw is ABSENT


def test_numbers_are_found_in_every_shape(small: Document[Scheme]) -> None:
    """Plain, [low, high] and sourced; true is no number."""
    top = small.top()
    found = [
        [each.raw for each in part.numbers()]
        for part in (
            top["score"]["start"],
            top["conducts"][0]["points"],
            top["channels"][0]["detects"],
            top["title"],
            top["channels"][0]["detects"]["assumed"],
        )
    ]
    assert [[1000], [-3, -2], [0.12], [], []] == found


def test_everything_is_visited_once(small: Document[Scheme]) -> None:
    """As many parts as the tree has values, each at its own path."""
    paths = [part.path for part in small.top().everything()]
    assert len(set(paths)) == len(paths)
    assert ("channels", 0, "detects", "range", 1) in paths


def test_a_missing_part_is_placed_at_what_holds_it(small: Document[Scheme]) -> None:
    """The line of the entry, the place of the key."""
    problem = small.top()["conducts"][1]["rights"].problem("rights")
    assert (16, 5, "conducts[1].rights", "") == (problem.line, problem.column, problem.place, problem.value)


def test_a_key_is_placed_at_the_key(small: Document[Scheme]) -> None:
    """`key` points at the word before the colon and takes it for the culprit."""
    problem = small.top()["score"]["max"].problem("a key", key=True, known=["mox"]).with_names()
    assert (6, 32, "'max'", "mox") == (problem.line, problem.column, problem.value, problem.near)
    assert "max" == problem.source_line[problem.column - 1 :][:3]


def test_words_in_a_list_are_placed_at_the_word_and_named_by_the_list(small: Document[Scheme]) -> None:
    """As the house style's example has it."""
    (problem,) = small.top()["conducts"][0]["channels"][0].unless(["street-cam"], "a channel of this scheme")
    assert "conducts[0].channels" == problem.place
    assert "street-camera" == problem.source_line[problem.column - 1 :][:13]
    assert [] == list(small.top()["title"].unless(["A small scheme"], "a title"))


def test_culprits_may_come_quoted(small: Document[Scheme]) -> None:
    """A word given in quotes is shown in one pair of them; `says` is shown as it is."""
    assert "'x'" == small.problem(("title",), value="'x'", expected="y").value
    assert "'x'" == small.problem(("title",), value="x", expected="y").value
    assert "no words" == small.sheet.problem(("title",), says="no words", expected="y").value


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (1e15, 1e15),
        (-5, -5),
        (1e16, None),
        (-1e308, None),
        (10**17, None),
        (math.inf, None),
        (math.nan, None),
    ],
)
def test_what_no_format_takes_is_none(small: Document[Scheme], raw: float, number: float | None) -> None:
    """Checks add and multiply numbers beside a refusal of one: what is infinite by then is none."""
    assert number == Part(small.sheet, ("x",), raw).number()


@pytest.mark.parametrize("top", [load_society("brackwater").top(), load_scheme("ams-chances").top()])
def test_parts_that_tell_some_from_others_are_known(top: Part) -> None:
    """They are those that a walk over everything finds, in its order; of one column, those of that column."""
    every = [part for part in top.everything() if part["by"].present or part["who"].present]
    assert len(every) > 1
    assert every == list(top.sheet.telling)
    column = next(str(part["by"].raw) for part in every if part["by"].present)
    assert [part for part in every if part["by"].raw == column] == top.sheet.tables(column)
    assert [part for part in every if part["by"].present] == top.sheet.tables()
    assert [] == top.sheet.tables("a column that is none")
