"""What facts rule out, in words and tables: ranges before and after, and how each fact fares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from demerit.findings.wording import plain
from demerit.report.markup import Child, table, tag
from demerit.report.second import number_words, why_failed
from demerit.report.words import listed, many, percent
from demerit.study.turning.match import CUT, FEWEST_LEFT

if TYPE_CHECKING:
    from demerit.study.turning.match import Fitted, Matched

FACT_HEAD: Final = ("fact", "published", "ours before", "ours after", "plausible before", "plausible after")
NUMBER_HEAD: Final = ("assumed number", "range before", "range after")
NO_POINT: Final = "What is left is ranges: no draw in it is better than another, and none is the truth."


def what_is_left(found: Matched) -> str:
    """How many draws the facts leave, and what they were held against."""
    matched = [each.matter.name for each in found.fitted if not each.matter.out]
    left, draws = int(found.left.sum()), found.draws
    failed = f" {many(len(found.failed), 'draw')} failed, and are none of them." if found.failed else ""
    return (
        f"{draws:,} draws of all {found.numbers:,} assumed numbers were held against {listed(matched)}: "
        f"{left:,} are left ({percent(left / draws)}). A draw is ruled out where a fact lies more than "
        f"{CUT:g} standard deviations off: of what the publication leaves open, the run's chance, and a "
        f"discrepancy of {percent(found.discrepancy)} of the fact.{failed}"
        f"{why_failed(found.failed)}"
    )


def verdict(found: Matched) -> str:
    """What that says of the ranges: nothing left, too little, nothing narrower, or which are."""
    left = int(found.left.sum())
    if left == 0:
        alone = [e.matter.name for e in found.fitted if not e.matter.out and not e.plausible.any()]
        whose = (
            f" {listed(alone)} alone rule{'s' if len(alone) == 1 else ''} out every draw." if alone else ""
        )
        return f"Nothing is left: ranges, rules or facts are off, or the discrepancy is too small.{whose}"
    if left < FEWEST_LEFT:
        return (
            f"Fewer than {FEWEST_LEFT} draws are left, too few to say which ranges narrow: take more draws."
        )
    if not found.narrowed:
        return "No range narrows beyond chance: these facts say nothing of any single number."
    count = len(found.narrowed)
    return (
        f"{count:,} of {found.numbers:,} ranges narrow{'s' if count == 1 else ''} beyond chance. {NO_POINT}"
    )


def held_out_words(found: Matched) -> str:
    """How the facts that were held out fare with what is left; '' where there is none of either."""
    out = [each for each in found.fitted if each.matter.out]
    if not out or not found.left.any():
        return ""
    told = [
        f"{each.matter.name} is plausible in {percent(float(each.plausible.mean()))} of draws before and in "
        f"{percent(float(each.plausible[found.left].mean()))} of those left"
        for each in out
    ]
    return f"Held out, and so no reason for any draw to go: {listed(told)}."


def fact_rows(found: Matched) -> list[tuple[str, ...]]:
    """A row a fact: published, our middle 95 % before and after, how often it is plausible."""
    return [_fact_row(found, each) for each in found.fitted]


def _fact_row(found: Matched, each: Fitted) -> tuple[str, ...]:
    """One fact."""
    everything = np.full(found.draws, fill_value=True)
    spans = [each.range(among) for among in (everything, found.left)]
    before, after = ("-" if span is None else f"{plain(span[0])} to {plain(span[1])}" for span in spans)
    later = percent(float(each.plausible[found.left].mean())) if found.left.any() else "-"
    name = f"{each.matter.fact.fact} ({each.matter.name}{', held out' if each.matter.out else ''})"
    published = plain(each.matter.fact.value)
    return name, published, before, after, percent(float(each.plausible.mean())), later


def number_rows(found: Matched) -> list[tuple[str, str, str]]:
    """A row a number that narrows: its middle 95 % before and after."""
    return [
        (
            number_words(each.name),
            f"{plain(each.before[0])} to {plain(each.before[1])}",
            f"{plain(each.after[0])} to {plain(each.after[1])}",
        )
        for each in found.narrowed
    ]


def match_body(found: Matched) -> list[Child]:
    """The section of a page."""
    body: list[Child] = [tag("p", what_is_left(found)), tag("p", tag("strong", verdict(found)))]
    if found.narrowed:
        body.append(table("Ranges, the middle 95 %", NUMBER_HEAD, number_rows(found)))
    held = held_out_words(found)
    body += [tag("p", held)] if held else []
    body.append(table("Facts over the draws, the middle 95 %", FACT_HEAD, fact_rows(found)))
    aside = [tag("li", f"{name}: {why}") for name, why in found.aside.items()]
    return [*body, tag("p", "Left aside:"), tag("ul", aside)] if aside else body
