"""A clause on the page."""

from __future__ import annotations

import re

from cases import audited, library, posts
from demerit.law.clauses import Clause
from demerit.report.annex.clause import anchor, brief, card, lines_of, links, mark, shortened_line

AUDIT = audited(posts())


def text(markup: str) -> str:
    """The words of markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_the_laws_words_stand_in_it() -> None:
    """Quotes, date, elements with the file's own lines, and what would change it."""
    told = text(card(AUDIT, AUDIT.clause("ai-act:5(1)(c)(i)"), {}))
    assert "social contexts that are unrelated to the contexts" in told
    assert "applies from 2025-02-02" in told
    assert "effect: denial" in told
    assert "What would change it: Let no record count" in told


def test_an_element_is_told_once() -> None:
    """The second clause names what the first has told, with links, and tells the rest."""
    told: dict[str, Clause] = {}
    card(AUDIT, AUDIT.clause("ai-act:5(1)(c)(i)"), told)
    second = card(AUDIT, AUDIT.clause("ai-act:5(1)(c)(ii)"), told)
    assert "As above:" in text(second)
    assert "unjustified-or-disproportionate" in text(second)
    assert "A running score" not in text(second)


def test_open_elements_are_questions() -> None:
    """What the file leaves open is marked for the assessor."""
    audit = audited(library("credit-file"))
    assert "For the assessor Are these contexts related" in text(
        card(audit, audit.clause("ai-act:5(1)(c)(i)"), {})
    )


def test_courts_and_later_events_are_named() -> None:
    """A reading names its judgment and how surely it is known; a date the words that give it."""
    assert "C-634/21" in text(card(AUDIT, AUDIT.clause("gdpr:22"), {}))
    assert "2 December 2027 as regards AI systems" in text(card(AUDIT, AUDIT.clause("ai-act:27"), {}))


def test_lines_as_they_stand() -> None:
    """The first few with their text, the numbers of the others."""
    shown = "".join(lines_of(AUDIT, [1, 2, 3, 4, 5, 6]))
    assert "1  format: demerit/scheme/1" in shown
    assert "and 5, 6" in shown
    assert 96 == len(shortened_line("x" * 200))


def test_marks_anchors_and_lists() -> None:
    """A status reads without colour; anchors are made of ids; brief lists have reasons."""
    assert "needs facts" in mark("needs-facts")
    clauses = AUDIT.with_status("absent")[:2]
    assert anchor(clauses[0]) in brief(clauses)
    assert 2 == "".join(str(part) for part in links(clauses)).count("<a ")
