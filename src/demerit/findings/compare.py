"""Two runs side by side, on shared luck: what a change of rules changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from demerit.findings.finding import Finding, Interval, rounded
from demerit.findings.paired import apart
from demerit.formats.plain import is_table


class Difference(TypedDict):
    """An entry of compare.json: values of both runs, b minus a, its 95 % interval or why there is none.

    `assumed_low` and `assumed_high`: 2.5 to 97.5 % of b minus a over draws of all assumed numbers, both runs
    on the same draws; where draws were lived. `by_rule`: what each rule adds to the difference, {people, b,
    whole, rules: {rule: {difference, low, high}}, interaction}; where that was asked for.
    """

    a: Any
    b: Any
    difference: Any
    low: float | None
    high: float | None
    reason: NotRequired[str]
    assumed_low: NotRequired[float | None]
    assumed_high: NotRequired[float | None]
    by_rule: NotRequired[dict[str, Any]]


def compare(
    a: Mapping[str, Finding], b: Mapping[str, Finding], *, identical: bool = False
) -> dict[str, Difference]:
    """Finding id to {a, b, difference, low, high}; `a` is the reference.

    The runs share their luck, so district by district what both have in common cancels: the
    interval is a jackknife of the difference (null without replicates of equally many districts), with
    what `demerit.findings.paired` says of few events. Runs that agree in everything by chance are as
    unsure as others; `identical` ones, of the same rules, differ by exactly 0.
    A finding that one run lacks is null there.
    """
    names = [*a, *(name for name in b if name not in a)]
    return {name: _difference(a.get(name), b.get(name), identical=identical) for name in names}


def _difference(a: Finding | None, b: Finding | None, *, identical: bool) -> Difference:
    """One entry; of `identical` runs, with an interval of nothing wherever there would be one."""
    before, after = (None if f is None else f.value for f in (a, b))
    moved = _moved(before, after)
    interval = Interval()
    if a is not None and b is not None and isinstance(moved, float):
        given = a.low is not None and a.replicates is not None
        interval = apart(a, b, moved) if not identical else Interval(low=0.0, high=0.0) if given else interval
    entry = Difference(
        a=rounded(before),
        b=rounded(after),
        difference=rounded(moved),
        low=rounded(interval.low),
        high=rounded(interval.high),
    )
    return entry if interval.reason is None else {**entry, "reason": interval.reason}


def _moved(a: Any, b: Any) -> Any:
    """B minus a; of tables, entry by entry where both have it."""
    if is_table(a) and is_table(b):
        return {key: _moved(a[key], b[key]) for key in a if key in b}
    if isinstance(a, float | int) and isinstance(b, float | int):
        return float(b) - float(a)
    return None
