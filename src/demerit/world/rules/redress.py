"""5. Redress: what a record sets going: notice, appeal, lapse, and the clock of repair."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare, step
from demerit.luck.philox import UNIT, below, draw
from demerit.luck.purposes import ALARM_REDRESS
from demerit.luck.purposes import REDRESS as REDRESS_DRAW
from demerit.world.columns.cases import open_case
from demerit.world.columns.mail import DECIDING, LAPSING, REPAIRING
from demerit.world.columns.state import ALARM, ASSOCIATION, OWN, Log, Record, State
from demerit.world.columns.tables import NONE, Tables
from demerit.world.rules.circumstances import become_aware
from demerit.world.rules.decision import step_of

NOTICED, APPEALS, WHEN, UPHELD = 0, 1, 2, 3  # which word of the draw is what
PROVIDER_BITS = 14  # of an index: a channel's number, then the provider


@rare
def follow_up(t: Tables, s: State, log: Log, i: int, day: int, row: int, record: Record) -> None:
    """Start what follows a new entry: who hears of it may appeal, in time it lapses, repair begins anew."""
    entry = log.entries[row]
    if record.cause != ASSOCIATION:
        holds = t.conducts[record.conduct].override != NONE
        learn(t, s, log, i, day, row, record, entry.drawn < 0 or holds)
        # by what was drawn: the score's least may leave nothing of a loss here, and all of it for a tie
        if t.lapse_days > 0 and (entry.drawn < 0 or holds or (t.lapse_of_all == 1 and entry.drawn > 0)):
            open_case(s, log, day + t.lapse_days, LAPSING, row, record.provider, 0)
    if entry.drawn < 0 and t.repair_days > 0:
        begin_repair(t, s, log, i, day, record.provider)


@rare
def learn(t: Tables, s: State, log: Log, i: int, day: int, row: int, record: Record, hurts: bool) -> None:
    """Notice of a record: the subject learns of the scheme, and where the record hurts it may appeal."""
    purpose = ALARM_REDRESS if record.cause == ALARM else REDRESS_DRAW
    index = record.stream | (record.provider << PROVIDER_BITS)
    words = draw(s.seed, s.district, record.origin, record.number, purpose, index)
    cell, at = np.int64(s.people[i].cell), step_of(t, s, i)
    if not happens(words[NOTICED], t.notice[cell, at]):
        return
    become_aware(t, s, i, day)
    if not hurts or not happens(words[APPEALS], t.appeal[cell, at]):
        return
    lodged = day + below(words[WHEN], t.within_days + 1)
    if lodged < t.last_day:
        s.appeals[i, 0] += np.uint32(1)
    chance = t.upheld_if_right[cell, at] if record.cause == OWN else t.upheld_if_wrong[cell, at]
    upheld = 1 if happens(words[UPHELD], chance) else 0
    open_case(s, log, max(lodged + t.decided_days, day + 1), DECIDING, row, record.provider, upheld)


@rare
def begin_repair(t: Tables, s: State, log: Log, i: int, day: int, provider: int) -> None:
    """From now on days without a loss count anew; a case that is open already will see so."""
    waiting = s.mended[i, provider] != NONE
    s.mended[i, provider] = day
    if not waiting:
        open_case(s, log, day + t.repair_days, REPAIRING, i, provider, 0)


@step
def happens(word: np.uint64, probability: float) -> bool:
    """Whether something of this probability happens at this luck."""
    return np.float64(word) * UNIT < probability
