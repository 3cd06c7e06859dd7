"""Bounds of counts that hold where little or nothing happened, as a normal curve's do not.

A proportion: Clopper & Pearson (Biometrika 26, 1934) on the effective number of cases that districts leave,
after Korn & Graubard (Survey Methodology 24, 1998): n* = p (1 - p) / variance, times (z / t)² for the degrees
of freedom that the variance was estimated with. A count: Garwood (Biometrika 28, 1936) on the effective
number of events, value² / variance. Nothing seen has the upper bound of 3.7 in n (two-sided; the rule of
three of Hanley & Lippman-Hand, JAMA 249, 1983, is the one-sided one). While events are few, the
variance between districts is itself a guess: it may widen these bounds, never narrow them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from scipy import special

from demerit.findings.finding import FloatArray

CONFIDENCE: Final = 0.95
FEW: Final = 20  # events; below it a variance between districts narrows nothing
FEWEST_DISTRICTS: Final = 8
MOST: Final = 1e8  # effective cases: districts that agree to the last digit say no more than this


@dataclass(frozen=True, kw_only=True)
class Level:
    """How sure an interval is to be, and how many districts its variance comes from."""

    confidence: float = CONFIDENCE
    districts: int

    @property
    def tail(self) -> float:
        """What is left out at either end."""
        return (1 - self.confidence) / 2

    @property
    def student(self) -> float:
        """Two-sided quantile of Student's t on districts - 1 degrees of freedom."""
        return float(cast("float", special.stdtrit(max(1, self.districts - 1), 1 - self.tail)))

    @property
    def freedom(self) -> float:
        """(z / t)²: by how much fewer cases count, as their variance is estimated."""
        return (float(special.ndtri(1 - self.tail)) / self.student) ** 2


def clopper_pearson(cases: Any, of: Any, level: Level) -> tuple[Any, Any]:
    """Ends of a proportion of `cases` in `of`, whole or not, of any shape: float64 each."""
    tail = level.tail
    with_ends: Any = special.betaincinv
    rest = of - cases
    low = with_ends(_above(cases), rest + 1.0, tail) * (cases > 0)
    high = 1.0 - with_ends(_above(rest), cases + 1.0, tail) * (rest > 0)
    return low, high


def _above(count: Any) -> Any:
    """The same, but a number where nothing is: what is worked out of it is thrown away."""
    return count + (count <= 0)


def garwood(events: float, level: Level) -> tuple[float, float]:
    """Ends of the expected number of events, whole or not."""
    inverse: Any = special.gammaincinv
    low = float(inverse(events, level.tail)) if events > 0 else 0.0
    return low, float(inverse(events + 1.0, 1 - level.tail))


def proportion(value: float, variance: float, of: float, level: Level) -> tuple[float, float]:
    """Ends of a proportion among `of` whose estimate has this variance over districts."""
    most = of * level.freedom
    known = 0 < value < 1 and variance > 0 and math.isfinite(variance)
    size = value * (1 - value) / variance * level.freedom if known else most
    size = min(size, most if of * min(value, 1 - value) < FEW else MOST)
    if level.districts < FEWEST_DISTRICTS:  # too few to tell how alike a district's cases are: wholly, then
        size = float(min(of, level.districts))
    low, high = clopper_pearson(value * size, size, level)
    return float(low), float(high)


def rate(value: float, variance: float, events: float, one: float, level: Level) -> tuple[float, float]:
    """Ends of a rate whose estimate has this variance over districts; `one` is what one event is worth."""
    most = events * level.freedom
    known = value > 0 and variance > 0 and math.isfinite(variance)
    size = value**2 / variance * level.freedom if known else most
    size = min(size, most if events < FEW else MOST)
    low, high = garwood(size, level)
    worth = value / size if size > 0 else one / level.freedom
    return low * worth, high * worth


def difference(more: float, fewer: float, level: Level) -> tuple[float, float]:
    """Ends of the expected difference of two counts, from both one's own ends.

    Source: Zou & Donner, Statistics in Medicine 27 (2008), recovery of the variances (MOVER).
    """
    least, most = garwood(more, level)
    least_fewer, most_fewer = garwood(fewer, level)
    apart = more - fewer
    return (
        apart - math.hypot(more - least, most_fewer - fewer),
        apart + math.hypot(most - more, fewer - least_fewer),
    )


def moved(parts: FloatArray, level: Level, one: float = 1.0) -> tuple[float, float]:
    """Ends of an expected sum of what two worlds differ by, part by part: float64[parts].

    The parts that differ are counted, those up and those down, each worth what they are on average: the
    differences within a part hang together. Where none differs, `one` is what a difference would be worth.
    """
    up, down = int((parts > 0).sum()), int((parts < 0).sum())
    worth = float(np.abs(parts).sum()) / (up + down) if up + down else one
    low, high = difference(up, down, level)
    middle = float(parts.sum())
    return middle + worth * (low - up + down), middle + worth * (high - up + down)


def ratio_of_two(
    value: float, variance: float, counts: tuple[float, float], one: float, level: Level
) -> tuple[float, float]:
    """Ends of a ratio of two rates: given both counts' sum, the first is binomial (Clopper & Pearson 1934).

    `variance` is that of the ratio's logarithm; `one` is the ratio if both counts were one each, that is the
    other side's exposure over this one's. The upper end is infinite where the second count is nothing.
    """
    first, second = counts
    expected = sum(1 / count for count in counts) if min(counts) > 0 else math.nan
    known = min(counts) > 0 and variance > 0 and math.isfinite(variance)
    part = expected / variance * level.freedom if known else level.freedom
    part = min(part, level.freedom if min(counts) < FEW else MOST / (first + second))
    low, high = (float(end) for end in clopper_pearson(first * part, (first + second) * part, level))
    odds = value * second / first if first > 0 and second > 0 else one
    return odds * low / (1 - low), odds * high / (1 - high) if high < 1 else math.inf
