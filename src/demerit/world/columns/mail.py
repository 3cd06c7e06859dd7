"""Mail: what crosses between subjects or falls due waits here, and comes out in one fixed order."""

from __future__ import annotations

from typing import Final

import numpy as np

from demerit.luck.compiled import rare, step
from demerit.world.columns.state import BATCH, MAILS, NO_TIE, NOBODY, Log, State

MISNAMING, ALARMING, INFLUENCING, RETURNING, ENDING, REPAIRING, RENEWING, DECIDING, LAPSING, FALLING = range(
    10
)
"""What a letter brings; among letters of one target, source and occasion these come in this order."""
TARGET_BITS, SOURCE_BITS, WHAT_BITS = 48, 32, 24
OCCASION: Final = np.uint64((1 << 32) - 1)


@rare
def post(
    log: Log, what: int, target: int, source: int, occasion: int, provider: int, cause: int, conduct: int,
    channel: int, word: np.uint64, row: int, points: int,
) -> None:  # fmt: skip
    """Put a letter into tomorrow's mail; its key sorts by (target, source, occasion, purpose)."""
    at = log.used[MAILS]
    log.used[MAILS] = at + 1
    letter = log.mail[at]
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
def has_room(s: State, log: Log) -> bool:
    """Whether the mail holds what one event more may post; its last row is kept for sorting."""
    return log.used[MAILS] + s.room < log.mail.shape[0]


@rare
def sort_mail(s: State, log: Log) -> None:
    """Order this morning's batch: Shell's sort, in place, through the mail's last row, which is kept free."""
    count, spare = log.used[MAILS], log.mail.shape[0] - 1
    s.cursor[BATCH] = count
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, count):
            log.mail[spare] = log.mail[i]
            j = i
            while j >= gap and comes_before(log, spare, j - gap):
                log.mail[j] = log.mail[j - gap]
                j -= gap
            log.mail[j] = log.mail[spare]
        gap //= 3


@step
def comes_before(log: Log, one: int, other: int) -> bool:
    """Whether a letter comes before another."""
    mine, theirs = log.mail[one].key, log.mail[other].key
    return mine < theirs or (mine == theirs and log.mail[one].minor < log.mail[other].minor)


@rare
def keep_tomorrows(s: State, log: Log) -> None:
    """Move what was posted while the batch was read to the front: it waits for the next morning."""
    batch, used = s.cursor[BATCH], log.used[MAILS]
    for i in range(batch, used):
        log.mail[i - batch] = log.mail[i]
    log.used[MAILS] = used - batch
    s.cursor[BATCH] = 0
