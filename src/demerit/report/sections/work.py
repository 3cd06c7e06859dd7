"""Work: whether the scheme costs people theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.findings.wording import few
from demerit.report.markup import Child
from demerit.report.sections.section import (
    Section,
    absent,
    bracketed,
    by_group,
    resting_on,
    sentence,
)
from demerit.report.words import changed, many
from demerit.societies.life import catalogue

if TYPE_CHECKING:
    from demerit.findings.finding import Finding
    from demerit.report.folder import RunFolder

LOST, CHANGE = "work.lost", "work.lost_change"


def work(run: RunFolder) -> Section | None:
    """The section; None where nobody of this society can lose work."""
    lost, change = run.number(LOST), run.number(CHANGE)
    if lost is None:
        return None
    body: list[Child] = [
        sentence(_lost(lost)),
        absent(run, CHANGE, "The change against the same lives without it")
        if change is None
        else _changed(change),
    ]
    everybody = (lost.value, f"all: {bracketed(lost)}")
    body += [
        by_group(run, LOST, "Jobs lost, by group.", fewest=2, reference=everybody),
        resting_on(run.assumed, *_by_which(), "society.organisations"),
    ]
    return Section(anchor="work", question="Does it cost people their work?", body=tuple(body))


def _lost(lost: Finding) -> str:
    """How many lose their work; of few, in all."""
    if few(lost):
        jobs = many(lost.events, "job was", "jobs were") if lost.events else "No job was"
        return f"{jobs} lost in this run, under the scheme."
    return f"Of 1,000 people, {bracketed(lost)} lose their work in a year, under the scheme."


def _by_which() -> list[str]:
    """Where the catalogue's opportunities stand by which work is kept or lost."""
    shared = catalogue().model.opportunities.items()
    return [f"catalogue.opportunities.{name}" for name, opportunity in shared if opportunity.employment]


def _changed(change: Finding) -> Child:
    """Against the same lives without the scheme."""
    low, high = change.low, change.high
    if change.value == 0:
        return sentence("Without the scheme as many would.")
    lead = f"That is {changed(change.value, low, high)} against the same lives without the scheme."
    chance = " This may be chance." if low is not None and high is not None and low <= 0 <= high else ""
    return sentence(f"{lead}{chance}")
