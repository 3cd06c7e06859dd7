"""Differences of two runs where few events differ."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.findings.compare import compare
from demerit.findings.finding import Finding
from demerit.findings.jackknife import Sums, ratio
from demerit.findings.paired import apart, same


def finding(cases: list[int], of: int = 100, **more: Any) -> Finding:
    """A share of persons, a district a number."""
    sums = Sums(sums=np.array([[[n, of]] for n in cases], np.float64), statistic=ratio, **more)
    found = sums.estimate()
    return Finding(
        value=found.value, low=found.low, high=found.high, events=found.events, unit="share",
        definition="A share.", direction="harm", replicates=found.replicates, sums=sums,
    )  # fmt: skip


def test_nothing_that_differed_is_not_nothing_that_can() -> None:
    """Where other findings moved, a finding that did not has an interval around 0, as narrow as a count's."""
    still, moved = finding([3] * 10), finding([4, 3, 5, 3, 2, 6, 3, 3, 4, 3])
    entry = compare({"x": still, "y": still}, {"x": still, "y": moved})["x"]
    assert 0 == entry["difference"]
    assert -0.01 < entry["low"] < 0 < entry["high"] < 0.01  # type: ignore[operator]


def test_runs_that_agree_in_everything_differ_by_nothing() -> None:
    """A scheme against itself: exactly 0, with no width."""
    entry = compare({"x": finding([3] * 10)}, {"x": finding([3] * 10)})["x"]
    assert (0, 0, 0) == (entry["difference"], entry["low"], entry["high"])
    assert same(finding([1] * 9), finding([1] * 9))
    assert not same(finding([1] * 9), finding([2] * 9))


def test_one_event_more_may_be_chance() -> None:
    """One refusal more in a thousand people is not beyond chance."""
    low, high = apart(finding([1] * 10), finding([2, *[1] * 9]), 0.001)
    assert low < 0 < high  # type: ignore[operator]


def test_many_that_differ_are_left_to_the_jackknife() -> None:
    """Where most districts differ, shared luck makes the interval narrow."""
    luck = [10, 30, 20, 40, 15, 25, 35, 12] * 4
    more = [n + 5 + place % 2 for place, n in enumerate(luck)]
    a, b = finding(luck), finding(more)
    low, high = apart(a, b, b.value - a.value)
    assert low == pytest.approx(0.055, abs=0.003)
    assert high == pytest.approx(0.055, abs=0.003)


def test_shares_of_different_things_are_as_unsure_as_both() -> None:
    """Few refusals on either side: the difference is as wide as both intervals make it."""
    a, b = finding([1] + [0] * 9, of=2, among=True), finding([1, 1] + [0] * 8, of=3, among=True)
    low, high = apart(a, b, b.value - a.value)
    assert high - low > (a.high - a.low) / 2  # type: ignore[operator]
    assert low < b.value - a.value < high  # type: ignore[operator]


def test_no_interval_without_as_many_districts() -> None:
    """Runs of other numbers of districts, or fewer than eight, have none."""
    assert (None, None) == apart(finding([1] * 9), finding([1] * 10), 0.0)
    assert (None, None) == apart(finding([1] * 7), finding([2] * 7), 0.01)


def test_what_has_no_interval_of_its_own_has_no_difference_with_one() -> None:
    """A mean that is the same in every district but a few says nothing of chance, in a difference either."""
    alike, spread = [3] * 12, [3, 5, 2, 6, 4, 7, 3, 5, 1, 4, 8, 2]
    of = np.full((12, 1), 100.0)
    a, b = (finding(cases, law="mean", counts=np.stack([of, of], -1)) for cases in (alike, spread))
    assert a.low is None
    assert b.low is not None
    assert (None, None) == apart(a, b, b.value - a.value)
