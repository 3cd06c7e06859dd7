"""From the runs of a figure to an estimate, an interval and a verdict.

A figure is missed only where its whole interval lies outside the paper's figure give or take the tolerance.
The interval is two-sided at 1 - ALARM, so that a table of up to 100 figures that are all as published has a
miss by chance in fewer than 1 of 1,000 calls.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from scipy import special

from demerit.findings.finding import FloatArray
from demerit.study.expect import Figure
from demerit.study.measured import Measurement

ALARM: Final = 1e-5
FIGURES_AT_MOST: Final = 100
FOUND: Final = float(special.ndtri(0.9))
"""Standard errors beyond the interval's end at which a figure that is off is missed with 90 %."""
ROUNDING: Final = 1e-9  # a sum's last bits are no difference


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Our figure beside the paper's: the estimate and its interval.

    `power` is by how much the figure would have to be off, in its own unit, to be missed with 90 %.
    """

    ours: float
    low: float
    high: float
    power: float
    verdict: Literal["met", "missed"]


def answer(figure: Figure, runs: Sequence[Measurement]) -> Judged:
    """The estimate over runs, its interval, and whether the paper's figure is met."""
    values = np.array([run.value for run in runs], np.float64)
    if figure.stat == "sd":
        ours, low, high = _spread(values)
    else:
        ours, low, high = _mean(values, [run.se for run in runs])
    slack = figure.tolerance + ROUNDING * max(1.0, abs(figure.paper))
    met = low <= figure.paper + slack and high >= figure.paper - slack
    half = (high - low) / 2
    error = half / reach_of(figure, runs)
    power = figure.tolerance + half + FOUND * error
    return Judged(ours=ours, low=low, high=high, power=power, verdict="met" if met else "missed")


def reach_of(figure: Figure, runs: Sequence[Measurement]) -> float:
    """How many standard errors the interval reaches to either side."""
    known = figure.stat == "mean" and (len(runs) == 1 or all(run.se is not None for run in runs))
    return -float(special.ndtri(ALARM / 2)) if known else _student(len(runs))


def _mean(values: FloatArray, errors: Sequence[float | None]) -> tuple[float, float, float]:
    """Mean over runs, and its interval.

    By the runs' own standard errors where all give one; else by the scatter between runs (Student's t). One
    run without a standard error is taken for exact, which can only make a miss likelier.
    """
    mean, count = float(values.mean()), len(values)
    known = [error for error in errors if error is not None]
    if len(known) == count:
        half = -float(special.ndtri(ALARM / 2)) * math.sqrt(float(np.square(known).sum())) / count
    elif count > 1:
        half = _student(count) * float(values.std(ddof=1)) / math.sqrt(count)
    else:
        half = 0.0
    return mean, mean - half, mean + half


def _spread(values: FloatArray) -> tuple[float, float, float]:
    """Standard deviation over runs, and its interval: the jackknife of its logarithm (Miller 1968)."""
    count, spread = len(values), float(values.std(ddof=1))
    if spread == 0.0:
        return 0.0, 0.0, 0.0
    without = np.array([np.delete(values, number).std(ddof=1) for number in range(count)])
    pseudo = count * math.log(spread) - (count - 1) * np.log(np.maximum(without, np.finfo(float).tiny))
    half = _student(count) * float(pseudo.std(ddof=1)) / math.sqrt(count)
    return spread, spread * math.exp(-half), spread * math.exp(half)


def _student(count: int) -> float:
    """How many standard errors the interval reaches to either side."""
    return -float(special.stdtrit(count - 1, ALARM / 2))
