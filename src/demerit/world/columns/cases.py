"""Open cases: what a record has started and a later day will settle, kept in a calendar a district."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare, step
from demerit.world.columns.mail import REPAIRING, has_room, post
from demerit.world.columns.state import CASES, FREE_CASE, NOBODY, OWN, Log, State
from demerit.world.columns.tables import NONE


@step
def cases_have_room(s: State, log: Log) -> bool:
    """Whether as many cases can be opened as one event may open."""
    return log.used[CASES] + s.room <= log.cases.shape[0]


@rare
def open_case(s: State, log: Log, day: int, what: int, row: int, provider: int, upheld: int) -> None:
    """Enter a case for a later day, unless the run is over by then.

    `row` is the ledger's entry that it is about; of a repair, the subject.
    """
    if day >= s.bucket.shape[0]:
        return
    at = s.cursor[FREE_CASE] - 1
    if at >= 0:
        s.cursor[FREE_CASE] = log.cases[at].next + 1
    else:
        at = log.used[CASES]
        log.used[CASES] = at + 1
    case = log.cases[at]
    case.next = s.bucket[day]
    case.row = row
    case.what = what
    case.provider = provider
    case.upheld = upheld
    s.bucket[day] = at


@rare
def post_cases(s: State, log: Log, day: int) -> bool:
    """Post the cases of this day to their subjects; False when the mail is full (call again)."""
    while day < s.bucket.shape[0] and s.bucket[day] != NOBODY:
        if not has_room(s, log):
            return False
        at = np.int64(s.bucket[day])
        case = log.cases[at]
        s.bucket[day] = case.next
        case.next = s.cursor[FREE_CASE] - 1
        s.cursor[FREE_CASE] = at + 1
        what, row = np.int64(case.what), np.int64(case.row)
        subject, number = row, 0
        if what != REPAIRING:
            subject, number = np.int64(log.entries[row].subject), np.int64(log.entries[row].record)
        provider, upheld = np.int64(case.provider), np.int64(case.upheld)
        post(log, what, subject, NOBODY, number, provider, OWN, NONE, NONE, np.uint64(0), row, upheld)
    return True
