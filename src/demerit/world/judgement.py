"""4. Judgement: a record becomes points, points a score, a score a band."""

from __future__ import annotations

import math

import numpy as np

from demerit.luck.compiled import rare, step
from demerit.luck.philox import UNIT, below, draw
from demerit.luck.purposes import ROUNDING
from demerit.world.circumstances import raise_caution, raise_hardship, tell_ties
from demerit.world.decision import power, step_of
from demerit.world.state import (
    ALARM,
    DAY_RECORDS,
    DAY_WRONG,
    ENTRIES,
    LAPSE,
    MISNAMED,
    NO_DAY,
    NOBODY,
    OWN,
    Log,
    State,
)
from demerit.world.tables import NONE, Tables

OF_AN_ACT = 0  # index of the rounding of an act's points; an alarm's is 1 + its channel's
POINTS_MOST = 2.0**30  # repeated points stay within 32 bits; no score is as wide


@rare
def drawn_points(
    t: Tables, s: State, i: int, conduct: int, word: np.uint64, origin: int, number: int, index: int
) -> int:
    """Points of a record of `conduct` against `i`, before the clamp: evenly from low to high.

    Beyond `per_year` records it is 0; `repeat_factor` to the power of earlier records this year
    multiplies it, and a fraction is rounded by a draw addressed to the act or, by `index`, the alarm
    (`origin`, `number`).
    """
    cell, at = s.people[i].cell, step_of(t, s, i)
    low, high = t.low[conduct, cell, at], t.high[conduct, cell, at]
    points = low + below(word, high - low + 1)
    rule = t.conducts[conduct]
    if rule.limited == NONE:
        return points
    earlier = s.limited[i, rule.limited]
    s.limited[i, rule.limited] = np.uint16(earlier + 1)
    if points == 0 or (rule.cap > 0 and earlier >= rule.cap):
        return 0
    exact = points * power(t.repeat[rule.limited, cell, at], earlier)
    exact = min(max(exact, -POINTS_MOST), POINTS_MOST)
    whole = math.floor(exact)
    if exact == whole:
        return np.int64(whole)
    luck = draw(s.seed, s.district, origin, number, ROUNDING, index)[0]
    return np.int64(whole) + (1 if np.float64(luck) * UNIT < exact - whole else 0)


@step
def band_of_score(t: Tables, cell: int, score: int) -> int:
    """The band whose lower edge is the last at or below the score."""
    band = t.band_from.shape[1] - 1
    while band > 0 and score < t.band_from[cell, band]:
        band -= 1
    return band


@step
def standing(t: Tables, s: State, i: int, day: int) -> int:
    """The band a subject is in: its score's, or the worst that a record put it in and still holds."""
    band = band_of_score(t, s.people[i].cell, s.people[i].score)
    for row in range(s.override_end.shape[1]):
        if s.override_end[i, row] > day:
            band = min(band, np.int64(t.override_band[row]))
    return band


@rare
def settle(t: Tables, s: State, i: int, day: int) -> None:
    """Put a subject into the band it now stands in; entering a band with exposure raises hardship."""
    person = s.people[i]
    band = standing(t, s, i, day)
    if band != person.band:
        s.band_people[person.group, person.band] -= 1
        s.band_people[person.group, band] += 1
        s.people[i].band = band
        units = t.exposures[band] * t.exposure[person.cell, step_of(t, s, i)]
        raise_hardship(t, s, i, day, units)


@rare
def set_overrides(t: Tables, s: State, i: int, conduct: int, day: int) -> None:
    """What a record does to bands beyond its points: begins an override of its own, ends another's."""
    rule = t.conducts[conduct]
    if rule.override != NONE:
        end = NO_DAY if rule.override_days == 0 else day + rule.override_days
        s.override_end[i, rule.override] = max(s.override_end[i, rule.override], end)
        if end != NO_DAY:
            s.wake[i] = min(s.wake[i], end)
    for row in range(s.override_end.shape[1] if rule.ends != 0 else 0):
        if (rule.ends >> row) & 1 == 1 and s.override_end[i, row] > day:
            s.override_end[i, row] = day + 1
            s.wake[i] = min(s.wake[i], day + 1)


@rare
def write(
    s: State,
    log: Log,
    i: int,
    day: int,
    source: int,
    conduct: int,
    channel: int,
    cause: int,
    drawn: int,
    points: int,
) -> None:
    """One row of the ledger, numbered within its subject from 1."""
    row = log.used[ENTRIES]
    log.used[ENTRIES] = row + 1
    s.people[i].entries += 1
    entry = log.entries[row]
    entry.subject = i
    entry.day = day
    entry.record = s.people[i].entries
    entry.of_subject = NOBODY
    entry.of = NOBODY
    entry.source = source
    entry.drawn = drawn
    entry.points = points
    entry.score = s.people[i].score
    entry.conduct = conduct
    entry.channel = channel
    entry.cause = cause
    entry.band = s.people[i].band


@rare
def enter(
    t: Tables,
    s: State,
    log: Log,
    i: int,
    day: int,
    source: int,
    conduct: int,
    channel: int,
    cause: int,
    drawn: int,
) -> None:
    """A record enters: score clamped, band set, the ledger written; a loss raises caution."""
    before = s.people[i].score
    s.people[i].score = min(max(before + drawn, t.lowest), t.highest)
    set_overrides(t, s, i, conduct, day)
    settle(t, s, i, day)
    write(s, log, i, day, source, conduct, channel, cause, drawn, s.people[i].score - before)
    tally = s.days[day, s.people[i].group, s.people[i].band]
    tally[DAY_RECORDS] += 1
    if cause in (MISNAMED, ALARM):
        tally[DAY_WRONG] += 1
    if drawn < 0 or t.conducts[conduct].to_band != NONE:
        raise_caution(t, s, i, day, t.caution_own[s.people[i].cell, step_of(t, s, i)])
        tell_ties(t, s, i, day)


@rare
def enter_own(
    t: Tables, s: State, log: Log, i: int, day: int, conduct: int, channel: int, word: np.uint64, number: int
) -> None:
    """An act of the subject's own enters on the day itself."""
    drawn = drawn_points(t, s, i, conduct, word, i, number, OF_AN_ACT)
    enter(t, s, log, i, day, i, conduct, channel, OWN, drawn)


@rare
def lapse(t: Tables, s: State, log: Log, i: int, day: int, row: int) -> None:
    """An override ends: a 0-point entry, cause lapse."""
    settle(t, s, i, day)
    write(s, log, i, day, NOBODY, np.int64(t.override_conduct[row]), NONE, LAPSE, 0, 0)
