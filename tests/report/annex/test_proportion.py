"""The curve and the table of proportion."""

from __future__ import annotations

import re

from cases import audited, library, posts
from demerit.report.annex.proportion import curve, drawn, law_of, proportion_table


def test_the_worst_class_of_each_act_is_drawn() -> None:
    """One curve an act, into the worst band it reaches, of one's own acts only."""
    rows = drawn(audited(library("as-described")))
    assert len(rows) == len({row.conduct.id for row in rows})
    assert {"blacklisted"} == {row.band for row in rows}
    assert {None} == {row.through for row in rows}


def test_acts_of_the_same_size_share_a_letter() -> None:
    """Two acts with one curve are named under one letter; the numbers stand in a table."""
    markup = curve(audited(library("as-described")))
    assert "7 × antigovernment-post" in markup
    assert "7 × disfavoured-religion" in markup
    assert "<table" in markup


def test_nothing_to_draw() -> None:
    """Where no act leads to a burden: a sentence."""
    assert "no curve to draw" in curve(audited(library("volunteer-rewards")))


def test_the_table_has_law_gravity_acts_and_days() -> None:
    """By hand: three lawful minor posts, no number of days, never out."""
    follows, acts = proportion_table(audited(posts()))
    assert "no-trains" in follows
    words = " ".join(re.sub(r"<[^>]+>", " ", acts).split())
    assert "post (exercises: expression) lawful minor low 3 no number never" in words


def test_what_the_file_says_of_the_law() -> None:
    """Lawful, unlawful and under what, or unsaid."""
    found = {law_of(row) for row in audited(library("as-described")).proportion}
    assert {"lawful", "unlawful under general-law", "unlawful under scheme"} == found
