"""Rollout: how far the scheme has come: where it holds, how many score, how closely they look."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import outline
from demerit.world.columns.state import JUDGED, RESPONDING, STEP
from demerit.world.columns.world import World
from demerit.world.rules.circumstances import begin_minding


@outline
def take_step(w: World, day: int) -> None:
    """What holds in the district from this day on, until the next step of the rollout."""
    before = covered(w, w.s.cursor[STEP])
    while w.t.phase_start[w.s.cursor[STEP] + 1] <= day:
        w.s.cursor[STEP] += 1
    here = covered(w, w.s.cursor[STEP])
    w.s.cursor[JUDGED] = w.t.judged * here
    w.s.cursor[RESPONDING] = w.t.responding * here
    if here == 1 and before == 0:
        launch(w, day)


@outline
def covered(w: World, phase: int) -> int:
    """1 where the scheme holds in the district in this phase, however little it looks."""
    return np.int64(w.s.covers[phase])


@outline
def launch(w: World, day: int) -> None:
    """The scheme starts in the district: whoever knows of it is on their guard."""
    for i in range(w.s.people.shape[0]):
        begin_minding(w, i, day)
