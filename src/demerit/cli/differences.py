"""What differs between two runs, for a terminal: groups, natural frequencies, and why conduct moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from demerit.cli.lines import beside, columns, wrapped
from demerit.report.comparison.apart import GROUPS, Apart, differing, shown, standing
from demerit.report.comparison.changed import changes
from demerit.report.comparison.moved import explained
from demerit.report.words import listed

if TYPE_CHECKING:
    from demerit.findings.compare import Difference
    from demerit.report.folder import RunFolder

MOST_A_GROUP = 5
MOST_RULES = 5
SIGNED = 8
"""Columns of a difference with its sign."""


def difference_lines(
    reference: RunFolder, other: RunFolder, differences: Mapping[str, Difference]
) -> list[str]:
    """Which rules differ; what differs by group, the largest first; why conduct moved; what is left out."""
    rows = differing(reference, other, differences)
    listed = shown(rows)
    lines = wrapped(f"{other.stored.path.name} against {reference.stored.path.name}, on shared luck")
    lines += _rules(reference, other)
    count = 0
    for group in GROUPS:
        own = [one for one in listed if one.group == group][:MOST_A_GROUP]
        count += len(own)
        lines += [group, *(line for one in own for line in _line(one))] if own else []
    why = explained(reference, other, rows)
    lines += ["Why conduct moves whose rule stays"] if why else []
    lines += [line for words in why for line in wrapped(f"  {words}", 2)]
    return [*lines, *wrapped(standing(rows, count))]


def _line(one: Apart) -> list[str]:
    """'−109  of 1,000 people got a record … (212 → 103)', and the interval."""
    return beside(f"{one.signed:>{SIGNED}}  ", f"{one.words} ({one.both})", one.ends, columns())


def _rules(reference: RunFolder, other: RunFolder) -> list[str]:
    """The rules that differ; of many, how many in which part."""
    rows = changes(reference.scheme.model, other.scheme.model)
    if not rows:
        return ["No rule differs"]
    head = f"{len(rows):,} rule{' differs' if len(rows) == 1 else 's differ'}"
    if len(rows) <= MOST_RULES:
        return [head, *(line for path, a, b in rows for line in wrapped(f"  {path}: {a} → {b}", 4))]
    parts = Counter(path.partition(".")[0] for path, _, _ in rows)
    return wrapped(f"{head}: {listed(f'{count:,} in {part}' for part, count in parts.items())}", 2)
