"""Differences of two runs where few events differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from demerit.findings.bounds import Level, of_events
from demerit.findings.compare import compare
from demerit.findings.finding import Finding, Interval
from demerit.findings.jackknife import Sums, ratio
from demerit.findings.paired import HARDLY, NOT_ALL, NOT_EITHER, apart, combined


def finding(cases: list[int], of: int = 100, **more: Any) -> Finding:
    """A share of persons, a district a number."""
    sums = Sums(sums=np.array([[[n, of]] for n in cases], np.float64), statistic=ratio, **more)
    found = sums.estimate()
    return Finding(
        value=found.value, low=found.low, high=found.high, events=found.events, unit="share",
        definition="A share.", direction="harm", replicates=found.replicates, sums=sums,
        made_of=found.made_of,
    )  # fmt: skip


def ends(a: Finding, b: Finding, difference: float | None = None) -> tuple[float, float]:
    """The interval of the difference of two, which has both ends."""
    found = apart(a, b, b.value - a.value if difference is None else difference)
    assert found.reason is None
    assert found.low is not None
    assert found.high is not None
    return found.low, found.high


def test_nothing_that_differed_is_not_nothing_that_can() -> None:
    """Where other findings moved, a finding that did not has an interval around 0, as narrow as a count's."""
    still, moved = finding([3] * 10), finding([4, 3, 5, 3, 2, 6, 3, 3, 4, 3])
    entry = compare({"x": still, "y": still}, {"x": still, "y": moved})["x"]
    assert 0 == entry["difference"]
    assert -0.01 < entry["low"] < 0 < entry["high"] < 0.01  # type: ignore[operator]


def test_only_the_same_rules_differ_by_nothing() -> None:
    """A scheme against itself: exactly 0, with no width. Other rules that changed nothing might have."""
    one = {"x": finding([3] * 10)}
    itself, other = compare(one, one, identical=True)["x"], compare(one, one)["x"]
    assert (0, 0, 0) == (itself["difference"], itself["low"], itself["high"])
    assert 0 == other["difference"]
    assert other["low"] < 0 < other["high"]  # type: ignore[operator]


def test_what_differs_by_sizes_in_few_districts_has_no_interval() -> None:
    """No few losses tell how large the next may be."""
    of, heads = np.full((40, 1), 100.0), np.full((40, 1), 5.0)
    a, b = (
        finding(losses, law="rate", counts=np.stack([heads, of], -1))
        for losses in ([50] * 40, [51] * 3 + [50] * 37)
    )
    assert Interval(reason=HARDLY) == apart(a, b, b.value - a.value)


def test_one_event_more_may_be_chance() -> None:
    """One refusal more in a thousand people is not beyond chance."""
    low, high = ends(finding([1] * 10), finding([2, *[1] * 9]))
    assert low < 0 < high


def test_many_that_differ_are_left_to_the_jackknife() -> None:
    """Where most districts differ, shared luck makes the interval narrow."""
    luck = [10, 30, 20, 40, 15, 25, 35, 12] * 4
    more = [n + 5 + place % 2 for place, n in enumerate(luck)]
    a, b = finding(luck), finding(more)
    low, high = ends(a, b)
    assert low == pytest.approx(0.055, abs=0.003)
    assert high == pytest.approx(0.055, abs=0.003)


def test_shares_of_different_things_are_as_unsure_as_their_events() -> None:
    """Few refusals on either side: the difference is no surer than one case more or less makes it."""
    a, b = finding([1] + [0] * 9, of=2, among=True), finding([1, 1] + [0] * 8, of=3, among=True)
    low, high = ends(a, b)
    assert high - low > (a.high - a.low) / 2  # type: ignore[operator]
    assert low < b.value - a.value < high  # type: ignore[operator]


def test_no_interval_without_as_many_districts() -> None:
    """Runs of other numbers of districts, or fewer than eight, have none."""
    for a, b in ((finding([1] * 9), finding([1] * 10)), (finding([1] * 7), finding([2] * 7))):
        found = apart(a, b, b.value - a.value)
        assert (None, None) == (found.low, found.high)
        assert found.reason


def test_what_has_no_interval_of_its_own_has_no_difference_with_one() -> None:
    """A mean that is the same in every district but a few says nothing of chance, in a difference either."""
    alike, spread = [3] * 12, [3, 5, 2, 6, 4, 7, 3, 5, 1, 4, 8, 2]
    of = np.full((12, 1), 100.0)
    a, b = (finding(cases, law="mean", counts=np.stack([of, of], -1)) for cases in (alike, spread))
    assert a.low is None
    assert b.low is not None
    assert Interval(reason=NOT_EITHER) == apart(a, b, b.value - a.value)


def test_what_differs_in_few_districts_is_as_unsure_as_their_number() -> None:
    """Five of forty districts with a case more each: between one and eleven may be expected."""
    a, b = finding([5] * 40), finding([6] * 5 + [5] * 35)
    low, high = ends(a, b)
    least, most = (end / 4000 for end in of_events(5, Level(districts=5)))
    assert 0 < low < least
    assert high == pytest.approx(most, rel=0.1)


# ---------------------------------------------------------------- sums of several


def test_a_sum_of_two_is_their_difference() -> None:
    """With weights 1 and -1: value and interval of `apart`, whether the jackknife gives it or counting."""
    luck = [10, 30, 20, 40, 15, 25, 35, 12] * 4
    a, b = finding(luck), finding([n + 5 + place % 2 for place, n in enumerate(luck)])
    for one, other in ((a, b), (finding([1] * 10), finding([2, *[1] * 9]))):
        value, found = combined([(1.0, other), (-1.0, one)])
        assert value == pytest.approx(other.value - one.value)
        expected = apart(one, other, other.value - one.value)
        assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-6)


def test_what_cancels_in_every_district_is_within_chance() -> None:
    """Parts that add up district by district leave 0, with a width: other luck might not."""
    a, b = finding([10, 12, 9, 14, 11, 10, 13, 12]), finding([15, 17, 14, 19, 16, 15, 18, 17])
    value, found = combined([(1.0, a), (-2.0, b), (1.0, b), (1.0, b), (-1.0, a)])
    assert value == pytest.approx(0)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 0 < found.high


def test_a_sum_needs_every_part() -> None:
    """One without a value leaves none; one without an interval leaves a value without."""
    whole = finding([10] * 10)
    assert (None, Interval(reason=NOT_ALL)) == combined([(1.0, whole), (1.0, replace(whole, value=None))])
    value, found = combined([(1.0, whole), (1.0, replace(whole, low=None, high=None))])
    assert (0.2, NOT_ALL) == (pytest.approx(value), found.reason)


def test_what_the_rules_fix_adds_no_chance() -> None:
    """Both ends are the value, however many are summed; and beside others it only shifts."""
    fixed = replace(finding([0] * 10), low=0.0, high=0.0)
    assert (0.0, Interval(low=0.0, high=0.0)) == combined([(1.0, fixed), (-3.0, fixed)])
    free = finding([10, 30, 20, 40, 15, 25, 35, 12] * 4)
    assert combined([(1.0, free)]) == combined([(1.0, free), (1.0, fixed)])
