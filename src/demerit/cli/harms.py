"""The headline's harms: who is recorded wrongly or sinks; what is refused, late, dear, shown or unsaid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from demerit.cli.lines import across, beside, named, row, wrapped
from demerit.findings.catalogue import in_headline, words_of
from demerit.findings.finding import Finding
from demerit.findings.wording import (
    EXPRESSIVE_ACTS,
    FEW,
    OF_DELAYS,
    OF_REFUSALS,
    PEOPLE,
    FindingLine,
    Noun,
    Words,
    alike,
    ends_of,
    few,
    gap_line,
    is_finite,
    line,
    missing,
    per_thousand,
    plain,
)
from demerit.formats.vocabulary import Kind
from demerit.report.folder import RunFolder, nested
from demerit.report.life.roles import times
from demerit.report.life.subject import PLURALS
from demerit.report.life.telling import start_band
from demerit.report.put_in import PUT_IN, put_in
from demerit.report.sections.kinds import count_by_kind
from demerit.report.words import percent, years
from demerit.schemes.treatments import (
    CHARGING,
    DELAYING,
    INVESTIGATING,
    PREFERRING,
    REFUSING,
    SHOWING,
)

ENTERED = "band.entered_lowest_share"
COUNTED = {"access": "denied", "delays": "per_1000_person_years"}
"""Which finding counts the refusals, and which the delays."""
Worded = tuple[Finding, Words]
"""A finding with the words it is said in."""


def people(run: RunFolder) -> list[str]:
    """Of 1,000 people: wrong records, the lowest band; of events too few for a share their count."""
    against = ", against the same lives without the scheme" if run.options.get("baseline") else ""
    worded: list[Worded] = []
    for name in _headline(PEOPLE):
        worded += _lowest(run) if name == ENTERED else _numbers(run, [name])
    return _of_people(f"people{against}", run.people, worded)


def organisations(run: RunFolder, kind: Kind) -> list[str]:
    """Of 1,000 companies: how many were wronged, how many are at the bottom, what they are refused."""
    worded = _numbers(run, [name.replace("<kind>", kind) for name in _headline(("<kind>", "<kind>"))])
    number = count_by_kind(run).get(kind)
    lines = _of_people(f"{PLURALS[kind]} (the scheme scores no persons)", number, worded)
    denied = run.number(f"kind.denied.{kind}")
    if denied is not None and few(denied):
        often = times(denied.events) if denied.events else "nothing"
        lines += wrapped(f"In {years(run.days)} they were refused {often}.")
    elif denied is not None:
        lines += _row(line(denied, words_of(f"kind.denied.{kind}", run.called)))
    return lines


def others(run: RunFolder) -> list[str]:
    """What else asks for a place in the headline: each among whom it is said of, or as the number it is."""
    lines: list[str] = []
    placed = {PEOPLE, OF_REFUSALS, OF_DELAYS, EXPRESSIVE_ACTS}
    for finding, words in _numbers(run, [q.id for q in in_headline() if "<" not in q.id]):
        if words.of and words.whom in placed:
            continue
        rare = bool(words.of) and few(finding)
        whole = round(finding.events / finding.value) if rare and finding.value else None
        lines += wrapped(words.among(whole or words.of)) if words.of else []
        lines += _row(line(finding, words, whole))
    return lines


def _headline(whom: Noun) -> list[str]:
    """The findings that stand in the headline as shares of those, in their order."""
    return [q.id for q in in_headline() if q.said_as.of and q.said_as.whom == whom]


def _row(shown: FindingLine) -> list[str]:
    """A line of a finding as laid out."""
    return row(shown.count, shown.what, shown.chance)


def _numbers(run: RunFolder, names: Sequence[str]) -> list[Worded]:
    """Those findings that are numbers, with their words; what only restates an input says so."""
    worded: list[Worded] = []
    for name in names:
        finding, words = run.number(name), words_of(name, run.called)
        if finding is not None:
            worded.append((finding, words.ending(f", {PUT_IN}") if put_in(run, name) else words))
    return worded


def _lowest(run: RunFolder) -> list[Worded]:
    """Who came into the lowest band and who is there; told apart from who began there."""
    bands = run.scheme.model.bands
    there = run.number(f"band.share.{bands[0].id}")
    entered = run.number(ENTERED)
    if len(bands) == 1:
        return []
    begun = _began_lowest(run)
    where, came = words_of("kind.lowest_band_share.person"), words_of(ENTERED)
    if begun == "all":
        worded = [(there, where.ending("; everybody started there"))] if there else []
        back = replace(came, what=alike("came back into it after leaving it"))
        return worded + ([(entered, back)] if entered and entered.value else [])
    if entered is None:
        return [(there, where)] if there else []
    came = came.ending(" from a better one") if begun == "some" else came
    if there is None or not there.value or not entered.value:
        return [(entered, came)]
    return [(entered, came.ending(f"; {_still(run, there, entered, begun)}"))]


def _still(run: RunFolder, there: Finding, entered: Finding, begun: str) -> str:
    """How many are there at the end, counted as those who entered are."""
    shown = f"{there.value * run.people:,.0f}" if few(entered) else per_thousand(there)[0]
    verb = "is" if shown == "1" else "are"
    if begun == "some":
        return f"{shown} {verb} in it on the last day, with those who started there"
    return f"{shown} {verb} {'still there' if entered.value >= there.value else 'in it on the last day'}"


def _began_lowest(run: RunFolder) -> str:
    """Whether 'all', 'some' or 'none' start in the lowest band; 'none' where its edge differs by column."""
    start = run.scheme.model.score.start
    scores = {start} if isinstance(start, int) else {s for by in start.shares.values() for s in by}
    lowest = {start_band(run, int(score)) == run.scheme.model.bands[0].id for score in scores}
    return "some" if len(lowest) > 1 else "all" if True in lowest else "none"


def _of_people(whom: str, number: int | None, worded: Sequence[Worded]) -> list[str]:
    """Shares among 1,000, then those of too few events among all there are."""
    lines: list[str] = []
    usual = [(finding, words) for finding, words in worded if not few(finding)]
    rare = [(finding, words) for finding, words in worded if few(finding)]
    if usual:
        lines += wrapped(f"Of 1,000 {whom}")
        lines += [text for finding, words in usual for text in _row(line(finding, words))]
    if rare and number:
        lines += wrapped(f"Of all {number:,} {whom}" if number > 1 else f"Of one only: {whom}")
        lines += [text for finding, words in rare for text in _row(line(finding, words, number))]
    return lines


def treated(run: RunFolder) -> list[str]:
    """Refusals and delays with what each hangs on, and what else befalls people; as far as there is any."""
    effects = {t.effect for t in run.scheme.model.treating()}
    lines = [
        *(_refused(run) if effects.intersection(REFUSING) else []),
        *(_delayed(run) if effects.intersection(DELAYING) else []),
        *(_dearer(run) if effects.intersection(CHARGING) else []),
        *(_shown(run) if effects.intersection(SHOWING) else []),
        *(_investigated(run) if effects.intersection(INVESTIGATING) else []),
        *(_first(run) if effects.intersection(PREFERRING) else []),
    ]
    return lines if effects or lines else ["No rule of the scheme treats anybody differently."]


def _refused(run: RunFolder) -> list[str]:
    """Of 100 refusals: what each would not have happened but for."""
    asked = run.number("access.denied")
    if asked is not None and asked.value == 0:
        return ["Nobody was refused anything."]
    lines = _but_for(run, "access", OF_REFUSALS)
    if lines:
        return lines
    why = missing(run.finding("access.but_for_wrong"))
    return wrapped(f"Refusals are not traced to causes: {why}.")


def _delayed(run: RunFolder) -> list[str]:
    """How much came late, and what each delay would not have happened but for."""
    rate, waited = run.number("delays.per_1000_person_years"), run.number("delays.days")
    if rate is None:
        return []
    telling = words_of("delays.per_1000_person_years").telling
    if rate.value == 0 or telling is None:
        return [f"{telling.never}."] if telling else []
    by = ""
    if waited is not None and waited.unit == "days":
        by = f", by {plain(waited.value)} day{'' if waited.value == 1 else 's'}"
    if few(rate):
        lines = [f"{telling.of_events(rate.events)}{by}."]
    else:
        lines = ["Of 1,000 people a year", *row(plain(rate.value), f"{telling.seen[1]}{by}", ends_of(rate))]
    return [*lines, *_but_for(run, "delays", OF_DELAYS)]


def _but_for(run: RunFolder, prefix: str, whom: Noun) -> list[str]:
    """Of 100 events (of all there were, where they are few): what each would not have happened but for."""
    worded = _numbers(run, _headline(whom))
    if not worded:
        return []
    every = run.finding(f"{prefix}.{COUNTED[prefix]}")
    total = worded[0][0].events if every is None else every.events
    whole = total if total < FEW else None
    if whole is None:
        lines = [f"Of 100 {whom[1]}"]
    else:
        lines = [f"Of the {whole:,} {whom[1]}" if whole != 1 else f"Of the one {whom[0]}"]
    for place, (finding, words) in enumerate(worded):
        full = line(finding, words, whole)
        lines += _row(replace(full, what=_elided(full.what)) if place else full)
    return lines


def _elided(what: str) -> str:
    """'… but for conduct unrelated to the service', below a line that begins in the same way."""
    _, between, cause = what.partition(" but for ")
    return f"…{between}{cause}" if between else what


def _dearer(run: RunFolder) -> list[str]:
    """What prices and taxes take of incomes, in the tenths at both ends that have people."""
    finding = run.finding("cost.income_share")
    by_tenth = nested(finding.value) if finding is not None else {}
    known = sorted((int(key), value) for key, value in by_tenth.items() if is_finite(value))
    if finding is None or len(known) < 2 or not finding.events:  # noqa: PLR2004  two ends
        return []
    (first, least), (last, most) = known[0], known[-1]
    if not least and not most:
        return []
    return named(
        "Prices and taxes", f"{_took(least)} in the {_tenth(first)}, {_took(most)} in the {_tenth(last)}"
    )


def _took(share: float) -> str:
    """What becomes of a share of income."""
    return f"took {percent(share)} of income" if share >= 0 else f"gave back {percent(-share)} of income"


def _tenth(key: int) -> str:
    """A tenth of incomes by its own number."""
    return {1: "lowest tenth", 10: "highest tenth"}.get(key, f"tenth no. {key}")


def _shown(run: RunFolder) -> list[str]:
    """Who was shown in public."""
    finding = run.number("exposure.people_share")
    if finding is None:
        return []
    if few(finding):
        sentence = f"{finding.events:,} of {run.people:,} people" if finding.events else "nobody"
        return named("Shown in public", sentence)
    count, ends = per_thousand(finding)
    return named("Shown in public", f"{count} of 1,000 people", ends)


def _investigated(run: RunFolder) -> list[str]:
    """How often people were investigated, and for how long."""
    rate, took = run.number("investigations.per_1000_person_years"), run.number("investigations.days")
    if rate is None:
        return []
    if few(rate):
        lines = named("Investigations", f"{rate.events:,}" if rate.events else "none")
    else:
        lines = named("Investigations", f"{plain(rate.value)} a year of 1,000 people", ends_of(rate))
    if took is None or not rate.events:
        return lines
    return [*lines, *named("How long", f"{plain(took.value)} days in the mean", ends_of(took))]


def _first(run: RunFolder) -> list[str]:
    """How many were passed over, or how often somebody was put first."""
    over = run.number("priority.passed_over_share")
    if over is not None and over.value and not few(over):
        count, ends = per_thousand(over, 100)
        return named("Put first", f"others, before {count} of 100 who asked", ends)
    total = run.fired(run.scheme.model.treating(PREFERRING))
    if total is None:
        return []
    return named("Put first", f"{times(total) if total else 'nobody'}, before others who asked")


def withheld(run: RunFolder) -> list[str]:
    """Of 100 expressive acts, or of the few there were: how many were withheld."""
    lines: list[str] = []
    for finding, words in _numbers(run, _headline(EXPRESSIVE_ACTS)):
        if few(finding):
            number = round(finding.events / finding.value) if finding.value else 0
            head = f"Of {number:,} {words.whom[1]}" if number else f"Of all {words.whom[1]}"
            came = f"{finding.events:,} {words.verb(str(finding.events))}"
        else:
            head, came = words.among(words.of), f"{line(finding, words).count} {words.what[1]}"
        lines += beside("", head, came, across())
    return lines


def worst_group(run: RunFolder) -> list[str]:
    """How much more often the worst-hit group is recorded wrongly than the rest: only beyond chance."""
    finding, gap = run.number("wrong.people_share"), run.finding("group.gap.wrong.people_share")
    if finding is None or not finding.value or gap is None or len(gap.groups) < 2:  # noqa: PLR2004  two to compare
        return []
    sentence, ends = gap_line(gap, words_of("wrong.people_share"))
    return named("Worst-hit group", sentence, ends)
