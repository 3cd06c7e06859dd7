"""6. Treatment: a need meets what the subject's band means: granted, denied or later."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare, step
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
    Log,
    State,
)
from demerit.world.columns.tables import NONE, Tables
from demerit.world.rules.circumstances import raise_hardship
from demerit.world.rules.decision import step_of
from demerit.world.rules.standing import band_with


@step
def ask(t: Tables, s: State, log: Log, i: int, kind: int, number: int, day: int) -> bool:
    """Whether the need is granted at once; a denial raises hardship, a refusal is written down."""
    person = s.people[i]
    row = t.occasions[kind].tally
    s.people[i].needs += 1
    s.tally[person.group, row, ASKED] += 1
    if s.cursor[JUDGED] == 0:
        return True
    provider = provider_asked(t, s, i, number) if t.providers > 1 else 0
    band = band_with(s, i, provider)
    treatment = t.refused[kind, band]
    if treatment == NONE:
        s.tally[person.group, row, PRIORITISED] += t.prioritised[kind, band]
        return True
    refuse(t, s, log, i, kind, treatment, provider, day)
    if t.delays[treatment] == 1:
        s.tally[person.group, row, DELAYED] += 1
        return False
    s.tally[person.group, row, DENIED] += 1
    s.days[day, person.group, person.band, DAY_DENIED] += 1
    raise_hardship(t, s, i, day, t.denial[person.cell, step_of(t, s, i)])
    return False


@rare
def provider_asked(t: Tables, s: State, i: int, number: int) -> int:
    """Which provider a need asks: one of those there are today, drawn for it."""
    word = draw(s.seed, s.district, i, number, ASKED_DRAW, 0)[0]
    provider = below(word, np.int64(t.phase_providers[s.cursor[STEP]]))
    s.asked[i, provider, 0] += np.uint16(1)
    return provider


@rare
def refuse(t: Tables, s: State, log: Log, i: int, kind: int, treatment: int, provider: int, day: int) -> None:
    """One row of the table of denied and delayed needs."""
    row = log.used[REFUSALS]
    log.used[REFUSALS] = row + 1
    refusal = log.refusals[row]
    refusal.subject = i
    refusal.day = day
    refusal.after = s.people[i].entries
    refusal.kind = kind
    refusal.treatment = treatment
    refusal.band = band_with(s, i, provider)
    refusal.provider = provider
    refusal.denied_by = denying(t, s, i, kind)
    if t.providers > 1 and t.delays[treatment] == 0:
        s.asked[i, provider, 1] += np.uint16(1)


@rare
def denying(t: Tables, s: State, i: int, kind: int) -> int:
    """How many of today's providers would deny the need."""
    count = 0
    for provider in range(t.phase_providers[s.cursor[STEP]]):
        treatment = t.refused[kind, band_with(s, i, provider)]
        count += 1 if treatment != NONE and t.delays[treatment] == 0 else 0
    return count
