"""A fact beside what runs give: our figure, its ranges, and whether they meet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from demerit.facts.model import Fact
from demerit.findings.bounds import Level

LEVEL: Final = 0.95
ROUNDING: Final = 1e-9
"""Of a value: the last bits of a sum are no difference."""
Verdict = Literal["hit", "miss", "put-in"]


@dataclass(frozen=True, kw_only=True)
class HeldFact:
    """A fact held: ours is the mean over seeds, `low` to `high` its chance, the others its assumed range.

    `wide`: a hit that chance alone does not make, only what is assumed; the wider that is, the less it says.
    """

    ours: float
    low: float
    high: float
    assumed_low: float | None
    assumed_high: float | None
    verdict: Verdict
    wide: bool = False

    @property
    def words(self) -> str:
        """The verdict as tables have it."""
        return f"{self.verdict} (wide)" if self.wide else self.verdict


def held(fact: Fact, values: Sequence[float], assumed: Sequence[float] = ()) -> HeldFact:
    """A fact beside its figure in runs under several seeds, and in draws of all assumed numbers.

    The interval is Student's t over seeds; of `assumed`, the figure in each draw, the range is 2.5 to 97.5 %.
    A fact is hit where what the publication leaves open meets either range; wide where only the second.
    """
    mean, count = float(np.mean(values)), len(values)
    half = Level(confidence=LEVEL, districts=count).student * float(np.std(values, ddof=1)) / math.sqrt(count)
    chance = (mean - half, mean + half)
    drawn = _quantiles(assumed) if len(assumed) else None
    least, most = fact.ends
    slack = ROUNDING * max(1.0, abs(fact.value))

    def meets(ends: tuple[float, float]) -> bool:
        return ends[0] <= most + slack and ends[1] >= least - slack

    by_chance, by_draws = meets(chance), drawn is not None and meets(drawn)
    verdict: Verdict = "put-in" if fact.put_in else "hit" if by_chance or by_draws else "miss"
    return HeldFact(
        ours=mean,
        low=chance[0],
        high=chance[1],
        assumed_low=drawn[0] if drawn else None,
        assumed_high=drawn[1] if drawn else None,
        verdict=verdict,
        wide=verdict == "hit" and not by_chance,
    )


def _quantiles(values: Sequence[float]) -> tuple[float, float]:
    """The middle 95 % of some draws."""
    low, high = np.quantile(values, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
