"""Philox4x32-10: four words of luck for an address.

Source: Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC'11,
section 3.3; checked against Random123's known answers in tests.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from demerit.luck.compiled import inline
from demerit.luck.purposes import INDEX_BITS

MULTIPLIER_0: Final = np.uint64(0xD2511F53)
MULTIPLIER_1: Final = np.uint64(0xCD9E8D57)
WEYL_0: Final = np.uint64(0x9E3779B9)
WEYL_1: Final = np.uint64(0xBB67AE85)
WORD: Final = np.uint64(0xFFFFFFFF)
HALF: Final = np.uint64(32)
ROUNDS: Final = 10
UNIT: Final = 2.0**-32

DRAW: Final = "UniTuple(uint64, 4)(uint64, int64, int64, int64, int64, int64)"

Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]


@inline
def philox(c0: np.uint64, c1: np.uint64, c2: np.uint64, c3: np.uint64, key: np.uint64) -> Words:
    """Four 32-bit words (held in uint64) for a counter of four 32-bit words and a 64-bit key."""
    k0 = key & WORD
    k1 = key >> HALF
    for _ in range(ROUNDS):
        p0 = MULTIPLIER_0 * c0
        p1 = MULTIPLIER_1 * c2
        c0 = (p1 >> HALF) ^ c1 ^ k0
        c1 = p1 & WORD
        c2 = (p0 >> HALF) ^ c3 ^ k1
        c3 = p0 & WORD
        k0 = (k0 + WEYL_0) & WORD
        k1 = (k1 + WEYL_1) & WORD
    return c0, c1, c2, c3


@inline
def draw(seed: np.uint64, district: int, subject: int, occasion: int, purpose: int, index: int) -> Words:
    """Four words for an address: who, where, which occasion, what for."""
    return philox(
        np.uint64(subject),
        np.uint64(district),
        np.uint64(occasion) & WORD,
        np.uint64((purpose << INDEX_BITS) | index),
        np.uint64(seed),
    )


@inline
def uniform(word: np.uint64) -> float:
    """A word as a number in [0, 1), of step 2^-32."""
    return np.float64(word) * UNIT


@inline
def below(word: np.uint64, count: int) -> int:
    """A word as a whole number from 0 to count - 1 (multiply and shift)."""
    return np.int64((np.uint64(word) * np.uint64(count)) >> HALF)
