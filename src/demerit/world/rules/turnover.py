"""Turnover: now and then somebody's place is taken by a newcomer, who has a clean record and other habits."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare
from demerit.luck.maths import exponential
from demerit.luck.philox import UNIT, draw
from demerit.luck.purposes import AWARE
from demerit.luck.purposes import TURNOVER as TURNOVER_DRAW
from demerit.world.columns.state import STEP, TURNOVER, Log, State
from demerit.world.columns.tables import NONE, Tables
from demerit.world.rules.correction import of_nobody
from demerit.world.rules.decision import step_of
from demerit.world.rules.habits import draw_propensities
from demerit.world.rules.ledger import write
from demerit.world.rules.rollout import covered
from demerit.world.rules.standing import band_with, put_score, score_with, settle, start_of


@rare
def wind_turn(t: Tables, s: State, i: int) -> None:
    """When a subject's place is taken next: exponential gaps, in days."""
    words = draw(s.seed, s.district, i, np.int64(s.turns[i, 0]), TURNOVER_DRAW, 0)
    s.turn[i, 0] += exponential(words[0]) / t.turnover[0]


@rare
def renew(t: Tables, s: State, log: Log, i: int, day: int) -> None:
    """A newcomer takes the place: same traits, ties and work; start score, other habits, no past."""
    turns = np.int64(s.turns[i, 0])
    if t.judged == 1:
        start_anew(t, s, log, i, day)
    draw_propensities(s, i, turns)
    s.people[i].hardship = 0
    s.people[i].heard = 0
    s.people[i].caution = 0
    luck = np.float64(draw(s.seed, s.district, i, turns, AWARE, 0)[0]) * UNIT
    s.people[i].aware = 1 if luck < t.aware[s.people[i].cell, step_of(t, s, i)] else 0
    if covered(s, s.cursor[STEP]) == 1:
        s.people[i].caution = t.caution_start[s.people[i].cell, step_of(t, s, i)] * s.people[i].aware
    s.people[i].caution_day = day
    for row in range(s.did.shape[1]):
        s.did_count[row] -= s.did[i, row]
        s.did[i, row] = s.did_next[i, row] = 0


@rare
def start_anew(t: Tables, s: State, log: Log, i: int, day: int) -> None:
    """The newcomer's ledger begins: what stood before is void, with every provider."""
    for row in range(s.override_end.shape[1]):
        s.override_end[i, row] = 0
    for row in range(s.limited.shape[1]):
        s.limited[i, row] = 0
    for provider in range(t.providers):
        before, band = score_with(s, i, provider), band_with(s, i, provider)
        after = put_score(t, s, i, provider, start_of(s, i))
        settle(t, s, log, i, day, provider)
        if provider == 0 or before != after or band != band_with(s, i, provider):
            write(s, log, i, day, of_nobody(TURNOVER, provider), after - before, after - before)
        if s.mended.shape[1] > 0 and s.mended[i, provider] != NONE:
            s.mended[i, provider] = day
    s.born[i, 0] = s.people[i].entries
