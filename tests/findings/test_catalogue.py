"""Every question has its words; the page lists them."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.findings.catalogue import as_table, owner, questions, words_of
from demerit.law.elements import ELEMENTS

PAGE = Path(__file__).parents[2] / "docs" / "findings.md"


def test_every_question_declares_its_words() -> None:
    """None is said by its id."""
    assert [] == [q.id for q in questions() if q.words is None]


def test_what_bears_on_the_law_bears_on_elements_that_there_are() -> None:
    """An element is named as the law names it."""
    named = {
        element
        for words in (q.said_as for q in questions())
        for elements in (words.bears_on, words.gap_bears_on, *words.bears_on_by_key.values())
        for element in elements
    }
    assert named
    assert set() == named - set(ELEMENTS)


def test_the_page_is_written_from_the_declarations() -> None:
    """docs/findings.md holds the table; python benchmarks/findings.py writes it."""
    assert "\n".join(as_table()) in PAGE.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "question", "key"),
    [
        ("wrong.people_share", "wrong.people_share", ""),
        ("access.denied", "access.denied", ""),
        ("access.denied.health", "access.denied.<context>", "health"),
        ("cost.income_share.3", "cost.income_share", "3"),
    ],
)
def test_a_finding_has_one_owner(name: str, question: str, key: str) -> None:
    """The most particular question that a name can come from."""
    found = owner(name)
    assert found is not None
    assert (question, key) == (found[0].id, found[1])


def test_what_nobody_owns_is_said_by_its_id() -> None:
    """A finding of a stranger who is not here still has words."""
    assert "elders: barred share" == words_of("elders.barred_share").phrase()


def test_a_gap_bears_on_what_its_question_says() -> None:
    """Not on what the finding itself bears on."""
    assert ("by-status",) == words_of("group.gap.wrong.people_share").bears_on
    assert () == words_of("group.gap.access.denied").bears_on
