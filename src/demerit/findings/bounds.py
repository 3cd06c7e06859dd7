"""Bounds of counts that hold where little or nothing happened, as a normal curve's do not.

A proportion: quantiles of the beta law on the effective number of cases that districts leave, after Korn &
Graubard (Survey Methodology 24, 1998): n* = p (1 - p) / variance, times (z / t)² for the degrees of freedom
that the variance was estimated with. A count: of the gamma law on the effective number of events,
value² / variance. Counts are whole, so chance comes in steps: the exact ends of Clopper & Pearson
(Biometrika 26, 1934) and Garwood (Biometrika 28, 1936) hold 95 % of every expected count and 97 to 99 % of
most, those of Jeffreys, half a case further in, 95 % on average and 90 % of some (Brown, Cai & DasGupta,
Statistical Science 16, 2001). Halfway between they hold 94 % of every expected count of events and 93 % of
every proportion of 30, nearly as mid-P's do. Nothing seen has the upper bound of 3.1 in n (the rule of three:
Hanley & Lippman-Hand, JAMA 249, 1983). While events are few, the variance between districts is itself a
guess: it may widen these bounds, never narrow them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Final, cast

from scipy import special

from demerit.findings.finding import FloatArray

CONFIDENCE: Final = 0.95
FEW: Final = 20  # events; below it a variance between districts narrows nothing
FEWEST_DISTRICTS: Final = 8
INWARD: Final = 0.25  # of a case; 0 would be exact, 0.5 Jeffreys'
OUTWARD: Final = 1 - INWARD
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
    def normal(self) -> float:
        """Two-sided quantile of the normal distribution."""
        return float(special.ndtri(1 - self.tail))

    @property
    def freedom(self) -> float:
        """(z / t)²: by how much fewer cases count, as their variance is estimated."""
        return (self.normal / self.student) ** 2


def of_cases(cases: Any, of: Any, level: Level) -> tuple[Any, Any]:
    """Ends of a proportion of `cases` in `of`, whole or not, of any shape: float64 each."""
    with_ends: Any = special.betaincinv
    rest = of - cases
    low = with_ends(cases + INWARD, rest + OUTWARD, level.tail) * (cases > 0)
    high = 1.0 - with_ends(rest + INWARD, cases + OUTWARD, level.tail) * (rest > 0)
    return low, high


def of_events(events: float, level: Level) -> tuple[float, float]:
    """Ends of the expected number of events, whole or not."""
    inverse: Any = special.gammaincinv
    low = float(inverse(events + INWARD, level.tail)) if events > 0 else 0.0
    return low, float(inverse(events + OUTWARD, 1 - level.tail))


def proportion(value: float, variance: float, of: float, level: Level) -> tuple[float, float]:
    """Ends of a proportion among `of` whose estimate has this variance over districts."""
    known = 0 < value < 1 and variance > 0 and math.isfinite(variance)
    size = value * (1 - value) / variance * level.freedom if known else of
    size = min(size, of if of * min(value, 1 - value) < FEW else MOST)
    if level.districts < FEWEST_DISTRICTS:  # too few to tell how alike a district's cases are: wholly, then
        size = float(min(of, level.districts))
    low, high = of_cases(value * size, size, level)
    return float(low), float(high)


def rate(value: float, variance: float, events: float, one: float, level: Level) -> tuple[float, float]:
    """Ends of a rate whose estimate has this variance over districts; `one` is what one event is worth."""
    known = value > 0 and variance > 0 and math.isfinite(variance)
    size = value**2 / variance * level.freedom if known else events
    size = min(size, events if events < FEW else MOST)
    low, high = of_events(size, level)
    worth = value / size if size > 0 else one
    return low * worth, high * worth


def moved(parts: FloatArray, one: float, level: Level) -> tuple[float, float]:
    """How far below and above its own a sum may be expected of what two worlds differ by: float64[D].

    What went up and what went down are two counts of events that are worth sum x² / sum x (Kish's number of
    them), less by as much as the districts are alike: where each has some, they are not all one event. The
    ends of their difference are recovered from those of both (Zou & Donner, Statistics in Medicine 27, 2008).
    `one`: what an event is worth at least.
    """
    squares = float((parts**2).sum())
    apart = (
        min(1.0, len(parts) * float(parts.var(ddof=1)) / squares) if squares > 0 and len(parts) > 1 else 1.0
    )
    (up, least, most), (down, least_down, most_down) = (
        _side(side, apart, one, level) for side in (parts[parts > 0], -parts[parts < 0])
    )
    return math.hypot(up - least, most_down - down), math.hypot(most - up, down - least_down)


def _side(sizes: FloatArray, apart: float, one: float, level: Level) -> tuple[float, float, float]:
    """A sum of sizes above 0, and the ends of what it may be expected to be."""
    total = float(sizes.sum())
    worth = max(one, float((sizes**2).sum()) / total * apart if total > 0 else one)
    low, high = of_events(total / worth if worth > 0 else 0.0, level)
    return total, low * worth, high * worth


def ratio_of_two(
    value: float, variance: float, counts: tuple[float, float], one: float, level: Level
) -> tuple[float, float]:
    """Ends of a ratio of two rates: given both counts' sum, the first is a share of it (`of_cases`).

    `variance` is that of the ratio's logarithm; `one` is the ratio if both counts were one each, that is the
    other side's exposure over this one's. The upper end is infinite where the second count is nothing.
    """
    first, second = counts
    expected = sum(1 / count for count in counts) if min(counts) > 0 else math.nan
    known = min(counts) > 0 and variance > 0 and math.isfinite(variance)
    part = expected / variance * level.freedom if known else 1.0
    part = min(part, 1.0 if min(counts) < FEW else MOST / (first + second))
    low, high = (float(end) for end in of_cases(first * part, (first + second) * part, level))
    odds = value * second / first if first > 0 and second > 0 else one
    return odds * low / (1 - low), odds * high / (1 - high) if high < 1 else math.inf
