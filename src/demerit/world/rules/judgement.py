"""4. Judgement: a record becomes points, points a score, a score a band."""

from __future__ import annotations

import math

import numpy as np

from demerit.formats import limits
from demerit.luck.compiled import inline
from demerit.luck.philox import UNIT, below, draw
from demerit.luck.purposes import ALARM_ROUNDING, ROUNDING
from demerit.world.columns.state import (
    ALARM,
    ASSOCIATION,
    DAY_RECORDS,
    DAY_WRONG,
    MINE,
    MISNAMED,
    Record,
)
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World
from demerit.world.rules.circumstances import hear_of_record
from demerit.world.rules.influence import spread
from demerit.world.rules.ledger import put_down
from demerit.world.rules.lookup import power, score_with, step_with
from demerit.world.rules.redress import follow_up
from demerit.world.rules.standing import put_score, set_overrides, settle
from demerit.world.rules.ties import tell_ties

POINTS_MOST = float(limits.DRAWN)  # repeated points stay within 32 bits; no score is as wide


@inline
def drawn_points(w: World, i: int, record: Record, word: np.uint64) -> int:
    """Points of a record against `i`, before the clamp: evenly from low to high.

    Beyond `per_year` records it is 0; `repeat_factor` to the power of earlier records this year
    multiplies it, and a fraction is rounded by a draw addressed to the act or the alarm.
    """
    cell, at, conduct = w.s.people[i].cell, step_with(w, i, record.provider), record.conduct
    low, high = w.t.low[conduct, cell, at], w.t.high[conduct, cell, at]
    points = low + below(word, high - low + 1)
    rule = w.t.conducts[conduct]
    if rule.limited == NONE:
        return points
    place = record.provider * w.t.limited_conduct.shape[0] + rule.limited
    earlier = w.s.limited[i, place]
    w.s.limited[i, place] = np.uint32(earlier + 1)
    if points == 0 or (rule.cap > 0 and earlier >= rule.cap):
        return 0
    exact = points * power(w.t.repeat[rule.limited, cell, at], earlier)
    exact = min(max(exact, -POINTS_MOST), POINTS_MOST)
    whole = math.floor(exact)
    if exact == whole:
        return np.int64(whole)
    purpose = ALARM_ROUNDING if record.cause == ALARM else ROUNDING
    luck = draw(w.s.seed, w.s.district, record.origin, record.number, purpose, record.stream)[0]
    return np.int64(whole) + (1 if np.float64(luck) * UNIT < exact - whole else 0)


@inline
def judge(w: World, i: int, day: int, record: Record, word: np.uint64) -> None:
    """A record's points are drawn, and it enters."""
    enter(w, i, day, record, drawn_points(w, i, record, word))


@inline
def enter(w: World, i: int, day: int, record: Record, drawn: int) -> None:
    """A record enters: score clamped, band set, the ledger written; then what it sets going."""
    provider, by_tie = record.provider, record.cause == ASSOCIATION
    before = score_with(w, i, provider)
    after = put_score(w, i, provider, before + drawn)
    if not by_tie:
        set_overrides(w, i, record.conduct, day, provider)
    settle(w, i, day, provider)
    row = put_down(w, i, day, record, drawn, after - before)
    if provider == 0 and not by_tie:
        be_known(w, i, day, record, drawn)
    if w.t.redress == 1:
        follow_up(w, i, day, row, record)
    if drawn != 0 and not by_tie and w.t.influence_ties.shape[0] > 0:
        spread(w, i, row, record, drawn)


@inline
def be_known(w: World, i: int, day: int, record: Record, drawn: int) -> None:
    """A record is counted; a loss makes the subject, and tomorrow its friends, more careful and certain."""
    tally = w.s.days[day, w.s.people[i].group, w.s.people[i].band]
    tally[DAY_RECORDS] += 1
    if record.cause in (MISNAMED, ALARM):
        tally[DAY_WRONG] += 1
    if drawn < 0 or w.t.conducts[record.conduct].to_band != NONE:
        mind = np.int64(w.t.conducts[record.conduct].mind)
        if mind != NONE:
            hear_of_record(w, i, mind, day, MINE)
            tell_ties(w, i, mind)
