"""What bands cost in time and money, and what records add up to: read off a district's ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from demerit.world.columns.cells import FloatArray, IntArray
from demerit.world.columns.state import (
    ALARM,
    ASSOCIATION,
    CAUSES_AND_RANK,
    LOSING,
    MISNAMED,
    OWN,
    SUM_BAND,
    SUM_DAY,
    SUM_GAINED,
    SUM_LOST,
    SUMS,
)
from demerit.world.columns.tables import Tables
from demerit.world.engine.district import Lived

EVERY_CAUSE: Final = len(CAUSES_AND_RANK)
PAID_STEP: Final = 2.0**-30  # money is rounded to this, so that sums are exact in any order


@dataclass(frozen=True, kw_only=True)
class BandSpells:
    """Stretches of days in one band at one score, from day `first` on; each subject's begin at its start."""

    subject: IntArray
    first: IntArray
    days: IntArray
    band: IntArray
    score: IntArray


def spells_of(lived: Lived, start_score: IntArray, start_band: IntArray, days: int) -> BandSpells:
    """Every spell of a district's subjects: from each entry's day to the next entry's, or to the end."""
    entries = lived.of_first
    n = len(start_score)
    subject = np.concatenate([np.arange(n), entries["subject"].astype(np.int64)])
    first = np.concatenate([np.zeros(n, np.int64), entries["day"].astype(np.int64)])
    band = np.concatenate([start_band, entries["band"].astype(np.int64)])
    score = np.concatenate([start_score, entries["score"].astype(np.int64)])
    order = np.argsort(subject, kind="stable")
    subject, first, band, score = subject[order], first[order], band[order], score[order]
    last = np.append(first[1:], days)
    last[np.append(subject[1:] != subject[:-1], True)] = days
    return BandSpells(subject=subject, first=first, days=last - first, band=band, score=score)


def steps_at(tables: Tables, score: npt.NDArray[Any], band: npt.NDArray[Any]) -> IntArray:
    """The step at which tables by score and band are read, for each score and band."""
    return tables.score_step[score - tables.lowest] + band.astype(np.int64) * tables.band_stride


def days_in_bands(spells: BandSpells, people: int, bands: int) -> IntArray:
    """Days that each subject spent in each band: int64[people, bands]."""
    key = spells.subject * bands + spells.band
    counted = np.bincount(key, weights=spells.days, minlength=people * bands)
    return counted.astype(np.int64).reshape(people, bands)


def days_added_up(sums: npt.NDArray[np.int32], days: int) -> IntArray:
    """The same where no entries were kept: what was added up until each subject's last, and the rest."""
    spent, subject = sums[:, SUMS:].astype(np.int64), np.arange(len(sums))
    spent[subject, sums[:, SUM_BAND]] += days - sums[:, SUM_DAY]
    return spent


def paid_extra(
    spells: BandSpells, lived: Lived, tables: Tables, paid: tuple[FloatArray, FloatArray], income: FloatArray
) -> FloatArray:
    """What bands made dearer, by time in band, in shares of the mean annual income: float64[people].

    Days on which the scheme has not come to the district yet cost nothing.
    """
    prices, taxes = paid
    if not prices.any() and not taxes.any():
        return np.zeros(len(income))
    cell = lived.state.people["cell"][spells.subject]
    step = steps_at(tables, spells.score, spells.band)
    before = covered_before(tables, lived)
    days = before[spells.first + spells.days] - before[spells.first]
    daily = prices[spells.band, cell, step] + taxes[spells.band, cell, step] * income[spells.subject]
    steps = np.round(daily * days / PAID_STEP)
    return np.bincount(spells.subject, weights=steps, minlength=len(income)) * PAID_STEP


def investigated(
    spells: BandSpells, lived: Lived, tables: Tables, longest: IntArray
) -> tuple[IntArray, IntArray]:
    """How many investigations of each subject began, and its days under one: int64[people] twice.

    `longest`: int64[kinds of subject, B]. One begins with every stay in a band, whatever the score does
    meanwhile, or with the scheme, where that comes later, and ends with the stay, if not before. A band that
    is left on the day of entering is no stay.
    """
    subject, band, people = spells.subject, spells.band, len(lived.state.people)
    enters = np.append(True, (subject[1:] != subject[:-1]) | (band[1:] != band[:-1]))
    before = covered_before(tables, lived)
    covered = before[spells.first + spells.days] - before[spells.first]
    covered = covered * tables.inside[lived.state.people["cell"][subject]]
    stays = np.bincount(np.cumsum(enters) - 1, weights=covered)
    subject, band = subject[enters], band[enters]
    days = np.minimum(stays, longest[tables.kind_of[lived.state.people["cell"][subject]], band])
    begun, spent = (np.bincount(subject, weights=counted, minlength=people) for counted in (days > 0, days))
    return begun.astype(np.int64), spent.astype(np.int64)


def covered_before(tables: Tables, lived: Lived) -> IntArray:
    """How many days before each day the scheme was there: int64[days + 1]."""
    phase = np.searchsorted(tables.phase_start, np.arange(tables.last_day), side="right") - 1
    return np.concatenate([[0], np.cumsum(lived.state.covers[phase].astype(np.int64))])


def record_counts(entries: npt.NDArray[Any], people: int) -> dict[str, IntArray]:
    """Records and points of each subject by what they were: int64[people] each; losses are positive."""
    subject, cause, points = (entries[name].astype(np.int64) for name in ("subject", "cause", "points"))
    key, size = subject * EVERY_CAUSE + cause, people * EVERY_CAUSE
    count = np.bincount(key, minlength=size)
    lost = np.bincount(key, weights=np.minimum(points, 0), minlength=size)
    gained = np.bincount(subject, weights=np.maximum(points, 0), minlength=people)
    shape = (people, EVERY_CAUSE)
    return counts_by_cause(
        count.reshape(shape), -lost.astype(np.int64).reshape(shape), gained.astype(np.int64)
    )


def counts_added_up(sums: npt.NDArray[np.int32]) -> dict[str, IntArray]:
    """The same where no entries were kept."""
    every = sums.astype(np.int64)
    return counts_by_cause(every[:, :LOSING], every[:, SUM_LOST : SUM_LOST + LOSING], every[:, SUM_GAINED])


def counts_by_cause(count: IntArray, lost: IntArray, gained: IntArray) -> dict[str, IntArray]:
    """Records and points of each subject from what it had of each cause: int64[people, causes] twice."""
    return {
        "records": count[:, OWN] + count[:, MISNAMED] + count[:, ALARM],
        "records_misnamed": count[:, MISNAMED],
        "records_alarm": count[:, ALARM],
        "points_lost": lost[:, :LOSING].sum(axis=1),
        "points_gained": gained,
        "points_lost_wrongly": lost[:, MISNAMED] + lost[:, ALARM],
        "points_by_association": lost[:, ASSOCIATION],
    }
