"""1. Occasion: what life brings, and when; the same in every world."""

from __future__ import annotations

import numpy as np

from demerit.luck.compiled import inline
from demerit.luck.maths import exponential
from demerit.luck.philox import HALF, WORD, Words, draw
from demerit.world.columns.state import NEVER
from demerit.world.columns.world import World

FAR = 2.0**61  # beyond any run, in 2^-32 days; the clock of a rate next to nothing would not fit
GAP, KIND, LUCK, FRIEND = 0, 1, 2, 3  # which word of an occasion's draw is what


@inline
def words_of(w: World, i: int, number: int, purpose: int) -> Words:
    """The four words of luck of an occasion: gap to the next, kind, whether it is taken, who is told."""
    return draw(w.s.seed, w.s.district, i, number, purpose, 0)


@inline
def later(clock: float, due: int, word: np.uint64) -> int:
    """When the next occasion falls, in 2^-32 days: a Poisson process by exponential gaps of this unit."""
    wait = np.int64(min(exponential(word) * clock, FAR))
    return NEVER if clock == 0.0 else due + wait


@inline
def kind_of(w: World, cell: int, word: np.uint64) -> int:
    """Which occasion it is, from the alias table of the cell (Walker 1977): one look, one comparison."""
    product = np.uint64(word) * np.uint64(w.t.alias.shape[1])
    slot = product >> HALF
    pair = w.t.alias[cell, slot]  # the other is looked up in any case: nobody could guess which it is
    return np.int64(slot if (product & WORD) < (pair >> HALF) else pair & WORD)
