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
def test_a_proportion_lies_inside_the_exact_binomial_ends(cases: int, more: int) -> None:
    """Its ends are between Clopper and Pearson's, as scipy has them, and Jeffreys'."""
    of = cases + more
    exact = stats.binomtest(cases, of).proportion_ci(method="exact")
    jeffreys = stats.beta(cases + 0.5, more + 0.5)
    low, high = bounds.of_cases(cases, of, SURE)
    assert exact.low <= low <= (jeffreys.ppf(0.025) if cases else 0)
    assert jeffreys.ppf(0.975) <= high <= exact.high


def _poisson_coverage(expected: float) -> float:
    """The chance that the ends of a count hold what is expected."""
    counts = np.arange(200)
    ends = np.array([bounds.of_events(float(count), SURE) for count in counts])
    held = (ends[:, 0] <= expected) & (expected <= ends[:, 1])
    return float(stats.poisson.pmf(counts, expected)[held].sum())


@given(st.floats(0.01, 60))
def test_a_count_is_covered_whatever_is_expected(expected: float) -> None:
    """At least 94 in 100, and above three events no more than 98: steps of whole counts leave no less."""
    assert _poisson_coverage(expected) >= 0.94
    assert expected < 4 or _poisson_coverage(expected) <= 0.98


@given(st.floats(0.005, 0.995))
def test_a_proportion_of_thirty_is_covered_whatever_is_expected(expected: float) -> None:
    """At least 93 in 100."""
    cases = np.arange(31)
    low, high = bounds.of_cases(cases, 30, SURE)
    held = (low <= expected) & (expected <= high)
    assert stats.binom.pmf(cases, 30, expected)[held].sum() >= 0.93


def test_nothing_seen_bounds_what_there_may_be() -> None:
    """No case in a hundred: at most some 3 in a hundred (the rule of three), and no width of nothing."""
    low, high = bounds.proportion(0.0, 0.0, 100, SURE)
    assert low == 0
    assert high == pytest.approx(0.0308, abs=1e-4)
    assert bounds.rate(0.0, 0.0, 0, 0.1, SURE) == pytest.approx((0, 0.3138), abs=1e-4)


@given(st.floats(0.01, 0.99), st.floats(1e-9, 0.2), st.integers(1, 10_000), st.integers(1, 60))
def test_ends_lie_on_either_side(value: float, variance: float, of: int, districts: int) -> None:
    """Whatever the variance, an interval holds its value and stays in 0 to 1."""
    low, high = bounds.proportion(value, variance, of, Level(districts=districts))
    assert 0 <= low <= value <= high <= 1


@given(st.integers(1, 19), st.floats(1e-6, 1.0))
def test_few_events_are_never_narrower_than_chance_alone(events: int, part: float) -> None:
    """A variance between districts that comes out small narrows nothing while events are few."""
    narrow = bounds.rate(float(events), events * part, events, 1.0, SURE)
    assert narrow == pytest.approx(bounds.of_events(events, SURE))
    wide = bounds.rate(float(events), events * 4.0, events, 1.0, SURE)
    assert wide[1] - wide[0] > narrow[1] - narrow[0]


@given(st.lists(st.floats(-9, 9), max_size=30))
def test_a_difference_turned_round_has_its_ends_turned(parts: list[float]) -> None:
    """What went up for what went down: the ends change places, and nothing at all still has a width."""
    below, above = bounds.moved(np.array(parts), 0.1, SURE)
    assert (above, below) == pytest.approx(bounds.moved(-np.array(parts), 0.1, SURE))
    assert min(below, above) > 0


def test_districts_that_differ_are_counted_once_each() -> None:
    """Ten events in one district are worth less than one each in ten."""
    together, spread = np.array([10.0, *[0.0] * 19]), np.array([1.0] * 10 + [0.0] * 10)
    wide, narrow = (bounds.moved(parts, 1.0, SURE) for parts in (together, spread))
    assert all(more > less for more, less in zip(wide, narrow, strict=True))


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
