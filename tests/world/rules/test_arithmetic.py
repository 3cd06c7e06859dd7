"""The arithmetic of standing, each step against the same in plain words."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.world.columns.state import NO_DAY
from demerit.world.rules import arithmetic

DAYS = st.integers(0, 50)


def plain(step: Any) -> Any:
    """A step as Python runs it."""
    return step.py_func


@given(st.integers(0, 20), st.lists(st.integers(1, 19), max_size=4, unique=True).map(sorted))
def test_a_score_is_in_the_last_band_that_begins_at_or_below(score: int, edges: list[int]) -> None:
    """Against counting edges."""
    band = plain(arithmetic.band_at)(np.array([[0, *edges]]), 0, score)
    assert sum(score >= edge for edge in edges) == band


@given(st.integers(-9, 9), st.integers(-5, 0), st.integers(0, 5))
def test_a_score_stays_within_its_bounds(score: int, least: int, most: int) -> None:
    """It moves only as far as it must."""
    assert sorted((least, score, most))[1] == plain(arithmetic.clamp)(score, least, most)


@given(st.integers(0, 3), st.lists(st.tuples(st.integers(0, 3), DAYS), max_size=4), DAYS)
def test_the_worst_that_holds_is_the_band(band: int, overrides: list[tuple[int, int]], day: int) -> None:
    """Of the score's band and all that end later; another subject's and provider's hold nobody."""
    bands = np.array([worse for worse, _ in overrides], np.int16)
    ends = np.full((2, len(overrides) + 2), NO_DAY)
    ends[1, 2:] = [end for _, end in overrides]
    holding = [worse for worse, end in overrides if end > day]
    assert min([band, *holding]) == plain(arithmetic.held_in)(band, bands, ends, 1, 2, day)


@given(DAYS, DAYS, st.integers(0, 9))
def test_the_later_end_counts(end: int, day: int, days: int) -> None:
    """And no number of days is until something ends it."""
    expected = max(end, day + days) if days else NO_DAY
    assert expected == plain(arithmetic.held_until)(end, day, days)


@given(DAYS, DAYS, DAYS)
def test_what_is_over_stays_over(end: int, others: int, day: int) -> None:
    """Ending and giving back shorten what holds still, and begin nothing."""
    if end > day:
        assert day + 1 == plain(arithmetic.ended)(end, day)
        assert (others if others > day else 0) == plain(arithmetic.freed)(end, others, day)
    else:
        assert end == plain(arithmetic.ended)(end, day) == plain(arithmetic.freed)(end, others, day)


@given(st.integers(0, 9), st.integers(-20, 20), st.integers(-20, 20))
def test_repair_ends_at_the_start(points: int, score: int, start: int) -> None:
    """Never beyond it, never downwards, never more than the rule gives."""
    given_back = plain(arithmetic.repairs)(points, score, start)
    assert 0 <= given_back <= points
    assert score + given_back <= max(score, start)
    assert given_back == points or score + given_back == max(score, start)


@given(st.lists(st.integers(-9, 9), max_size=8), st.integers(0, 8), st.integers(-9, -1))
def test_repair_mends_other_losses_first(moves: list[int], at: int, loss: int) -> None:
    """What is given back of a loss is what others could not hold: read forwards, in plain words."""
    before, after = moves[:at], moves[at:]
    owed = 0
    for moved in before:
        owed = max(owed - moved, 0)
    mine = 0
    for moved in after:
        mine += max(moved - owed, 0)
        owed = max(owed - moved, 0)
    ahead = since = 0
    for moved in reversed(after):
        ahead = plain(arithmetic.outrun)(ahead, moved)
    for moved in reversed(before):
        ahead, since = plain(arithmetic.outrun)(ahead, moved), plain(arithmetic.outrun)(since, moved)
    assert min(mine, -loss) == plain(arithmetic.mended)(ahead, since, loss)
