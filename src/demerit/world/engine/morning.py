"""Morning: what crossed between subjects yesterday or falls due today, in one fixed order."""

from __future__ import annotations

import numpy as np

from demerit.formats.vocabulary import YEAR_DAYS
from demerit.luck.compiled import outline
from demerit.world.columns.cases import cases_have_room, enqueue_cases
from demerit.world.columns.queue import (
    ALARMING,
    DECIDING,
    ENDING,
    FALLING,
    INFLUENCING,
    LAPSING,
    MISNAMING,
    NO_WORD,
    OCCASION,
    RENEWING,
    REPAIRING,
    RETURNING,
    enqueue,
    has_room,
    keep_tomorrows,
    of_nobody,
    sent_by,
    sort_queue,
)
from demerit.world.columns.state import (
    ASSOCIATION,
    BATCH,
    ENTRIES,
    HEARD,
    LAPSE,
    NO_WAKE,
    NOBODY,
    PATROLLED,
    PHASE,
    POSITION,
    TIE_UNSEEN,
    TIES,
    TURNOVER,
    Record,
)
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World
from demerit.world.rules.alarms import alarm_day, ring_alarms
from demerit.world.rules.circumstances import hear_of_record, minds_it, move_certainty
from demerit.world.rules.correction import decide_appeal, give_back, is_void, repair
from demerit.world.rules.judgement import enter, judge
from demerit.world.rules.ledger import write
from demerit.world.rules.rollout import take_step
from demerit.world.rules.standing import settle
from demerit.world.rules.ties import hear_of_fall, mix
from demerit.world.rules.turnover import renew, wind_turn

OPEN, DUE, DELIVER, LIVE = range(4)  # the phases of a day
LAPSE_OCCASION = 1 << 31
LAST_OCCASION = (1 << 32) - 1  # a newcomer comes when the morning's other events has met who lived there


