"""An audit in lines."""

from __future__ import annotations

import re

from cases import audited, library, posts
from demerit.cli.verdicts import audit_lines, places


def test_lines_of_a_file_in_words() -> None:
    """One, several, and many with how many more."""
    assert "line 3" == places([3])
    assert "lines 3, 5" == places([3, 5])
    assert "lines 1, 2, 3, 4, 5, 6, 7, 8 and 2 more" == places(list(range(1, 11)))
    assert "no line" == places([])


def test_groups_follow_each_other() -> None:
    """Indicated, then what needs facts, absent, not applicable, after an overview with Article 5 first."""
    lines = audit_lines(audited(posts()))
    known = ("OVERVIEW", "INDICATED", "NEEDS FACTS", "ABSENT", "NOT APPLICABLE", "PROPORTION")
    heads = [re.split(r":| on ", line)[0] for line in lines if line.startswith(known)]
    assert ["OVERVIEW", "INDICATED", "NEEDS FACTS", "ABSENT", "NOT APPLICABLE", "PROPORTION"] == heads
    assert lines[lines.index("") + 2].startswith("  prohibited (Article 5): ai-act:5(1)(c)(i)")


def test_an_element_is_told_once() -> None:
    """Its sentence stands under the first clause that has it; later ones name it."""
    text = "\n".join(audit_lines(audited(posts())))
    assert 1 == text.count("over-time: A running score")
    assert "as above: ai-system shown" in text


def test_dates_conditions_and_remedies_are_told() -> None:
    """Each clause says since when, provided what, and what would change it."""
    lines = audit_lines(audited(library("tenant-score")))
    text = " ".join(" ".join(lines).split())
    assert (
        "applies from 2025-02-02 (Article 113: “Chapters I and II shall apply from 2 February 2025”)" in text
    )
    assert "Indicated, provided an AI system makes the score and it is used in the Union." in text
    assert "what would change it: Let no record count for treatment in a context unrelated" in text


def test_no_total() -> None:
    """Nothing counts the clauses."""
    for line in audit_lines(audited(library("tenant-score"))):
        assert not any(
            f"{head} (" in line or f"{head}  " in line for head in ("INDICATED", "NEEDS FACTS", "ABSENT")
        )
