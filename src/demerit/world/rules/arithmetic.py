"""The arithmetic of standing: what points, days and returns come to, whoever keeps the account.

The world lives by these steps, and a ledger that is lived again (`replay`) by the same. A day on which
an override of the band ends is 0 where none holds and NO_DAY where no day ends it.
"""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline
from demerit.world.columns.state import KEEP_BITS, NO_DAY
from demerit.world.columns.tables import Records


@inline
def clamp(score: int, least: int, most: int) -> int:
    """A score held between least and most."""
    return min(max(score, least), most)


@inline
def band_at(edges: Records, row: int, score: int) -> int:
    """The band whose lower edge is the last at or below the score; `edges`: [rows, bands], worst first."""
    band = edges.shape[1] - 1
    while band > 0 and score < edges[row, band]:
        band -= 1
    return band


@inline
def held_in(band: int, bands: Records, ends: Records, i: int, first: int, day: int) -> int:
    """The worst of a band and those that overrides hold on a day: `ends[i]` from `first` on."""
    worst = np.int64(band)
    for k in range(bands.shape[0]):
        if ends[i, first + k] > day:
            worst = min(worst, np.int64(bands[k]))
    return worst


@inline
def held_until(end: int, day: int, days: int) -> int:
    """When an override ends that a record sets for some days, 0: until ended; `end` if that is later."""
    return max(np.int64(end), np.int64(NO_DAY) if days == 0 else np.int64(day) + np.int64(days))


@inline
def ended(end: int, day: int) -> int:
    """When an override ends that a record of `day` ends: the next morning, if it holds till then."""
    return np.int64(day) + 1 if end > day else np.int64(end)


@inline
def freed(end: int, others: int, day: int) -> int:
    """When an override ends whose record is given back on a day: when `others` say, if they still hold."""
    if end <= day:
        return np.int64(end)
    return np.int64(others) if others > day else np.int64(0)


@inline
def repairs(points: int, score: int, start: int) -> int:
    """How many of a repair's points are given: up to the start score."""
    return max(np.int64(0), min(np.int64(points), np.int64(start) - np.int64(score)))


@inline
def faded(away: int, keep: int, times: int) -> int:
    """What is left of a distance from the start (or of a loss) after it has faded so many times."""
    left = np.int64(away)
    for _ in range(times):
        left = (left * keep) >> KEEP_BITS if left >= 0 else -((-left * keep) >> KEEP_BITS)
    return left


@inline
def fadings(first: int, last: int, every: int) -> int:
    """How many evenings on which scores fade there are from one day on, before another."""
    return np.int64(last) // every - np.int64(first) // every if every > 0 else np.int64(0)


@inline
def outrun(ahead: int, moved: int) -> int:
    """By how much repairs outrun losses, read backwards, with one more entry that moved the score."""
    return max(np.int64(ahead) + np.int64(moved), np.int64(0))


@inline
def mended(ahead: int, since: int, points: int) -> int:
    """How much of a loss repair has given back: how far repairs outran others of all time, less before it."""
    return min(np.int64(ahead) - np.int64(since), -np.int64(points))