@outline
def open_day(w: World, day: int) -> None:
    """The rollout goes on, yesterday's news and acts become known; a new year forgets its counts."""
    take_step(w, day)
    hear(w, day)
    if day % YEAR_DAYS == 0:
        mix(w, day // YEAR_DAYS)
    for row in range(w.s.did.shape[1]):
        w.s.did_count[row] = 0
        for i in range(w.s.people.shape[0]):
            w.s.did[i, row] = w.s.did_next[i, row]
            w.s.did_count[row] += w.s.did[i, row] if i < w.s.kind_start[1] else 0
    for i in range(w.s.people.shape[0] if day % YEAR_DAYS == 0 else 0):
        for row in range(w.s.limited.shape[1]):
            w.s.limited[i, row] = 0


@outline
def collect_due(w: World, day: int) -> bool:
    """Queue what falls due today: cases, alarms, overrides ended, newcomers; False when the queue is full."""
    if not enqueue_cases(w, day):
        return False
    for i in range(w.s.cursor[POSITION], w.s.people.shape[0]):
        if w.s.wake[i] > day and w.s.cursor[PATROLLED] == 0:
            continue
        w.s.cursor[POSITION] = i
        if not ring_alarms(w, i, day) or not has_room(w):
            return False
        end_overrides(w, i, day)
        end_stay(w, i, day)
        w.s.wake[i] = next_wake(w, i)
    return True


@outline
def hear(w: World, day: int) -> None:
    """What ties told yesterday, in the order in which they told it, is minded from this morning on."""
    for row in range(w.log.used[HEARD]):
        news = w.log.news[row]
        i, mind = np.int64(news.who), np.int64(news.mind)
        if news.seen == 1:
            hear_of_record(w, i, mind, day, TIES)
        elif minds_it(w, i):
            move_certainty(w, i, mind, day, TIE_UNSEEN)
    w.log.used[HEARD] = 0


@outline
def end_overrides(w: World, i: int, day: int) -> None:
    """Overrides whose day has come are over; each queues its lapse."""
    count = w.t.override_band.shape[0]
    for place in range(w.s.override_end.shape[1]):
        if 0 < w.s.override_end[i, place] <= day:
            w.s.override_end[i, place] = 0
            conduct, provider = np.int64(w.t.override_conduct[place % count]), place // count
            record = sent_by(NOBODY, conduct, NONE, LAPSE, provider, NOBODY)
            enqueue(w, ENDING, i, LAPSE_OCCASION | place, record, NO_WORD, 0)


@outline
def end_stay(w: World, i: int, day: int) -> None:
    """Whoever's place is taken today; and when the newcomer's will be."""
    if w.s.turn.shape[1] == 0 or i >= w.s.kind_start[1]:
        return
    while w.s.turn[i, 0] < day + 1:
        w.s.turns[i, 0] += np.uint16(1)
        wind_turn(w, i)
        enqueue(w, RENEWING, i, LAST_OCCASION, of_nobody(TURNOVER, 0), NO_WORD, 0)


@outline
def next_wake(w: World, i: int) -> int:
    """The next morning on which something of the subject's falls due, NO_WAKE for none."""
    day = NO_WAKE
    for clock in range(w.s.alarm_sum.shape[1] * w.t.judged):
        day = min(day, alarm_day(w, i, clock))
    for row in range(w.s.override_end.shape[1]):
        if w.s.override_end[i, row] > 0:
            day = min(day, np.int64(w.s.override_end[i, row]))
    if w.s.turn.shape[1] > 0 and i < w.s.kind_start[1] and w.s.turn[i, 0] < w.t.last_day:
        day = min(day, np.int64(w.s.turn[i, 0]))
    return day


@outline
def deliver(w: World, day: int) -> bool:
    """Handle this morning's events one by one; False when a log is full (call again)."""
    while w.s.cursor[POSITION] < w.s.cursor[BATCH]:
        if w.log.used[ENTRIES] + w.s.room > w.log.entries.shape[0]:
            return False
        if not has_room(w) or not cases_have_room(w):
            return False
        at = w.s.cursor[POSITION]
        w.s.cursor[POSITION] = at + 1
        if w.log.queue[at].what in (MISNAMING, ALARMING):
            judge(
                w,
                np.int64(w.log.queue[at].target),
                day,
                enclosed(w, at),
                np.uint64(w.log.queue[at].word),
            )
        else:
            open_letter(w, at, day)
    keep_tomorrows(w)
    return True


@outline
def enclosed(w: World, at: int) -> Record:
    """The record that an event brings; its points are the mark of a provider's own luck."""
    event = w.log.queue[at]
    origin, stream = np.int64(event.source), np.int64(event.points)
    if event.what == ALARMING:
        origin, stream = np.int64(event.target), stream | np.int64(w.t.channel_luck[event.channel])
    return Record(
        np.int64(event.source), np.int64(event.conduct), np.int64(event.channel), np.int64(event.cause),
        np.int64(event.provider), origin, np.int64(event.key & OCCASION), stream, np.int64(event.row),
    )  # fmt: skip


@outline
def open_letter(w: World, at: int, day: int) -> None:
    """What an event other than a record does to who gets it."""
    event = w.log.queue[at]
    what, i = np.int64(event.what), np.int64(event.target)
    row, points = np.int64(event.row), np.int64(event.points)
    if what == INFLUENCING:
        by_tie(w, at, day)
    elif what == ENDING:
        settle(w, i, day, np.int64(event.provider))
        write(w, i, day, enclosed(w, at), 0, 0)
    elif what == DECIDING:
        decide_appeal(w, row, day, points)
    elif what in (RETURNING, LAPSING):
        give_back(w, row, day, LAPSE if what == LAPSING else np.int64(event.cause))
    elif what == REPAIRING:
        repair(w, i, day, np.int64(event.provider))
    elif what == RENEWING:
        renew(w, i, day)
    elif what == FALLING:
        hear_of_fall(w, i, np.int64(event.source), np.int64(event.key & OCCASION), points)


@outline
def by_tie(w: World, at: int, day: int) -> None:
    """A tie's record counts, unless it has been corrected or is of who lived there before the newcomer."""
    event = w.log.queue[at]
    root = w.log.entries[event.row]
    if root.returned == 1 or is_void(w, np.int64(event.row)):
        return
    record = Record(
        np.int64(root.source), np.int64(event.conduct), np.int64(event.channel), np.int64(ASSOCIATION),
        np.int64(event.provider), np.int64(event.source), np.int64(0), np.int64(0), np.int64(event.row),
    )  # fmt: skip
    enter(w, np.int64(event.target), day, record, np.int64(event.points))


@outline
def dawn(w: World, day: int) -> bool:
    """The whole morning, phase by phase; False when a log is full and the call must be repeated."""
    if w.s.cursor[PHASE] == OPEN:
        open_day(w, day)
        w.s.cursor[PHASE], w.s.cursor[POSITION] = DUE, 0
    if w.s.cursor[PHASE] == DUE:
        if not collect_due(w, day):
            return False
        sort_queue(w)
        w.s.cursor[PHASE], w.s.cursor[POSITION] = DELIVER, 0
    if w.s.cursor[PHASE] == DELIVER:
        if not deliver(w, day):
            return False
        w.s.cursor[PHASE], w.s.cursor[POSITION] = LIVE, 0
    return True
