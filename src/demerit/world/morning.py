"""Morning: what crossed between subjects yesterday or falls due today, in one fixed order."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare
from demerit.world.circumstances import raise_caution
from demerit.world.decision import step_of
from demerit.world.judgement import OF_AN_ACT, drawn_points, enter, lapse
from demerit.world.observation import alarm_day, post, ring_alarms
from demerit.world.state import (
    ALARM,
    ENTRIES,
    LAPSE,
    MAILS,
    NO_DAY,
    NOBODY,
    PHASE,
    POSITION,
    ROOM,
    Log,
    State,
)
from demerit.world.tables import NONE, Tables

YEAR_DAYS = 365
OPEN, DUE, DELIVER, LIVE = range(4)  # the phases of a day
LAPSE_OCCASION = 1 << 31


@rare
def open_day(s: State, day: int) -> None:
    """Yesterday's acts become known to those who follow; a new year forgets this year's counts."""
    for i in range(s.people.shape[0] if s.did.shape[1] > 0 else 0):
        for row in range(s.did.shape[1]):
            s.did[i, row] = s.did_next[i, row]
    for i in range(s.people.shape[0] if day % YEAR_DAYS == 0 else 0):
        for row in range(s.limited.shape[1]):
            s.limited[i, row] = 0


@rare
def collect_due(t: Tables, s: State, log: Log, day: int) -> bool:
    """Post what falls due today: caution heard, overrides ended, alarms; False when the mail is full."""
    for i in range(s.cursor[POSITION], s.people.shape[0]):
        if s.wake[i] > day:
            continue
        s.cursor[POSITION] = i
        if not ring_alarms(t, s, log, i, day) or log.used[MAILS] + ROOM > log.mail.shape[0]:
            return False
        hear(t, s, i, day)
        end_overrides(s, log, i, day)
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
def end_overrides(s: State, log: Log, i: int, day: int) -> None:
    """Overrides whose day has come are over; each posts its lapse."""
    for row in range(s.override_end.shape[1]):
        if 0 < s.override_end[i, row] <= day:
            s.override_end[i, row] = 0
            post(log, i, NOBODY, LAPSE_OCCASION | row, LAPSE, row, NONE, np.uint64(0))


@rare
def next_wake(t: Tables, s: State, i: int) -> int:
    """The next morning on which something of the subject's falls due."""
    day = NO_DAY
    for row in range(t.alarm_channel.shape[0] * t.judged):
        day = min(day, alarm_day(t, s, i, row))
    for row in range(s.override_end.shape[1]):
        if s.override_end[i, row] > 0:
            day = min(day, np.int64(s.override_end[i, row]))
    return day


@rare
def sort_mail(log: Log) -> None:
    """Order the mail by (target, source, occasion, purpose): Shell's sort, in place.

    The mail's last row is never used (see ROOM) and holds the letter that is being moved.
    """
    count, spare = log.used[MAILS], log.mail.shape[0] - 1
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, count):
            log.mail[spare] = log.mail[i]
            key = log.mail[spare].key
            j = i
            while j >= gap and log.mail[j - gap].key > key:
                log.mail[j] = log.mail[j - gap]
                j -= gap
            log.mail[j] = log.mail[spare]
        gap //= 3


@rare
def deliver(t: Tables, s: State, log: Log, day: int) -> bool:
    """Enter the mail, one record a letter; False when the ledger is full."""
    while s.cursor[POSITION] < log.used[MAILS]:
        if log.used[ENTRIES] + ROOM > log.entries.shape[0]:
            return False
        letter = log.mail[s.cursor[POSITION]]
        s.cursor[POSITION] += 1
        target, source = np.int64(letter.target), np.int64(letter.source)
        conduct, cause = np.int64(letter.conduct), np.int64(letter.cause)
        if cause == LAPSE:
            lapse(t, s, log, target, day, conduct)
            continue
        origin, index, channel = source, OF_AN_ACT, np.int64(letter.channel)
        if cause == ALARM:
            origin, index = target, 1 + np.int64(t.channel_luck[channel])
        word, number = np.uint64(letter.word), np.int64(letter.occasion)
        drawn = drawn_points(t, s, target, conduct, word, origin, number, index)
        enter(t, s, log, target, day, source, conduct, channel, cause, drawn)
    log.used[MAILS] = 0
    return True


@rare
def dawn(t: Tables, s: State, log: Log, day: int) -> bool:
    """The whole morning, phase by phase; False when a log is full and the call must be repeated."""
    if s.cursor[PHASE] == OPEN:
        open_day(s, day)
        s.cursor[PHASE], s.cursor[POSITION] = DUE, 0
    if s.cursor[PHASE] == DUE:
        if not collect_due(t, s, log, day):
            return False
        sort_mail(log)
        s.cursor[PHASE], s.cursor[POSITION] = DELIVER, 0
    if s.cursor[PHASE] == DELIVER:
        if not deliver(t, s, log, day):
            return False
        s.cursor[PHASE], s.cursor[POSITION] = LIVE, 0
    return True
