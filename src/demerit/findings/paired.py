"""The interval of a difference between two runs that share their luck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from demerit.findings import bounds
from demerit.findings.bounds import FEW, FEWEST_DISTRICTS, Level
from demerit.findings.finding import Finding, FloatArray, Interval
from demerit.findings.jackknife import UNBOUNDED, BoolArray, Sums, interval, sparse

NOT_PAIRED = "the two runs have no districts to pair: other ones, too few, or only a file of findings"
NOT_EITHER = "it has no interval of its own in one of the two"
NOT_CLEAR = "which group is hit worst may be chance in one of the two"
ONE_HOLDS_ALL = "without one of the districts there is nothing to compare"
NOT_ALL = "it has no value or no interval of its own in one of the runs"
HARDLY = "it differed in too few districts, or by too few events, to say how far it might"
ROUNDING: Final = 1e-9
"""Of what is summed: the last bits of a sum are no difference."""


def apart(a: Finding, b: Finding, difference: float) -> Interval:
    """The 95 % interval of b minus a: a jackknife of the difference, district by district.

    Where few districts differ, or few events are behind either, what each adds to the difference is counted
    instead, if each counts alike. What has no interval of its own has none here.
    """
    if any(f.value is None or f.low is None or f.high is None for f in (a, b)):
        return Interval(reason=NOT_EITHER)
    if a.low == a.high and b.low == b.high:  # the rules make both what they are
        return Interval(low=difference, high=difference)
    one, other = a.replicates, b.replicates
    if one is None or other is None or one.shape != other.shape or len(one) < FEWEST_DISTRICTS:
        return Interval(reason=NOT_CLEAR if _is_gap(a) else NOT_PAIRED)
    return _between(difference, other - one, _differ(a, b, len(one)), (a, b))


def combined(parts: Sequence[tuple[float, Finding]]) -> tuple[float | None, Interval]:
    """A sum of findings of runs on shared luck, each times its weight, and its 95 % interval.

    A jackknife of the sum, district by district; where it moves in few districts, or few events are behind
    one of the findings, what each district adds to it is counted instead, as in `apart`. What the rules fix
    adds no chance; a finding without a value or an interval of its own leaves the sum without one.
    """
    if not all(isinstance(finding.value, int | float) for _, finding in parts):
        return None, Interval(reason=NOT_ALL)
    total = float(sum(weight * finding.value for weight, finding in parts))
    if any(finding.low is None for _, finding in parts):
        return total, Interval(reason=NOT_ALL)
    free = [(weight, finding) for weight, finding in parts if finding.low != finding.high]
    if not free:
        return total, Interval(low=total, high=total)
    known = [
        (weight, replicates) for weight, finding in free if (replicates := finding.replicates) is not None
    ]
    alike = len(known) == len(free) and len({without.shape for _, without in known}) == 1
    if not alike or len(known[0][1]) < FEWEST_DISTRICTS:
        clear = not any(_is_gap(finding) for _, finding in free)
        return total, Interval(reason=NOT_PAIRED if clear else NOT_CLEAR)
    fixed = total - sum(weight * finding.value for weight, finding in free)
    moved = fixed + np.sum([weight * without for weight, without in known], axis=0)
    size = sum(abs(weight * finding.value) for weight, finding in parts)
    differ = np.abs(moved - total) > ROUNDING * size
    return total, _between(total, moved, differ, [finding for _, finding in free])


def _between(total: float, moved: FloatArray, differ: BoolArray, findings: Sequence[Finding]) -> Interval:
    """The interval of what findings come to, `moved` without each district: by a jackknife, or a count."""
    if sparse(differ) or any(map(_few, findings)):
        adds = total - (1 - 1 / len(moved)) * moved  # Tukey's pseudo-values, over so many
        return _counted(total, np.where(differ, adds, 0.0), max(map(_worth, findings)))
    low, high = interval(total, moved, UNBOUNDED)
    return Interval(low=low, high=high, reason=ONE_HOLDS_ALL if low is None else None)


def _is_gap(finding: Finding) -> bool:
    """Whether it is the worst of several groups'."""
    return any("ratio" in ends for ends in finding.groups.values())


def _differ(a: Finding, b: Finding, districts: int) -> BoolArray:
    """In which districts the two differ: bool[D]; all of them where they are made of no sums alike."""
    one, other = a.made_of, b.made_of
    if one is None or other is None or one.shape != other.shape:
        return np.ones(districts, np.bool_)
    return np.any((one != other).reshape(districts, -1), axis=1)


def _few(finding: Finding) -> bool:
    """Whether so few events are behind a finding that a jackknife of it is not to be trusted."""
    sums: Sums | None = finding.sums
    if sums is None or sums.law == "mean":
        return finding.events < FEW
    cases, of = sums.counted().sum(axis=(0, 1))
    return bool(cases < FEW or (sums.law == "share" and of - cases < FEW))


def _counted(difference: float, parts: FloatArray, one: float) -> Interval:
    """The interval by counting what the districts add to the difference; `one`: what one case is worth.

    Where cases have sizes, no few of them tell how large the next may be.
    """
    if one == 0:
        return Interval(reason=HARDLY)
    below, above = bounds.moved(np.nan_to_num(parts), one, Level(districts=len(parts)))
    return Interval(low=difference - below, high=difference + above)


def _worth(finding: Finding) -> float:
    """By how much one case more would move a finding; 0 where it counts none, or ones that have sizes."""
    sums: Sums | None = finding.sums
    if sums is None or sums.law == "mean" or sums.counts is not None:
        return 0.0
    of = float(sums.counted()[..., 1].sum())
    size = sums.one if sums.squares is None else 1.0  # a person's events need not differ all at once
    return abs(size * sums.scale) / of if of > 0 else 0.0
