"""Work: who loses it, and who finds it again."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare
from demerit.luck.philox import UNIT, draw
from demerit.luck.purposes import HIRED
from demerit.societies.organisations import workplace
from demerit.world.columns.state import NO_TIE, State
from demerit.world.columns.tables import Tables
from demerit.world.rules.circumstances import raise_hardship
from demerit.world.rules.decision import step_of


@rare
def lose_work(t: Tables, s: State, i: int, day: int) -> None:
    """Whoever worked for somebody no longer does, and life is harder for it."""
    s.employer[i] = np.uint16(NO_TIE)
    raise_hardship(t, s, i, day, t.job_loss[s.people[i].cell, step_of(t, s, i)])


@rare
def find_work(t: Tables, s: State, i: int, number: int) -> None:
    """Whoever is without work starts with an organisation of the district: any job is as likely."""
    if s.employer.shape[0] == 0 or s.employer[i] != NO_TIE:
        return
    luck = np.float64(draw(s.seed, s.district, i, number, HIRED, 0)[0]) * UNIT
    s.employer[i] = np.uint16(workplace(luck, 0, s.kind_start[1], s.organisations, t.employees))
