"""Event queue: what crosses between subjects or falls due waits here, and comes out in one fixed order."""

from __future__ import annotations

from typing import Final

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.world.columns.state import BATCH, EVENTS, HEARD, NO_TIE, NOBODY, Record
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World

MISNAMING, ALARMING, INFLUENCING, RETURNING, ENDING, REPAIRING, RENEWING, DECIDING, LAPSING, FALLING = range(
    10
)
"""What an event brings; among events of one target, source and occasion these come in this order."""
TARGET_BITS, SOURCE_BITS, WHAT_BITS = 48, 32, 24
OCCASION: Final = np.uint64((1 << 32) - 1)
NO_WORD: Final = np.uint64(0)  # of what needs no luck


@inline
def sent_by(source: int, conduct: int, channel: int, cause: int, provider: int, root: int) -> Record:
    """A record that has no luck of its own, for the queue or the ledger."""
    return Record(
        np.int64(source), np.int64(conduct), np.int64(channel), np.int64(cause), np.int64(provider),
        np.int64(NOBODY), np.int64(0), np.int64(0), np.int64(root),
    )  # fmt: skip


@inline
def of_nobody(cause: int, provider: int) -> Record:
    """An entry that no act is behind."""
    return sent_by(NOBODY, NONE, NONE, cause, provider, NOBODY)


@outline
def enqueue(
    w: World, what: int, target: int, occasion: int, record: Record, word: np.uint64, points: int
) -> None:
    """Put an event into tomorrow's queue; its key sorts by (target, source, occasion, purpose)."""
    at = w.log.used[EVENTS]
    w.log.used[EVENTS] = at + 1
    event = w.log.queue[at]
    sender = NO_TIE if record.source == NOBODY else record.source
    key = (np.uint64(target) << np.uint64(TARGET_BITS)) | (np.uint64(sender) << np.uint64(SOURCE_BITS))
    event.key = key | (np.uint64(occasion) & OCCASION)
    event.minor = np.uint32((what << WHAT_BITS) | record.provider)
    event.what = what
    event.target = target
    event.source = record.source
    event.provider = record.provider
    event.cause = record.cause
    event.conduct = record.conduct
    event.channel = record.channel
    event.word = np.uint32(word)
    event.row = record.root
    event.points = points


@inline
def has_room(w: World) -> bool:
    """Whether queue and news hold what one event more may add; the queue's last row is for sorting."""
    queued, news = w.log.used[EVENTS] + w.s.room, w.log.used[HEARD] + w.s.room
    return queued < w.log.queue.shape[0] and news <= w.log.news.shape[0]


@outline
def sort_queue(w: World) -> None:
    """Order this morning's batch: Shell's sort, in place, through the queue's last, free row."""
    count, spare = w.log.used[EVENTS], w.log.queue.shape[0] - 1
    w.s.cursor[BATCH] = count
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, count):
            w.log.queue[spare] = w.log.queue[i]
            j = i
            while j >= gap and comes_before(w, spare, j - gap):
                w.log.queue[j] = w.log.queue[j - gap]
                j -= gap
            w.log.queue[j] = w.log.queue[spare]
        gap //= 3


@inline
def comes_before(w: World, one: int, other: int) -> bool:
    """Whether an event comes before another."""
    mine, theirs = w.log.queue[one].key, w.log.queue[other].key
    return mine < theirs or (mine == theirs and w.log.queue[one].minor < w.log.queue[other].minor)


@outline
def keep_tomorrows(w: World) -> None:
    """Move what was queued while the batch was read to the front: it waits for the next morning."""
    batch, used = w.s.cursor[BATCH], w.log.used[EVENTS]
    for i in range(batch, used):
        w.log.queue[i - batch] = w.log.queue[i]
    w.log.used[EVENTS] = used - batch
    w.s.cursor[BATCH] = 0
