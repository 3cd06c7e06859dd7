"""Before the first day: every subject's state, from its own addresses."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from demerit.luck.compiled import kernel
from demerit.luck.philox import UNIT, draw
from demerit.luck.purposes import AWARE
from demerit.world.columns.state import DAY, PHASE, POSITION, SCHEDULED, State
from demerit.world.columns.tables import Tables
from demerit.world.engine.morning import next_wake
from demerit.world.rules.alarms import wind_alarm
from demerit.world.rules.decision import step_of
from demerit.world.rules.habits import draw_propensities
from demerit.world.rules.occasion import first
from demerit.world.rules.rollout import covered, take_step
from demerit.world.rules.standing import band_of_score
from demerit.world.rules.turnover import wind_turn


@kernel
def words_of_all(
    seed: np.uint64, district: int, purpose: int, index: int, words: npt.NDArray[np.uint32]
) -> None:
    """The first word of luck of every subject of a district for one purpose: fills uint32[n]."""
    for i in range(words.shape[0]):
        words[i] = np.uint32(draw(seed, district, i, 0, purpose, index)[0])


@kernel
def be_born(t: Tables, s: State) -> None:
    """Fill a district's state; cells, groups and start scores are there already."""
    s.cursor[DAY] = s.cursor[PHASE] = s.cursor[POSITION] = s.cursor[SCHEDULED] = 0
    take_step(t, s, 0)
    here = covered(s, 0)
    for i in range(s.people.shape[0]):
        person = s.people[i]
        s.people[i].band = band_of_score(t, person.cell, person.score)
        s.band_people[person.group, s.people[i].band] += 1
        s.due[i] = first(t, s, i)
        draw_propensities(s, i, 0)
        for other in range(s.others.shape[1]):
            s.others[i, other].score, s.others[i, other].band = person.score, s.people[i].band
        for clock in range(s.alarm_sum.shape[1]):
            wind_alarm(t, s, i, clock)
        if s.turn.shape[1] > 0 and i < s.kind_start[1]:
            wind_turn(t, s, i)
        luck = np.float64(draw(s.seed, s.district, i, 0, AWARE, 0)[0]) * UNIT
        s.people[i].aware = 1 if luck < t.aware[person.cell, step_of(t, s, i)] else 0
        s.people[i].caution = t.caution_start[person.cell, step_of(t, s, i)] * s.people[i].aware * here
        s.wake[i] = next_wake(t, s, i)


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
