"""5. Redress: what a record sets going: notice, appeal, lapse, and the clock of repair."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import outline
from demerit.luck.philox import below, draw
from demerit.luck.purposes import ALARM_REDRESS
from demerit.luck.purposes import REDRESS as REDRESS_DRAW
from demerit.world.columns.cases import open_case
from demerit.world.columns.queue import DECIDING, LAPSING, REPAIRING
from demerit.world.columns.state import ALARM, ASSOCIATION, OWN, Record
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World
from demerit.world.rules.circumstances import become_aware
from demerit.world.rules.lookup import PROVIDER_BITS, happens, step_of

NOTICED, APPEALS, WHEN, UPHELD = 0, 1, 2, 3  # which word of the draw is what


@outline
def follow_up(w: World, i: int, day: int, row: int, record: Record) -> None:
    """Start what follows a new entry: who hears of it may appeal, in time it lapses, repair begins anew."""
    entry = w.log.entries[row]
    if record.cause != ASSOCIATION:
        holds = w.t.conducts[record.conduct].override != NONE
        learn(w, i, day, row, record, entry.drawn < 0 or holds)
        # by what was drawn: the score's least may leave nothing of a loss here, and all of it for a tie
        if w.t.lapse_days > 0 and (entry.drawn < 0 or holds or (w.t.lapse_of_all == 1 and entry.drawn > 0)):
            open_case(w, day + w.t.lapse_days, LAPSING, row, record.provider, 0)
    if entry.drawn < 0 and w.t.repair_days > 0:
        begin_repair(w, i, day, record.provider)


@outline
def learn(w: World, i: int, day: int, row: int, record: Record, hurts: bool) -> None:
    """Notice of a record: the subject learns of the scheme, and where the record hurts it may appeal."""
    purpose = ALARM_REDRESS if record.cause == ALARM else REDRESS_DRAW
    index = record.stream | (record.provider << PROVIDER_BITS)
    words = draw(w.s.seed, w.s.district, record.origin, record.number, purpose, index)
    cell, at = np.int64(w.s.people[i].cell), step_of(w, i)
    if not happens(words[NOTICED], w.t.notice[cell, at]):
        return
    become_aware(w, i, day)
    if not hurts or not happens(words[APPEALS], w.t.appeal[cell, at]):
        return
    lodged = day + below(words[WHEN], w.t.within_days + 1)
    if lodged < w.t.last_day:
        w.s.appeals[i, 0] += np.uint32(1)
    chance = w.t.upheld_if_right[cell, at] if record.cause == OWN else w.t.upheld_if_wrong[cell, at]
    upheld = 1 if happens(words[UPHELD], chance) else 0
    open_case(w, max(lodged + w.t.decided_days, day + 1), DECIDING, row, record.provider, upheld)


@outline
def begin_repair(w: World, i: int, day: int, provider: int) -> None:
    """From now on days without a loss count anew; a case that is open already will see so."""
    waiting = w.s.mended[i, provider] != NONE
    w.s.mended[i, provider] = day
    if not waiting:
        open_case(w, day + w.t.repair_days, REPAIRING, i, provider, 0)
