"""Influence: a record of one counts for those tied to it, at a share of its points.

It reaches them tomorrow, through the queue, and goes no further: what came by a tie is not passed on, so
punishing companies for their people and people for their companies ends after one step.
"""

from __future__ import annotations

import math

import numpy as np

from demerit.luck.compiled import outline
from demerit.luck.philox import UNIT, draw
from demerit.luck.purposes import ALARM_INFLUENCE, INFLUENCE
from demerit.world.columns.queue import INFLUENCING, NO_WORD, enqueue, sent_by
from demerit.world.columns.state import ALARM, ASSOCIATION, NO_TIE, Record
from demerit.world.columns.tables import COLLEAGUES, EMPLOYER, FRIENDS, HOUSEHOLD
from demerit.world.columns.world import World
from demerit.world.rules.lookup import home, step_of

TIES_BITS = 16  # of the address of a rounding: whom it reaches, then through which ties
KIND_BITS = 3  # of an event's occasion: which record it is about, then through which ties it comes


@outline
def spread(w: World, i: int, row: int, record: Record, drawn: int) -> None:
    """Let the record at a row of the ledger, worth `drawn` points, count for all who are tied to `i`."""
    for k in range(w.t.influence_ties.shape[0]):
        ties = np.int64(w.t.influence_ties[k])
        if ties == FRIENDS:
            for at in range(w.s.friend_start[i], w.s.friend_start[i + 1]):
                if w.s.friends[at] != NO_TIE:
                    touch(w, i, np.int64(w.s.friends[at]), k, row, record, drawn)
        elif ties == HOUSEHOLD:
            to_household(w, i, k, row, record, drawn)
        elif ties in (COLLEAGUES, EMPLOYER):
            to_staff(w, i, k, row, record, drawn)
        else:
            to_responsible(w, i, k, row, record, drawn)


@outline
def to_household(w: World, i: int, k: int, row: int, record: Record, drawn: int) -> None:
    """Those who live with a person."""
    if i >= w.s.kind_start[1]:
        return
    first, end = home(w, i)
    for j in range(first, end):
        if j != i:
            touch(w, i, j, k, row, record, drawn)


@outline
def to_staff(w: World, i: int, k: int, row: int, record: Record, drawn: int) -> None:
    """Those who work where a person does, or for an organisation."""
    people = w.s.kind_start[1]
    place = np.int64(w.s.employer[i]) if i < people else i
    if (i < people) != (w.t.influence_ties[k] == COLLEAGUES) or place == NO_TIE:
        return
    for j in range(people):
        if w.s.employer[j] == place and j != i:
            touch(w, i, j, k, row, record, drawn)


@outline
def to_responsible(w: World, i: int, k: int, row: int, record: Record, drawn: int) -> None:
    """Who answers for an organisation, or the organisations that a person answers for."""
    people = w.s.kind_start[1]
    if i >= people:
        touch(w, i, np.int64(w.s.responsible[i - people]), k, row, record, drawn)
        return
    for organisation in range(w.s.responsible.shape[0]):
        if w.s.responsible[organisation] == i:
            touch(w, i, people + organisation, k, row, record, drawn)


@outline
def touch(w: World, i: int, j: int, k: int, row: int, record: Record, drawn: int) -> None:
    """Queue what a record of `i` is worth for `j`: the share that is j's, a fraction rounded by luck."""
    exact = w.t.influence[k, w.s.people[j].cell, step_of(w, j)] * drawn
    points = math.floor(exact)
    if exact != points:
        purpose = ALARM_INFLUENCE if record.cause == ALARM else INFLUENCE
        index = j | (np.int64(w.t.influence_ties[k]) << TIES_BITS)
        word = draw(w.s.seed, w.s.district, record.origin, record.number, purpose, index)[0]
        points += 1 if np.float64(word) * UNIT < exact - points else 0
    if points != 0:
        occasion = (np.int64(w.log.entries[row].record) << KIND_BITS) | np.int64(w.t.influence_ties[k])
        shared = sent_by(i, record.conduct, record.channel, ASSOCIATION, record.provider, row)
        enqueue(w, INFLUENCING, j, occasion, shared, NO_WORD, np.int64(points))
