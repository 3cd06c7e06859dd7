"""What shared luck is worth: how many times as many worlds the same certainty would take without it.

Worlds of a study share their luck, so that what two of them differ by has less chance in it than if each had
luck of its own. Both are known from leaving out each district in turn (the jackknife of the difference, and
the sum of both worlds' own), or from the scatter over seeds where there are three or more. As a width shrinks
with the root of the number of worlds, the ratio of the variances is the number of worlds.
Source: common random numbers, e.g. Law 2015, Simulation Modeling and Analysis, 11.2.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from demerit.findings.finding import FloatArray
from demerit.study.inquiry.worlds import LivedDesign

FEWEST_SEEDS: Final = 3
FEWEST_DISTRICTS: Final = 3


def gains(lived: LivedDesign, outcomes: Sequence[str]) -> dict[str, float | None]:
    """By finding: worlds needed without shared luck for each one with it; None where it is not known.

    It is not known where no world has chance that can be measured, or where nothing differs at all.
    """
    return {name: _gain(lived, name, column) for column, name in enumerate(outcomes)}


def _gain(lived: LivedDesign, name: str, column: int) -> float | None:
    """Of one finding: over seeds where there are enough, else over districts."""
    seeds = int(lived.values.shape[1])
    if seeds >= FEWEST_SEEDS:
        values = lived.values[:, :, column]
        values = values[np.isfinite(values).all(axis=1)]
        pairs = [(values[0], value) for value in values[1:]]
        return _ratio(pairs)
    pairs: list[tuple[FloatArray, FloatArray]] = []
    without = [(world or {}).get(name) for world in lived.replicates]
    for place in range(seeds):
        first, *others = without[place::seeds]
        for other in others:
            if first is not None and other is not None and _alike(first, other):
                pairs.append((first, other))
    return _ratio(pairs)


def _alike(first: FloatArray, other: FloatArray) -> bool:
    """Whether two worlds have as many districts, enough of them, and a number without each."""
    whole = bool(np.isfinite(first).all() and np.isfinite(other).all())
    return len(first) == len(other) >= FEWEST_DISTRICTS and whole


def _ratio(pairs: Sequence[tuple[FloatArray, FloatArray]]) -> float | None:
    """The variance that pairs would differ by, were they apart, over that which they do."""
    apart = sum(float(np.var(a) + np.var(b)) for a, b in pairs)
    together = sum(float(np.var(b - a)) for a, b in pairs)
    return None if together <= 0 or apart <= 0 else apart / together
