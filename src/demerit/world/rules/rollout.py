"""Rollout: how far the scheme has come: where it holds, how many score, how closely they look."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare
from demerit.world.columns.state import JUDGED, RESPONDING, STEP, State
from demerit.world.columns.tables import Tables
from demerit.world.rules.circumstances import raise_caution
from demerit.world.rules.decision import step_of


@rare
def take_step(t: Tables, s: State, day: int) -> None:
    """What holds in the district from this day on, until the next step of the rollout."""
    before = covered(s, s.cursor[STEP])
    while t.phase_start[s.cursor[STEP] + 1] <= day:
        s.cursor[STEP] += 1
    here = covered(s, s.cursor[STEP])
    s.cursor[JUDGED] = t.judged * here
    s.cursor[RESPONDING] = t.responding * here
    if here == 1 and before == 0:
        launch(t, s, day)


@rare
def covered(s: State, phase: int) -> int:
    """1 where the scheme holds in the district in this phase, however little it looks."""
    return np.int64(s.covers[phase])


@rare
def launch(t: Tables, s: State, day: int) -> None:
    """The scheme starts in the district: whoever knows of it is on their guard."""
    for i in range(s.people.shape[0]):
        if s.people[i].aware == 1:
            raise_caution(t, s, i, day, t.caution_start[s.people[i].cell, step_of(t, s, i)])
