"""What differs between two runs, those differences first that chance hardly explains."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard, cast

from demerit.cli.lines import wrapped
from demerit.findings.compare import Difference
from demerit.report.words import between, is_number, plain

SHOWN_AT_MOST = 20
NAME = 33  # columns of the first column


def difference_lines(reference: str, other: str, differences: Mapping[str, Difference]) -> list[str]:
    """A table: finding, both values, difference and 95 % interval; then what is left out, in a sentence."""
    numbered = {name: entry for name, whole in differences.items() for name, entry in flat(name, whole)}
    moved = sorted(
        (name for name in numbered if numbered[name]["difference"] != 0), key=lambda n: -sure(numbered[n])
    )
    head = f"{other} against {reference}, on shared luck"
    if not moved:
        return [head, "No finding changed."]
    beyond = [name for name in moved if beyond_chance(numbered[name])]
    shown = (beyond or moved)[:SHOWN_AT_MOST]
    lines = [_line("", "a", "b", "difference", "range"), *(_entry(name, numbered[name]) for name in shown)]
    hidden = len(beyond or moved) - len(shown), len(moved) - len(beyond or moved)
    return [head, *lines, *wrapped(_rest(*hidden, len(numbered) - len(moved)))]


def flat(name: str, entry: Difference) -> Iterator[tuple[str, Difference]]:
    """The numbers of an entry: itself, or one for each key of a value that is a table; no interval then."""
    if is_number(entry["difference"]):
        yield name, entry
    elif _is_table(entry["difference"]):
        for key, apart in entry["difference"].items():
            part = Difference(a=entry["a"][key], b=entry["b"][key], difference=apart, low=None, high=None)
            yield from flat(f"{name}[{key}]", part)


def _is_table(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a value is itself a mapping of values."""
    return isinstance(value, Mapping)


def sure(entry: Difference) -> float:
    """How sure a difference is: its size over its interval's width; without one it comes last."""
    width = _width(entry)
    if width is None:
        return 0.0
    return abs(entry["difference"]) / width if width else math.inf


def beyond_chance(entry: Difference) -> bool:
    """Whether the interval leaves out that nothing changed."""
    return _width(entry) is not None and not cast("float", entry["low"]) <= 0 <= cast("float", entry["high"])


def _width(entry: Difference) -> float | None:
    """The interval's width, None where there is no interval."""
    low, high = entry["low"], entry["high"]
    return None if low is None or high is None else high - low


def _rest(more: int, within: int, still: int) -> str:
    """What the table leaves out."""
    parts = [f"{more:,} more beyond chance"] if more else []
    parts += [f"{within:,} within chance or without a range"] if within else []
    others = f"Not shown: {' and '.join(parts)}; see compare.json. " if parts else ""
    unmoved = "" if not still else f"{still:,} did not change. " if parts else "No other finding changed. "
    return f"{others}{unmoved}Ranges are chance only."


def _entry(name: str, entry: Difference) -> str:
    """One difference."""
    low, high = entry["low"], entry["high"]
    ends = "" if low is None or high is None else between(plain(low), plain(high))
    apart = float(entry["difference"])
    signed = f"+{plain(apart)}" if apart > 0 else plain(apart)
    return _line(name, plain(float(entry["a"])), plain(float(entry["b"])), signed, ends)


def _line(name: str, a: str, b: str, difference: str, ends: str) -> str:
    """Five columns in 80; a name too long for its column takes a line of its own."""
    first, start = (f"{name}\n", "") if len(name) > NAME else ("", name)
    return first + f"{start:<{NAME}} {a:>7} {b:>7} {difference:>10} {ends:>18}".rstrip()
