"""Before the first day: every subject's state, from its own addresses."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from demerit.luck.compiled import kernel
from demerit.luck.philox import UNIT, draw
from demerit.luck.purposes import AWARE
from demerit.world.columns.state import DAY, DAY_PEOPLE, PHASE, POSITION, SCHEDULED, SUM_BAND
from demerit.world.columns.world import World
from demerit.world.engine.morning import next_wake
from demerit.world.rules.alarms import wind_alarm
from demerit.world.rules.arithmetic import band_at
from demerit.world.rules.circumstances import begin_minding
from demerit.world.rules.lookup import step_of
from demerit.world.rules.occasion import first
from demerit.world.rules.rollout import take_step
from demerit.world.rules.turnover import draw_propensities, wind_turn


@kernel
def words_of_all(
    seed: np.uint64, district: int, purpose: int, index: int, words: npt.NDArray[np.uint32]
) -> None:
    """The first word of luck of every subject of a district for one purpose: fills uint32[n]."""
    for i in range(words.shape[0]):
        words[i] = np.uint32(draw(seed, district, i, 0, purpose, index)[0])


@kernel
def init_state(w: World) -> None:
    """Fill a district's state; cells, groups and start scores are there already."""
    w.s.cursor[DAY] = w.s.cursor[PHASE] = w.s.cursor[POSITION] = w.s.cursor[SCHEDULED] = 0
    take_step(w, 0)
    for i in range(w.s.people.shape[0]):
        person = w.s.people[i]
        w.s.people[i].band = band_at(w.t.band_from, person.cell, person.score)
        w.s.days[0, person.group, w.s.people[i].band, DAY_PEOPLE] += 1
        if w.s.sums.shape[0] > 0:
            w.s.sums[i, SUM_BAND] = w.s.people[i].band
        w.s.due[i] = first(w, i)
        draw_propensities(w, i, 0)
        for other in range(w.s.others.shape[1]):
            w.s.others[i, other].score, w.s.others[i, other].band = person.score, w.s.people[i].band
        for clock in range(w.s.alarm_sum.shape[1]):
            wind_alarm(w, i, clock)
        if w.s.turn.shape[1] > 0 and i < w.s.kind_start[1]:
            wind_turn(w, i)
        luck = np.float64(draw(w.s.seed, w.s.district, i, 0, AWARE, 0)[0]) * UNIT
        w.s.people[i].aware = 1 if luck < w.t.aware[person.cell, step_of(w, i)] else 0
        begin_minding(w, i, 0)
        w.s.wake[i] = next_wake(w, i)


@kernel
def group_members(
    class_of: npt.NDArray[np.uint8],
    group: npt.NDArray[np.uint8],
    start: npt.NDArray[np.int64],
    members: npt.NDArray[np.uint16],
) -> None:
    """Sort a district's people by class, a row an error table: start int64[tables, classes + 1]."""
    for table in range(class_of.shape[0]):
        classes = start.shape[1] - 1
        at = 0
        for c in range(classes):
            start[table, c] = at
            for i in range(group.shape[0]):
                if class_of[table, group[i]] == c:
                    members[table, at] = i
                    at += 1
        start[table, classes] = at
