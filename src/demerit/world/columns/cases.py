"""Open cases: what a record has started and a later day will settle, kept in a calendar a district."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.world.columns.queue import NO_WORD, REPAIRING, enqueue, has_room, sent_by
from demerit.world.columns.state import CASES, FREE_CASE, NOBODY, OWN
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World


@inline
def cases_have_room(w: World) -> bool:
    """Whether as many cases can be opened as one event may open."""
    return w.log.used[CASES] + w.s.room <= w.log.cases.shape[0]


@outline
def open_case(w: World, day: int, what: int, row: int, provider: int, upheld: int) -> None:
    """Enter a case for a later day, unless the run is over by then.

    `row` is the ledger's entry that it is about; of a repair, the subject.
    """
    if day >= w.s.bucket.shape[0]:
        return
    at = w.s.cursor[FREE_CASE] - 1
    if at >= 0:
        w.s.cursor[FREE_CASE] = w.log.cases[at].next + 1
    else:
        at = w.log.used[CASES]
        w.log.used[CASES] = at + 1
    case = w.log.cases[at]
    case.next = w.s.bucket[day]
    case.row = row
    case.what = what
    case.provider = provider
    case.upheld = upheld
    w.s.bucket[day] = at


@outline
def enqueue_cases(w: World, day: int) -> bool:
    """Queue the cases of this day to their subjects; False when the queue is full (call again)."""
    while day < w.s.bucket.shape[0] and w.s.bucket[day] != NOBODY:
        if not has_room(w):
            return False
        at = np.int64(w.s.bucket[day])
        case = w.log.cases[at]
        w.s.bucket[day] = case.next
        case.next = w.s.cursor[FREE_CASE] - 1
        w.s.cursor[FREE_CASE] = at + 1
        what, row = np.int64(case.what), np.int64(case.row)
        subject, number = row, 0
        if what != REPAIRING:
            subject, number = np.int64(w.log.entries[row].subject), np.int64(w.log.entries[row].record)
        provider, upheld = np.int64(case.provider), np.int64(case.upheld)
        enqueue(w, what, subject, number, sent_by(NOBODY, NONE, NONE, OWN, provider, row), NO_WORD, upheld)
    return True
