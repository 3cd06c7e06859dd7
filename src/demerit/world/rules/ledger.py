"""The ledger: one row an entry, numbered within its subject from 1."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.world.columns.state import (
    ASSOCIATION,
    ENTRIES,
    LOSING,
    NOBODY,
    SUM_BAND,
    SUM_DAY,
    SUM_GAINED,
    SUM_LOST,
    SUMS,
    Record,
)
from demerit.world.columns.world import World
from demerit.world.rules.lookup import band_with, score_with


@outline
def write(w: World, i: int, day: int, record: Record, drawn: int, points: int) -> int:
    """Write what has happened besides records; the row it stands in."""
    return put_down(w, i, day, record, drawn, points)


@inline
def put_down(w: World, i: int, day: int, record: Record, drawn: int, points: int) -> int:
    """Write what has happened to a subject's score with a provider; the row it stands in.

    Where nobody reads rows it is only added up, and stands in none.
    """
    w.s.people[i].entries += 1
    if w.t.rows == 0:
        add_up(w, i, day, record.cause, points)
        return np.int64(NOBODY)
    row = np.int64(w.log.used[ENTRIES])
    w.log.used[ENTRIES] = row + 1
    entry = w.log.entries[row]
    entry.subject = i
    entry.day = day
    entry.record = w.s.people[i].entries
    entry.source = record.source
    entry.drawn = drawn
    entry.points = points
    entry.score = score_with(w, i, record.provider)
    entry.conduct = record.conduct
    entry.channel = record.channel
    entry.cause = record.cause
    entry.band = band_with(w, i, record.provider)
    entry.provider = record.provider
    entry.returned = 0
    entry.given = 0
    entry.ties = NOBODY
    link(w, i, row, record)
    return row


@inline
def add_up(w: World, i: int, day: int, cause: int, points: int) -> None:
    """What an entry adds to its subject's sums: one of its cause, its points, and days in the band before."""
    sums = w.s.sums[i]
    if cause < LOSING:  # what is nought is added, too: to ask for a sign that changes often takes longer
        sums[cause] += 1
        sums[SUM_LOST + cause] -= min(points, 0)
    sums[SUM_GAINED] += max(points, 0)
    band = np.int64(w.s.people[i].band)
    if band != sums[SUM_BAND]:
        sums[SUMS + sums[SUM_BAND]] += day - sums[SUM_DAY]
        sums[SUM_BAND], sums[SUM_DAY] = band, day


@outline
def link(w: World, i: int, row: int, record: Record) -> None:
    """Tie an entry to the record at its root, and to the subject's entry before it."""
    entry = w.log.entries[row]
    entry.root = record.root
    entry.of_subject = entry.of = entry.next = entry.before = NOBODY
    if w.s.last.shape[1] > 0:
        entry.before = w.s.last[i, 0]
        w.s.last[i, 0] = row
    if record.root == NOBODY:
        return
    root = w.log.entries[record.root]
    followed = root.cause == ASSOCIATION  # what is given back to a tie names the record at the root, too
    entry.of_subject = root.of_subject if followed else root.subject
    entry.of = root.of if followed else root.record
    if record.cause == ASSOCIATION:
        entry.next = root.ties
        w.log.entries[record.root].ties = row
