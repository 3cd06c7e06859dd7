"""Two runs side by side, on shared luck: what a change of rules changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, cast

from demerit.findings.finding import Finding, FloatArray, rounded
from demerit.findings.jackknife import UNBOUNDED, interval

FEWEST_EVENTS = 20  # in one run at least, or a difference has no interval


class Difference(TypedDict):
    """An entry of compare.json: values of both runs, b minus a, and its 95 % interval."""

    a: Any
    b: Any
    difference: Any
    low: float | None
    high: float | None


def compare(a: Mapping[str, Finding], b: Mapping[str, Finding]) -> dict[str, Difference]:
    """Finding id to {a, b, difference, low, high}; `a` is the reference.

    The runs share their luck, so district by district what both have in common cancels: the
    interval is a jackknife of the difference. It is null without replicates of equally many districts,
    and where both runs have under 20 events: districts then tell too little of how far chance may go.
    Equal runs differ by exactly 0. A finding that one run lacks is null there.
    """
    names = [*a, *(name for name in b if name not in a)]
    return {name: _difference(a.get(name), b.get(name)) for name in names}


def _difference(a: Finding | None, b: Finding | None) -> Difference:
    """One entry."""
    before, after = (None if f is None else f.value for f in (a, b))
    apart = _apart(before, after)
    low, high = None, None
    paired = _paired(a, b)
    if paired is not None and isinstance(apart, float):
        low, high = interval(apart, paired, UNBOUNDED)
    return Difference(
        a=rounded(before), b=rounded(after), difference=rounded(apart), low=rounded(low), high=rounded(high)
    )


def _apart(a: Any, b: Any) -> Any:
    """B minus a; of tables, entry by entry where both have it."""
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        before, after = cast("Mapping[str, Any]", a), cast("Mapping[str, Any]", b)
        return {key: _apart(before[key], after[key]) for key in before if key in after}
    if isinstance(a, float | int) and isinstance(b, float | int):
        return float(b) - float(a)
    return None


def _paired(a: Finding | None, b: Finding | None) -> FloatArray | None:
    """Differences of the delete-one-district estimates."""
    if a is None or b is None or a.replicates is None or b.replicates is None:
        return None
    if max(a.events, b.events) < FEWEST_EVENTS and (a.value, a.events) != (b.value, b.events):
        return None
    return b.replicates - a.replicates if a.replicates.shape == b.replicates.shape else None
