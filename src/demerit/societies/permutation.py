"""A shuffle without memory: who comes first among N, computed for one number at a time.

An alternating Feistel network over the smallest power of two that holds N, with Philox as its round
function, walked along its cycle until the result is below N. Sources: Black & Rogaway 2002, "Ciphers
with arbitrary finite domains", CT-RSA (cycle walking); Luby & Rackoff 1988 (Feistel networks).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from demerit.luck.compiled import inline_allocating, kernel
from demerit.luck.purposes import PERMUTATION
from demerit.societies.words import signed, words

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
def rank(seed: np.uint64, person: int, people: int) -> int:
    """The place, from 0 to people - 1, of one person in the shuffled order; no two share a place."""
    left_bits, right_bits = half_bits(people)
    shift = np.uint64(right_bits)
    left_mask = (ONE << np.uint64(left_bits)) - ONE
    right_mask = (ONE << shift) - ONE
    place = np.uint64(person)
    while True:
        left = place >> shift
        right = place & right_mask
        for i in range(ROUNDS):
            left ^= words(seed, 0, signed(right), 2 * i, PERMUTATION, 0)[0] & left_mask
            right ^= words(seed, 0, signed(left), 2 * i + 1, PERMUTATION, 0)[0] & right_mask
        place = (left << shift) | right
        if place < np.uint64(people):
            return signed(place)
