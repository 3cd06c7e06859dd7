"""Spells and how long they last: Kaplan-Meier, without each district in turn.

The curves are worked out for blocks of districts at a time, so that thousands of districts and
thousands of days take little memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from demerit.findings.bounds import FEW, FEWEST_DISTRICTS, MOST, Level, of_cases
from demerit.findings.finding import Estimate, FloatArray
from demerit.findings.jackknife import FEW_DISTRICTS, standard_error

BLOCK: Final = 64
HALF: Final = 0.5 + 1e-12  # a product of fractions that is a half may be a last bit above it


@dataclass(frozen=True, kw_only=True)
class Spells:
    """Spells of `districts` districts: in which each lies, its length in days, and whether it ended in sight.

    A spell that had not ended is censored at its length. Events at a length come before censoring at it.
    """

    district: npt.NDArray[np.int64]
    length_days: npt.NDArray[np.int64]
    ended: npt.NDArray[np.bool_]
    districts: int

    @classmethod
    def behind_each_other(cls, blocks: Sequence[Spells]) -> Spells:
        """The spells of several blocks of districts, whose districts stand behind each other."""
        before = np.cumsum([0, *(block.districts for block in blocks)])
        return cls(
            district=np.concatenate([b.district + n for b, n in zip(blocks, before, strict=False)]),
            length_days=np.concatenate([block.length_days for block in blocks]),
            ended=np.concatenate([block.ended for block in blocks]),
            districts=int(before[-1]),
        )

    @property
    def longest_days(self) -> int:
        """The longest length seen, 0 where there are no spells."""
        return int(self.length_days.max(initial=0))

    @property
    def holding(self) -> int:
        """How many districts have any spell."""
        return len(np.unique(self.district))

    @cached_property
    def _place(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
        """District and length as one number, and whether it ended, in the order of that number."""
        place = self.district * (self.longest_days + 1) + self.length_days
        order = np.argsort(place, kind="stable")
        return place[order], self.ended[order]

    def counts(self, first: int, last: int) -> tuple[FloatArray, FloatArray]:
        """Spells by length, ended and all, of districts `first` to below `last`: float64[…, days + 1]."""
        size = self.longest_days + 1
        place, ended = self._place
        low, high = np.searchsorted(place, [first * size, last * size])
        inside = place[low:high] - first * size
        shape = (last - first, size)
        ends = np.bincount(inside[ended[low:high]], minlength=shape[0] * size)
        every = np.bincount(inside, minlength=shape[0] * size)
        return ends.reshape(shape).astype(np.float64), every.reshape(shape).astype(np.float64)

    def total(self) -> tuple[FloatArray, FloatArray]:
        """Spells by length, ended and all: float64[days + 1]."""
        size = self.longest_days + 1
        ended = np.bincount(self.length_days[self.ended], minlength=size)
        return ended.astype(np.float64), np.bincount(self.length_days, minlength=size).astype(np.float64)


def curve(ended: FloatArray, every: FloatArray) -> FloatArray:
    """Kaplan-Meier: share still going after each day, along the last axis; flat once nobody is left.

    S(t) = prod over days u <= t of (1 - ended(u) / at_risk(u)). Source: Kaplan & Meier (1958).
    """
    at_risk = np.flip(np.cumsum(np.flip(every, -1), -1), -1)
    with np.errstate(divide="ignore", invalid="ignore"):
        stays = np.where(at_risk > 0, 1 - ended / at_risk, 1.0)
    return np.cumprod(stays, axis=-1, dtype=np.float64)


def _without_each(spells: Spells) -> Iterator[FloatArray]:
    """Curves without each district in turn, in blocks: float64[block, days + 1]."""
    ended, every = spells.total()
    for first in range(0, spells.districts, BLOCK):
        ends, all_ = spells.counts(first, min(first + BLOCK, spells.districts))
        yield curve(ended - ends, every - all_)


def _spread(spells: Spells, whole: FloatArray) -> FloatArray:
    """Jackknife variance of the curve over districts: float64[days + 1]."""
    count = spells.districts
    sums, squares = np.zeros_like(whole), np.zeros_like(whole)
    for block in _without_each(spells):
        sums += (block - whole).sum(axis=0)
        squares += ((block - whole) ** 2).sum(axis=0)
    return (count - 1) / count * np.maximum(squares - sums**2 / count, 0)


def _worth(spells: Spells, whole: FloatArray) -> FloatArray:
    """How many spells watched to their end the curve is worth on each day: float64[days + 1].

    S (1 - S) over Greenwood's variance (Rothman, Journal of Chronic Diseases 31, 1978); where none or all
    have ended, those that were watched so long.
    """
    ended, every = spells.total()
    watched = np.flip(np.cumsum(np.flip(every)))
    with np.errstate(divide="ignore", invalid="ignore"):
        worth = (1 - whole) / whole / np.cumsum(ended / (watched * (watched - ended)))
    return np.where(np.isfinite(worth) & (worth > 0), worth, np.maximum(watched, 1.0))


def _band(spells: Spells, whole: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Ends of the curve's value on each day: float64[days + 1] each.

    A share of spells, so with the bounds of a share on the cases that the variance between districts leaves
    (`bounds.of_cases`, as many as Korn & Graubard 1998 leave); while few ended, at most what it is worth.
    """
    level = Level(districts=spells.holding)
    most = _worth(spells, whole)
    variance = _spread(spells, whole)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = whole * (1 - whole) / variance * level.freedom
    size = np.where((variance > 0) & np.isfinite(size), size, most)
    few = len(spells.length_days) * np.minimum(whole, 1 - whole) < FEW
    size = np.minimum(size, np.where(few, most, MOST))
    if level.districts < FEWEST_DISTRICTS:
        size = np.minimum(size, float(level.districts))
    return of_cases(whole * size, size, level)


