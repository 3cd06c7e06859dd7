"""Problems read as STYLE asks: place, culprit, remedy."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import FileInvalid
from demerit.formats.problems import (
    LONGEST_VALUE,
    MOST_TOLD,
    Problem,
    Problems,
    all_made,
    dotted,
    nearest,
    shown,
)


def problem(**changes: object) -> Problem:
    """The problem of the house style's example, changed."""
    parts: dict[str, object] = {
        "file": "brackwater.yaml",
        "line": 31,
        "column": 16,
        "place": "conducts[3].channels",
        "value": "'street-camra'",
        "expected": "a channel of this scheme",
        "near": "street-camera",
        "names": ("street-camera",),
        "source_line": "    channels: [street-camra]",
    }
    return Problem(**(parts | changes))  # pyright: ignore[reportArgumentType]


def test_what_several_make_is_refused_together() -> None:
    """All of it where each can; else every problem of any, and no reading is left out for another's."""
    made: list[int] = []

    def make(number: int) -> int:
        made.append(number)
        if number % 2:
            raise Problems([problem(line=number)])
        return number

    assert [0, 2] == all_made(partial(make, number) for number in (0, 2))
    with pytest.raises(Problems) as refused:
        all_made(partial(make, number) for number in range(4))
    assert [1, 3] == [one.line for one in refused.value.problems]
    assert [0, 2, 0, 1, 2, 3] == made


def test_text_is_place_culprit_remedy() -> None:
    """The example of the house style, to the letter."""
    assert (
        "brackwater.yaml:31:16  conducts[3].channels: 'street-camra' is no channel of this scheme.\n"
        "        channels: [street-camra]\n"
        "                   ^ did you mean 'street-camera'?"
    ) == problem().text()


def test_without_a_near_name_all_are_listed() -> None:
    """Nobody has to look the names up."""
    assert problem(near=None, names=("a", "b")).text().endswith("^ one of: a, b")


def test_missing_and_plain_problems() -> None:
    """A missing value has no culprit; a number is held against what was expected."""
    assert "missing; expected text." in problem(value="", names=(), near=None, expected="text").text()
    assert (
        "7, expected a number from 0 to 1."
        in problem(value="7", names=(), near=None, expected="a number from 0 to 1").text()
    )


def test_a_problem_of_the_whole_file_has_no_line() -> None:
    """Line 0 is the file."""
    text = problem(line=0, place="", value="no such file", names=(), near="b.yaml", source_line="").text()
    assert (
        "brackwater.yaml  no such file, expected a channel of this scheme.\n    did you mean 'b.yaml'?"
        == text
    )


def test_problems_are_sorted_and_told_once() -> None:
    """By place, each once, all in the message, exit code of an invalid file."""
    late, early = problem(line=9), problem(line=2)
    found = Problems([late, early, late])
    assert (early, late) == found.problems
    assert f"{early.text()}\n{late.text()}" == str(found)
    assert isinstance(found, FileInvalid)
    assert 3 == found.exit_code


def test_long_lines_are_cut_around_the_place() -> None:
    """The caret stands under the culprit however long the line."""
    line = "x" * 500 + "culprit" + "y" * 500
    lines = problem(source_line=line, column=501, near=None, names=()).text().splitlines()
    assert "culprit" == lines[1][lines[2].index("^") :][:7]
    assert len(lines[1]) < 200


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("a", "b"), "a.b"),
        (("a", 3, "b-c"), "a[3].b-c"),
        (("a", "x y"), "a['x y']"),
        (("a", 0.5), "a[0.5]"),
    ],
)
def test_dotted(path: tuple[str | int | float, ...], text: str) -> None:
    """Paths as people write them."""
    assert text == dotted(path)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        (True, "true"),
        ("a", "'a'"),
        (float("nan"), ".nan"),
        (-float("inf"), "-.inf"),
        (7, "7"),
        ([1, [2]], "[1, […]]"),
        ({"a": {}}, "{a: {…}}"),
        ("\x1b[2J", "'\\x1b[2J'"),
    ],
)
def test_values_are_shown_as_a_file_writes_them(value: object, text: str) -> None:
    """On one line, without anything that moves a cursor."""
    assert text == shown(value)


@given(
    st.recursive(
        st.none() | st.text() | st.floats(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_shown_values_are_one_short_line(value: object) -> None:
    """Whatever the value."""
    text = shown(value)
    assert len(text) <= LONGEST_VALUE
    assert text.isprintable()


def test_nearest() -> None:
    """The likest name, none where nothing is like it."""
    assert "traffic" == nearest("trafic", ["travel", "traffic"])
    assert nearest("xyz", ["travel"]) is None


def test_of_very_many_problems_the_first_are_told() -> None:
    """The first fifty by their place, and how many there are besides."""
    found = Problems([problem(line=n) for n in range(120, 0, -1)], more=7)
    assert list(range(1, MOST_TOLD + 1)) == [each.line for each in found.problems]
    assert 120 - MOST_TOLD + 7 == found.more
    assert str(found).endswith("\n… and 77 more problems")
    assert "… and 1 more problem" == str(Problems([problem()], more=1)).splitlines()[-1]
    assert "more" not in str(Problems([problem()]))


def test_the_nearest_name_is_found_when_a_problem_is_told() -> None:
    """Until then nothing is compared: most of very many are never told."""
    untold = problem(near=None, names=(), known=["street-camera"], culprit="street-camra")
    assert untold.near is None
    assert ("street-camera", ("street-camera",)) == (untold.with_names().near, untold.with_names().names)
    assert untold.with_names().text() == untold.text() == problem().text()
    assert nearest("x1", (f"x{n}" for n in range(2, 10**9))) is not None
