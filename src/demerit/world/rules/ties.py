"""Circles of friends: who hears of a fall, drops whom, and befriends whom instead.

A tie that is cut leaves a free place at both ends; a new tie takes one of each, so that nobody ever has more
friends than at the start, as time for friends is scarce.
"""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import rare, step
from demerit.luck.philox import UNIT, below, draw
from demerit.luck.purposes import CUT
from demerit.world.columns.mail import FALLING, post
from demerit.world.columns.state import NO_TIE, NOBODY, OWN, Log, State
from demerit.world.columns.tables import NONE, Tables
from demerit.world.rules.decision import step_of

DROPS, ANEW, PLACE = 0, 1, 2  # which word of a draw is what


@rare
def tell_ties(t: Tables, s: State, i: int, day: int) -> None:
    """A loss of `i` makes its friends more cautious from tomorrow's morning on."""
    if t.minding == 0:
        return
    for at in range(s.friend_start[i], s.friend_start[i + 1]):
        friend = np.int64(s.friends[at])
        if friend != NO_TIE:
            s.people[friend].heard += np.uint32(1)
            s.wake[friend] = min(s.wake[friend], day + 1)


@rare
def tell_friends(s: State, log: Log, i: int, day: int, exposures: int) -> None:
    """Each friend of who fell, or is exposed, hears of it tomorrow."""
    for at in range(s.friend_start[i], s.friend_start[i + 1]):
        friend = np.int64(s.friends[at])
        if friend != NO_TIE:
            post(log, FALLING, friend, i, day, 0, OWN, NONE, NONE, np.uint64(0), NOBODY, exposures)


@rare
def hear_of_fall(t: Tables, s: State, j: int, i: int, told: int, exposures: int) -> None:
    """Friend `j` of who fell on day `told` may drop `i`, and look for another.

    The chance: cut_when_fallen x how much worse life in `i`'s band is; cut_when_exposed for each exposure.
    """
    place = place_of(s, j, i)
    if place == NOBODY:
        return
    cell, at = np.int64(s.people[j].cell), step_of(t, s, j)
    worse = max(0.0, own_weight(t, s, i) - own_weight(t, s, j))
    stays = 1.0 - min(1.0, t.cut_when_fallen[cell, at] * worse)
    for _ in range(exposures):
        stays *= 1.0 - t.cut_when_exposed[cell, at]
    words = draw(s.seed, s.district, j, told, CUT, i)
    if np.float64(words[DROPS]) * UNIT < 1.0 - stays:
        s.friends[place] = NO_TIE
        s.friends[place_of(s, i, j)] = NO_TIE
        s.spare[i] += np.uint16(1)
        s.spare[j] += np.uint16(1)
        if np.float64(words[ANEW]) * UNIT < t.made_anew[cell, at]:
            befriend(t, s, j, i, below(words[PLACE], s.kind_start[1]))


@step
def own_weight(t: Tables, s: State, i: int) -> float:
    """How bad life in a subject's band is."""
    return t.weight[s.people[i].cell, s.people[i].band]


@step
def place_of(s: State, one: int, other: int) -> int:
    """Where among friends `one` has `other`; NOBODY if nowhere."""
    for at in range(s.friend_start[one], s.friend_start[one + 1]):
        if s.friends[at] == other:
            return at
    return NOBODY


@rare
def befriend(t: Tables, s: State, j: int, dropped: int, first: int) -> None:
    """From `first` on round the district, the first with a free place and a band no worse than j's."""
    people = s.kind_start[1]
    most = own_weight(t, s, j)
    for turn in range(people):
        k = (first + turn) % people
        if k not in (j, dropped) and s.spare[k] > 0 and own_weight(t, s, k) <= most:
            if place_of(s, j, k) != NOBODY:
                continue
            s.friends[place_of(s, j, NO_TIE)] = np.uint16(k)
            s.friends[place_of(s, k, NO_TIE)] = np.uint16(j)
            s.spare[j] -= np.uint16(1)
            s.spare[k] -= np.uint16(1)
            return


@rare
def mix(s: State, row: int) -> None:
    """Count ties by the bands of both ends: each tie twice, once from either."""
    for i in range(s.kind_start[1]):
        for at in range(s.friend_start[i], s.friend_start[i + 1]):
            friend = np.int64(s.friends[at])
            if friend != NO_TIE:
                s.mixing[row, s.people[i].band, s.people[friend].band] += 1
