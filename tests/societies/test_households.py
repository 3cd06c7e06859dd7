"""Households have the mean size asked and never reach beyond a district."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.societies.households import fill_households, size_bounds


def homes(mean: float, sizes: list[int], seed: int = 1, first: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Household numbers of districts of these sizes, and where the districts begin."""
    offsets = np.concatenate(([0], np.cumsum(sizes)))
    household = np.zeros(offsets[-1], dtype=np.uint16)
    fill_households(np.uint64(seed), first, offsets, size_bounds(mean), household)
    return household, offsets


@pytest.mark.parametrize("mean", [1.0, 2.1, 3.4, 8.0])
def test_the_mean_size_is_as_asked(mean: float) -> None:
    """Within one percent over 200,000 people; nobody alone is the rule but at a mean of one."""
    household, _ = homes(mean, [20_000] * 10)
    starts = np.count_nonzero(np.diff(household.astype(int))) + 1
    assert mean == pytest.approx(200_000 / starts, rel=0.01)


@given(
    mean=st.floats(1, 20), sizes=st.lists(st.integers(1, 60), min_size=1, max_size=5), seed=st.integers(0, 99)
)
def test_numbers_rise_by_one_within_each_district(mean: float, sizes: list[int], seed: int) -> None:
    """Everybody lives somewhere: numbers begin at 0 and rise without a gap."""
    household, offsets = homes(mean, sizes, seed)
    for start, stop in pairwise(offsets):
        mine = household[start:stop].astype(int)
        assert 0 == mine[0]
        assert set(np.diff(mine)) <= {0, 1}


def test_sizes_follow_poissons_law() -> None:
    """Of households with 2.1 on average, exp(-1.1) are of one person."""
    household, _ = homes(2.1, [20_000] * 10)
    sizes = np.diff(np.flatnonzero(np.diff(household.astype(int), prepend=-1)))
    assert np.exp(-1.1) == pytest.approx(np.mean(sizes == 1), abs=0.005)


def test_a_district_is_the_same_alone() -> None:
    """Households of district 3 do not depend on who is built with it."""
    together, offsets = homes(2.1, [50] * 5)
    alone, _ = homes(2.1, [50], first=3)
    assert np.array_equal(alone, together[offsets[3] : offsets[4]])
