"""Logarithm and exponential of our own: the same bits on every machine.

A processor's or C library's own may differ in the last bit between machines; these use only
IEEE additions, multiplications and table look-ups, which do not.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from demerit.luck.compiled import inline

BITS: Final = 8
STEPS: Final = 1 << BITS
LOG_2: Final = 0.6931471805599453
WORD_BITS: Final = 32
EXPONENT_BIAS: Final = 1023  # of a float64, whose fraction has 52 bits
FRACTION_BITS: Final = np.uint64(52)
FRACTION: Final = np.uint64((1 << 52) - 1)
ONE: Final = np.uint64(EXPONENT_BIAS << 52)  # the bits of 1.0


def _round(value: float) -> float:
    """To a multiple of 2^-40: what is left of a last-bit difference between libraries disappears."""
    return math.ldexp(round(math.ldexp(value, 40)), -40)


LOG_TABLE: Final = np.array([_round(math.log1p((i + 0.5) / STEPS)) for i in range(STEPS)])
CENTRE_INVERSE: Final = np.array([1.0 / (1.0 + (i + 0.5) / STEPS) for i in range(STEPS)])


@inline
def exponential(word: np.uint64) -> float:
    """A draw from the unit exponential law by inversion, -log((word + 0.5) / 2^32), within 1e-11.

    The leading bits of the word choose a table entry, a polynomial of degree four does the rest.
    """
    odd = (np.uint64(word) << np.uint64(1)) | np.uint64(1)  # (word + 1/2) * 2, a number that a float64 holds
    bits = np.float64(odd).view(np.uint64)
    halvings = (
        WORD_BITS + 1 + EXPONENT_BIAS - np.int64(bits >> FRACTION_BITS)
    )  # as odd = mantissa * 2^(33 - halvings)
    fraction = bits & FRACTION
    slot = np.int64(fraction >> (FRACTION_BITS - np.uint64(BITS)))
    mantissa = np.uint64(fraction | ONE).view(np.float64)  # in [1, 2)
    r = mantissa * CENTRE_INVERSE[slot] - 1.0
    log1p = r * (1.0 - r * (0.5 - r * (0.3333333333333333 - r * 0.25)))
    return halvings * LOG_2 - (LOG_TABLE[slot] + log1p)


EXP_BITS: Final = 6
EXP_STEPS: Final = 1 << EXP_BITS
EXP_TABLE: Final = np.array([_round(2.0 ** (-i / EXP_STEPS)) for i in range(EXP_STEPS)])
HALVINGS: Final = np.array([2.0**-i for i in range(1075)])
EXP_LARGEST: Final = 700.0


@inline
def exp_minus(x: float) -> float:
    """exp(-x) for x from 0 on, within 1e-11; 0 beyond 700."""
    if x <= 0.0:
        return 1.0
    if x > EXP_LARGEST:
        return 0.0
    k = np.int64(x * (EXP_STEPS / LOG_2))
    r = x - k * (LOG_2 / EXP_STEPS)
    tail = 1.0 - r * (1.0 - r * (0.5 - r * (0.16666666666666666 - r * 0.041666666666666664)))
    return EXP_TABLE[k & (EXP_STEPS - 1)] * HALVINGS[k >> EXP_BITS] * tail
