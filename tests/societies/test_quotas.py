"""Quotas: whole people, with neither cells nor margins drifting from their shares."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.societies.quotas import quotas


@given(people=st.integers(2, 3_000), shares=st.lists(st.floats(0.001, 1), min_size=12, max_size=12))
def test_quotas_add_up_and_stay_near_their_shares(people: int, shares: list[float]) -> None:
    """All people are placed, no cell is off by one, and no margin's cell by more than two."""
    table = np.array(shares) / sum(shares)
    rows, columns = np.arange(12) // 4, np.arange(12) % 4
    counts = quotas(table, [rows, columns], people)
    assert people == counts.sum()
    assert np.all(np.abs(counts - table * people) < 1)
    for label in (rows, columns):
        assert np.all(np.abs(np.bincount(label, counts - table * people)) < 2)


def test_whole_shares_are_met_exactly() -> None:
    """Nothing is left to deal where every share is a whole number of people."""
    table = np.array([0.5, 0.25, 0.0, 0.25])
    assert [50, 25, 0, 25] == quotas(table, [np.arange(4)], 100).tolist()


def test_an_empty_cell_stays_empty() -> None:
    """Where nobody is, rounding puts nobody."""
    table = np.array([1 / 3, 0.0, 2 / 3])
    assert 0 == quotas(table, [np.zeros(3, dtype=np.int64)], 10)[1]
