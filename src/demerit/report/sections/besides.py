"""What a scheme does besides refusing: waiting, prices and taxes, being shown, others put first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.findings.catalogue import words_of
from demerit.findings.wording import few, missing
from demerit.report.natural import natural
from demerit.report.sections.claims import paid_between
from demerit.report.sections.section import bracketed
from demerit.report.words import listed, many
from demerit.schemes.treatments import CHARGING, DELAYING, INVESTIGATING, PREFERRING, SHOWING

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder

DELAYED, DELAY_DAYS = "delays.per_1000_person_years", "delays.days"
CAUSES = ("delays.but_for_wrong", "delays.but_for_expressive", "delays.but_for_unrelated")


def besides(run: RunFolder) -> list[str]:
    """A sentence each on what the scheme does to persons without refusing; none of what it does not do."""
    said = (_waits(run), _prices(run), _shown(run), _investigated(run), _first_in_line(run))
    return [sentence for sentence in said if sentence]


def _waits(run: RunFolder) -> str:
    """How often people wait for what they need, how long, and but for what they would not."""
    waits = run.scheme.model.treating(DELAYING)
    if not waits:
        return ""
    rate, days, count = run.number(DELAYED), run.number(DELAY_DAYS), run.fired(waits)
    if rate is None and count is None:
        return f"How often people are kept waiting: not measurable here, because {_why(run)}."
    if rate is None or few(rate):
        often = count if count is not None else rate.events if rate else 0
        said = f"{many(often, 'service')} came late" if often else "No service came late"
    else:
        said = f"1,000 people are kept waiting {bracketed(rate)} times a year"
    said += f", {bracketed(days)} days in the mean" if days is not None and days.value else ""
    return f"{said}.{_but_for(run)}"


def _why(run: RunFolder) -> str:
    """Why delays were not counted."""
    return missing(run.finding(DELAYED))


def _but_for(run: RunFolder) -> str:
    """Of delays, how many would not have happened but for what."""
    found = [(natural(run, name, 100), words_of(name)) for name in CAUSES]
    parts = [f"{share.shown} but for {words.cause}" for share, words in found if share is not None]
    first = next((share for share, _ in found if share is not None), None)
    if first is None or first.of == 0:
        return ""
    return f" {first.among(words_of(CAUSES[0]))}, so many would not have happened: {listed(parts)}."


def _prices(run: RunFolder) -> str:
    """What dearer services and taxes take of incomes."""
    if not run.scheme.model.treating(CHARGING):
        return ""
    taken = paid_between(run.finding("cost.income_share"))
    if taken:
        return f"Of income, prices and taxes {taken}."
    why = missing(run.finding("cost.income_share"))
    return f"What prices and taxes take of incomes: not measurable here, because {why}."


def _shown(run: RunFolder) -> str:
    """How many were shown in public."""
    found = natural(run, "exposure.people_share") if run.scheme.model.treating(SHOWING) else None
    if found is None:
        return ""
    return f"{found.sentence(words_of('exposure.people_share'))}."


def _investigated(run: RunFolder) -> str:
    """How often investigations began, and how long they took."""
    rate, days = run.number("investigations.per_1000_person_years"), run.number("investigations.days")
    if rate is None or not run.scheme.model.treating(INVESTIGATING):
        return ""
    if not rate.value:
        return "Nobody was investigated."
    often = f"1,000 people are investigated {bracketed(rate)} times a year"
    if few(rate):
        often = f"{many(rate.events, 'investigation')} began"
    return f"{often}{f', {bracketed(days)} days in the mean' if days is not None else ''}."


def _first_in_line(run: RunFolder) -> str:
    """How often somebody was put first, and so others behind."""
    count = run.fired(run.scheme.model.treating(PREFERRING))
    if not count:
        return ""
    said = many(count, "need was", "needs were")
    behind = natural(run, "priority.passed_over_share", 100)
    if behind is None or behind.of is None:
        return f"{said} put first; who was passed over for it is not counted."
    asked = f"of {many(behind.of, 'request')} for the same services"
    return f"{said} put first; {asked}, {behind.shown} came from people who are put behind."
