"""Kaplan-Meier, held against the slow way and against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.survival import Spells, median_days, still_going

Row = tuple[int, int, bool]
rows = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 12), st.booleans()), min_size=1, max_size=40)


def spells(table: list[Row], districts: int = 10) -> Spells:
    """Rows of district, length and whether it ended."""
    return Spells(
        district=np.array([r[0] for r in table], np.int64),
        length_days=np.array([r[1] for r in table], np.int64),
        ended=np.array([r[2] for r in table], np.bool_),
        districts=districts,
    )


def plain(table: list[Row], after: int) -> float:
    """Kaplan-Meier as on paper."""
    share = 1.0
    for day in range(after + 1):
        at_risk = sum(r[1] >= day for r in table)
        if at_risk:
            share *= 1 - sum(r[1] == day and r[2] for r in table) / at_risk
    return share


@given(rows, st.integers(0, 12))
def test_share_still_going_is_the_estimate_on_paper(table: list[Row], after: int) -> None:
    """Value and every replicate are what one works out by hand, wherever the value is defined."""
    found = still_going(spells(table), after)
    longest = max(r[1] for r in table)
    if longest < after and plain(table, longest) > 0:
        assert found.value is None
    else:
        expected = [plain([r for r in table if r[0] != out], after) for out in range(10)]
        assert plain(table, after) == pytest.approx(found.value)
        assert expected == pytest.approx(found.replicates)


@given(rows)
def test_median_is_the_first_day_at_a_half(table: list[Row]) -> None:
    """The median is the first day on which half have ended; there is none where never half have."""
    expected = [day for day in range(13) if plain(table, day) <= 0.5 + 1e-9]
    assert (expected or [None])[0] == median_days(spells(table)).value


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60))
def test_without_censoring_it_is_counting(lengths: list[int]) -> None:
    """Where every spell ended in sight, the share still going is the share that lasted longer."""
    expected = sum(length > 5 for length in lengths) / len(lengths)
    found = still_going(spells([(0, length, True) for length in lengths]), 5)
    assert expected == pytest.approx(found.value)


def test_interval_of_the_median_covers_it() -> None:
    """The interval holds the median, never of no width, and districts that differ make it wider."""
    alike = [(d, length, True) for d in range(10) for length in range(1, 100)]
    apart = [(d, length + 20 * d, True) for d in range(10) for length in range(1, 100)]
    narrow, wide = median_days(spells(alike)), median_days(spells(apart))
    assert narrow.low < 50.0 < narrow.high  # type: ignore[operator]
    assert narrow.high - narrow.low < wide.high - wide.low  # type: ignore[operator]


def test_blocks_of_districts_make_no_difference() -> None:
    """More districts than a block holds are all there, each without its own spells."""
    table = [(d, d % 7, d % 3 > 0) for d in range(150) for _ in range(2)]
    found = still_going(spells(table, districts=150), 3)
    assert plain([r for r in table if r[0] != 149], 3) == pytest.approx(found.replicates[149])  # type: ignore[index]
    assert 150 == len(found.replicates)  # type: ignore[arg-type]


def test_no_spells_no_answer() -> None:
    """Where nobody was ever there, nothing is said."""
    assert still_going(spells([]), 365).value is None
    assert median_days(spells([])).value is None
