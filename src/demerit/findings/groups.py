"""Who is hit more: each group against the rest of society."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from demerit.findings.bounds import CONFIDENCE, FEWEST_DISTRICTS, Level, ratio_of_two
from demerit.findings.coded import Coded
from demerit.findings.finding import Direction, Ends, Estimate, FloatArray, Interval
from demerit.findings.jackknife import (
    FEW_DISTRICTS,
    UNBOUNDED,
    Sums,
    abreast,
    defined,
    interval,
    number,
    standard_error,
)
from demerit.findings.registry import question
from demerit.findings.wording import Words, alike

LEAST_FAVOURABLE: Final = 0.8  # the four-fifths rule of US employment law (29 CFR 1607.4 D)
MOST_HARMFUL: Final = 1.25  # its mirror


@question(
    "group.records_given_acts",
    unit="records per act",
    definition="Records over acts done: equal conduct should bring equal records, in every group.",
    direction="harm",
    words=Words(
        label="Records for equal conduct",
        what=alike("records for each act done"),
        those="Records for the same amount of conduct",
        gap_bears_on=("by-status",),
    ),
    nothing="nobody did any act",
    gap=True,
)
def records_given_acts(run: Coded) -> Sums:
    """Whether equal conduct brings equal records."""
    return Sums(sums=abreast(*(run.summed(run.column(name)) for name in ("records", "acts"))), law="rate")


NOT_ALIKE: Final = "no group had any of it to compare with the rest"


def gap(answer: Sums, names: Sequence[str], direction: Direction) -> tuple[Estimate, dict[str, Ends]]:
    """Compare each group with the rest of society: the worst ratio of a group, and every group's.

    Of two groups each is the other's rest, so that there is one comparison; of more, as many as there are.
    The value's interval holds for all of them at once (Šidák 1967), so that picking the worst is allowed for;
    a group's own is for it alone.
    """
    compared = {name: _Against(answer, place) for place, name in enumerate(names)}
    entries = {name: _entry(group, direction) for name, group in compared.items()}
    comparisons = 1 if len(names) == 2 else len(names)  # noqa: PLR2004 a pair
    sure = CONFIDENCE ** (1 / comparisons)
    worst = max if direction != "favourable" else min
    known = [group for group in compared.values() if group.value is not None]
    if not known:
        return Estimate(value=None, reason=NOT_ALIKE), entries
    chosen = worst(known, key=lambda group: group.value or 0.0)
    ends = {group: group.interval(sure) for group in known}
    worst_gap = _at_once(chosen, list(ends.values()), worst)
    if _clear(ends.pop(chosen), ends.values(), direction):
        worst_gap = replace(worst_gap, replicates=chosen.replicates)
    return worst_gap, entries


def _clear(chosen: Interval, others: Iterable[Interval], direction: Direction) -> bool:
    """Whether the worst group's interval lies wholly beyond all others': another draw would pick it again."""
    if direction == "favourable":
        ends = [(chosen.high, other.low) for other in others]
    else:
        ends = [(other.high, chosen.low) for other in others]
    return all(less is not None and more is not None and less < more for less, more in ends)


def _at_once(chosen: _Against, ends: Sequence[Interval], worst: Callable[..., float]) -> Estimate:
    """The worst ratio, between the worst lower and the worst upper end of all."""
    lows = [end.low for end in ends if end.low is not None]
    highs = [end.high for end in ends if end.high is not None]
    open_ended = len(highs) < len(lows) and worst is max  # a ratio that has no upper end is the worst
    return Estimate(
        value=chosen.value,
        low=worst(lows) if lows else None,
        high=None if open_ended or not highs else worst(highs),
        reason=next((end.reason for end in ends if end.reason is not None), None),
        events=chosen.events,
    )


class _Against:
    """A group's figure over the rest's."""

    def __init__(self, answer: Sums, group: int) -> None:
        self.answer = answer
        self.own, own_counts = answer.part(group)
        every, every_counts = answer.part(None)
        self.rest = every - self.own
        self.counts = own_counts.sum(axis=0), (every_counts - own_counts).sum(axis=0)
        self.own_value = answer.of(self.own.sum(axis=0))
        self.rest_value = answer.of(self.rest.sum(axis=0))
        with np.errstate(divide="ignore", invalid="ignore"):
            self.value = number(self.own_value / self.rest_value)
            without = answer.of(self.own.sum(axis=0) - self.own)
            self.replicates = defined(without / answer.of(self.rest.sum(axis=0) - self.rest))

    @property
    def events(self) -> int:
        """Events in the group or in the rest, whichever has fewer."""
        return int(min(side[1 if self.answer.among else 0] for side in self.counts))

    def interval(self, sure: float) -> Interval:
        """The ratio's interval, so sure: of its logarithm, or of two counts where it is one of counts."""
        if self.value is None:
            return Interval(reason=NOT_ALIKE)
        if len(self.replicates) < FEWEST_DISTRICTS:
            return Interval(reason=FEW_DISTRICTS)
        level = Level(confidence=sure, districts=len(self.replicates))
        with np.errstate(divide="ignore", invalid="ignore"):
            logs = defined(np.log(self.replicates))
        if self.answer.law not in {"share", "rate"} or self.answer.counts is not None:
            return _of_log(self.value, logs, level)
        (own, own_of), (rest, rest_of) = ((float(n), float(of)) for n, of in self.counts)
        variance = float(standard_error(logs) ** 2) if np.isfinite(logs).all() else math.nan
        low, high = ratio_of_two(self.value, variance, (own, rest), rest_of / own_of, level)
        return Interval(low=low, high=high if math.isfinite(high) else None)


def _of_log(value: float, logs: FloatArray, level: Level) -> Interval:
    """A jackknife of the ratio's logarithm, so that it never goes below 0."""
    low, high = interval(math.log(value) if value > 0 else None, logs, UNBOUNDED, level=level)
    if low is None or high is None:
        return Interval(reason="too few districts hold both the group and any of it")
    return Interval(low=math.exp(low), high=math.exp(high))


def _entry(against: _Against, direction: Direction) -> Ends:
    """What a group's entry of a `group.gap` says; flagged only if the whole interval is beyond the bound."""
    own = against.interval(CONFIDENCE)
    flagged = (
        own.high is not None and own.high < LEAST_FAVOURABLE
        if direction == "favourable"
        else own.low is not None and own.low > MOST_HARMFUL
    )
    return {
        "ratio": against.value,
        "difference": None if against.value is None else number(against.own_value - against.rest_value),
        "low": own.low,
        "high": own.high,
        "flagged": flagged,
    }
