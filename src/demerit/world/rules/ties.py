"""Circles of friends: who hears of what; who drops whom after a fall, and befriends whom instead.

A tie that is cut leaves a free place at both ends; a new tie takes one of each, so that nobody ever has more
friends than at the start, as time for friends is scarce.
"""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.luck.philox import UNIT, below, draw
from demerit.luck.purposes import CUT
from demerit.world.columns.queue import FALLING, NO_WORD, enqueue, sent_by
from demerit.world.columns.state import HEARD, NO_TIE, NOBODY, OWN
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World
from demerit.world.rules.lookup import step_of

DROPS, ANEW, PLACE = 0, 1, 2  # which word of a draw is what


@outline
def tell_ties(w: World, i: int, mind: int) -> None:
    """All friends of `i` hear of its loss tomorrow morning."""
    if w.t.telling == 1:
        for at in range(w.s.friend_start[i], w.s.friend_start[i + 1]):
            tell(w, at, mind, 1)


@outline
def boast(w: World, i: int, mind: int, word: np.uint64) -> None:
    """One friend of `i`, by luck, hears tomorrow morning of an act that went unseen."""
    start, count = w.s.friend_start[i], w.s.friend_start[i + 1] - w.s.friend_start[i]
    if w.t.telling == 1 and count > 0:
        tell(w, start + below(word, count), mind, 0)


@inline
def tell(w: World, at: int, mind: int, seen: int) -> None:
    """News for the friend at a place, to be heard tomorrow morning."""
    if w.s.friends[at] != NO_TIE:
        row = w.log.used[HEARD]
        w.log.used[HEARD] = row + 1
        w.log.news[row].who = w.s.friends[at]
        w.log.news[row].mind = mind
        w.log.news[row].seen = seen


@outline
def tell_friends(w: World, i: int, day: int, exposures: int) -> None:
    """Each friend of who fell, or is exposed, hears of it tomorrow."""
    for at in range(w.s.friend_start[i], w.s.friend_start[i + 1]):
        friend = np.int64(w.s.friends[at])
        if friend != NO_TIE:
            enqueue(w, FALLING, friend, day, sent_by(i, NONE, NONE, OWN, 0, NOBODY), NO_WORD, exposures)


@outline
def hear_of_fall(w: World, j: int, i: int, fell: int, exposures: int) -> None:
    """Friend `j` of who fell on day `fell` may drop `i`, and look for another.

    The chance: cut_when_fallen x how much worse life in `i`'s band is; cut_when_exposed for each exposure.
    """
    place = place_of(w, j, i)
    if place == NOBODY:
        return
    cell, at = np.int64(w.s.people[j].cell), step_of(w, j)
    worse = max(0.0, own_weight(w, i) - own_weight(w, j))
    stays = 1.0 - min(1.0, w.t.cut_when_fallen[cell, at] * worse)
    for _ in range(exposures):
        stays *= 1.0 - w.t.cut_when_exposed[cell, at]
    words = draw(w.s.seed, w.s.district, j, fell, CUT, i)
    if np.float64(words[DROPS]) * UNIT < 1.0 - stays:
        w.s.friends[place] = NO_TIE
        w.s.friends[place_of(w, i, j)] = NO_TIE
        w.s.spare[i] += np.uint16(1)
        w.s.spare[j] += np.uint16(1)
        if np.float64(words[ANEW]) * UNIT < w.t.made_anew[cell, at]:
            befriend(w, j, i, below(words[PLACE], w.s.kind_start[1]))


@inline
def own_weight(w: World, i: int) -> float:
    """How bad life in a subject's band is."""
    return w.t.weight[w.s.people[i].cell, w.s.people[i].band]


@inline
def place_of(w: World, one: int, other: int) -> int:
    """Where among friends `one` has `other`; NOBODY if nowhere."""
    for at in range(w.s.friend_start[one], w.s.friend_start[one + 1]):
        if w.s.friends[at] == other:
            return at
    return NOBODY


@outline
def befriend(w: World, j: int, dropped: int, first: int) -> None:
    """From `first` on round the district, the first with a free place and a band no worse than j's."""
    people = w.s.kind_start[1]
    most = own_weight(w, j)
    for turn in range(people):
        k = (first + turn) % people
        if k not in (j, dropped) and w.s.spare[k] > 0 and own_weight(w, k) <= most:
            if place_of(w, j, k) != NOBODY:
                continue
            w.s.friends[place_of(w, j, NO_TIE)] = np.uint16(k)
            w.s.friends[place_of(w, k, NO_TIE)] = np.uint16(j)
            w.s.spare[j] -= np.uint16(1)
            w.s.spare[k] -= np.uint16(1)
            return


@outline
def mix(w: World, row: int) -> None:
    """Count ties by the bands of both ends: each tie twice, once from either."""
    for i in range(w.s.kind_start[1]):
        for at in range(w.s.friend_start[i], w.s.friend_start[i + 1]):
            friend = np.int64(w.s.friends[at])
            if friend != NO_TIE:
                w.s.mixing[row, w.s.people[i].band, w.s.people[friend].band] += 1
