"""A shuffle without memory: who comes first among N, computed for any of the numbers alone.

An alternating Feistel network over the smallest power of two that holds N, with Philox as its round
function, walked along its cycle until the result is below N. Sources: Black & Rogaway 2002, "Ciphers
with arbitrary finite domains", CT-RSA (cycle walking); Luby & Rackoff 1988 (Feistel networks).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from demerit.luck.compiled import inline_allocating, kernel
from demerit.luck.philox import draw
from demerit.luck.purposes import PERMUTATION
from demerit.societies.words import signed

ROUNDS: Final = 6
ONE: Final = np.uint64(1)


@inline_allocating
def half_bits(people: int) -> tuple[int, int]:
    """Bits of the left and the right half: together the fewest, at least two, that count to `people`."""
    bits = 2
    while (signed(1) << bits) < people:
        bits += 1
    return bits // 2, bits - bits // 2


@kernel
def fill_ranks(seed: np.uint64, first: int, people: int, places: NDArray[np.int64]) -> None:
    """The places, from 0 to people - 1, of persons from `first` on in the shuffled order: fills int64[n].

    No two share a place. All walk at once, as a draw by itself takes ten times what one of many does; whoever
    comes out at a place that is none walks on with the others that did.
    """
    left_bits, right_bits = half_bits(people)
    shift = np.uint64(right_bits)
    left_mask, right_mask = (ONE << np.uint64(left_bits)) - ONE, (ONE << shift) - ONE
    who, walking = np.empty(len(places), np.int64), len(places)
    left, right = np.empty(walking, np.uint64), np.empty(walking, np.uint64)
    for k in range(walking):
        who[k] = k
        left[k], right[k] = np.uint64(first + k) >> shift, np.uint64(first + k) & right_mask
    while walking > 0:
        for turn in range(2 * ROUNDS):
            cross(seed, turn, right[:walking], left[:walking], left_mask)
            left, right = right, left
            left_mask, right_mask = right_mask, left_mask
        again = 0
        for k in range(walking):
            place = (left[k] << shift) | right[k]
            if place < np.uint64(people):
                places[who[k]] = signed(place)
            else:
                who[again], left[again], right[again] = who[k], left[k], right[k]
                again += 1
        walking = again


@inline_allocating
def cross(
    seed: np.uint64, turn: int, one: NDArray[np.uint64], other: NDArray[np.uint64], mask: np.uint64
) -> None:
    """Half a round of the network for many: what is drawn for one half is added to the other."""
    for j in range(len(one)):
        k = np.uint64(j)
        other[k] ^= draw(seed, 0, signed(one[k]), turn, PERMUTATION, 0)[0] & mask
