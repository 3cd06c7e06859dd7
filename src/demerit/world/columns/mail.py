"""Mail: what crosses between subjects or falls due waits here, and comes out in one fixed order."""

from __future__ import annotations

from typing import Final

import numpy as np

from demerit.luck.compiled import rare, step
from demerit.world.columns.state import BATCH, MAILS, NO_TIE, NOBODY
from demerit.world.columns.world import World

MISNAMING, ALARMING, INFLUENCING, RETURNING, ENDING, REPAIRING, RENEWING, DECIDING, LAPSING, FALLING = range(
    10
)
"""What a letter brings; among letters of one target, source and occasion these come in this order."""
TARGET_BITS, SOURCE_BITS, WHAT_BITS = 48, 32, 24
OCCASION: Final = np.uint64((1 << 32) - 1)


@rare
def post(
    w: World, what: int, target: int, source: int, occasion: int, provider: int, cause: int, conduct: int,
    channel: int, word: np.uint64, row: int, points: int,
) -> None:  # fmt: skip
    """Put a letter into tomorrow's mail; its key sorts by (target, source, occasion, purpose)."""
    at = w.log.used[MAILS]
    w.log.used[MAILS] = at + 1
    letter = w.log.mail[at]
    sender = NO_TIE if source == NOBODY else source
    key = (np.uint64(target) << np.uint64(TARGET_BITS)) | (np.uint64(sender) << np.uint64(SOURCE_BITS))
    letter.key = key | (np.uint64(occasion) & OCCASION)
    letter.minor = np.uint32((what << WHAT_BITS) | provider)
    letter.what = what
    letter.target = target
    letter.source = source
    letter.provider = provider
    letter.cause = cause
    letter.conduct = conduct
    letter.channel = channel
    letter.word = np.uint32(word)
    letter.row = row
    letter.points = points


@step
def has_room(w: World) -> bool:
    """Whether the mail holds what one event more may post; its last row is kept for sorting."""
    return w.log.used[MAILS] + w.s.room < w.log.mail.shape[0]


@rare
def sort_mail(w: World) -> None:
    """Order this morning's batch: Shell's sort, in place, through the mail's last row, which is kept free."""
    count, spare = w.log.used[MAILS], w.log.mail.shape[0] - 1
    w.s.cursor[BATCH] = count
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, count):
            w.log.mail[spare] = w.log.mail[i]
            j = i
            while j >= gap and comes_before(w, spare, j - gap):
                w.log.mail[j] = w.log.mail[j - gap]
                j -= gap
            w.log.mail[j] = w.log.mail[spare]
        gap //= 3


@step
def comes_before(w: World, one: int, other: int) -> bool:
    """Whether a letter comes before another."""
    mine, theirs = w.log.mail[one].key, w.log.mail[other].key
    return mine < theirs or (mine == theirs and w.log.mail[one].minor < w.log.mail[other].minor)


@rare
def keep_tomorrows(w: World) -> None:
    """Move what was posted while the batch was read to the front: it waits for the next morning."""
    batch, used = w.s.cursor[BATCH], w.log.used[MAILS]
    for i in range(batch, used):
        w.log.mail[i - batch] = w.log.mail[i]
    w.log.used[MAILS] = used - batch
    w.s.cursor[BATCH] = 0
