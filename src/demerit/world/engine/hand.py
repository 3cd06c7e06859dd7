"""Dealing: occasions drawn ahead, many at once, and played one by one.

What an occasion is and when the next one falls depends on its number alone, never on what happened before
it. So a hand of them can be drawn in one go, as a processor draws several lots in the time of one.
"""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.luck.philox import Words, draw
from demerit.luck.purposes import CHANNEL, OCCASION
from demerit.world.columns.state import BLOCK, CARDS, COURSE_PLAYED, FIRST_CARDS, LANES, NEVER, RUN
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World
from demerit.world.engine.foresight import foretell, foretell_own, in_full, standing_of
from demerit.world.rules.decision import row_of
from demerit.world.rules.lookup import step_of
from demerit.world.rules.observation import NAMED, POINTS, REVIEWED, SEEN
from demerit.world.rules.occasion import FRIEND, GAP, KIND, LUCK, kind_of, later


@outline
def deal_day(w: World, first: int, midnight: int) -> int:
    """Deal the occasions of a day: the first of everybody who has one before `midnight`, from `first` on.

    Then the second of those who have a second, and so on while cards are left. Leaves in `subjects` how many
    subjects have a card, and returns the first subject that was not asked.
    """
    hand = w.h.cards[0]
    asked, count = np.uint64(first), np.uint64(0)
    people = np.uint64(w.s.due.shape[0])
    while asked < people and count < FIRST_CARDS - BLOCK:
        until = min(asked + np.uint64(BLOCK), people)
        if none_before(w, asked, until, midnight):
            asked = until
            continue
        while asked < until:
            hand.who[count] = asked
            count += np.uint64(w.s.due[asked] < midnight)
            asked += np.uint64(1)
    for k in range(count):
        i = np.uint64(hand.who[k])
        hand.number[k] = w.s.people[i].number
        hand.due[k] = w.s.due[i]
        hand.cell[k] = w.s.people[i].cell
        hand.clock[k] = w.t.clock[w.s.people[i].cell]
        hand.row[k] = row_of(w, w.s.people[i].cell, step_of(w, i))
        hand.standing[k] = standing_of(w, i)
        hand.root[k], hand.played[k] = k, NONE
    hand.subjects = count
    start, end = np.int64(0), np.int64(count)
    while start < end:
        draw_cards(w, start, end)
        if w.t.foretold == 1:
            foretell(w, start, end)
        start, end = end, deal_again(w, start, end, midnight)
    hand.dealt = end
    return np.int64(asked)


@inline
def none_before(w: World, start: np.uint64, end: np.uint64, midnight: int) -> bool:
    """Whether none of the subjects from `start` to `end` has an occasion before midnight."""
    soonest = NEVER
    for i in range(start, end):
        soonest = min(soonest, w.s.due[i])
    return soonest >= midnight


@inline
def deal_again(w: World, start: int, end: int, midnight: int) -> int:
    """Another card for each from `start` to `end` that has one more before midnight; where they end.

    What comes after a card that is to be played is played, too, as nobody knows how the subject will stand.
    """
    hand = w.h.cards[0]
    added, full = np.uint64(end), in_full(w)
    for j in range(end - start):
        k = np.uint64(start + j)
        root, plays = np.uint64(hand.root[k]), hand.course[k] & COURSE_PLAYED == 1
        earlier = hand.played[root]
        hand.played[root] = np.int64(k) if plays and earlier == NONE else earlier
        another = hand.then[k] < midnight and added < CARDS
        hand.more[k] = np.int64(added) if another else NONE
        hand.who[added] = hand.who[k]  # written in any case: nobody could guess whose day goes on
        hand.number[added] = hand.number[k] + 1
        hand.due[added] = hand.then[k]
        hand.cell[added], hand.clock[added] = hand.cell[k], hand.clock[k]
        hand.row[added], hand.root[added] = hand.row[k], hand.root[k]
        hand.standing[added] = full if plays else hand.standing[k]
        added += np.uint64(another)
    return np.int64(added)


