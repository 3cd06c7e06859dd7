"""The kernel: a district's days, each in the order of DESIGN section 2.

Morning (morning.py), then each subject's own day: occasion, decision, observation, judgement,
treatment. The kernel stops at `until` or when a log is full, and goes on from its cursor.
"""

from __future__ import annotations

import numpy as np

from demerit.formats.vocabulary import YEAR_DAYS
from demerit.luck.compiled import inline, kernel, outline
from demerit.luck.philox import Words
from demerit.luck.purposes import OCCASION, OPENED
from demerit.world.columns.state import (
    ACTS,
    CASES,
    CLOCK_BITS,
    DAY,
    DAY_ACTS,
    DAY_PEOPLE,
    DAY_WITHHELD,
    ENTRIES,
    EVENTS,
    HEARD,
    NO_TIE,
    PERFORMED,
    PHASE,
    POSITION,
    REFUSALS,
    SCHEDULED,
    STEP,
    WITHHELD,
)
from demerit.world.columns.tables import BEGINS, ENDS, NONE
from demerit.world.columns.world import World
from demerit.world.engine.foresight import next_played, pass_over, pass_own, stand_anew
from demerit.world.engine.hand import deal_day, deal_life, deal_scheduled, words_on
from demerit.world.engine.morning import LIVE, OPEN, dawn
from demerit.world.rules.decision import decide
from demerit.world.rules.evening import end_of_day
from demerit.world.rules.lessons import want
from demerit.world.rules.observation import go_unseen, observe
from demerit.world.rules.occasion import FRIEND, LUCK, words_of
from demerit.world.rules.ties import mix
from demerit.world.rules.work import find_work, lose_work

SCHEDULED_NUMBER = 1 << 30  # scheduled occasions have numbers of their own


@kernel
def live(w: World, until: int) -> bool:
    """Live a district up to the morning of day `until`; False when a log is full (empty it, call again)."""
    while w.s.cursor[DAY] < until:
        day = w.s.cursor[DAY]
        if w.s.cursor[PHASE] != LIVE and not dawn(w, day):
            return False
        end = alone_until(w, day, until)
        apart = end > day + 1 or w.t.schedule_start[day + 1] > w.t.schedule_start[day]
        if not (live_apart(w, day, end) if apart else live_side_by_side(w, day)):
            return False
        if not end_of_day(w, day):
            return False
        for today in range(day, end):
            close_day(w, today)
        w.s.cursor[DAY], w.s.cursor[PHASE], w.s.cursor[POSITION] = end, OPEN, 0
    return True


