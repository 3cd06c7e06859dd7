"""Where scores lie on the last day, and whether they drift."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.findings.coded import Coded, once
from demerit.findings.finding import FloatArray
from demerit.findings.jackknife import POSITIVE, SHARE, Statistic, Sums, abreast
from demerit.findings.needs import PERSONS
from demerit.findings.registry import question
from demerit.findings.wording import Words, alike


@once
def _powers(run: Coded) -> tuple[int, FloatArray]:
    """A middle, and the sums of 1, x, x², x³, x⁴ of scores measured from it: float64[D, G, 7].

    From the middle of the range, so that the differences of large powers keep their digits. Then the sums of
    the fourth and eighth power of scores measured from their mean, over the widest of them.
    """
    middle = (run.scheme.score.min + run.scheme.score.max) // 2
    x, whole = run.column("score").astype(np.float64) - middle, run.whole
    mean = whole.scores / max(whole.persons, 1) - middle
    out = np.abs(x - mean) / max(1.0, mean + middle - whole.least, whole.most - middle - mean)
    powers = [x, x**2, x**3, x**4, out**4, out**8]
    return middle, abreast(run.heads, *(run.summed(power) for power in powers))


def _central(sums: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Second, third and fourth central moment."""
    one, two, three, four = (sums[..., power] / sums[..., 0] for power in (1, 2, 3, 4))
    second = two - one**2
    third = three - 3 * one * two + 2 * one**3
    fourth = four - 4 * one * three + 6 * one**2 * two - 3 * one**4
    return second, third, fourth


def _sd(sums: FloatArray) -> FloatArray:
    """Standard deviation, with n - 1 as polars and most tables have it."""
    count = sums[..., 0]
    return np.sqrt(np.maximum(_central(sums)[0], 0) * count / (count - 1))


def _bimodality(sums: FloatArray) -> FloatArray:
    """(skewness² + 1) / kurtosis; undefined where all scores are alike."""
    second, third, fourth = _central(sums)
    skewness_squared = third**2 / second**3
    return np.where(second > 0, (skewness_squared + 1) / (fourth / second**2), np.nan)


def _carried(sums: FloatArray) -> FloatArray:
    """By how many persons the fourth moment is carried: (sum x⁴)² / sum x⁸."""
    return sums[..., 5] ** 2 / sums[..., 6]


@question(
    "score.mean",
    unit="points",
    definition="Mean score of persons on the last day.",
    direction="favourable",
    words=Words(label="The mean score", what=alike("points: the mean score on the last day"), section="Band"),
    needs=(PERSONS,),
)
def mean(run: Coded) -> Sums:
    """Mean of the last day's scores."""
    middle, sums = _powers(run)
    return _of_heads(run, sums, lambda s: middle + s[..., 1] / s[..., 0])


@question(
    "score.sd",
    unit="points",
    definition="Standard deviation of persons' scores on the last day: how far apart people stand.",
    direction="neutral",
    words=Words(
        label="The spread of scores",
        what=alike("points: the standard deviation of scores on the last day"),
        section=None,
    ),
    needs=(PERSONS,),
    nothing="there is one person only",
)
def sd(run: Coded) -> Sums:
    """Spread of the last day's scores."""
    return _of_heads(run, _powers(run)[1], _sd, within=POSITIVE)


@question(
    "score.bimodality",
    unit="coefficient",
    definition="Bimodality coefficient of scores on the last day, (skewness² + 1) / kurtosis: "
    "0.33 for a bell, 0.56 for an even spread, towards 1 for two separate heaps.",
    direction="neutral",
    words=Words(
        label="How far scores fall into two heaps",
        what=alike("bimodality of scores on the last day"),
        section=None,
    ),
    needs=(PERSONS,),
    nothing="all have the same score",
)
def bimodality(run: Coded) -> Sums:
    """Whether scores fall into two heaps."""
    return _of_heads(run, _powers(run)[1], _bimodality, within=SHARE, carried=_carried)


@question(
    "score.drift_per_year",
    unit="points a year",
    definition="Mean score on the last day minus mean score at the start, for each year lived.",
    direction="favourable",
    words=Words(
        label="The drift of scores", what=alike("points a year that the mean score moves"), section=None
    ),
    needs=(PERSONS,),
)
def drift(run: Coded) -> Sums:
    """Whether scores rise or fall on the whole."""
    gained = run.column("score").astype(np.float64) - run.column("score_start")
    return Sums(sums=abreast(run.summed(gained), run.heads), law="mean", scale=1 / run.years)


def _of_heads(run: Coded, sums: FloatArray, statistic: Statistic, **more: Any) -> Sums:
    """What is measured on every person."""
    counts = abreast(run.heads, run.heads)
    return Sums(sums=sums, statistic=statistic, law="mean", counts=counts, **more)
