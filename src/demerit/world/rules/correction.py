"""Ways back: an appeal decided, a record that no longer counts, points repaired, a newcomer's fresh start."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.world.columns.cases import open_case
from demerit.world.columns.queue import NO_WORD, REPAIRING, RETURNING, enqueue, of_nobody, sent_by
from demerit.world.columns.state import (
    ALARM,
    ASSOCIATION,
    MISNAMED,
    NOBODY,
    OWN,
    REDRESS,
    REPAIR,
    TURNOVER,
)
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World
from demerit.world.rules.arithmetic import faded, fadings, freed, held_until, mended, outrun, repairs
from demerit.world.rules.ledger import write
from demerit.world.rules.lookup import score_with, start_of
from demerit.world.rules.standing import put_score, settle

LOSING = (OWN, MISNAMED, ALARM, ASSOCIATION)
"""Causes of entries that lose points and can be given back."""


@inline
def is_void(w: World, row: int) -> bool:
    """Whether an entry is of who lived here before the newcomer."""
    entry = w.log.entries[row]
    return w.s.born.shape[1] > 0 and entry.record <= w.s.born[entry.subject, 0]


@outline
def decide_appeal(w: World, row: int, day: int, upheld: int) -> None:
    """An appeal is decided; upheld, the record is corrected."""
    if not is_void(w, row):
        w.s.appeals[w.log.entries[row].subject, 1] += np.uint32(1)
        if upheld == 1:
            give_back(w, row, day, REDRESS)


@outline
def give_back(w: World, row: int, day: int, cause: int) -> None:
    """Return what an entry was applied as and repair has not returned, once; ties get theirs back tomorrow.

    Between the entry and its return other records may have been held at the least or most score: the
    sum can then overshoot (DESIGN section 2), while replays leave the entry out from the start.
    """
    if w.log.entries[row].returned == 1:
        return
    w.log.entries[row].returned = 1
    if not is_void(w, row):
        undo(w, row, day, cause)
    entry = w.log.entries[row]
    source, provider, child = np.int64(entry.subject), np.int64(entry.provider), np.int64(entry.ties)
    while child != NOBODY:
        other = w.log.entries[child]
        target, number = np.int64(other.subject), np.int64(other.record)
        record = sent_by(source, NONE, NONE, cause, provider, child)
        enqueue(w, RETURNING, target, number, record, NO_WORD, 0)
        child = np.int64(other.next)


@outline
def undo(w: World, row: int, day: int, cause: int) -> None:
    """Take an entry's points back from its own subject, and end the override that it brought."""
    entry = w.log.entries[row]
    i, provider = np.int64(entry.subject), np.int64(entry.provider)
    fades = fadings(entry.day, day, w.t.fade_every)
    points = faded(np.int64(entry.points), w.t.fade_keep, fades) + repaired(w, row)
    w.log.entries[row].given = -points
    before = score_with(w, i, provider)
    after = put_score(w, i, provider, before - points)
    free_override(w, row, day)
    settle(w, i, day, provider)
    record = sent_by(entry.source, entry.conduct, entry.channel, cause, provider, row)
    write(w, i, day, record, -points, after - before)


@outline
def repaired(w: World, row: int) -> int:
    """How much of an entry's loss repair has given back, 0 or more points.

    Repair says of no record that it mends it. It is counted against the subject's other losses first, as
    far as they were there before it: what they cannot hold is what it gave back of this one. Read
    backwards, that is by how much repairs outrun those losses at most, from the entry on and before it.
    """
    entry = w.log.entries[row]
    if w.t.repair_days == 0 or entry.points >= 0:
        return np.int64(0)
    i = np.int64(entry.subject)
    ahead = since = np.int64(0)  # by how much repairs outrun other losses: of all time, and before the entry
    before, at = False, np.int64(w.s.last[i, 0])
    while at != NOBODY:
        other = w.log.entries[at]
        if other.provider == entry.provider:
            if other.cause == TURNOVER:
                break
            if at == row:
                before = True
            elif other.cause == REPAIR or (other.points < 0 and other.cause in LOSING):
                moved = np.int64(other.points) + (0 if other.cause == REPAIR else np.int64(other.given))
                ahead = outrun(ahead, moved)
                since = outrun(since, moved) if before else since
        at = np.int64(other.before)
    return mended(ahead, since, entry.points)


@outline
def free_override(w: World, row: int, day: int) -> None:
    """A record that no longer counts holds nobody in a band: the override lasts as others of its kind say.

    Those are looked up backwards, to the last record that ended the override or to a newcomer's arrival.
    """
    entry = w.log.entries[row]
    override = np.int64(w.t.conducts[entry.conduct].override)
    if override == NONE or entry.cause == ASSOCIATION:
        return
    i, provider = np.int64(entry.subject), np.int64(entry.provider)
    days = w.t.conducts[entry.conduct].override_days
    end, at = np.int64(0), np.int64(w.s.last[i, 0])
    while at != NOBODY:
        other = w.log.entries[at]
        if other.provider == provider:
            if other.cause == TURNOVER:
                break
            if other.cause in (OWN, MISNAMED, ALARM):
                if w.t.override_until[override] == other.conduct:
                    break
                if other.conduct == entry.conduct and other.returned == 0:
                    end = held_until(end, other.day, days)
        at = np.int64(other.before)
    place = provider * w.t.override_band.shape[0] + override
    if w.s.override_end[i, place] > day:
        w.s.override_end[i, place] = freed(w.s.override_end[i, place], end, day)
        if end > day:
            w.s.wake[i] = min(w.s.wake[i], end)


@outline
def repair(w: World, i: int, day: int, provider: int) -> None:
    """After days enough without a loss points come back, up to the start score; else the case waits on."""
    if w.s.mended[i, provider] == NONE:
        return
    due = w.s.mended[i, provider] + w.t.repair_days
    if due > day:
        open_case(w, due, REPAIRING, i, provider, 0)
        return
    before = score_with(w, i, provider)
    given = repairs(w.t.repair_points, before, start_of(w, i))
    if given == 0:
        w.s.mended[i, provider] = NONE
        return
    after = put_score(w, i, provider, before + given)
    settle(w, i, day, provider)
    write(w, i, day, of_nobody(REPAIR, provider), given, after - before)
    w.s.mended[i, provider] = day
    open_case(w, day + w.t.repair_days, REPAIRING, i, provider, 0)
