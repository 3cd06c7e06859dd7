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


def what_is_left(fit: Matched) -> str:
    """How many draws the facts leave, and what they were held against."""
    matched = [fitted.matter.name for fitted in fit.fitted if not fitted.matter.out]
    left, draws = int(fit.left.sum()), fit.draws
    failed = f" {many(len(fit.failed), 'draw')} failed, and are none of them." if fit.failed else ""
    return (
        f"{draws:,} draws of all {fit.numbers:,} assumed numbers were held against {listed(matched)}: "
        f"{left:,} are left ({percent(left / draws)}). A draw is ruled out where a fact lies more than "
        f"{CUT:g} standard deviations off: of what the publication leaves open, the run's chance, and a "
        f"discrepancy of {percent(fit.discrepancy)} of the fact.{failed}"
        f"{why_failed(fit.failed)}"
    )


def verdict(fit: Matched) -> str:
    """What that says of the ranges: nothing left, too little, nothing narrower, or which are."""
    left = int(fit.left.sum())
    if left == 0:
        alone = [e.matter.name for e in fit.fitted if not e.matter.out and not e.plausible.any()]
        whose = (
            f" {listed(alone)} alone rule{'s' if len(alone) == 1 else ''} out every draw." if alone else ""
        )
        return f"Nothing is left: ranges, rules or facts are off, or the discrepancy is too small.{whose}"
    if left < FEWEST_LEFT:
        return (
            f"Fewer than {FEWEST_LEFT} draws are left, too few to say which ranges narrow: take more draws."
        )
    if not fit.narrowed:
        return "No range narrows beyond chance: these facts say nothing of any single number."
    count = len(fit.narrowed)
    return f"{count:,} of {fit.numbers:,} ranges narrow{'s' if count == 1 else ''} beyond chance. {NO_POINT}"


def held_out_words(fit: Matched) -> str:
    """How the facts that were held out fare with what is left; '' where there is none of either."""
    out = [fitted for fitted in fit.fitted if fitted.matter.out]
    if not out or not fit.left.any():
        return ""
    shares = [
        f"{fact.matter.name} is plausible in {percent(float(fact.plausible.mean()))} of draws before and in "
        f"{percent(float(fact.plausible[fit.left].mean()))} of those left"
        for fact in out
    ]
    return f"Held out, and so no reason for any draw to go: {listed(shares)}."


def fact_rows(fit: Matched) -> list[tuple[str, ...]]:
    """A row a fact: published, our middle 95 % before and after, how often it is plausible."""
    return [_fact_row(fit, fitted) for fitted in fit.fitted]


def _fact_row(fit: Matched, fitted: Fitted) -> tuple[str, ...]:
    """One fact."""
    everything = np.full(fit.draws, fill_value=True)
    spans = [fitted.range(among) for among in (everything, fit.left)]
    before, after = ("-" if span is None else f"{plain(span[0])} to {plain(span[1])}" for span in spans)
    later = percent(float(fitted.plausible[fit.left].mean())) if fit.left.any() else "-"
    name = f"{fitted.matter.fact.fact} ({fitted.matter.name}{', held out' if fitted.matter.out else ''})"
    published = plain(fitted.matter.fact.value)
    return name, published, before, after, percent(float(fitted.plausible.mean())), later


def number_rows(fit: Matched) -> list[tuple[str, str, str]]:
    """A row a number that narrows: its middle 95 % before and after."""
    return [
        (
            number_words(number.name),
            f"{plain(number.before[0])} to {plain(number.before[1])}",
            f"{plain(number.after[0])} to {plain(number.after[1])}",
        )
        for number in fit.narrowed
    ]


def match_body(fit: Matched) -> list[Child]:
    """The section of a page."""
    body: list[Child] = [tag("p", what_is_left(fit)), tag("p", tag("strong", verdict(fit)))]
    if fit.narrowed:
        body.append(table("Ranges, the middle 95 %", NUMBER_HEAD, number_rows(fit)))
    held = held_out_words(fit)
    body += [tag("p", held)] if held else []
    body.append(table("Facts over the draws, the middle 95 %", FACT_HEAD, fact_rows(fit)))
    aside = [tag("li", f"{name}: {why}") for name, why in fit.aside.items()]
    return [*body, tag("p", "Left aside:"), tag("ul", aside)] if aside else body
