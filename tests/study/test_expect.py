"""An expectation is checked as any other file: every problem at its line, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.formats.problems import Problems
from demerit.formats.reading import read_text
from demerit.study.checking import check_file
from demerit.study.expect import EXPECT_RULES, Expect, load_expect
from demerit.study.replication import shipped

GOOD = """format: demerit/expect/1
id: one
title: One
paper: "Somebody 2001"
run: {days: 3}
variants:
  other: {scheme.score.start: 5, run.days: 4}
expect:
  - {figure: mean, sql: SELECT 1 AS x, paper: 1, tolerance: 0, paper_place: p. 1}
  - {figure: b, variant: other, finding: score.sd, runs: 3, stat: sd, paper: 1, tolerance: 1, paper_place: q}
"""


def read(text: str) -> Expect:
    """The model of a text."""
    return read_text(text, Expect, name="expect.yaml", rules=EXPECT_RULES).model


def told(text: str) -> list[tuple[int, str]]:
    """Lines and sentences of what is wrong with a text."""
    with pytest.raises(Problems) as caught:
        read(text)
    return [(each.line, f"{each.place}: {each.says()}") for each in caught.value.problems]


def test_what_may_be_left_out_has_its_default() -> None:
    """One run, the mean, seed 1, no ledger and no baseline unless said."""
    expect = read(GOOD)
    assert (1, False, False, None) == (
        expect.run.seed,
        expect.run.ledger,
        expect.run.baseline,
        expect.run.people,
    )
    assert (1, "mean", None) == (expect.expect[0].runs, expect.expect[0].stat, expect.expect[0].variant)
    assert {"other": {"scheme.score.start": 5, "run.days": 4}} == expect.variants


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("variant: other", "variant: othr", 10, "'othr' is no variant of this file"),
        ("scheme.score.start", "schema.score.start", 7, "a path that begins with scheme, society"),
        ("sql: SELECT 1 AS x,", "sql: SELECT 1 AS x, finding: score.mean,", 9, "either finding or sql"),
        ("sql: SELECT 1 AS x,", "", 9, "missing; expected finding or sql"),
        ("SELECT 1 AS x", "SELECT * FROM read_csv('people.csv')", 9, "over the run's own tables"),
        ("runs: 3", "runs: 2", 10, "at least 3 runs"),
        ("tolerance: 0, paper_place: p. 1", "tolerance: -1, paper_place: p. 1", 9, "a number of at least 0"),
        ("figure: mean, ", "figur: mean, ", 9, "'figur' is no key here"),
        ("days: 3", "days: 0", 5, "a whole number from 1 to 7,300"),
    ],
)
def test_a_problem_stands_at_its_line(old: str, new: str, line: int, said: str) -> None:
    """Names, paths, ways to measure, spreads, tables from elsewhere, numbers and keys."""
    assert old in GOOD
    assert any(at == line and said in words for at, words in told(GOOD.replace(old, new)))


def test_all_problems_come_at_once() -> None:
    """Three mistakes in three places are three problems."""
    text = GOOD.replace("variant: other", "variant: othr").replace("days: 3", "days: x").replace("p. 1", "3")
    assert [5, 9, 10] == [line for line, _ in told(text)]


def test_those_that_ship_are_checked_like_any_file() -> None:
    """`demerit check` knows the format."""
    for folder in shipped().values():
        assert "demerit/expect/1" == check_file(folder / "expect.yaml")
        assert folder.name == load_expect(folder / "expect.yaml").model.id


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    """No traceback for a file that is not there."""
    with pytest.raises(Problems, match="no such file"):
        load_expect(tmp_path / "expect.yaml")
