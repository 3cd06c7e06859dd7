"""6. Treatment, continued: what a refusal teaches: to ask no more, or for something else."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline, outline
from demerit.world.columns.tables import NONE
from demerit.world.columns.world import World
from demerit.world.rules.lookup import happens, step_of
from demerit.world.rules.treatment import GRANTED, TURNED_DOWN, ask

BITS = 3  # of a lesson's number: the bit within a byte
BIT = (1 << BITS) - 1


@inline
def want(w: World, i: int, kind: int, number: int, word: np.uint64, day: int) -> int:
    """The need that is granted at once, the one that came up or another in its place; NONE for none."""
    if w.t.occasions[kind].lesson == NONE:
        return kind if ask(w, i, kind, number, day) == GRANTED else np.int64(NONE)
    return want_as_taught(w, i, kind, number, word, day)


@outline
def want_as_taught(w: World, i: int, kind: int, number: int, word: np.uint64, day: int) -> int:
    """Who was refused before asks again by luck of the occasion; who is not granted it turns to the next.

    The chain ends, as no need stands in for itself, through others or not (societies.life).
    """
    need = np.int64(kind)
    while need != NONE:
        lesson = np.int64(w.t.occasions[need].lesson)
        if asks(w, i, lesson, word):
            answer = ask(w, i, need, number, day)
            if answer == GRANTED:
                return need
            if answer != TURNED_DOWN:
                return np.int64(NONE)
            if lesson != NONE:
                w.s.taught[i, lesson >> BITS] |= np.uint8(1 << (lesson & BIT))
        need = np.int64(w.t.instead[lesson]) if lesson != NONE else np.int64(NONE)
    return np.int64(NONE)


@inline
def asks(w: World, i: int, lesson: int, word: np.uint64) -> bool:
    """Whether a need is asked for at all: always, unless a refusal taught better."""
    if lesson == NONE or (w.s.taught[i, lesson >> BITS] >> np.uint8(lesson & BIT)) & 1 == 0:
        return True
    return happens(word, w.t.again[lesson, w.s.people[i].cell, step_of(w, i)])
