"""Evening: the lowest of a district are put in a band by rank, and scores fade towards their start.

Both happen at the end of a day, after everything else, so that a replay knows their place without an entry:
before whatever the next day brings. Friends hear of it tomorrow, as of any fall.
"""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.luck.philox import draw
from demerit.luck.purposes import RANKED
from demerit.world.columns.queue import has_room, of_nobody
from demerit.world.columns.state import ENTRIES, JUDGED, LAPSE, NO_DAY, RANK, SCHEDULED
from demerit.world.columns.world import World
from demerit.world.rules.arithmetic import faded
from demerit.world.rules.ledger import write
from demerit.world.rules.lookup import score_with, start_of
from demerit.world.rules.standing import put_score, settle

SCORE_BITS, LUCK_BITS = 40, 16  # of a place in the ranking: score, then 24 bits of luck, then the number
LUCK_CUT = 8
TIES = (1 << SCORE_BITS) - 1


@inline
def falls_on(day: int, every: int) -> bool:
    """Whether something of every so many days falls on the evening of this one."""
    return every > 0 and (day + 1) % every == 0


@outline
def end_of_day(w: World, day: int) -> bool:
    """Rank, then fade, subject by subject; False when a log is full (call again).

    Who is ranked is so by what has been until now, also where nothing is kept of it.
    """
    if w.t.judged == 0:
        return True
    n = w.s.people.shape[0]
    if falls_on(day, w.t.rank_every) and w.s.cursor[JUDGED] == 1:
        for provider in range(w.t.providers):
            if w.s.cursor[SCHEDULED] < (provider + 1) * n and not rank(w, day, provider, provider * n):
                return False
    if falls_on(day, w.t.fade_every):
        first = w.t.providers * n
        w.s.cursor[SCHEDULED] = max(w.s.cursor[SCHEDULED], first)
        while w.s.cursor[SCHEDULED] < first + n:
            if not evening_has_room(w):
                return False
            fade(w, w.s.cursor[SCHEDULED] - first, day)
            w.s.cursor[SCHEDULED] += 1
    w.s.cursor[SCHEDULED] = 0
    return True


@inline
def evening_has_room(w: World) -> bool:
    """Whether the logs hold what one subject's evening may add."""
    return w.log.used[ENTRIES] + w.s.room <= w.log.entries.shape[0] and has_room(w)


@outline
def fade(w: World, i: int, day: int) -> None:
    """A subject's scores go back towards the start."""
    start = start_of(w, i)
    for provider in range(w.t.providers):
        before = score_with(w, i, provider)
        after = put_score(w, i, provider, start + faded(before - start, w.t.fade_keep, 1))
        if after != before:
            settle(w, i, day, provider)
            write(w, i, day, of_nobody(LAPSE, provider), after - before, after - before)


@outline
def rank(w: World, day: int, provider: int, first: int) -> bool:
    """The lowest share of those scored are put in the band, those who were there and are not are let go.

    Places are by score, then by lot, then by number; nothing here moves a score, so that a call that begins
    again finds the same.
    """
    people = 0
    for i in range(w.s.kind_start[1]):
        if w.t.inside[w.s.people[i].cell] == 1:
            w.s.places[people] = place_of(w, i, day, provider)
            people += 1
    sort_places(w, people)
    lowest = np.int64(w.t.rank_share[0] * people + 0.5)
    next_up = w.s.places[lowest] if lowest < people else np.int64(w.t.highest - w.t.lowest + 1) << SCORE_BITS
    while w.s.cursor[SCHEDULED] < first + w.s.people.shape[0]:
        if not evening_has_room(w):
            return False
        i = w.s.cursor[SCHEDULED] - first
        if i < w.s.kind_start[1] and w.t.inside[w.s.people[i].cell] == 1:
            put_by_rank(w, i, day, provider, place_of(w, i, day, provider), next_up)
        w.s.cursor[SCHEDULED] += 1
    return True


@outline
def sort_places(w: World, count: int) -> None:
    """Order the first places: Shell's sort, in place."""
    gap = 1
    while gap < count // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, count):
            place, j = w.s.places[i], i
            while j >= gap and w.s.places[j - gap] > place:
                w.s.places[j] = w.s.places[j - gap]
                j -= gap
            w.s.places[j] = place
        gap //= 3


@inline
def place_of(w: World, i: int, day: int, provider: int) -> int:
    """A person's place: score above the least, luck, number."""
    luck = draw(w.s.seed, w.s.district, i, day, RANKED, provider)[0]
    above = np.int64(score_with(w, i, provider)) - w.t.lowest
    return (above << SCORE_BITS) | ((np.int64(luck) >> LUCK_CUT) << LUCK_BITS) | np.int64(i)


@outline
def put_by_rank(w: World, i: int, day: int, provider: int, place: int, next_up: int) -> None:
    """Into the band, with the score that would have kept out of it; or out of it."""
    at = provider * w.t.override_band.shape[0] + w.t.rank_override
    if place < next_up:
        w.s.override_end[i, at] = NO_DAY
        settle(w, i, day, provider)
        safe = (next_up >> SCORE_BITS) + w.t.lowest + (1 if (place & TIES) < (next_up & TIES) else 0)
        write(w, i, day, of_nobody(RANK, provider), safe, 0)
    elif w.s.override_end[i, at] > 0:
        w.s.override_end[i, at] = 0
        settle(w, i, day, provider)
        write(w, i, day, of_nobody(LAPSE, provider), 0, 0)
