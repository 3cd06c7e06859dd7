"""The interval of a difference between two runs that share their luck."""

from __future__ import annotations

import math

import numpy as np

from demerit.findings import bounds
from demerit.findings.bounds import FEW, FEWEST_DISTRICTS, Level
from demerit.findings.finding import Finding, FloatArray
from demerit.findings.jackknife import UNBOUNDED, Sums, interval

Ends = tuple[float | None, float | None]
NONE: Ends = (None, None)


def apart(a: Finding, b: Finding, difference: float) -> Ends:
    """The 95 % interval of b minus a: a jackknife of the difference, district by district.

    Where few events differ it is as wide at least as counting them makes it; where the events of either
    are few and no such count is to be had, as wide as both findings' own intervals make it. What has no
    interval of its own has none here.
    """
    if a.replicates is None or b.replicates is None or a.replicates.shape != b.replicates.shape:
        return NONE
    if len(a.replicates) < FEWEST_DISTRICTS or any(f.sums is not None and f.low is None for f in (a, b)):
        return NONE
    moved = b.replicates - a.replicates
    known = interval(difference, moved, UNBOUNDED)
    counted = _counted(a.sums, b.sums)
    if counted is not None:
        return _wider(known, counted)
    if _few(a) or _few(b) or _hardly(a.sums, b.sums) or known == NONE or _still(moved, difference):
        return _wider(known, _recovered(a, b, difference))
    return known


def same(a: Finding, b: Finding) -> bool:
    """Whether two findings agree in everything that was measured."""
    if a.value != b.value or (a.replicates is None) != (b.replicates is None):
        return False
    return (
        a.replicates is None
        or b.replicates is None
        or np.array_equal(a.replicates, b.replicates, equal_nan=True)
    )


def _counted(a: Sums | None, b: Sums | None) -> Ends | None:
    """The difference's ends by counting what one run has and the other has not.

    None where they are shares of different things, or no counts, or so many differ that a jackknife knows.
    """
    moved = _moved(a, b)
    if a is None or b is None or moved is None or a.counts is not None or np.count_nonzero(moved) >= FEW:
        return None
    first, second = a.counted(), b.counted()
    if not np.array_equal(first[..., 1], second[..., 1]):
        return None
    ends = bounds.moved(moved, Level(districts=len(moved)), a.one)
    cases, of = first.sum(axis=(0, 1))
    at: list[FloatArray] = [np.array([cases + shift, of]) for shift in (0.0, *ends)]
    before, *after = (float(a.of(each)) for each in at)
    found = sorted(end - before for end in after)
    return (found[0], found[1]) if all(math.isfinite(end) for end in found) else None


def _moved(a: Sums | None, b: Sums | None) -> FloatArray | None:
    """By how many cases the two differ, district by district; None where they count no cases alike."""
    if a is None or b is None or a.law != b.law or a.law == "mean":
        return None
    first, second = a.counted(), b.counted()
    return (second - first)[..., 0].sum(axis=1) if first.shape == second.shape else None


def _hardly(a: Sums | None, b: Sums | None) -> bool:
    """Whether cases differ in so few districts that leaving each out says little."""
    moved = _moved(a, b)
    return moved is not None and int(np.count_nonzero(moved)) < FEW


def _few(finding: Finding) -> bool:
    """Whether so few events are behind a finding that a jackknife of it is not to be trusted."""
    sums: Sums | None = finding.sums
    if sums is None or sums.law == "mean":
        return finding.events < FEW
    cases, of = sums.counted().sum(axis=(0, 1))
    return bool(cases < FEW or (sums.law == "share" and of - cases < FEW))


def _still(moved: FloatArray, difference: float) -> bool:
    """Whether all districts moved alike, which says nothing of chance."""
    return bool(np.ptp(moved) <= 1e-12 * max(1.0, abs(difference)))


def _recovered(a: Finding, b: Finding, difference: float) -> Ends:
    """Ends from both findings' own (Zou & Donner 2008); too wide, never too narrow, where luck is shared."""
    ends = (a.low, a.high, b.low, b.high)
    if not isinstance(a.value, float | int) or not isinstance(b.value, float | int) or None in ends:
        return NONE
    a_low, a_high, b_low, b_high = (float(end) for end in ends if end is not None)
    low = difference - math.hypot(b.value - b_low, a_high - a.value)
    return low, difference + math.hypot(b_high - b.value, a.value - a_low)


def _wider(one: Ends, other: Ends) -> Ends:
    """The lower of the lower and the higher of the higher ends; none where the other has none."""
    (low, high), (least, most) = one, other
    if least is None or most is None:
        return NONE
    return (least if low is None else min(low, least)), (most if high is None else max(high, most))
