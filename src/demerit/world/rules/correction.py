"""Ways back: an appeal decided, a record that no longer counts, points repaired, a newcomer's fresh start."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare, step
from demerit.world.columns.cases import open_case
from demerit.world.columns.mail import REPAIRING, RETURNING, post
from demerit.world.columns.state import (
    ALARM,
    ASSOCIATION,
    MISNAMED,
    NO_DAY,
    NOBODY,
    OWN,
    REDRESS,
    REPAIR,
    TURNOVER,
    Log,
    Record,
    State,
)
from demerit.world.columns.tables import NONE, Tables
from demerit.world.rules.ledger import write
from demerit.world.rules.standing import put_score, score_with, settle, start_of

LOSING = (OWN, MISNAMED, ALARM, ASSOCIATION)
"""Causes of entries that lose points and can be given back."""


@step
def is_void(s: State, log: Log, row: int) -> bool:
    """Whether an entry is of who lived here before the newcomer."""
    entry = log.entries[row]
    return s.born.shape[1] > 0 and entry.record <= s.born[entry.subject, 0]


@rare
def decide_appeal(t: Tables, s: State, log: Log, row: int, day: int, upheld: int) -> None:
    """An appeal is decided; upheld, the record is corrected."""
    if not is_void(s, log, row):
        s.appeals[log.entries[row].subject, 1] += np.uint32(1)
        if upheld == 1:
            give_back(t, s, log, row, day, REDRESS)


@rare
def give_back(t: Tables, s: State, log: Log, row: int, day: int, cause: int) -> None:
    """Return what an entry was applied as and repair has not returned, once; ties get theirs back tomorrow.

    Between the entry and its return other records may have been held at the least or most score: the
    sum can then overshoot (DESIGN section 2), while replays leave the entry out from the start.
    """
    if log.entries[row].returned == 1:
        return
    log.entries[row].returned = 1
    if not is_void(s, log, row):
        undo(t, s, log, row, day, cause)
    entry = log.entries[row]
    source, provider, child = np.int64(entry.subject), np.int64(entry.provider), np.int64(entry.ties)
    while child != NOBODY:
        other = log.entries[child]
        target, number = np.int64(other.subject), np.int64(other.record)
        post(log, RETURNING, target, source, number, provider, cause, NONE, NONE, np.uint64(0), child, 0)
        child = np.int64(other.next)


@rare
def undo(t: Tables, s: State, log: Log, row: int, day: int, cause: int) -> None:
    """Take an entry's points back from its own subject, and end the override that it brought."""
    entry = log.entries[row]
    i, provider = np.int64(entry.subject), np.int64(entry.provider)
    points = np.int64(entry.points) + repaired(t, s, log, row)
    log.entries[row].given = -points
    before = score_with(s, i, provider)
    after = put_score(t, s, i, provider, before - points)
    free_override(t, s, log, row, day)
    settle(t, s, log, i, day, provider)
    record = Record(
        np.int64(entry.source), np.int64(entry.conduct), np.int64(entry.channel), np.int64(cause), provider,
        np.int64(NOBODY), np.int64(0), np.int64(0), np.int64(row),
    )  # fmt: skip
    write(s, log, i, day, record, -points, after - before)


@rare
def repaired(t: Tables, s: State, log: Log, row: int) -> int:
    """How much of an entry's loss repair has given back, 0 or more points.

    Repair says of no record that it mends it. It is counted against the subject's other losses first, as
    far as they were there before it: what they cannot hold is what it gave back of this one. Read
    backwards, that is by how much repairs outrun those losses at most, from the entry on and before it.
    """
    entry = log.entries[row]
    if t.repair_days == 0 or entry.points >= 0:
        return np.int64(0)
    i = np.int64(entry.subject)
    ahead = since = np.int64(0)  # by how much repairs outrun other losses: of all time, and before the entry
    before, at = False, np.int64(s.last[i, 0])
    while at != NOBODY:
        other = log.entries[at]
        if other.provider == entry.provider:
            if other.cause == TURNOVER:
                break
            if at == row:
                before = True
            elif other.cause == REPAIR or (other.points < 0 and other.cause in LOSING):
                moved = np.int64(other.points) + (0 if other.cause == REPAIR else np.int64(other.given))
                ahead = max(ahead + moved, np.int64(0))
                since = max(since + moved, np.int64(0)) if before else since
        at = np.int64(other.before)
    return min(ahead - since, -np.int64(entry.points))


@rare
def free_override(t: Tables, s: State, log: Log, row: int, day: int) -> None:
    """A record that no longer counts holds nobody in a band: the override lasts as others of its kind say.

    Those are looked up backwards, to the last record that ended the override or to a newcomer's arrival.
    """
    entry = log.entries[row]
    override = np.int64(t.conducts[entry.conduct].override)
    if override == NONE or entry.cause == ASSOCIATION:
        return
    i, provider = np.int64(entry.subject), np.int64(entry.provider)
    days = t.conducts[entry.conduct].override_days
    end = 0
    at = np.int64(s.last[i, 0])
    while at != NOBODY:
        other = log.entries[at]
        if other.provider == provider:
            if other.cause == TURNOVER:
                break
            if other.cause in (OWN, MISNAMED, ALARM):
                if t.override_until[override] == other.conduct:
                    break
                if other.conduct == entry.conduct and other.returned == 0:
                    end = max(end, NO_DAY if days == 0 else other.day + days)
        at = np.int64(other.before)
    place = provider * t.override_band.shape[0] + override
    if s.override_end[i, place] > day:
        s.override_end[i, place] = end if end > day else 0
        if end > day:
            s.wake[i] = min(s.wake[i], end)


@rare
def repair(t: Tables, s: State, log: Log, i: int, day: int, provider: int) -> None:
    """After days enough without a loss points come back, up to the start score; else the case waits on."""
    if s.mended[i, provider] == NONE:
        return
    due = s.mended[i, provider] + t.repair_days
    if due > day:
        open_case(s, log, due, REPAIRING, i, provider, 0)
        return
    before = score_with(s, i, provider)
    given = min(np.int64(t.repair_points), start_of(s, i) - before)
    if given <= 0:
        s.mended[i, provider] = NONE
        return
    after = put_score(t, s, i, provider, before + given)
    settle(t, s, log, i, day, provider)
    write(s, log, i, day, of_nobody(REPAIR, provider), given, after - before)
    s.mended[i, provider] = day
    open_case(s, log, day + t.repair_days, REPAIRING, i, provider, 0)


@step
def of_nobody(cause: int, provider: int) -> Record:
    """An entry that no act is behind."""
    return Record(
        np.int64(NOBODY), np.int64(NONE), np.int64(NONE), np.int64(cause), np.int64(provider),
        np.int64(NOBODY), np.int64(0), np.int64(0), np.int64(NOBODY),
    )  # fmt: skip
