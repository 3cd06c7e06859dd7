"""Bounds of counts, held against the exact laws and against themselves."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from demerit.findings import bounds
from demerit.findings.bounds import Level
from demerit.findings.jackknife import Sums, ratio

SURE = Level(districts=10**7)  # so many that Student's t is the normal curve


@given(st.integers(0, 40), st.integers(1, 40))
def test_a_proportion_has_the_exact_binomial_ends(cases: int, more: int) -> None:
    """Clopper and Pearson's ends are those of scipy's exact binomial test."""
    exact = stats.binomtest(cases, cases + more).proportion_ci(method="exact")
    assert (exact.low, exact.high) == pytest.approx(
        bounds.clopper_pearson(cases, cases + more, SURE), abs=1e-9
    )


@given(st.integers(0, 60))
def test_a_count_has_the_exact_poisson_ends(events: int) -> None:
    """At either end of Garwood's interval so many events or more, or fewer, have a chance of 2.5 %."""
    low, high = bounds.garwood(events, SURE)
    assert stats.poisson.cdf(events, high) == pytest.approx(0.025)
    assert low == 0 if events == 0 else stats.poisson.sf(events - 1, low) == pytest.approx(0.025)


def test_nothing_seen_bounds_what_there_may_be() -> None:
    """No case in a hundred: at most some 3.7 in a hundred, and no width of nothing."""
    low, high = bounds.proportion(0.0, 0.0, 100, SURE)
    assert low == 0
    assert high == pytest.approx(0.0362, abs=1e-4)
    assert bounds.rate(0.0, 0.0, 0, 0.1, SURE) == pytest.approx((0, 0.36889), abs=1e-4)


@given(st.floats(0.01, 0.99), st.floats(1e-9, 0.2), st.integers(1, 10_000), st.integers(1, 60))
def test_ends_lie_on_either_side(value: float, variance: float, of: int, districts: int) -> None:
    """Whatever the variance, an interval holds its value and stays in 0 to 1."""
    low, high = bounds.proportion(value, variance, of, Level(districts=districts))
    assert 0 <= low <= value <= high <= 1


@given(st.integers(1, 19), st.floats(1e-6, 1.0))
def test_few_events_are_never_narrower_than_chance_alone(events: int, part: float) -> None:
    """A variance between districts that comes out small narrows nothing while events are few."""
    narrow = bounds.rate(float(events), events * part, events, 1.0, SURE)
    assert narrow == pytest.approx(bounds.garwood(events, SURE))
    wide = bounds.rate(float(events), events * 4.0, events, 1.0, SURE)
    assert wide[1] - wide[0] > narrow[1] - narrow[0]


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_difference_turned_round_has_its_ends_turned(more: int, fewer: int) -> None:
    """Fewer minus more is the opposite, ends and all, and nothing on either side still has a width."""
    low, high = bounds.difference(more, fewer, SURE)
    assert (-high, -low) == pytest.approx(bounds.difference(fewer, more, SURE))
    assert low < more - fewer < high


def test_districts_that_differ_are_counted_once_each() -> None:
    """Ten events in one district are worth less than one each in ten."""
    together, spread = np.array([10.0, *[0.0] * 19]), np.array([1.0] * 10 + [0.0] * 10)
    wide, narrow = (bounds.moved(parts, SURE) for parts in (together, spread))
    assert wide[0] < narrow[0] < 10 < narrow[1] < wide[1]


@given(st.integers(0, 200), st.integers(1, 200), st.floats(0.1, 10))
def test_a_ratio_holds_its_value(first: int, second: int, one: float) -> None:
    """The ratio of two counts lies in its interval; of none in the first, it begins at 0."""
    value = first / second * one
    low, high = bounds.ratio_of_two(value, float("nan"), (first, second), one, SURE)
    assert low <= value + 1e-9
    assert value <= high + 1e-9
    assert (first == 0) == (low == 0)


@pytest.mark.parametrize("expected", [0.3, 2.0, 8.0, 40.0])
def test_rare_events_are_covered(expected: float) -> None:
    """Over 1,000 made-up societies of 20 districts, 95 % intervals of a rate hold it 92 times in 100 or more.

    Where hardly anything happens they hold it nearly always: counts are whole, so chance comes in steps.
    """
    luck = np.random.default_rng(7)
    held = 0
    for _ in range(1000):
        sums = np.stack([luck.poisson(expected / 20, 20), np.full(20, 100.0)], -1)[:, None, :]
        found = Sums(sums=sums, statistic=ratio, law="rate").estimate()
        held += (found.low or 0.0) <= expected / 2000 <= (found.high or 0.0)
    assert held >= 920