def still_going(spells: Spells, after_days: int) -> Estimate:
    """Share of spells still going after so many days; None where nothing was watched that long."""
    events = len(spells.length_days)
    whole = curve(*spells.total())
    at = min(after_days, spells.longest_days)
    if events == 0:
        return Estimate(value=None)
    if spells.longest_days < after_days and whole[-1] > 0:
        return Estimate(value=None, events=events, reason=f"no spell was watched for {after_days} days")
    value = float(whole[at])
    replicates = np.concatenate([block[:, at] for block in _without_each(spells)])
    if spells.districts < FEWEST_DISTRICTS:
        return Estimate(value=value, events=events, replicates=replicates, reason=FEW_DISTRICTS)
    low, high = (float(end[at]) for end in _band(spells, whole))
    return Estimate(
        value=value, low=low, high=high, events=events, replicates=replicates, made_of=_made_of(spells)
    )


def median_days(spells: Spells) -> Estimate:
    """Days by which half the spells have ended; None if never half.

    The ends of the interval are where the curve's own band crosses a half (Brookmeyer & Crowley 1982), as a
    jackknife of a median itself is not to be trusted. The upper end is None where the band never comes down
    to a half. For what a median has in common with another, see `_replicates`.
    """
    events = len(spells.length_days)
    whole = curve(*spells.total())
    value = _first_below(whole)
    if events == 0:
        return Estimate(value=None)
    if value is None:
        return Estimate(value=None, events=events, reason="fewer than half of these spells had ended")
    if spells.districts < FEWEST_DISTRICTS:
        return Estimate(value=value, events=events, reason=FEW_DISTRICTS)
    low, high = (_first_below(end) for end in _band(spells, whole))
    reason = None if high is not None else "too few of these spells had ended to say how long at most"
    return Estimate(
        value=value,
        low=low,
        high=high,
        events=events,
        replicates=None if low is None or high is None else _replicates(spells, whole, value, high - low),
        made_of=_made_of(spells),
        reason=reason,
    )


def _made_of(spells: Spells) -> FloatArray:
    """How many spells each district has, how many of them ended, and their days: float64[D, 3]."""
    weights = (np.ones(len(spells.district)), spells.ended, spells.length_days)
    sums = [np.bincount(spells.district, weight, spells.districts) for weight in weights]
    return np.stack(sums, -1).astype(np.float64)


def _replicates(spells: Spells, whole: FloatArray, value: float, width: float) -> FloatArray | None:
    """The median without each district, by how much the curve moves there and how steep it is: float64[D].

    A median itself hardly moves or jumps. The steepness is that of the interval, its width over that of the
    curve's own on the median day (Woodruff, JASA 47, 1952). None where no district moves the curve.
    """
    at = int(value)
    shares = np.concatenate([block[:, at] for block in _without_each(spells)])
    error = float(standard_error(shares))
    if error <= 0:
        return None
    days_a_share = width / (2 * Level(districts=spells.holding).student * error)
    return value + (shares - whole[at]) * days_a_share


def _first_below(shares: FloatArray) -> float | None:
    """The first day on which the share is a half or less."""
    below = shares <= HALF
    return float(below.argmax()) if below.any() else None
