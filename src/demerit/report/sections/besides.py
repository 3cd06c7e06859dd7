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
INVESTIGATED, INVESTIGATED_DAYS = "investigations.per_1000_person_years", "investigations.days"
PUT_FIRST = "priority.granted_per_1000_person_years"
CAUSES = ("delays.but_for_wrong", "delays.but_for_expressive", "delays.but_for_unrelated")


def besides(run: RunFolder) -> list[str]:
    """A sentence each on what the scheme does to persons without refusing; none of what it does not do."""
    sentences = (_waits(run), _prices(run), _shown(run), _investigated(run), _first_in_line(run))
    return [sentence for sentence in sentences if sentence]


def _waits(run: RunFolder) -> str:
    """How often people wait for what they need, how long, and but for what they would not."""
    waits = run.scheme.model.treating(DELAYING)
    if not waits:
        return ""
    text = _told(run, DELAYED, DELAY_DAYS, counted=run.fired(waits))
    return f"{text}{_but_for(run)}" if run.number(DELAYED) or run.fired(waits) is not None else text


def _told(run: RunFolder, name: str, length: str, *, counted: int | None = None) -> str:
    """How often something happened and how long it lasted, in the words of both findings.

    `counted`: how many events the ledger has of it, where that is known.
    """
    rate, days, telling = run.number(name), run.number(length), words_of(name).telling
    if telling is None:
        return ""
    if rate is None and counted is None:
        return f"{telling.subject}: not measurable here, because {missing(run.finding(name))}."
    if rate is None or few(rate):
        text = telling.of_events(counted if counted is not None else rate.events if rate else 0)
    else:
        text = telling.often.format(bracketed(rate))
    lasted = f", {bracketed(days)} {words_of(length).briefly}" if days is not None and days.value else ""
    return f"{text}{lasted}."


def _but_for(run: RunFolder) -> str:
    """Of delays, how many would not have happened but for what."""
    shares = [(natural(run, name, 100), words_of(name)) for name in CAUSES]
    parts = [f"{share.shown} but for {words.cause}" for share, words in shares if share is not None]
    first = next((share for share, _ in shares if share is not None), None)
    if first is None or first.of == 0:
        return ""
    return f" {words_of(CAUSES[0]).among(first.of)}, so many would not have happened: {listed(parts)}."


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
    share = natural(run, "exposure.people_share") if run.scheme.model.treating(SHOWING) else None
    if share is None:
        return ""
    return f"{share.sentence(words_of('exposure.people_share'))}."


def _investigated(run: RunFolder) -> str:
    """How often investigations began, and how long they took."""
    if run.number(INVESTIGATED) is None or not run.scheme.model.treating(INVESTIGATING):
        return ""
    return _told(run, INVESTIGATED, INVESTIGATED_DAYS)


def _first_in_line(run: RunFolder) -> str:
    """How often somebody was put first, and so others behind."""
    count = run.fired(run.scheme.model.treating(PREFERRING))
    if not count:
        return ""
    telling = words_of(PUT_FIRST).telling
    text = telling.of_events(count) if telling else ""
    behind = natural(run, "priority.passed_over_share", 100)
    if behind is None or behind.of is None:
        return f"{text}; who was passed over for it is not counted."
    asked = f"of {many(behind.of, 'request')} for the same services"
    return f"{text}; {asked}, {behind.shown} came from people who are put behind."
