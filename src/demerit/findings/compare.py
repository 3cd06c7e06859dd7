"""Two runs side by side, on shared luck: what a change of rules changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypedDict, cast

from demerit.findings.finding import Finding, rounded
from demerit.findings.paired import apart, same


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
    interval is a jackknife of the difference (null without replicates of equally many districts), with
    what `demerit.findings.paired` says of few events. Runs that agree in everything differ by exactly 0.
    A finding that one run lacks is null there.
    """
    names = [*a, *(name for name in b if name not in a)]
    alike = list(a) == list(b) and all(same(a[name], b[name]) for name in names)
    return {name: _difference(a.get(name), b.get(name), alike=alike) for name in names}


def _difference(a: Finding | None, b: Finding | None, *, alike: bool) -> Difference:
    """One entry; of runs that are `alike`, with an interval of nothing wherever there would be one."""
    before, after = (None if f is None else f.value for f in (a, b))
    moved = _moved(before, after)
    low, high = None, None
    if a is not None and b is not None and isinstance(moved, float):
        measured = a.low is not None and a.replicates is not None
        low, high = ((0.0, 0.0) if measured else (None, None)) if alike else apart(a, b, moved)
    return Difference(
        a=rounded(before), b=rounded(after), difference=rounded(moved), low=rounded(low), high=rounded(high)
    )


def _moved(a: Any, b: Any) -> Any:
    """B minus a; of tables, entry by entry where both have it."""
    if isinstance(a, Mapping) and isinstance(b, Mapping):
        before, after = cast("Mapping[str, Any]", a), cast("Mapping[str, Any]", b)
        return {key: _moved(before[key], after[key]) for key in before if key in after}
    if isinstance(a, float | int) and isinstance(b, float | int):
        return float(b) - float(a)
    return None
