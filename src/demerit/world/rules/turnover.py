"""Turnover: now and then somebody's place is taken by a newcomer, who has a clean record and other habits."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.luck.maths import exponential
from demerit.luck.philox import UNIT, draw
from demerit.luck.purposes import AWARE, PROPENSITY
from demerit.luck.purposes import TURNOVER as TURNOVER_DRAW
from demerit.world.columns.queue import of_nobody
from demerit.world.columns.state import TURNOVER
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World
from demerit.world.rules.circumstances import begin_minding
from demerit.world.rules.ledger import write
from demerit.world.rules.lookup import band_with, score_with, start_of, step_of
from demerit.world.rules.standing import put_score, settle

BYTES_IN_WORD = 4


@outline
def draw_propensities(w: World, i: int, comer: int) -> None:
    """The habits of the newcomer of this number."""
    take_propensities(w, i, draw(w.s.seed, w.s.district, i, comer, PROPENSITY, 0)[:3])


@inline
def take_propensities(w: World, i: int, words: tuple[np.uint64, np.uint64, np.uint64]) -> None:
    """Quantiles of the shared factor and of each family's own, a byte each, from one draw."""
    for q in range(w.s.quantiles.shape[1]):
        at = q // BYTES_IN_WORD
        word = words[0] if at == 0 else words[1] if at == 1 else words[2]
        w.s.quantiles[i, q] = np.uint8((word >> np.uint64(8 * (q % BYTES_IN_WORD))) & np.uint64(255))


@outline
def wind_turn(w: World, i: int) -> None:
    """When a subject's place is taken next: exponential gaps, in days."""
    words = draw(w.s.seed, w.s.district, i, np.int64(w.s.turns[i, 0]), TURNOVER_DRAW, 0)
    w.s.turn[i, 0] += exponential(words[0]) / w.t.turnover[0]


@outline
def renew(w: World, i: int, day: int) -> None:
    """A newcomer takes the place: same traits, ties and work; start score, other habits, no past."""
    turns = np.int64(w.s.turns[i, 0])
    if w.t.judged == 1:
        start_anew(w, i, day)
    draw_propensities(w, i, turns)
    w.s.people[i].hardship = 0
    for mind in range(w.s.minds.shape[1]):
        w.s.minds[i, mind].caution = 0
        w.s.minds[i, mind].certainty = 0
    luck = np.float64(draw(w.s.seed, w.s.district, i, turns, AWARE, 0)[0]) * UNIT
    w.s.people[i].aware = 1 if luck < w.t.aware[w.s.people[i].cell, step_of(w, i)] else 0
    begin_minding(w, i, day)
    for byte in range(w.s.taught.shape[1]):
        w.s.taught[i, byte] = 0
    for row in range(w.s.did.shape[1]):
        w.s.did_count[row] -= w.s.did[i, row]
        w.s.did[i, row] = w.s.did_next[i, row] = 0


@outline
def start_anew(w: World, i: int, day: int) -> None:
    """The newcomer's ledger begins: what stood before is void, with every provider."""
    for row in range(w.s.override_end.shape[1]):
        w.s.override_end[i, row] = 0
    for row in range(w.s.limited.shape[1]):
        w.s.limited[i, row] = 0
    for provider in range(w.t.providers):
        before, band = score_with(w, i, provider), band_with(w, i, provider)
        after = put_score(w, i, provider, start_of(w, i))
        settle(w, i, day, provider)
        if provider == 0 or before != after or band != band_with(w, i, provider):
            write(w, i, day, of_nobody(TURNOVER, provider), after - before, after - before)
        if w.s.mended.shape[1] > 0 and w.s.mended[i, provider] != NONE:
            w.s.mended[i, provider] = day
    w.s.born[i, 0] = w.s.people[i].entries
