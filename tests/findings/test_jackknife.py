"""Intervals over districts, held against the slow way: leave one out and work it all out again."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from demerit.findings.jackknife import (
    SHARE,
    Estimate,
    Sums,
    abreast,
    interval,
    ratio,
    standard_error,
    table_of,
)

tables = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 50), st.integers(0, 20), st.integers(1, 50)),
    min_size=8,
    max_size=15,
)


@given(tables)
def test_replicates_are_the_statistic_without_each_district(rows: list[tuple[int, int, int, int]]) -> None:
    """The vectorised replicate of a district is the ratio worked out over all the others."""
    sums = np.array(rows, np.float64).reshape(len(rows), 2, 2)
    expected = [
        sum(r[0] + r[2] for i, r in enumerate(rows) if i != out)
        / sum(r[1] + r[3] for i, r in enumerate(rows) if i != out)
        for out in range(len(rows))
    ]
    assert expected == pytest.approx(Sums(sums=sums, statistic=ratio).estimate().replicates)


@given(tables)
def test_a_group_counts_its_own_people_only(rows: list[tuple[int, int, int, int]]) -> None:
    """A group's figure is that of a society of nobody else."""
    sums = np.array(rows, np.float64).reshape(len(rows), 2, 2)
    alone = Sums(sums=sums[:, 1:], statistic=ratio).estimate()
    assert alone.ends() == Sums(sums=sums, statistic=ratio).estimate(1).ends()


def test_interval_of_a_mean_is_the_textbook_one() -> None:
    """For a mean over equally large districts that lean to no side, it is Student's classical interval."""
    means = np.array([3.0, 5.0, 4.1, 6.0, 2.0, 3.9, 4.5, 3.5, 4.0])
    sums = np.stack([means * 10, np.full(9, 10.0)], -1)[:, None, :]
    estimate = Sums(sums=sums, statistic=ratio, law="mean").estimate()
    expected = stats.t.interval(0.95, 8, loc=means.mean(), scale=stats.sem(means))
    assert expected == pytest.approx((estimate.low, estimate.high))


def test_no_interval_under_eight_districts() -> None:
    """Seven districts give a value and no interval; eight give both."""
    for districts, known in ((7, False), (8, True)):
        sums = np.stack([np.arange(1.0, districts + 1), np.full(districts, 10.0)], -1)[:, None, :]
        estimate = Sums(sums=sums, statistic=ratio).estimate()
        assert estimate.value is not None
        assert known == (estimate.low is not None)


def test_interval_is_cut_to_the_range_of_a_share() -> None:
    """A share near 1 that varies has no interval beyond 1."""
    replicates = np.linspace(0.9, 1.0, 10)
    low, high = interval(0.95, replicates, SHARE)
    assert high == 1.0
    assert low is not None
    assert 0.95 - low == pytest.approx(stats.t.ppf(0.975, 9) * float(standard_error(replicates)))


def test_districts_that_lean_to_one_side_make_a_longer_end_there() -> None:
    """A few districts far above the rest: the mean may well be higher, hardly lower."""
    means = np.array([*[1.0, 1.1, 0.9] * 4, 9.0])
    sums = abreast(20 * means, np.full(13, 20.0))[:, None, :]
    found = Sums(sums=sums, law="mean").estimate()
    assert found.high - found.value > 1.5 * (found.value - found.low)


def test_a_means_cases_are_those_that_it_is_the_mean_of() -> None:
    """Of 40 people in each district these are the events; where they are few there is no interval."""
    points = np.arange(9.0)[:, None]
    many, few = (Sums(sums=abreast(points, np.full((9, 1), n)), law="mean") for n in (40.0, 2.0))
    assert (9 * 40, 9 * 2) == (many.estimate().events, few.estimate().events)
    assert None is few.estimate().low is not many.estimate().low


def test_a_table_is_made_of_its_entries() -> None:
    """Values and intervals by key, and what is said of it as a whole."""
    parts = {"a": Estimate(value=1.0, low=0.5, high=2.0), "b": Estimate(value=None, reason="nobody")}
    table = table_of(parts, events=7, reason="few")
    assert {"a": 1.0, "b": None} == table.value
    assert {"a": {"value": 1.0, "low": 0.5, "high": 2.0}, "b": parts["b"].ends()} == table.parts
    assert (7, "few") == (table.events, table.reason)


def test_undefined_is_none() -> None:
    """Nothing over nothing has no value, no interval, and no warning."""
    estimate = Sums(sums=np.zeros((9, 1, 2)), statistic=ratio).estimate()
    assert (None, None, None) == (estimate.value, estimate.low, estimate.high)
    assert all(math.isnan(r) for r in estimate.replicates)  # type: ignore[union-attr]
