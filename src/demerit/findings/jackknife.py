"""Intervals over districts: the delete-one-district jackknife, and exact bounds where events are few.

Every statistic is a function of sums that add up over districts, so that the estimate without a
district is the statistic of (total - that district's part): one vectorised call for all districts.
Variance: (D - 1) / D * sum((replicate - mean of replicates)^2), with Student's t on D - 1 degrees
of freedom. Source: Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapter 11.
What varies as a proportion or a count has the bounds of `demerit.findings.bounds` with that variance,
so that an interval is never a width of nothing where there is chance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from demerit.findings import bounds
from demerit.findings.bounds import FEW, FEWEST_DISTRICTS, Level
from demerit.findings.finding import Estimate, FloatArray, Interval

BoolArray = npt.NDArray[np.bool_]
Statistic = Callable[[FloatArray], Any]
"""From float64[…, k] sums to float64[…] values; NaN where it is undefined."""
Law = Literal["share", "rate", "mean", "change"]
"""How a value varies: as cases among cases, as a count over an exposure, as the mean of many, or as the
difference of two counts over the second of them."""
Range = tuple[float | None, float | None]
UNBOUNDED: Final[Range] = (None, None)
SHARE: Final[Range] = (0.0, 1.0)
POSITIVE: Final[Range] = (0.0, None)

LEAST_LEAN: Final = 1e-9  # below it the transformation is the identity to the last digit
FEW_DISTRICTS: Final = f"fewer than {FEWEST_DISTRICTS} districts"
FEW_DISTRICTS_WITH: Final = f"those it is measured on live in fewer than {FEWEST_DISTRICTS} districts"
FEW_CASES: Final = f"it is measured on fewer than {FEW}, too few to tell how far they lie apart"
FEW_PERSONS: Final = f"in effect fewer than {FEW} persons are behind it"
NOTHING_SIZED: Final = "nothing of the kind happened, which says nothing of its size"
ALIKE: Final = "it came out the same in nearly every district, which says nothing of chance"
FAR_OUT: Final = "it hangs on the few who stand farthest out, of whom there are too few to tell"
LEAST_CARRIED: Final = 100
MOST_BIAS: Final = 0.1  # of the standard error (Cochran, Sampling Techniques, 1977, 1.8)
SAME: Final = 1e-12  # relative difference that rounding makes


def table_of(parts: Mapping[str, Estimate], events: int, reason: str | None = None) -> Estimate:
    """A value that is a table, of an estimate for each of its entries."""
    return Estimate(
        value={key: part.value for key, part in parts.items()},
        events=events,
        parts={key: part.ends() for key, part in parts.items()},
        reason=reason,
    )


def ratio(sums: FloatArray) -> FloatArray:
    """First over second."""
    return sums[..., 0] / sums[..., 1]


def abreast(*sums: FloatArray) -> FloatArray:
    """Sums by district and group side by side, float64[D, G] each: float64[D, G, k]."""
    return np.stack(sums, -1)


@dataclass(frozen=True, kw_only=True)
class Sums:
    """Sums by district and group, what statistic of them answers the question, and how it varies.

    `sums`: float64[D, G, k]. `scale` multiplies the statistic. `law`: see `Law`. `within`: the range of the
    value, to which the interval of what is no share is cut. `counts`: float64[D, G, 2], the cases and what
    they are among, where these are not the first two sums, or of a mean the second, twice. `squares`:
    float64[D, G], the squares of how many cases of a rate each person has, or of what the cases of a share
    are among: the events of one person hang together, so that n of them are worth n² over these. `one`: how
    many cases one event makes, as a friendship is one friend for each of two, and one person's fall several
    refusals. `among`: the events are those that the cases are among (refusals, records), not the cases.
    `fixed`: the scheme cannot make it anything else, so that a value equal to this has no chance in it.
    `share`: a second statistic, shown beside the value. `carried`: by how many, in effect, a value is carried
    that hangs on those who stand farthest out.
    """

    sums: FloatArray
    statistic: Statistic = ratio
    law: Law = "share"
    scale: float = 1.0
    within: Range = UNBOUNDED
    counts: FloatArray | None = None
    squares: FloatArray | None = None
    one: float = 1.0
    among: bool = False
    fixed: float | None = None
    share: Statistic | None = None
    carried: Statistic | None = None

    def of(self, parts: FloatArray) -> FloatArray:
        """The statistic of sums of any leading shape; NaN where it is undefined or without bound."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return defined(np.asarray(self.statistic(parts), np.float64) * self.scale)

    def counted(self) -> FloatArray:
        """Cases and what they are among: float64[D, G, 2]."""
        if self.counts is not None:
            return self.counts
        return self.sums[..., [1, 1]] if self.law == "mean" else self.sums[..., :2]

    def part(self, group: int | None) -> tuple[FloatArray, FloatArray]:
        """Sums and counts by district, of all or of the group at that place: float64[D, k], float64[D, 2]."""
        sums, counts = self.sums, self.counted()
        if group is None:
            return sums.sum(axis=1), counts.sum(axis=1)
        return sums[:, group], counts[:, group]

    def estimate(self, group: int | None = None) -> Estimate:
        """For the whole society, or for the group at that place."""
        sums, counts = self.part(group)
        total = sums.sum(axis=0)
        value = number(self.of(total))
        replicates = self.of(total - sums)
        ends = self._interval(value, replicates, sums, counts, self._alone(group, counts))
        return Estimate(
            **vars(ends),
            value=value,
            events=int(counts[:, 1 if self.among else 0].sum()),
            replicates=replicates,
            made_of=sums,
        )

    def _interval(
        self,
        value: float | None,
        replicates: FloatArray,
        sums: FloatArray,
        counts: FloatArray,
        alone: float,
    ) -> Interval:
        """The 95 % interval by the law that the value follows."""
        if value is None:
            return Interval()
        if len(replicates) < FEWEST_DISTRICTS:
            return Interval(reason=FEW_DISTRICTS)
        if self.fixed is not None and value == self.fixed:
            return Interval(low=value, high=value)
        if self._hangs_on_few(sums.sum(axis=0)):
            return Interval(reason=FAR_OUT)
        if self.law == "change":
            return self._of_change(value, replicates, sums)
        if self.law == "mean" or value < 0 or (self.law == "share" and value > self.scale):
            return _of_mean(value, replicates, counts, self.within)
        return self._of_count(value, replicates, counts, alone)

    def _of_count(self, value: float, replicates: FloatArray, counts: FloatArray, alone: float) -> Interval:
        """Of a share or a rate: the ends of a count, on as many cases as districts and persons leave."""
        level = Level(districts=int((counts[:, 1] > 0).sum()))
        cases, of = counts.sum(axis=0)
        variance = float(standard_error(replicates) ** 2)
        if self.law == "rate":
            if cases == 0 and self.counts is not None:
                return Interval(reason=NOTHING_SIZED)
            low, high = cut(
                *bounds.rate(value, variance, alone, self.one * self.scale / of, level), self.within
            )
            return Interval(low=low, high=high)
        if self.squares is not None and alone < FEW:
            return Interval(reason=FEW_PERSONS)
        if self.counts is not None and min(cases, of - cases) < FEW:
            return Interval(reason=FEW_CASES)  # each of them has a size
        low, high = bounds.proportion(value / self.scale, variance / self.scale**2, alone, level)
        return Interval(low=low * self.scale, high=high * self.scale)

    def _alone(self, group: int | None, counts: FloatArray) -> float:
        """How many events are worth as much as these, if each were a person's own."""
        events = float(counts[:, 0 if self.law == "rate" else 1].sum())
        if self.squares is None:
            return events / self.one
        squares = float((self.squares if group is None else self.squares[:, group]).sum())
        return events**2 / squares if squares > 0 else events

    def _hangs_on_few(self, total: FloatArray) -> bool:
        """Whether those who stand farthest out carry the value, and are few."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return self.carried is not None and bool(self.carried(total) < LEAST_CARRIED)

    def _of_change(self, value: float, replicates: FloatArray, sums: FloatArray) -> Interval:
        """The jackknife's interval, or where few districts differ that of counting what did.

        Where hardly any district differed, no district's leaving out shows how much more might have.
        """
        total = sums.sum(axis=0)
        apart = sums[:, 0] - sums[:, 1]
        if sparse(apart != 0):
            middle = float(apart.sum())
            below, above = bounds.moved(apart, self.one, Level(districts=len(replicates)))
            ends = self.of(np.array([[total[1] + middle + end, total[1]] for end in (-below, above)]))
        else:
            ends = np.array(interval(value, replicates, self.within), np.float64)
        known = [float(end) for end in ends if math.isfinite(end)]
        if len(known) < len(ends):
            return Interval(reason=ALIKE)
        low, high = cut(min(value, *known), max(value, *known), self.within)
        return Interval(low=low, high=high)


def sparse(differ: BoolArray) -> bool:
    """Whether so few of the districts differ, and not all, that leaving each out says little: bool[D]."""
    return int(differ.sum()) < min(FEW, len(differ))


def cut(low: float, high: float, within: Range) -> tuple[float, float]:
    """Both ends, no further out than the range of the value."""
    least, most = within
    return low if least is None else max(least, low), high if most is None else min(most, high)


def defined(values: FloatArray) -> FloatArray:
    """The same with NaN for what is no finite number."""
    return np.where(np.isfinite(values), values, np.nan)


def number(value: Any) -> float | None:
    """A float, or None where the statistic is undefined."""
    return float(value) if math.isfinite(value) else None


def standard_error(replicates: FloatArray) -> FloatArray:
    """Jackknife standard error along the first axis; NaN where a replicate is undefined."""
    count = replicates.shape[0]
    deviation = replicates - replicates.mean(axis=0)
    return np.sqrt((count - 1) / count * (deviation**2).sum(axis=0))


def interval(
    value: float | None, replicates: FloatArray, within: Range, *, level: Level | None = None
) -> tuple[float | None, float | None]:
    """Value ± t standard errors, cut to `within`; nothing under eight districts.

    `level`: how sure, and how many of the districts hold anything, where that is not 95 % and all.
    """
    if value is None or len(replicates) < FEWEST_DISTRICTS:
        return None, None
    error = float(standard_error(replicates))
    if not math.isfinite(error):
        return None, None
    up = (level or Level(districts=len(replicates))).student
    lean = skewness(replicates) / math.sqrt(len(replicates))
    middle = value - bias(value, replicates)
    low = min(value, middle - error * unskewed(up, lean))
    high = max(value, middle - error * unskewed(-up, lean))
    return cut(low, high, within)


def bias(value: float, replicates: FloatArray) -> float:
    """How far an estimate lies off for having so few districts: (D - 1) (mean of replicates - value)."""
    return (len(replicates) - 1) * (float(replicates.mean()) - value)


def skewness(replicates: FloatArray) -> float:
    """Skewness of what districts add to an estimate, which is what leaving each out takes away."""
    part = replicates.mean() - replicates
    spread = float((part**2).mean())
    return float((part**3).mean()) / spread**1.5 if spread > 0 else 0.0


def unskewed(quantile: float, lean: float) -> float:
    """The quantile of an estimate's t whose districts lean to one side by `lean`, skewness / sqrt(D).

    The inverse of t + lean / 3 t² + lean² / 27 t³ + lean / 6, which is symmetric to second order.
    Source: Hall, On the removal of skewness by transformation, JRSS B 54 (1992).
    """
    if abs(lean) < LEAST_LEAN:
        return quantile
    return 3 / lean * (math.cbrt(1 + lean * (quantile - lean / 6)) - 1)


def _of_mean(value: float, replicates: FloatArray, counts: FloatArray, within: Range) -> Interval:
    """The jackknife's interval; none where few districts or cases hold anything, or all say the same."""
    holding = int((counts[:, 1] > 0).sum())
    if holding < FEWEST_DISTRICTS:
        return Interval(reason=FEW_DISTRICTS_WITH)
    if counts[:, 0].sum() < FEW:
        return Interval(reason=FEW_CASES)
    error = float(standard_error(replicates))
    if abs(bias(value, replicates)) > MOST_BIAS * error:
        return Interval(reason=FAR_OUT)
    low, high = interval(value, replicates, within, level=Level(districts=holding))
    apart = np.abs(replicates - np.median(replicates)) > abs(value) * SAME
    if low is None or high is None or apart.sum() < FEWEST_DISTRICTS:
        return Interval(reason=ALIKE)
    return Interval(low=low, high=high)
