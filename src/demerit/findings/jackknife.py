"""Intervals over districts: the delete-one-district jackknife.

Every statistic is a function of sums that add up over districts, so that the estimate without a
district is the statistic of (total - that district's part): one vectorised call for all districts.
Variance: (D - 1) / D * sum((replicate - mean of replicates)^2), with Student's t on D - 1 degrees
of freedom. Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapter 11.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
from scipy import special

from demerit.findings.finding import Ends, FloatArray

FEWEST_DISTRICTS: Final = 8
CONFIDENCE: Final = 0.95

Statistic = Callable[[FloatArray], Any]
"""From float64[…, k] sums to float64[…] values; NaN where it is undefined."""
Range = tuple[float | None, float | None]
UNBOUNDED: Final[Range] = (None, None)
SHARE: Final[Range] = (0.0, 1.0)
POSITIVE: Final[Range] = (0.0, None)


@dataclass(frozen=True, kw_only=True)
class Estimate:
    """A value with its interval, the number of events behind it, and its replicates (float64[D]).

    `parts`: the intervals of a value that is a table, {key: {value, low, high}}.
    """

    value: Any
    low: float | None = None
    high: float | None = None
    events: int = 0
    replicates: FloatArray | None = None
    parts: Mapping[str, Ends] | None = None

    def ends(self) -> dict[str, float | bool | None]:
        """As a group's entry in a finding."""
        return {"value": self.value, "low": self.low, "high": self.high}


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Sums by district and group, and what statistic of them answers the question.

    `sums`: float64[D, G, k], the first of the k counts the events. `scale` multiplies the statistic.
    `within`: the range of the value, to which an interval is cut: a share's never leaves [0, 1].
    `share`: a second statistic of the same sums, shown beside the value.
    """

    sums: FloatArray
    statistic: Statistic
    scale: float = 1.0
    within: Range = SHARE
    events: int | None = None
    share: Statistic | None = None

    def of(self, parts: FloatArray) -> FloatArray:
        """The statistic of sums of any leading shape."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.asarray(self.statistic(parts), np.float64) * self.scale

    def estimate(self, group: int | None = None) -> Estimate:
        """For the whole society, or for the group at that place."""
        parts = self.sums.sum(axis=1) if group is None else self.sums[:, group]
        total = parts.sum(axis=0)
        value = number(self.of(total))
        replicates = self.of(total - parts)
        low, high = interval(value, replicates, self.within)
        events = int(total[0]) if self.events is None or group is not None else self.events
        return Estimate(value=value, low=low, high=high, events=events, replicates=replicates)


def ratio(sums: FloatArray) -> FloatArray:
    """First over second."""
    return sums[..., 0] / sums[..., 1]


def number(value: Any) -> float | None:
    """A float, or None where the statistic is undefined."""
    return float(value) if math.isfinite(value) else None


def standard_error(replicates: FloatArray) -> FloatArray:
    """Jackknife standard error along the first axis; NaN where a replicate is undefined."""
    count = replicates.shape[0]
    deviation = replicates - replicates.mean(axis=0)
    return np.sqrt((count - 1) / count * (deviation**2).sum(axis=0))


def student(districts: int) -> float:
    """Two-sided 95 % quantile of Student's t on districts - 1 degrees of freedom."""
    return float(cast("float", special.stdtrit(districts - 1, (1 + CONFIDENCE) / 2)))


def interval(value: float | None, replicates: FloatArray, within: Range) -> tuple[float | None, float | None]:
    """The 95 % interval around `value`, cut to `within`; nothing under eight districts."""
    if value is None or len(replicates) < FEWEST_DISTRICTS:
        return None, None
    half = student(len(replicates)) * float(standard_error(replicates))
    if not math.isfinite(half):
        return None, None
    least, most = within
    low = value - half if least is None else max(least, value - half)
    high = value + half if most is None else min(most, value + half)
    return low, high