@outline
def deal_life(w: World, i: int, dusk: int) -> int:
    """Deal to one subject about as many occasions as it has before `dusk`; how many cards that are."""
    hand = w.h.cards[0]
    cell = np.int64(w.s.people[i].cell)
    clock = w.t.clock[cell]
    foreseen = np.float64(dusk - w.s.due[i]) / clock
    count = np.uint64(min(RUN, LANES * (1 + np.int64(min(foreseen, np.float64(RUN))) // LANES)))
    number = np.int64(w.s.people[i].number)
    for k in range(count):
        hand.who[k] = i
        hand.number[k] = number + k
        hand.due[k] = 0
        hand.cell[k], hand.clock[k] = cell, clock
    draw_cards(w, 0, np.int64(count))
    due = w.s.due[i]
    for k in range(count):  # what was drawn are waits
        hand.due[k] = due
        due += hand.then[k]
        hand.then[k] = due
    if w.t.foretold == 1:
        foretell_own(w, i, 0, np.int64(count))
    return np.int64(count)


@inline
def deal_scheduled(w: World, i: int, number: int, kind: int) -> int:
    """Deal what is scheduled for a subject: a card of a kind that is known; no hand is out then."""
    hand = w.h.cards[0]
    hand.who[0], hand.number[0], hand.due[0] = i, number, NEVER
    hand.cell[0], hand.clock[0] = w.s.people[i].cell, 0.0
    draw_cards(w, 0, 1)
    hand.kind[0] = kind
    if w.t.looks == 1:
        draw_looks(w, 0, 1)
    return np.int64(0)


@outline
def draw_cards(w: World, start: int, end: int) -> None:
    """Draw the luck of cards that have subject and number; then which occasion each is, and when the next is.

    Places are counted without a sign: a compiler that has to think of places from the end draws one by one.
    """
    hand = w.h.cards[0]
    for j in range(whole_lanes(end - start)):
        k = np.uint64(start + j)
        words = draw(w.s.seed, w.s.district, hand.who[k], hand.number[k], OCCASION, 0)
        hand.gap[k], hand.which[k] = words[GAP], words[KIND]
        hand.luck[k], hand.friend[k] = words[LUCK], words[FRIEND]
    for j in range(whole_lanes(end - start)):
        k = np.uint64(start + j)
        hand.then[k] = later(hand.clock[k], hand.due[k], np.uint64(hand.gap[k]))
    for j in range(end - start):
        k = np.uint64(start + j)
        hand.kind[k] = kind_of(w, hand.cell[k], np.uint64(hand.which[k]))
    if w.t.looks == 1:
        draw_looks(w, start, end)


@inline
def whole_lanes(count: int) -> int:
    """So many cards and a few more, as cards left over would be drawn one by one, which takes longer."""
    return ((count + LANES - 1) // LANES) * LANES


@outline
def draw_looks(w: World, start: int, end: int) -> None:
    """Draw the luck of the first channel that looks, should the occasion be taken."""
    hand = w.h.cards[0]
    for j in range(end - start):
        k = np.uint64(start + j)
        hand.look[k] = w.t.first_look[np.uint64(hand.kind[k])]
    for j in range(whole_lanes(end - start)):
        k = np.uint64(start + j)
        words = draw(w.s.seed, w.s.district, hand.who[k], hand.number[k], CHANNEL, hand.look[k])
        hand.seen[k], hand.named[k] = words[SEEN], words[NAMED]
        hand.worth[k], hand.reviewed[k] = words[POINTS], words[REVIEWED]


@inline
def words_on(w: World, k: int) -> Words:
    """The four words of luck on a card."""
    hand = w.h.cards[0]
    return (
        np.uint64(hand.gap[k]),
        np.uint64(hand.which[k]),
        np.uint64(hand.luck[k]),
        np.uint64(hand.friend[k]),
    )
