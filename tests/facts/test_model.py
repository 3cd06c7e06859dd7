"""A file of facts is checked as any other: every problem at its line, all at once."""

from __future__ import annotations

import pytest

from demerit.facts.loading import RULES
from demerit.facts.model import Facts
from demerit.formats.problems import Problems
from demerit.formats.reading import read_text
from made_facts import facts_text

GOOD = facts_text(
    "id: a, fact: A, value: 1, finding: score.mean",
    "id: b, fact: B, value: 1, low: 0.5, high: 2, sql: SELECT 1 AS x",
    "id: c, fact: C, value: 1, unheld: Nobody knows.",
)


def read(text: str) -> Facts:
    """The model of a text."""
    return read_text(text, Facts, name="facts.yaml", rules=RULES).model


def test_what_may_be_left_out_has_its_default() -> None:
    """The first seed, the ledger kept, everyday behaviour; the value's own ends."""
    facts = read(GOOD)
    assert (2, 1, True, False, "everyday") == (
        facts.run.seeds,
        facts.run.seed,
        facts.run.ledger,
        facts.run.baseline,
        facts.run.behaviour,
    )
    assert [(1.0, 1.0), (0.5, 2.0), (1.0, 1.0)] == [fact.ends for fact in facts.facts]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (
            "source: report, status: published",
            "source: reprt, status: published",
            7,
            "'reprt' is no source of this",
        ),
        ("id: b", "id: a", 8, "an id that no other fact of this file has"),
        ("finding: score.mean", "finding: score.mean, unheld: x", 7, "one of finding, sql, unheld"),
        (", finding: score.mean", "", 7, "finding, sql or unheld"),
        ("low: 0.5", "low: 1.5", 8, "at most the value, 1"),
        ("high: 2", "high: 0.9", 8, "at least the value, 1"),
        ("SELECT 1 AS x", "DROP TABLE people", 8, "a query that begins with SELECT or WITH"),
        ("seeds: 2", "seeds: 1", 4, "from 2 to"),
        ("fact: C", "fakt: C", 9, "did you mean 'fact'"),
    ],
)
def test_what_a_file_cannot_say_is_told_at_its_line(old: str, new: str, line: int, said: str) -> None:
    """Sources, ids, ways to hold a fact, ranges, queries, seeds."""
    assert old in GOOD
    with pytest.raises(Problems) as caught:
        read(GOOD.replace(old, new))
    assert line == caught.value.problems[0].line
    assert any(said in problem.text() for problem in caught.value.problems)
