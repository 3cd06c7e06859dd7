"""Incomes as multiples of the mean: a table of steps within each decile, looked up by a draw.

The tables are made once from the society's Gini coefficient or decile shares and rounded, so that no
machine's logarithm leaves a trace in an income.
"""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from scipy import special

from demerit.formats.values import number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.formats.reading import Document
    from demerit.societies.model import Society

STEPS: Final = 1024
DECIMALS: Final = 5
DECILES: Final = 10
HIGHEST_GINI: Final = 0.9
SHARES_TOLERANCE: Final = 0.005


def income_steps(society: Document[Society]) -> NDArray[np.float32]:
    """Incomes [10 deciles, 1024 steps], rising, in multiples of the mean; each step equally likely.

    Without Gini or shares everybody earns the mean. Raises Problems for a Gini out of 0-0.9, for shares
    that fall or do not add up to 1, and where a file gives both.
    """
    income = society.model.margins.income
    place = ("margins", "income")
    if income.gini is not None and income.decile_shares is not None:
        raise society.refusal(place, value="gini and decile_shares", expected="one of the two")
    if income.decile_shares is not None:
        return _rounded(linear_steps(_checked(society, income.decile_shares)))
    gini = number(0.0 if income.gini is None else income.gini)
    if gini > HIGHEST_GINI:
        raise society.refusal(
            (*place, "gini"), value=gini, expected=f"a Gini coefficient from 0 to {HIGHEST_GINI}"
        )
    return _rounded(lognormal_steps(gini))


def _checked(society: Document[Society], shares: tuple[float, ...]) -> tuple[float, ...]:
    place = ("margins", "income", "decile_shares")
    total = math.fsum(shares)
    if len(shares) != DECILES or any(b < a for a, b in itertools.pairwise(shares)):
        expected = "ten shares, poorest first, none below the one before"
        raise society.refusal(place, value=list(shares), expected=expected)
    if abs(total - 1.0) > SHARES_TOLERANCE:
        raise society.refusal(place, value=round(total, 6), expected="shares that add up to 1")
    return shares


def _rounded(steps: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.round(steps, DECIMALS).astype(np.float32)


def lognormal_steps(gini: float) -> NDArray[np.float64]:
    """Mean income of each of 10 × 1024 equal slices of a lognormal society with mean 1.

    Gini = erf(sigma / 2) and Lorenz curve L(p) = Phi(Phi^-1(p) - sigma); source: Aitchison & Brown 1957,
    The Lognormal Distribution, chapter 11. Slice means, not quantiles, keep the mean and the shares.
    """
    if gini == 0.0:
        return np.ones((DECILES, STEPS))
    sigma = 2.0 * cast("float", special.erfinv(gini))
    p = np.arange(DECILES * STEPS + 1) / (DECILES * STEPS)
    above = cast("NDArray[np.float64]", special.ndtr(sigma - special.ndtri(p)))  # 1 - L(p), exact in the tail
    return ((above[:-1] - above[1:]) * (DECILES * STEPS)).reshape(DECILES, STEPS)


def linear_steps(shares: tuple[float, ...]) -> NDArray[np.float64]:
    """Incomes that rise evenly within each decile and keep every decile's share.

    A decile reaches halfway towards its nearer neighbour on both sides: incomes never fall from one
    decile to the next. Inequality within the top decile is therefore understated.
    """
    means = np.array([share / math.fsum(shares) * DECILES for share in shares])
    gaps = np.diff(means) / 2
    below = np.concatenate(([means[0]], gaps))
    above = np.concatenate((gaps, [np.inf]))
    reach = np.minimum(below, above)
    spread = (2 * np.arange(STEPS) + 1) / STEPS - 1
    return means[:, None] + reach[:, None] * spread[None, :]
