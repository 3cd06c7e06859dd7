"""What each rule adds, for a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from demerit.cli.lines import beside, columns, wrapped
from demerit.report.comparison.by_rule import Added, Parts, explained_parts
from demerit.report.words import many

if TYPE_CHECKING:
    from demerit.findings.compare import Difference
    from demerit.report.folder import RunFolder

MOST: int = 6
"""Rules of a finding that are printed; compare.json and the page have all."""
SIGNED = 8
"""Columns of a number with its sign."""


def by_rule_lines(run: RunFolder, differences: Mapping[str, Difference]) -> list[str]:
    """A heading, then each headline finding with what each rule adds; nothing where nobody asked."""
    words, explained = explained_parts(run, differences)
    if not words:
        return []
    lines = ["Rule by rule", *wrapped(words), *(line for parts in explained for line in _lines(parts))]
    return lines + (wrapped("95 % intervals, chance only; compare.json has every rule.") if explained else [])


def _lines(parts: Parts) -> list[str]:
    """One finding: the whole, the rules, what they do not add up to, and what is not shown."""
    shown = parts.shown
    lines = ["", *wrapped(parts.title, 2)]
    for part in (parts.whole, *shown[:MOST], parts.interaction) if shown else ():
        lines += _line(part)
    if not shown:
        lines += wrapped("  no rule adds anything beyond chance", 2)
    more = len(shown) - MOST
    further = f"{many(more, 'more rule')} beyond chance. " if more > 0 else ""
    return lines + (wrapped(f"  {further}{parts.rest}", 2) if further or parts.rest else [])


def _line(part: Added) -> list[str]:
    """'    +80  conducts.jaywalking      +75 to +85'; without an interval, why."""
    why = f" ({part.reason})" if not part.ends and part.reason else ""
    return beside(f"{part.signed:>{SIGNED}}  ", f"{part.name}{why}", part.ends, columns())
