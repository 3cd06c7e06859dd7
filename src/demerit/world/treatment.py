"""6. Treatment: a need meets what the subject's band means: granted, denied or later."""

from __future__ import annotations

from demerit.luck.compiled import rare, step
from demerit.world.circumstances import raise_hardship
from demerit.world.decision import step_of
from demerit.world.state import (
    ASKED,
    DAY_DENIED,
    DELAYED,
    DENIED,
    PRIORITISED,
    REFUSALS,
    Log,
    State,
)
from demerit.world.tables import NONE, Tables


@step
def ask(t: Tables, s: State, log: Log, i: int, kind: int, day: int) -> bool:
    """Whether the need is granted at once; a denial raises hardship, a refusal is written down."""
    person = s.people[i]
    row = t.occasions[kind].tally
    s.people[i].needs += 1
    s.tally[person.group, row, ASKED] += 1
    treatment = t.refused[kind, person.band]
    if treatment == NONE:
        s.tally[person.group, row, PRIORITISED] += t.prioritised[kind, person.band]
        return True
    refuse(s, log, i, kind, treatment, day)
    if t.delays[treatment] == 1:
        s.tally[person.group, row, DELAYED] += 1
        return False
    s.tally[person.group, row, DENIED] += 1
    s.days[day, person.group, person.band, DAY_DENIED] += 1
    raise_hardship(t, s, i, day, t.denial[person.cell, step_of(t, s, i)])
    return False


@rare
def refuse(s: State, log: Log, i: int, kind: int, treatment: int, day: int) -> None:
    """One row of the table of denied and delayed needs."""
    row = log.used[REFUSALS]
    log.used[REFUSALS] = row + 1
    refusal = log.refusals[row]
    refusal.subject = i
    refusal.day = day
    refusal.after = s.people[i].entries
    refusal.kind = kind
    refusal.treatment = treatment
    refusal.band = s.people[i].band
