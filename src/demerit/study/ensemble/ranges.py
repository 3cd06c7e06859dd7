"""The range of a finding over all that is assumed: an ensemble of small worlds, carried over to a run.

All numbers are drawn at once, a Latin hypercube over their ranges, and each draw lives a society of few
people in small districts, on the luck of the run. The same society with the numbers as they stand is the
reference: what a draw changes against it is applied to the run's own value, as odds of a share, as a ratio of
what cannot be negative, as a difference else. So a small society's level is not in the range, and most of its
chance cancels, as the luck is shared. What chance is left makes the draws' spread too wide; it is known from
leaving out each district in turn, and taken off: the values are drawn together about their mean until what is
left is the spread beyond chance. Source: Louis 1984, "Estimating a population of parameter values using Bayes
and empirical Bayes methods", JASA 79. The ends are those between which a further draw falls in 95 of 100
cases (quantiles at k / (n + 1): Hyndman & Fan 1996, type 6).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from demerit.findings.finding import Finding, FloatArray
from demerit.findings.wording import is_finite
from demerit.study.ensemble.lived import Measured

ENDS: Final = (0.025, 0.975)
FEWEST_DRAWS: Final = 39
"""With fewer, no draw lies as far out as the ends."""
FOR_A_CLAIM: Final = 64
NEEDED: Final = 0.95
"""Of draws in which a finding must have a value: a range over those that happen to have one is none."""
LEAST_TRUE: Final = 0.5
"""Of the spread of draws that must be more than small societies' chance, for a range to be told."""
SIGNED: Final = ("without the scheme", "coefficient", "a year")
"""Units of what can be below 0, though it need not be so in any draw."""


@dataclass(frozen=True, kw_only=True)
class DrawScale:
    """How draws are compared with the reference: by "odds", "ratio" or "difference"; and the limits."""

    kind: str
    least: float
    most: float

    def even(self, values: FloatArray) -> FloatArray:
        """Values on a measure on which chance is as large everywhere: of counts the root, of shares its arc.

        Source: Bartlett 1947, "The use of transformations", Biometrics 3.
        """
        if self.kind == "odds":
            return np.arcsin(np.sqrt(np.clip(values, 0.0, 1.0)))
        return np.sqrt(np.maximum(values, 0.0)) if self.kind == "ratio" else values

    def plain(self, even: FloatArray) -> FloatArray:
        """Values from that measure."""
        if self.kind == "odds":
            return np.sin(np.clip(even, 0.0, np.pi / 2)) ** 2
        return np.maximum(even, 0.0) ** 2 if self.kind == "ratio" else even

    def moved(self, value: float, before: float, after: float) -> float:
        """A value changed as the reference is changed from `before` to `after`."""
        if before == after:
            return value
        if not (math.isfinite(before) and math.isfinite(after)):
            return math.nan
        if self.kind == "odds" and 0 < value < 1 and 0 < before < 1:
            odds = value / (1 - value) * (1 - before) / before
            return odds * after / (1 - after + odds * after)
        if self.kind == "ratio" and before > 0 and value > 0:
            return value * after / before
        return min(self.most, max(self.least, value + after - before))


@dataclass(frozen=True, kw_only=True)
class Carried:
    """A finding's value in every draw, carried over to the run: float64[draws], NaN where it has none.

    `replicates`: float64[draws, districts], the same without each district of the small society; no column
    where it is not known.
    """

    values: FloatArray
    replicates: FloatArray
    scale: DrawScale

    @property
    def noise(self) -> FloatArray:
        """The variance that a small society's chance adds, on the scale's even measure: float64[draws].

        By the jackknife of what draw and reference differ by: as their luck is shared, much of it cancels.
        """
        districts = self.replicates.shape[1]
        if not districts:
            return np.zeros(len(self.values))
        even = self.scale.even(self.replicates)
        return np.nan_to_num((districts - 1) * np.var(even, axis=1))

    @property
    def cleared(self) -> FloatArray | None:
        """The values without the spread that chance added; None where it is so much that it hides the rest.

        Drawn together about their mean, each by as much as its own chance is of all.
        """
        known = self.values[np.isfinite(self.values)]
        if len(known) < NEEDED * len(self.values):
            return None
        even = self.scale.even(known)
        mean, spread = float(even.mean()), float(even.var())
        noise = self.noise[np.isfinite(self.values)]
        true = spread - float(noise.mean())
        if spread == 0.0 or not noise.any():
            return known
        if true < LEAST_TRUE * spread:
            return None
        return self.scale.plain(mean + (even - mean) * np.sqrt(true / (true + noise)))

    @property
    def ends(self) -> tuple[float, float] | None:
        """Where a further draw falls between in 95 of 100 cases; None where the draws cannot tell."""
        known = self.cleared
        if known is None or len(known) < FEWEST_DRAWS - 1:
            return None
        low, high = (float(end) for end in np.quantile(known, ENDS, method="weibull"))
        return low, high


def carried(finding: Finding, reference: Measured, draws: Sequence[Measured | None]) -> Carried | None:
    """A run's finding as each draw would have it; None where run or reference have no such number."""
    value = finding.value
    if not is_finite(value) or reference.value is None:
        return None
    scale = _scale_of(finding, reference, draws)
    districts = len(reference.replicates) if len(reference.replicates) > 1 else 0
    moved, without = np.full(len(draws), np.nan), np.full((len(draws), districts), np.nan)
    for place, draw in enumerate(draws):
        if draw is None or draw.value is None:
            continue
        moved[place] = scale.moved(value, reference.value, draw.value)
        if districts and len(draw.replicates) == districts:
            pairs = zip(reference.replicates, draw.replicates, strict=True)
            without[place] = [scale.moved(value, float(before), float(after)) for before, after in pairs]
    return Carried(values=moved, replicates=without, scale=scale)


def all_carried(
    findings: Mapping[str, Finding],
    reference: Mapping[str, Measured],
    worlds: Sequence[Mapping[str, Measured] | None],
) -> dict[str, Carried]:
    """Each finding of a run as each world of the draws would have it, None being one that failed."""
    moved: dict[str, Carried] = {}
    for name, finding in findings.items():
        draws = [None if world is None else world.get(name) for world in worlds]
        one = carried(finding, reference[name], draws) if name in reference else None
        if one is not None:
            moved[name] = one
    return moved


def difference(a: Carried, b: Carried) -> Carried:
    """The second minus the first, draw by draw, of runs that share their draws."""
    alike = a.replicates.shape == b.replicates.shape
    without = b.replicates - a.replicates if alike else np.empty((len(b.values), 0))
    return Carried(values=b.values - a.values, replicates=without, scale=DIFFERENCE)


DIFFERENCE: Final = DrawScale(kind="difference", least=-math.inf, most=math.inf)


def _scale_of(finding: Finding, reference: Measured, draws: Sequence[Measured | None]) -> DrawScale:
    """The scale of a finding, by its unit and what is seen of it."""
    seen = [finding.value, reference.value, *(draw.value for draw in draws if draw is not None)]
    known = [value for value in seen if value is not None]
    signed = any(word in finding.unit for word in SIGNED)
    if not signed and finding.unit.startswith("share") and all(0 <= value <= 1 for value in known):
        return DrawScale(kind="odds", least=0.0, most=1.0)
    if not signed and all(value >= 0 for value in known):
        return DrawScale(kind="ratio", least=0.0, most=math.inf)
    return DIFFERENCE
