"""Who is hit more: each group against the rest of society."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.finding import Direction, Ends, FloatArray
from demerit.findings.jackknife import POSITIVE, UNBOUNDED, Estimate, Sums, interval, number, ratio
from demerit.findings.registry import question

FEWEST_EVENTS: Final = 20  # in the group and in the rest, or there is no ratio
LEAST_FAVOURABLE: Final = 0.8  # the four-fifths rule of US employment law (29 CFR 1607.4 D)
MOST_HARMFUL: Final = 1.25  # its mirror


@question(
    "group.records_given_acts",
    unit="records per act",
    definition="Records over acts done: equal conduct should bring equal records, in every group.",
    direction="harm",
    gap=True,
)
def records_given_acts(run: Coded) -> Sums:
    """Whether equal conduct brings equal records."""
    sums = [run.summed(run.column(name)) for name in ("records", "acts")]
    return Sums(sums=np.stack(sums, -1), statistic=ratio, within=POSITIVE)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """The worst ratio of a group against the rest, and every group's."""

    worst: Estimate
    groups: dict[str, Ends]


def gap(answer: Sums, names: Sequence[str], direction: Direction) -> Gap:
    """Compare each group with the rest of society.

    The interval is a jackknife of the ratio's logarithm, so that it never goes below 0. The value's
    is the worst group's own: that it was picked as the worst is not accounted for.
    """
    compared = {name: _against_rest(answer, place) for place, name in enumerate(names)}
    entries = {name: _entry(answer, place, compared[name], direction) for place, name in enumerate(names)}
    sign = -1 if direction == "favourable" else 1
    measured = [estimate for estimate in compared.values() if estimate.value is not None]
    most_events = max((estimate.events for estimate in compared.values()), default=0)
    none = Estimate(value=None, events=most_events)
    worst = max(measured, key=lambda estimate: sign * estimate.value, default=none)
    return Gap(worst=worst, groups=entries)


def _against_rest(answer: Sums, group: int) -> Estimate:
    """A group's figure over the rest's; none under 20 events in either."""
    own, rest = _split(answer, group)
    events = int(min(own.sum(axis=0)[0], rest.sum(axis=0)[0]))
    value = number(_ratio(answer, own.sum(axis=0), rest.sum(axis=0)))
    if events < FEWEST_EVENTS or value is None or value == 0:
        return Estimate(value=None, events=events)
    replicates = _ratio(answer, own.sum(axis=0) - own, rest.sum(axis=0) - rest)
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = interval(math.log(value), np.log(replicates), UNBOUNDED)
    ends = (None if end is None else math.exp(end) for end in (low, high))
    low, high = ends
    return Estimate(value=value, low=low, high=high, events=events, replicates=replicates)


def _split(answer: Sums, group: int) -> tuple[FloatArray, FloatArray]:
    """Sums of a group and of the rest, by district: float64[D, k] each."""
    own = answer.sums[:, group]
    return own, answer.sums.sum(axis=1) - own


def _ratio(answer: Sums, own: FloatArray, rest: FloatArray) -> FloatArray:
    """The statistic of one over that of the other."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return answer.of(own) / answer.of(rest)


def _entry(answer: Sums, group: int, estimate: Estimate, direction: Direction) -> Ends:
    """What a group's entry of a `group.gap` says; flagged only if the whole interval is beyond the bound."""
    own, rest = _split(answer, group)
    apart = number(answer.of(own.sum(axis=0)) - answer.of(rest.sum(axis=0)))
    flagged = (
        estimate.high is not None and estimate.high < LEAST_FAVOURABLE
        if direction == "favourable"
        else estimate.low is not None and estimate.low > MOST_HARMFUL
    )
    return {
        "ratio": estimate.value,
        "difference": None if estimate.value is None else apart,
        "low": estimate.low,
        "high": estimate.high,
        "flagged": flagged,
    }
