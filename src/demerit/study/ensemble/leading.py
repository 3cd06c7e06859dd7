"""Which assumed numbers lead: a stepwise regression on ranks over the draws of a hypercube.

Of hundreds of numbers some follow any outcome by chance. So a number counts only if its rank correlation with
what the others leave is beyond what the largest of as many would reach by chance once in twenty times, and
shares have intervals (Fisher 1921).
Source: Saltelli et al. 2008, Global Sensitivity Analysis: The Primer, 1.2.5 and 4.3.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final, cast

import numpy as np
from scipy import special

from demerit.findings.bounds import Level
from demerit.findings.finding import FloatArray

MOST: Final = 3
ONCE_IN: Final = 0.05
EXPLAINED: Final = 1e-9
Z: Final = Level(districts=2).normal


@dataclass(frozen=True, kw_only=True)
class Leading:
    """A number that leads, and the share of the range that comes from it, 0 to 1, with its 95 % interval.

    `rises`: whether the finding rises with it.
    """

    number: str
    share: float
    low: float
    high: float
    rises: bool

    def as_json(self) -> dict[str, Any]:
        """The same as a file has it."""
        return asdict(self)


def leading(names: Sequence[str], shares: FloatArray, values: FloatArray) -> list[Leading]:
    """The numbers that lead a finding, most first.

    `shares`: float64[draws, numbers], places in the hypercube; `values`: float64[draws], NaN for none.
    """
    known = np.isfinite(values)
    draws, count = int(known.sum()), len(names)
    if draws <= MOST + 3 or not count or float(np.ptp(values[known])) == 0.0:
        return []
    numbers = _standard(_ranks(shares[known]))
    rest = whole = _standard(_ranks(values[known][:, None]))[:, 0]
    leaders: list[Leading] = []
    for taken in range(MOST):
        if float(rest @ rest) < EXPLAINED * float(whole @ whole):
            break
        correlation = numbers.T @ rest / math.sqrt(float(rest @ rest) * draws)
        best = int(np.argmax(np.abs(correlation)))
        if abs(correlation[best]) < _by_chance(draws - taken, count):
            break
        column = numbers[:, best]
        part = float(column @ rest) / float(column @ column)
        share = part**2 * float(column @ column) / float(whole @ whole)
        low, high = fisher(math.sqrt(share), draws - taken)
        leaders.append(Leading(number=names[best], share=share, low=low, high=high, rises=part > 0))
        rest = rest - part * column
    return leaders


def _ranks(columns: FloatArray) -> FloatArray:
    """Ranks down each column; of equal values the mean of theirs."""
    from scipy import stats  # noqa: PLC0415 - it takes a second to load

    return np.asarray(cast("Any", stats).rankdata(columns, axis=0), np.float64)


def _standard(columns: FloatArray) -> FloatArray:
    """Columns of mean 0 and variance 1; of one that never moves, nothing."""
    spread = columns.std(axis=0)
    return (columns - columns.mean(axis=0)) / np.where(spread > 0, spread, 1.0)


def _by_chance(draws: int, count: int) -> float:
    """The rank correlation that the largest of so many exceeds by chance once in twenty times."""
    quantile = float(cast("float", special.stdtrit(draws - 2, 1 - ONCE_IN / 2 / count)))
    return quantile / math.sqrt(draws - 2 + quantile**2)


def fisher(correlation: float, draws: int) -> tuple[float, float]:
    """The 95 % interval of the square of a correlation, 0 or more, over so many samples, by Fisher's z."""
    middle, error = math.atanh(min(correlation, 1 - 1e-12)), Z / math.sqrt(draws - 3)
    return max(0.0, math.tanh(middle - error)) ** 2, math.tanh(middle + error) ** 2
