"""Acts beside what follows from them."""

from __future__ import annotations

from cases import audited, library, posts, read
from demerit.law.case import Case
from demerit.law.proportion import safeguards


def test_a_row_by_hand() -> None:
    """Three lawful posts of 10 from 100 into the band below 80, a right exercised, no way out but none."""
    (row,) = audited(posts()).proportion
    assert ("post", "low", 3, None) == (row.conduct.id, row.band, row.acts, row.through)
    assert ("no-trains",) == row.refused
    assert ("expression",) == row.exercised
    assert (100, 90, 80, 70) == row.curve
    assert row.out.days is None
    assert "never" in row.out.how


def test_fewest_acts_first_and_ties_last() -> None:
    """Rows go by acts; others' acts come after one's own."""
    rows = audited(library("as-described")).proportion
    keys = [(row.through is not None, row.acts) for row in rows]
    assert sorted(keys) == keys
    assert {None, "friends"} == {row.through for row in rows}


def test_ways_back_in_words() -> None:
    """Each way that the file has, with its days; what it lacks is said to be none."""
    ways = safeguards(Case(read(library("driving-licence-points"))))
    assert "100 % of records come to the subject's knowledge" == ways["notice"]
    assert "within 28 days, decided after 90; 62 % upheld where the record is wrong" == ways["appeal"]
    assert ("none", "losses after 1,095 days") == (ways["repair"], ways["lapse"])
    assert {"none"} == set(safeguards(Case(read(posts()))).values())
