"""An expectation is checked as any other file: every problem at its line, all at once."""

from __future__ import annotations

import json
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
        ("tolerance: 0, paper_place: p. 1", "tolerance: -1, paper_place: p. 1", 9, "a number from 0 to"),
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


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (f"SELECT {'+'.join(['1'] * 10_000)}", "at most 2,000 characters"),
        ("SELECT " + "(" * 21 + "1" + ")" * 21, "nested at most 20 deep"),
        (" UNION ALL ".join(["SELECT 1"] * 11), "at most 10 times SELECT"),
        ("WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT 1 FROM r) SELECT 1", "which ends"),
        ("SELECT COUNT(*) FROM generate_series(1, 99999)", "which ends"),
        ("SELECT COUNT(*) FROM numbers (9)", "which ends"),
        ("SELECT COUNT(*) FROM people CROSS JOIN people AS b", "which ends"),
        ("SELECT LPAD(subject, 99999) FROM people", "which ends"),
        ("SELECT * FROM Read_Parquet('x')", "which ends"),
        ("SELECT 1; DROP TABLE people", "which ends"),
        ("SELECT * FROM '/etc/passwd'", "which ends"),
        ("SHOW TABLES", "begins with SELECT or WITH"),
        ("DROP TABLE people", "begins with SELECT or WITH"),
        ("", "begins with SELECT or WITH"),
    ],
)
def test_a_query_is_bounded(sql: str, said: str) -> None:
    """In length, depth and parts; no recursion, no file, no table out of nothing: refused before any run."""
    ((line, sentence),) = told(GOOD.replace("SELECT 1 AS x", json.dumps(sql)))
    assert (9, True) == (line, said in sentence), sentence


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT " + "(" * 20 + "1" + ")" * 20,
        f"SELECT {'+'.join(['1'] * 990)}",
        "with a as (select 1 as x from people) select sum(x) from a;",
        "SELECT COUNT(*) FROM (SELECT 1 FROM people) AS s JOIN days ON s.x = days.day",
    ],
)
def test_a_query_within_the_bounds_is_read(sql: str) -> None:
    """Nested, long, named in parts, joined."""
    assert sql == read(GOOD.replace("SELECT 1 AS x", json.dumps(sql))).expect[0].sql
