"""Work: who loses it, and who finds it again."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import outline
from demerit.luck.philox import UNIT, draw
from demerit.luck.purposes import HIRED
from demerit.societies.organisations import workplace
from demerit.world.columns.state import NO_TIE
from demerit.world.columns.world import World
from demerit.world.rules.circumstances import raise_hardship
from demerit.world.rules.lookup import step_of


@outline
def lose_work(w: World, i: int, day: int) -> None:
    """Whoever worked for somebody no longer does, and life is harder for it."""
    w.s.employer[i] = np.uint16(NO_TIE)
    raise_hardship(w, i, day, w.t.job_loss[w.s.people[i].cell, step_of(w, i)])


@outline
def find_work(w: World, i: int, number: int) -> None:
    """Whoever is without work starts with an organisation of the district: any job is as likely."""
    if w.s.employer.shape[0] == 0 or w.s.employer[i] != NO_TIE:
        return
    luck = np.float64(draw(w.s.seed, w.s.district, i, number, HIRED, 0)[0]) * UNIT
    w.s.employer[i] = np.uint16(workplace(luck, 0, w.s.kind_start[1], w.s.organisations, w.t.employees))
