"""Morning: what crossed between subjects yesterday or falls due today, in one fixed order."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare
from demerit.world.columns.cases import cases_have_room, post_cases
from demerit.world.columns.mail import (
    ALARMING,
    DECIDING,
    ENDING,
    FALLING,
    INFLUENCING,
    LAPSING,
    MISNAMING,
    OCCASION,
    RENEWING,
    REPAIRING,
    RETURNING,
    has_room,
    keep_tomorrows,
    post,
    sort_mail,
)
from demerit.world.columns.state import (
    ASSOCIATION,
    BATCH,
    ENTRIES,
    LAPSE,
    NO_WAKE,
    NOBODY,
    PATROLLED,
    PHASE,
    POSITION,
    TURNOVER,
    Log,
    Record,
    State,
)
from demerit.world.columns.tables import NONE, Tables
from demerit.world.rules.alarms import alarm_day, ring_alarms
from demerit.world.rules.circumstances import raise_caution
from demerit.world.rules.correction import decide_appeal, give_back, is_void, repair
from demerit.world.rules.decision import step_of
from demerit.world.rules.judgement import enter, judge
from demerit.world.rules.ledger import write
from demerit.world.rules.rollout import take_step
from demerit.world.rules.standing import settle
from demerit.world.rules.ties import hear_of_fall, mix
from demerit.world.rules.turnover import renew, wind_turn

YEAR_DAYS = 365
OPEN, DUE, DELIVER, LIVE = range(4)  # the phases of a day
LAPSE_OCCASION = 1 << 31
LAST_OCCASION = (1 << 32) - 1  # a newcomer comes when the morning's other mail has met who lived there


@rare
def open_day(t: Tables, s: State, day: int) -> None:
    """The rollout goes on, yesterday's acts become known to who follows; a new year forgets its counts."""
    take_step(t, s, day)
    if day % YEAR_DAYS == 0:
        mix(s, day // YEAR_DAYS)
    for row in range(s.did.shape[1]):
        s.did_count[row] = 0
        for i in range(s.people.shape[0]):
            s.did[i, row] = s.did_next[i, row]
            s.did_count[row] += s.did[i, row] if i < s.kind_start[1] else 0
    for i in range(s.people.shape[0] if day % YEAR_DAYS == 0 else 0):
        for row in range(s.limited.shape[1]):
            s.limited[i, row] = 0


@rare
def collect_due(t: Tables, s: State, log: Log, day: int) -> bool:
    """Post what falls due today: cases, alarms, overrides ended, newcomers; False when the mail is full."""
    if not post_cases(s, log, day):
        return False
    for i in range(s.cursor[POSITION], s.people.shape[0]):
        if s.wake[i] > day and s.cursor[PATROLLED] == 0:
            continue
        s.cursor[POSITION] = i
        if not ring_alarms(t, s, log, i, day) or not has_room(s, log):
            return False
        hear(t, s, i, day)
        end_overrides(t, s, log, i, day)
        end_stay(t, s, log, i, day)
        s.wake[i] = next_wake(t, s, i)
    return True


@rare
def hear(t: Tables, s: State, i: int, day: int) -> None:
    """Ties' records of yesterday are minded from this morning on."""
    heard = np.int64(s.people[i].heard)
    if heard > 0:
        s.people[i].heard = 0
        raise_caution(t, s, i, day, heard * t.caution_tie[s.people[i].cell, step_of(t, s, i)])


@rare
def end_overrides(t: Tables, s: State, log: Log, i: int, day: int) -> None:
    """Overrides whose day has come are over; each posts its lapse."""
    count = t.override_band.shape[0]
    for place in range(s.override_end.shape[1]):
        if 0 < s.override_end[i, place] <= day:
            s.override_end[i, place] = 0
            conduct, provider = np.int64(t.override_conduct[place % count]), place // count
            occasion = LAPSE_OCCASION | place
            post(log, ENDING, i, NOBODY, occasion, provider, LAPSE, conduct, NONE, np.uint64(0), NOBODY, 0)


@rare
def end_stay(t: Tables, s: State, log: Log, i: int, day: int) -> None:
    """Whoever's place is taken today; and when the newcomer's will be."""
    if s.turn.shape[1] == 0 or i >= s.kind_start[1]:
        return
    while s.turn[i, 0] < day + 1:
        s.turns[i, 0] += np.uint16(1)
        wind_turn(t, s, i)
        post(log, RENEWING, i, NOBODY, LAST_OCCASION, 0, TURNOVER, NONE, NONE, np.uint64(0), NOBODY, 0)


@rare
def next_wake(t: Tables, s: State, i: int) -> int:
    """The next morning on which something of the subject's falls due, NO_WAKE for none."""
    day = NO_WAKE
    for clock in range(s.alarm_sum.shape[1] * t.judged):
        day = min(day, alarm_day(t, s, i, clock))
    for row in range(s.override_end.shape[1]):
        if s.override_end[i, row] > 0:
            day = min(day, np.int64(s.override_end[i, row]))
    if s.turn.shape[1] > 0 and i < s.kind_start[1] and s.turn[i, 0] < t.last_day:
        day = min(day, np.int64(s.turn[i, 0]))
    return day


@rare
def deliver(t: Tables, s: State, log: Log, day: int) -> bool:
    """Open this morning's letters one by one; False when a log is full (call again)."""
    while s.cursor[POSITION] < s.cursor[BATCH]:
        if log.used[ENTRIES] + s.room > log.entries.shape[0]:
            return False
        if not has_room(s, log) or not cases_have_room(s, log):
            return False
        at = s.cursor[POSITION]
        s.cursor[POSITION] = at + 1
        if log.mail[at].what in (MISNAMING, ALARMING):
            judge(
                t,
                s,
                log,
                np.int64(log.mail[at].target),
                day,
                enclosed(t, log, at),
                np.uint64(log.mail[at].word),
            )
        else:
            open_letter(t, s, log, at, day)
    keep_tomorrows(s, log)
    return True


@rare
def enclosed(t: Tables, log: Log, at: int) -> Record:
    """The record that a letter brings; its points are the mark of a provider's own luck."""
    letter = log.mail[at]
    origin, stream = np.int64(letter.source), np.int64(letter.points)
    if letter.what == ALARMING:
        origin, stream = np.int64(letter.target), stream | np.int64(t.channel_luck[letter.channel])
    return Record(
        np.int64(letter.source), np.int64(letter.conduct), np.int64(letter.channel), np.int64(letter.cause),
        np.int64(letter.provider), origin, np.int64(letter.key & OCCASION), stream, np.int64(letter.row),
    )  # fmt: skip


@rare
def open_letter(t: Tables, s: State, log: Log, at: int, day: int) -> None:
    """What a letter other than a record does to who gets it."""
    letter = log.mail[at]
    what, i = np.int64(letter.what), np.int64(letter.target)
    row, points = np.int64(letter.row), np.int64(letter.points)
    if what == INFLUENCING:
        by_tie(t, s, log, at, day)
    elif what == ENDING:
        settle(t, s, log, i, day, np.int64(letter.provider))
        write(s, log, i, day, enclosed(t, log, at), 0, 0)
    elif what == DECIDING:
        decide_appeal(t, s, log, row, day, points)
    elif what in (RETURNING, LAPSING):
        give_back(t, s, log, row, day, LAPSE if what == LAPSING else np.int64(letter.cause))
    elif what == REPAIRING:
        repair(t, s, log, i, day, np.int64(letter.provider))
    elif what == RENEWING:
        renew(t, s, log, i, day)
    elif what == FALLING:
        hear_of_fall(t, s, i, np.int64(letter.source), np.int64(letter.key & OCCASION), points)


@rare
def by_tie(t: Tables, s: State, log: Log, at: int, day: int) -> None:
    """A tie's record counts, unless it has been corrected or is of who lived there before the newcomer."""
    letter = log.mail[at]
    root = log.entries[letter.row]
    if root.returned == 1 or is_void(s, log, np.int64(letter.row)):
        return
    record = Record(
        np.int64(root.source), np.int64(letter.conduct), np.int64(letter.channel), np.int64(ASSOCIATION),
        np.int64(letter.provider), np.int64(letter.source), np.int64(0), np.int64(0), np.int64(letter.row),
    )  # fmt: skip
    enter(t, s, log, np.int64(letter.target), day, record, np.int64(letter.points))


@rare
def dawn(t: Tables, s: State, log: Log, day: int) -> bool:
    """The whole morning, phase by phase; False when a log is full and the call must be repeated."""
    if s.cursor[PHASE] == OPEN:
        open_day(t, s, day)
        s.cursor[PHASE], s.cursor[POSITION] = DUE, 0
    if s.cursor[PHASE] == DUE:
        if not collect_due(t, s, log, day):
            return False
        sort_mail(s, log)
        s.cursor[PHASE], s.cursor[POSITION] = DELIVER, 0
    if s.cursor[PHASE] == DELIVER:
        if not deliver(t, s, log, day):
            return False
        s.cursor[PHASE], s.cursor[POSITION] = LIVE, 0
    return True
