"""The kernel: a district's days, each in the order of DESIGN section 2.

Morning (morning.py), then each subject's own day: occasion, decision, observation, judgement,
treatment. The kernel stops at `until` or when a log is full, and goes on from its cursor.
"""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import kernel, rare, step
from demerit.luck.purposes import OCCASION, OPENED
from demerit.world.columns.cases import cases_have_room
from demerit.world.columns.mail import has_room
from demerit.world.columns.state import (
    ACTS,
    CLOCK_BITS,
    DAY,
    DAY_ACTS,
    DAY_PEOPLE,
    DAY_WITHHELD,
    ENTRIES,
    NO_TIE,
    PERFORMED,
    PHASE,
    POSITION,
    REFUSALS,
    SCHEDULED,
    STEP,
    WITHHELD,
    Log,
    State,
)
from demerit.world.columns.tables import BEGINS, ENDS, NONE, Tables
from demerit.world.engine.morning import LIVE, OPEN, dawn
from demerit.world.rules.decision import decide
from demerit.world.rules.observation import observe
from demerit.world.rules.occasion import GAP, KIND, LUCK, kind_of, later, words_of
from demerit.world.rules.ties import mix
from demerit.world.rules.treatment import ask
from demerit.world.rules.work import find_work, lose_work

SCHEDULED_NUMBER = 1 << 30  # scheduled occasions have numbers of their own


@kernel
def live(t: Tables, s: State, log: Log, until: int) -> bool:
    """Live a district up to the morning of day `until`; False when a log is full (empty it, call again)."""
    while s.cursor[DAY] < until:
        day = s.cursor[DAY]
        if s.cursor[PHASE] != LIVE and not dawn(t, s, log, day):
            return False
        midnight = np.int64(day + 1) << CLOCK_BITS
        scheduled = t.schedule_start[day + 1] > t.schedule_start[day]
        while s.cursor[POSITION] < s.people.shape[0]:
            idle = s.due[s.cursor[POSITION]] >= midnight and not scheduled
            if not idle and not live_day(t, s, log, s.cursor[POSITION], day):
                return False
            s.cursor[POSITION] += 1
            s.cursor[SCHEDULED] = 0
        close_day(t, s, day)
        s.cursor[DAY], s.cursor[PHASE], s.cursor[POSITION] = day + 1, OPEN, 0
    return True


@rare
def close_day(t: Tables, s: State, day: int) -> None:
    """How many people of each group end the day in each band; where patrols were; at last, who is friends."""
    for channel in range(s.patrol.shape[0]):
        for kind in range(s.reach.shape[1] if s.patrol[channel] == 1 else 0):
            s.walked[channel, kind] += s.reach[s.cursor[STEP], kind]
    if day == t.last_day - 1:
        mix(s, s.mixing.shape[0] - 1)
    for group in range(s.band_people.shape[0]):
        for band in range(s.band_people.shape[1]):
            s.days[day, group, band, DAY_PEOPLE] = s.band_people[group, band]


@rare
def live_day(t: Tables, s: State, log: Log, i: int, day: int) -> bool:
    """One subject's day: what is scheduled for it, then its own occasions in time order."""
    start, count = t.schedule_start[day], t.schedule_start[day + 1] - t.schedule_start[day]
    while s.cursor[SCHEDULED] < count:
        if is_full(s, log):
            return False
        at = start + s.cursor[SCHEDULED]
        s.cursor[SCHEDULED] += 1
        kind = np.int64(t.schedule_kind[at])
        if t.schedule_cell[kind, s.people[i].cell] == 1:
            number = SCHEDULED_NUMBER | at
            meet(t, s, log, i, kind, number, words_of(s, i, number, OCCASION)[LUCK], day)
    midnight = np.int64(day + 1) << CLOCK_BITS
    while s.due[i] < midnight:
        if is_full(s, log):
            return False
        number = np.int64(s.people[i].number)
        s.people[i].number = number + 1
        words = words_of(s, i, number, OCCASION)
        cell = np.int64(s.people[i].cell)
        s.due[i] = later(t, cell, s.due[i], words[GAP])
        meet(t, s, log, i, kind_of(t, cell, words[KIND]), number, words[LUCK], day)
    return True


@step
def is_full(s: State, log: Log) -> bool:
    """Whether a log may be too full for one more occasion."""
    return (
        log.used[ENTRIES] + s.room > log.entries.shape[0]
        or log.used[REFUSALS] >= log.refusals.shape[0]
        or not has_room(s, log)
        or not cases_have_room(s, log)
    )


@rare
def meet(t: Tables, s: State, log: Log, i: int, kind: int, number: int, word: np.uint64, day: int) -> None:
    """One occasion: a need is asked for, an opportunity decided on; a granted need may open one."""
    chosen, purpose = np.int64(kind), OCCASION
    if t.occasions[kind].is_need == 1:
        opened = np.int64(t.occasions[kind].opens)
        granted = ask(t, s, log, i, kind, number, day)
        if granted and t.occasions[kind].employment == BEGINS:
            find_work(t, s, i, number)
        if not granted or opened == NONE:
            return
        chosen, purpose, word = opened, OPENED, words_of(s, i, number, OPENED)[LUCK]
    choose(t, s, log, i, chosen, number, purpose, word, day)


@step
def choose(
    t: Tables, s: State, log: Log, i: int, kind: int, number: int, purpose: int, word: np.uint64, day: int
) -> None:
    """An opportunity is taken or let go; either may be a conduct; a response is counted."""
    occasion = t.occasions[kind]
    if occasion.employment == ENDS and s.employer[i] == NO_TIE:
        return
    taken, by_life, by_reward = decide(t, s, i, kind, word, day)
    if occasion.follows != NONE:
        sticky = t.followed[occasion.follows].sticky == 1
        if taken or not sticky:
            s.did_next[i, occasion.follows] = 1 if taken else 0
    done = np.int64(occasion.takes if taken else occasion.leaves)
    missed = np.int64(occasion.takes if by_life else occasion.leaves)
    if taken != by_life:
        count_response(t, s, i, done, missed, by_reward, day)
    if occasion.employment == ENDS and not taken:
        lose_work(t, s, i, day)
    if done != NONE:
        act(t, s, i, done, day)
        observe(t, s, log, i, done, number, purpose, day)


@step
def act(t: Tables, s: State, i: int, conduct: int, day: int) -> None:
    """Count a conduct done in life, in every world, scored or not."""
    person = s.people[i]
    s.people[i].acts += 1
    s.people[i].unlawful += t.conducts[conduct].unlawful
    s.tally[person.group, conduct, ACTS] += 1
    s.days[day, person.group, person.band, DAY_ACTS] += 1


@rare
def count_response(t: Tables, s: State, i: int, done: int, missed: int, by_reward: bool, day: int) -> None:
    """Withheld: an expressive act the response took. Performed: an act that only a reward brought."""
    person = s.people[i]
    if missed != NONE and t.conducts[missed].expressive == 1:
        s.people[i].withheld += 1
        s.tally[person.group, missed, WITHHELD] += 1
        s.days[day, person.group, person.band, DAY_WITHHELD] += 1
    if done != NONE and by_reward:
        s.people[i].performed += 1
        s.tally[person.group, done, PERFORMED] += 1
