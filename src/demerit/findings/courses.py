"""Courses: the bands that each person went through, read off the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from demerit.findings.coded import Coded, once
from demerit.findings.columns import Codes, IntArray
from demerit.findings.survival import Spells
from demerit.formats.vocabulary import YEAR_DAYS

Values: TypeAlias = npt.NDArray[Any]
STEP: Final = 7
"""Days between pictures."""


@dataclass(frozen=True, kw_only=True)
class Course:
    """Stays in bands, a row a stay, by person and time; each person's first row is where it started.

    `person`: row of the person; `day` of arrival, 0 at the start; `band`: place in the scheme's bands.
    """

    person: IntArray
    day: IntArray
    band: Codes


def edges(run: Coded) -> IntArray:
    """Where each band begins for each person, or for all alike: int64[persons or 1, bands]."""
    columns = [run.per_person(band.from_) for band in run.scheme.bands]
    rows = max(len(column) for column in columns)
    return np.stack([np.broadcast_to(column, (rows,)) for column in columns], -1)


def start_bands(run: Coded) -> Codes:
    """The band that each person's start score lies in."""
    begins = edges(run)
    score = run.column("score_start").astype(np.int64)
    band = np.zeros(run.persons, np.int16)
    for place in range(1, begins.shape[1]):
        band[score >= begins[:, place]] = place
    return band


@once
def courses(run: Coded) -> Course:
    """Every stay of every person: the start, and each entry after which the band was another."""
    entries, start = run.entries, start_bands(run)
    first = np.ones(len(entries.person), np.bool_)
    first[1:] = entries.person[1:] != entries.person[:-1]
    before = np.empty_like(entries.band)
    before[1:] = entries.band[:-1]
    before[first] = start[entries.person[first]]
    moved = np.flatnonzero(entries.band != before)
    person = np.concatenate([np.arange(run.persons), entries.person[moved]])
    order = np.argsort(person, kind="stable")
    day = np.concatenate([np.zeros(run.persons, np.int64), entries.day[moved].astype(np.int64)])
    band = np.concatenate([start, entries.band[moved]])
    return Course(person=person[order], day=day[order], band=band[order])


def spells(run: Coded, band: int) -> Spells:
    """Spells of `band`: from arriving there until a better band, or censored at the run's end.

    Who falls further stays in the spell, and coming back up to `band` within it begins no other.
    """
    course = courses(run)
    better = course.band > band
    newcomer = np.ones(len(better), np.bool_)
    newcomer[1:] = course.person[1:] != course.person[:-1]
    stretch = np.cumsum(newcomer | better)  # a stretch: the stays between two better ones
    here = np.flatnonzero(course.band == band)
    opens = here[np.unique(stretch[here], return_index=True)[1]]
    ends = np.append(np.flatnonzero(better), len(better))
    end = ends[np.searchsorted(ends, opens)]
    ended = np.zeros(len(opens), np.bool_)
    inside = end < len(better)
    ended[inside] = course.person[end[inside]] == course.person[opens[inside]]
    until = np.full(len(opens), run.evidence.days, np.int64)
    until[ended] = course.day[end[ended]]
    return Spells(
        district=run.district[course.person[opens]],
        length_days=until - course.day[opens],
        ended=ended,
        districts=run.districts,
    )


def sampled(days: int, step: int = STEP) -> list[int]:
    """The days of pictures: the first, every `step`-th after it, and the last."""
    chosen = list(range(0, days, step))
    return chosen if chosen[-1] == days - 1 else [*chosen, days - 1]


def pictured(
    days: IntArray, person: IntArray, day: IntArray, *columns: tuple[Values, Values]
) -> list[Values]:
    """Columns of everybody at the end of each of some days, [days, persons]: of the latest entry until then.

    `person` and `day` are of entries by person and time; each column is given as what it is of each person at
    the start, whose kind it keeps, and of each entry.
    """
    people = len(columns[0][0])
    at = np.searchsorted(days, day)
    last = np.ones(len(person), np.bool_)  # of a person's entries between two pictures the latest is seen
    last[:-1] = (person[1:] != person[:-1]) | (at[1:] != at[:-1])
    where = at[last], person[last]
    known = np.zeros((len(days), people), np.bool_)
    known[0], known[where] = True, True
    seen = np.maximum.accumulate(np.where(known, np.arange(len(days))[:, None], 0), axis=0)
    shown: list[Values] = []
    for start, entered in columns:
        column = np.zeros((len(days), people), start.dtype)
        column[0], column[where] = start, entered[last]
        shown.append(column[seen, np.arange(people)[None, :]])
    return shown


def on_anniversaries(run: Coded, years: int) -> np.ndarray:
    """The band at the start and after each full year: int16[persons, years + 1]."""
    entries = run.entries
    bands = np.full((run.persons, years + 1), -1, np.int16)
    bands[:, 0] = start_bands(run)
    year = entries.day // YEAR_DAYS + 1
    key = entries.person * (years + 2) + year
    last = np.ones(len(key), np.bool_)
    last[:-1] = key[1:] != key[:-1]
    last &= year <= years
    bands[entries.person[last], year[last]] = entries.band[last]
    for place in range(1, years + 1):
        bands[:, place] = np.where(bands[:, place] < 0, bands[:, place - 1], bands[:, place])
    return bands
