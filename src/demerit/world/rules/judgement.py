"""4. Judgement: a record becomes points, points a score, a score a band."""

from __future__ import annotations

import math

import numpy as np

from demerit.formats import limits
from demerit.luck.compiled import rare
from demerit.luck.philox import UNIT, below, draw
from demerit.luck.purposes import ALARM_ROUNDING, ROUNDING
from demerit.world.columns.state import (
    ALARM,
    ASSOCIATION,
    DAY_RECORDS,
    DAY_WRONG,
    MISNAMED,
    Log,
    Record,
    State,
)
from demerit.world.columns.tables import NONE, Tables
from demerit.world.rules.circumstances import raise_caution
from demerit.world.rules.decision import power, step_of
from demerit.world.rules.influence import spread
from demerit.world.rules.ledger import write
from demerit.world.rules.redress import follow_up
from demerit.world.rules.standing import put_score, score_with, set_overrides, settle, step_with
from demerit.world.rules.ties import tell_ties

POINTS_MOST = float(limits.DRAWN)  # repeated points stay within 32 bits; no score is as wide


@rare
def drawn_points(t: Tables, s: State, i: int, record: Record, word: np.uint64) -> int:
    """Points of a record against `i`, before the clamp: evenly from low to high.

    Beyond `per_year` records it is 0; `repeat_factor` to the power of earlier records this year
    multiplies it, and a fraction is rounded by a draw addressed to the act or the alarm.
    """
    cell, at, conduct = s.people[i].cell, step_with(t, s, i, record.provider), record.conduct
    low, high = t.low[conduct, cell, at], t.high[conduct, cell, at]
    points = low + below(word, high - low + 1)
    rule = t.conducts[conduct]
    if rule.limited == NONE:
        return points
    place = record.provider * t.limited_conduct.shape[0] + rule.limited
    earlier = s.limited[i, place]
    s.limited[i, place] = np.uint32(earlier + 1)
    if points == 0 or (rule.cap > 0 and earlier >= rule.cap):
        return 0
    exact = points * power(t.repeat[rule.limited, cell, at], earlier)
    exact = min(max(exact, -POINTS_MOST), POINTS_MOST)
    whole = math.floor(exact)
    if exact == whole:
        return np.int64(whole)
    purpose = ALARM_ROUNDING if record.cause == ALARM else ROUNDING
    luck = draw(s.seed, s.district, record.origin, record.number, purpose, record.stream)[0]
    return np.int64(whole) + (1 if np.float64(luck) * UNIT < exact - whole else 0)


@rare
def judge(t: Tables, s: State, log: Log, i: int, day: int, record: Record, word: np.uint64) -> None:
    """A record's points are drawn, and it enters."""
    enter(t, s, log, i, day, record, drawn_points(t, s, i, record, word))


@rare
def enter(t: Tables, s: State, log: Log, i: int, day: int, record: Record, drawn: int) -> None:
    """A record enters: score clamped, band set, the ledger written; then what it sets going."""
    provider, by_tie = record.provider, record.cause == ASSOCIATION
    before = score_with(s, i, provider)
    after = put_score(t, s, i, provider, before + drawn)
    if not by_tie:
        set_overrides(t, s, i, record.conduct, day, provider)
    settle(t, s, log, i, day, provider)
    row = write(s, log, i, day, record, drawn, after - before)
    if provider == 0 and not by_tie:
        be_known(t, s, i, day, record, drawn)
    if t.redress == 1:
        follow_up(t, s, log, i, day, row, record)
    if drawn != 0 and not by_tie:
        spread(t, s, log, i, row, record, drawn)


@rare
def be_known(t: Tables, s: State, i: int, day: int, record: Record, drawn: int) -> None:
    """A record is counted; a loss raises caution, of the subject and of its friends."""
    tally = s.days[day, s.people[i].group, s.people[i].band]
    tally[DAY_RECORDS] += 1
    if record.cause in (MISNAMED, ALARM):
        tally[DAY_WRONG] += 1
    if drawn < 0 or t.conducts[record.conduct].to_band != NONE:
        raise_caution(t, s, i, day, t.caution_own[s.people[i].cell, step_of(t, s, i)])
        tell_ties(t, s, i, day)
