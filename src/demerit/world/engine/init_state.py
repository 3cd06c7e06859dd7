"""Before the first day: every subject's state, from its own addresses."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from demerit.luck.compiled import inline, kernel, outline
from demerit.luck.philox import UNIT, draw
from demerit.luck.purposes import ALARM as ALARM_DRAW
from demerit.luck.purposes import AWARE, FIRST_OCCASION, PROPENSITY
from demerit.world.columns.state import CARDS, DAY, DAY_PEOPLE, PHASE, POSITION, SCHEDULED, SUM_BAND
from demerit.world.columns.world import World
from demerit.world.engine.morning import next_wake
from demerit.world.rules.alarms import RATE, clock_luck, lengthen
from demerit.world.rules.arithmetic import band_at
from demerit.world.rules.circumstances import begin_minding
from demerit.world.rules.lookup import step_of
from demerit.world.rules.occasion import GAP, later
from demerit.world.rules.rollout import take_step
from demerit.world.rules.turnover import take_propensities, wind_turn


@kernel
def init_state(w: World) -> None:
    """Fill a district's state; cells, groups and start scores are there already."""
    w.s.cursor[DAY] = w.s.cursor[PHASE] = w.s.cursor[POSITION] = w.s.cursor[SCHEDULED] = 0
    take_step(w, 0)
    subjects = w.s.people.shape[0]
    for start in range(0, subjects, CARDS):
        end = min(start + CARDS, subjects)
        draw_beginnings(w, start, end - start)
        for i in range(start, end):
            begin(w, i, i - start)


@outline
def draw_beginnings(w: World, start: int, count: int) -> None:
    """Draw what so many subjects begin with, a card each: their first wait, habits and whether they know.

    First waits of clocks of alarms go straight to where they are kept.
    """
    hand = w.h.cards[0]
    for j in range(count):
        k = np.uint64(j)
        hand.gap[k] = draw(w.s.seed, w.s.district, start + j, 0, FIRST_OCCASION, 0)[GAP]
        hand.which[k] = draw(w.s.seed, w.s.district, start + j, 0, AWARE, 0)[0]
    for j in range(count):
        k = np.uint64(j)
        words = draw(w.s.seed, w.s.district, start + j, 0, PROPENSITY, 0)
        hand.seen[k], hand.named[k], hand.worth[k] = words[0], words[1], words[2]
    for clock in range(w.s.alarm_sum.shape[1]):
        luck = clock_luck(w, clock)
        for j in range(count):
            k = np.uint64(j)
            hand.luck[k] = draw(w.s.seed, w.s.district, start + j, 0, ALARM_DRAW, luck)[RATE]
        for j in range(count):
            lengthen(w, start + j, clock, np.uint64(hand.luck[j]))


@inline
def begin(w: World, i: int, card: int) -> None:
    """A subject's first state; its luck is on a card."""
    hand = w.h.cards[0]
    person = w.s.people[i]
    w.s.people[i].band = band_at(w.t.band_from, person.cell, person.score)
    w.s.days[0, person.group, w.s.people[i].band, DAY_PEOPLE] += 1
    if w.s.sums.shape[0] > 0:
        w.s.sums[i, SUM_BAND] = w.s.people[i].band
    w.s.due[i] = later(w.t.clock[person.cell], 0, np.uint64(hand.gap[card]))
    words = np.uint64(hand.seen[card]), np.uint64(hand.named[card]), np.uint64(hand.worth[card])
    take_propensities(w, i, words)
    for other in range(w.s.others.shape[1]):
        w.s.others[i, other].score, w.s.others[i, other].band = person.score, w.s.people[i].band
    if w.s.turn.shape[1] > 0 and i < w.s.kind_start[1]:
        wind_turn(w, i)
    luck = np.float64(hand.which[card]) * UNIT
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
