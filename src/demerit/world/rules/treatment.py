"""6. Treatment: a need meets what the subject's band means: granted, denied or later."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.luck.philox import below, draw
from demerit.luck.purposes import ASKED as ASKED_DRAW
from demerit.world.columns.state import (
    ASKED,
    DAY_DENIED,
    DELAYED,
    DENIED,
    JUDGED,
    PRIORITISED,
    REFUSALS,
    STEP,
)
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World
from demerit.world.rules.circumstances import become_aware, raise_hardship
from demerit.world.rules.lookup import band_with, step_of

GRANTED, LATER, TURNED_DOWN = range(3)  # what becomes of a need


@inline
def ask(w: World, i: int, kind: int, number: int, day: int) -> int:
    """What becomes of a need; a denial raises hardship and tells of the scheme, a refusal is written down."""
    person = w.s.people[i]
    row = w.t.occasions[kind].tally
    w.s.people[i].needs += 1
    w.s.tally[person.group, row, ASKED] += 1
    if w.s.cursor[JUDGED] == 0 or w.t.inside[person.cell] == 0:
        return GRANTED
    provider = provider_asked(w, i, number) if w.t.providers > 1 else 0
    band = band_with(w, i, provider)
    treatment = w.t.refused[kind, band]
    if treatment == NONE:
        w.s.tally[person.group, row, PRIORITISED] += w.t.prioritised[kind, band]
        return GRANTED
    refuse(w, i, kind, treatment, provider, day)
    if w.t.delays[treatment] == 1:
        w.s.tally[person.group, row, DELAYED] += 1
        return LATER
    w.s.tally[person.group, row, DENIED] += 1
    w.s.days[day, person.group, person.band, DAY_DENIED] += 1
    raise_hardship(w, i, day, w.t.denial[person.cell, step_of(w, i)])
    become_aware(w, i, day)
    return TURNED_DOWN


@outline
def provider_asked(w: World, i: int, number: int) -> int:
    """Which provider a need asks: one of those there are today, drawn for it."""
    word = draw(w.s.seed, w.s.district, i, number, ASKED_DRAW, 0)[0]
    provider = below(word, np.int64(w.t.phase_providers[w.s.cursor[STEP]]))
    w.s.asked[i, provider, 0] += np.uint16(1)
    return provider


@outline
def refuse(w: World, i: int, kind: int, treatment: int, provider: int, day: int) -> None:
    """One row of the table of denied and delayed needs."""
    row = w.log.used[REFUSALS]
    w.log.used[REFUSALS] = row + 1
    refusal = w.log.refusals[row]
    refusal.subject = i
    refusal.day = day
    refusal.after = w.s.people[i].entries
    refusal.kind = kind
    refusal.treatment = treatment
    refusal.band = band_with(w, i, provider)
    refusal.provider = provider
    refusal.denied_by = denying(w, i, kind)
    if w.t.providers > 1 and w.t.delays[treatment] == 0:
        w.s.asked[i, provider, 1] += np.uint16(1)


@outline
def denying(w: World, i: int, kind: int) -> int:
    """How many of today's providers would deny the need."""
    count = 0
    for provider in range(w.t.phase_providers[w.s.cursor[STEP]]):
        treatment = w.t.refused[kind, band_with(w, i, provider)]
        count += 1 if treatment != NONE and w.t.delays[treatment] == 0 else 0
    return count