@inline
def alone_until(w: World, day: int, until: int) -> int:
    """Until when nothing reaches a subject but its own doing: the next morning, or the year's end at most."""
    if w.t.crossing == 1:
        return day + 1
    return min(np.int64(until), (day // YEAR_DAYS + 1) * YEAR_DAYS)


@outline
def live_side_by_side(w: World, day: int) -> bool:
    """Everybody's day, dealt to many at once; False when a log is full."""
    hand = w.h.cards[0]
    midnight, fitting = np.int64(day + 1) << CLOCK_BITS, np.int64(0)
    while w.s.cursor[POSITION] < w.s.people.shape[0]:
        asked = deal_day(w, w.s.cursor[POSITION], midnight)
        if w.t.foretold == 1:
            pass_over(w, hand.dealt)
        for first in range(hand.subjects):
            i, card = hand.who[first], np.int64(hand.played[first])
            w.s.cursor[POSITION] = i
            while card != NONE:
                fitting = fitting - 1 if fitting > 0 else how_many_fit(w) - 1
                if fitting < 0:
                    return False
                play_next(w, card, day)
                card = hand.more[card]
            if w.s.due[i] < midnight:  # more than the hand had cards for: it is dealt anew, to this one
                if not live_own(w, i, midnight):
                    return False
                asked = i + 1
                break
        w.s.cursor[POSITION] = asked
    return True


@outline
def live_apart(w: World, day: int, end: int) -> bool:
    """Everybody's days up to `end`, one subject after the other; False when a log is full.

    What is scheduled comes first on its day, which is then the only one.
    """
    dusk = np.int64(end) << CLOCK_BITS
    while w.s.cursor[POSITION] < w.s.people.shape[0]:
        i = w.s.cursor[POSITION]
        if not live_scheduled(w, i, day) or not live_own(w, i, dusk):
            return False
        w.s.cursor[POSITION] += 1
        w.s.cursor[SCHEDULED] = 0
    return True


@outline
def live_own(w: World, i: int, dusk: int) -> bool:
    """A subject's own occasions in time order up to `dusk`; False when a log is full."""
    hand = w.h.cards[0]
    fitting = np.int64(0)
    while w.s.due[i] < dusk:
        count, card = deal_life(w, i, dusk), np.int64(0)
        while card < count and hand.due[card] < dusk:
            stop = card
            if w.t.foretold == 1:
                stop = next_played(w, card, count, dusk)
                pass_own(w, i, card, stop)
            if stop < count and hand.due[stop] < dusk:
                fitting = fitting - 1 if fitting > 0 else how_many_fit(w) - 1
                if fitting < 0:
                    return False
                play_next(w, stop, hand.due[stop] >> CLOCK_BITS)
                if w.t.foretold == 1:
                    stand_anew(w, i, stop + 1, count)
            card = stop + 1
    return True


@inline
def play_next(w: World, card: int, day: int) -> None:
    """A card's occasion happens, and the subject waits for the next."""
    hand = w.h.cards[0]
    i = hand.who[card]
    w.s.people[i].number = hand.number[card] + 1
    w.s.due[i] = hand.then[card]
    play(w, card, day)


@outline
def close_day(w: World, day: int) -> None:
    """How many people of each group end the day in each band; where patrols were; at last, who is friends."""
    for channel in range(w.s.patrol.shape[0]):
        for kind in range(w.s.reach.shape[1] if w.s.patrol[channel] == 1 else 0):
            w.s.walked[channel, kind] += w.s.reach[w.s.cursor[STEP], kind]
    if day == w.t.last_day - 1:
        mix(w, w.s.mixing.shape[0] - 1)
    for group in range(w.s.days.shape[1] if day > 0 else 0):  # what is there are the day's changes
        for band in range(w.s.days.shape[2]):
            w.s.days[day, group, band, DAY_PEOPLE] += w.s.days[day - 1, group, band, DAY_PEOPLE]


@inline
def live_scheduled(w: World, i: int, day: int) -> bool:
    """What is scheduled for a subject on a day; False when a log is full."""
    start, count = w.t.schedule_start[day], w.t.schedule_start[day + 1] - w.t.schedule_start[day]
    while w.s.cursor[SCHEDULED] < count:
        if how_many_fit(w) == 0:
            return False
        at = start + w.s.cursor[SCHEDULED]
        w.s.cursor[SCHEDULED] += 1
        kind = np.int64(w.t.schedule_kind[at])
        if w.t.schedule_cell[kind, w.s.people[i].cell] == 1:
            play(w, deal_scheduled(w, i, SCHEDULED_NUMBER | at, kind), day)
    return True


@outline
def how_many_fit(w: World) -> int:
    """How many more occasions the logs hold, however much each of them writes."""
    fewest = w.log.entries.shape[0] - w.log.used[ENTRIES]
    fewest = min(fewest, w.log.refusals.shape[0] - w.log.used[REFUSALS])
    fewest = min(fewest, w.log.queue.shape[0] - 1 - w.log.used[EVENTS])  # its last row is for sorting
    fewest = min(fewest, w.log.news.shape[0] - w.log.used[HEARD])
    fewest = min(fewest, w.log.cases.shape[0] - w.log.used[CASES])
    return fewest // w.s.room


@inline
def play(w: World, card: int, day: int) -> None:
    """One occasion: a need is asked for, an opportunity decided on; a granted need may open one."""
    hand = w.h.cards[0]
    i, kind, number, words = hand.who[card], hand.kind[card], hand.number[card], words_on(w, card)
    chosen, purpose = kind, OCCASION
    if w.t.occasions[kind].is_need == 1:
        granted = want(w, i, kind, number, words[LUCK], day)
        if granted == NONE:
            return
        if w.t.occasions[granted].employment == BEGINS:
            find_work(w, i, number)
        opened = np.int64(w.t.occasions[granted].opens)
        if opened == NONE:
            return
        chosen, purpose, words, card = opened, OPENED, words_of(w, i, number, OPENED), NONE
    choose(w, i, chosen, number, purpose, words, day, card)


@inline
def choose(w: World, i: int, kind: int, number: int, purpose: int, words: Words, day: int, card: int) -> None:
    """An opportunity is taken or let go; either may be a conduct; a response is counted."""
    occasion = w.t.occasions[kind]
    if occasion.employment == ENDS and w.s.employer[i] == NO_TIE:
        return
    taken, by_life, by_reward = decide(w, i, kind, words[LUCK], day)
    if occasion.follows != NONE:
        sticky = w.t.followed[occasion.follows].sticky == 1
        if taken or not sticky:
            w.s.did_next[i, occasion.follows] = 1 if taken else 0
    done = np.int64(occasion.takes if taken else occasion.leaves)
    missed = np.int64(occasion.takes if by_life else occasion.leaves)
    if taken != by_life:
        count_response(w, i, done, missed, by_reward, day)
    if occasion.employment == ENDS and not taken:
        lose_work(w, i, day)
    if done != NONE:
        act(w, i, done, day)
        if not observe(w, i, done, number, purpose, day, card if taken else NONE) and w.t.unseen == 1:
            go_unseen(w, i, done, day, words[FRIEND])


@inline
def act(w: World, i: int, conduct: int, day: int) -> None:
    """Count a conduct done in life, in every world, scored or not."""
    person = w.s.people[i]
    w.s.people[i].acts += 1
    w.s.people[i].unlawful += w.t.conducts[conduct].unlawful
    w.s.tally[person.group, conduct, ACTS] += 1
    w.s.days[day, person.group, person.band, DAY_ACTS] += 1


@outline
def count_response(w: World, i: int, done: int, missed: int, by_reward: bool, day: int) -> None:
    """Withheld: an expressive act the response took. Performed: an act that only a reward brought."""
    person = w.s.people[i]
    if missed != NONE and w.t.conducts[missed].expressive == 1:
        w.s.people[i].withheld += 1
        w.s.tally[person.group, missed, WITHHELD] += 1
        w.s.days[day, person.group, person.band, DAY_WITHHELD] += 1
    if done != NONE and by_reward:
        w.s.people[i].performed += 1
        w.s.tally[person.group, done, PERFORMED] += 1
