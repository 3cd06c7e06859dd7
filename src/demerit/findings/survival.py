"""Spells and how long they last: Kaplan-Meier, without each district in turn.

The curves are worked out for blocks of districts at a time, so that thousands of districts and
thousands of days take little memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
import numpy.typing as npt

from demerit.findings.finding import FloatArray
from demerit.findings.jackknife import FEWEST_DISTRICTS, SHARE, Estimate, interval, student

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

    @property
    def longest_days(self) -> int:
        """The longest length seen, 0 where there are no spells."""
        return int(self.length_days.max(initial=0))

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


def still_going(spells: Spells, after_days: int) -> Estimate:
    """Share of spells still going after so many days; None where nothing was watched that long."""
    events = len(spells.length_days)
    whole = curve(*spells.total())
    at = min(after_days, spells.longest_days)
    if events == 0 or (spells.longest_days < after_days and whole[-1] > 0):
        return Estimate(value=None, events=events)
    replicates = np.concatenate([block[:, at] for block in _without_each(spells)])
    value = float(whole[at])
    low, high = interval(value, replicates, SHARE)
    return Estimate(value=value, low=low, high=high, events=events, replicates=replicates)


def median_days(spells: Spells) -> Estimate:
    """Days by which half the spells have ended; None if never half.

    The ends of the interval are where the curve's own jackknife band crosses a half (Brookmeyer &
    Crowley 1982): a jackknife of a median itself is not to be trusted.
    """
    events = len(spells.length_days)
    whole = curve(*spells.total())
    value = _first_below(whole)
    if events == 0 or value is None:
        return Estimate(value=None, events=events)
    replicates: list[FloatArray] = []
    sums, squares = np.zeros_like(whole), np.zeros_like(whole)
    for block in _without_each(spells):
        below = block <= HALF
        replicates.append(np.where(below.any(axis=1), below.argmax(axis=1).astype(np.float64), np.nan))
        sums += (block - whole).sum(axis=0)
        squares += ((block - whole) ** 2).sum(axis=0)
    low, high = None, None
    count = spells.districts
    if count >= FEWEST_DISTRICTS:
        variance = (count - 1) / count * np.maximum(squares - sums**2 / count, 0)
        half = student(count) * np.sqrt(variance)
        low, high = _first_below(whole - half), _first_below(whole + half)
    return Estimate(value=value, low=low, high=high, events=events, replicates=np.concatenate(replicates))


def _first_below(shares: FloatArray) -> float | None:
    """The first day on which the share is a half or less."""
    below = shares <= HALF
    return float(below.argmax()) if below.any() else None
