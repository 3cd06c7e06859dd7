"""Foresight: what becomes of the occasions in a hand, told for all of them before any is played.

Most come to nothing or to one more in a tally, and that follows from their luck and how the subject stands.
These are counted in one go, without asking of each what it is; only the others are played, in their order.
"""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.luck.philox import UNIT
from demerit.world.columns.state import CLOCK_BITS, COURSE_PLAYED, DAY_ACTS, JUDGED, RESPONDING
from demerit.world.columns.world import World
from demerit.world.rules.decision import bare_chance, row_of
from demerit.world.rules.lookup import step_of

ACT_BIT, NEED_BIT, UNLAWFUL_BIT, PLACE_BITS = 1, 2, 3, 4  # of a course: what is counted, and where


@inline
def standing_of(w: World, i: int) -> int:
    """The row of courses that a subject's occasions are looked up in, as it stands."""
    person = w.s.people[i]
    minding = w.s.cursor[RESPONDING] * person.aware
    level = w.s.cursor[JUDGED] * (1 + 2 * np.int64(person.band) + minding)
    return 2 * level + (1 if person.hardship != 0 else 0)


@inline
def in_full(w: World) -> int:
    """The row of courses by which everything is played."""
    return np.int64(w.t.course.shape[0]) - 1


@outline
def foretell(w: World, start: int, end: int) -> None:
    """What becomes of the cards from `start` to `end`, if nothing moves their subjects before."""
    hand = w.h.cards[0]
    for j in range(end - start):
        k = np.uint64(start + j)
        hand.course[k] = course_of(w, hand.who[k], hand.row[k], hand.standing[k], k)


@outline
def foretell_own(w: World, i: int, start: int, end: int) -> None:
    """The same for cards of one subject, as it stands now."""
    hand = w.h.cards[0]
    row, standing = row_of(w, w.s.people[i].cell, step_of(w, i)), standing_of(w, i)
    hand.row[0], hand.standing[0] = row, standing
    for j in range(end - start):
        k = np.uint64(start + j)
        hand.course[k] = course_of(w, i, row, standing, k)


@inline
def course_of(w: World, i: int, row: int, standing: int, k: np.uint64) -> int:
    """What becomes of a card.

    Where rounding, in an answer that changes nothing, would tip the balance, it is played.
    """
    hand = w.h.cards[0]
    kind = np.int64(hand.kind[k])
    luck = np.float64(hand.luck[k]) * UNIT
    chance = bare_chance(w, i, row, kind)
    taken, rounded = luck < chance, luck < 1.0 - (1.0 - min(chance, 1.0))
    course = np.int64(w.t.course[standing, kind, np.int64(taken)])
    return course if taken == rounded else np.int64(COURSE_PLAYED)


@outline
def pass_over(w: World, end: int) -> None:
    """Count what the first cards come to that need no playing; their subjects wait for the next.

    Of what is played, or comes to nothing, nought is counted: nobody could guess which it is.
    """
    hand = w.h.cards[0]
    for j in range(end):
        k = np.uint64(j)
        i, course, day = np.uint64(hand.who[k]), hand.course[k], hand.due[k] >> CLOCK_BITS
        played = course & COURSE_PLAYED == 1
        person = w.s.people[i]
        group, band, number = np.int64(person.group), np.int64(person.band), np.int64(person.number)
        acted, needed = (course >> ACT_BIT) & 1, (course >> NEED_BIT) & 1
        w.s.people[i].acts += acted
        w.s.people[i].needs += needed
        w.s.people[i].unlawful += (course >> UNLAWFUL_BIT) & 1
        w.s.people[i].number = number if played else hand.number[k] + 1
        w.s.due[i] = w.s.due[i] if played else hand.then[k]
        w.s.tally[group, 0, course >> PLACE_BITS] += acted + needed  # counted on from the group's first row
        w.s.days[day, group, band, DAY_ACTS] += acted


@outline
def pass_own(w: World, i: int, start: int, end: int) -> None:
    """The same for cards of one subject, none of which needs playing, up to the last of them."""
    hand = w.h.cards[0]
    person = w.s.people[i]
    group, band = np.int64(person.group), np.int64(person.band)
    acts, needs, unlawful = np.int64(0), np.int64(0), np.int64(0)
    for j in range(end - start):
        k = np.uint64(start + j)
        course = hand.course[k]
        acted, needed = (course >> ACT_BIT) & 1, (course >> NEED_BIT) & 1
        acts, needs, unlawful = acts + acted, needs + needed, unlawful + ((course >> UNLAWFUL_BIT) & 1)
        w.s.tally[group, 0, course >> PLACE_BITS] += acted + needed
        w.s.days[hand.due[k] >> CLOCK_BITS, group, band, DAY_ACTS] += acted
    w.s.people[i].acts += acts
    w.s.people[i].needs += needs
    w.s.people[i].unlawful += unlawful
    if end > start:
        w.s.people[i].number = hand.number[end - 1] + 1
        w.s.due[i] = hand.then[end - 1]


@inline
def next_played(w: World, start: int, count: int, dusk: int) -> int:
    """The first card from `start` on that has to be played, or that falls after dusk; `count` for none."""
    hand = w.h.cards[0]
    card = start
    while card < count and hand.due[card] < dusk and hand.course[card] & COURSE_PLAYED == 0:
        card += 1
    return card


@inline
def stand_anew(w: World, i: int, start: int, count: int) -> None:
    """Foretell the rest of a subject's hand anew, if it stands otherwise than when that was done."""
    hand = w.h.cards[0]
    row = row_of(w, w.s.people[i].cell, step_of(w, i))
    if hand.row[0] != row or hand.standing[0] != standing_of(w, i):
        foretell_own(w, i, start, count)
