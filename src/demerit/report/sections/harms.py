"""What is done to people: wrong records, refusals, silence, and whether groups are hit alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.findings.catalogue import words_of
from demerit.findings.wording import few, is_finite, missing, plain, spoken
from demerit.report.markup import Child, Markup, folded, table, tag
from demerit.report.put_in import PUT_IN, put_in
from demerit.report.sections.besides import besides
from demerit.report.sections.refusals import refuses
from demerit.report.sections.section import (
    Section,
    absent,
    bar_figure,
    bracketed,
    by_group,
    define,
    measured,
    row,
    sentence,
)
from demerit.report.words import frequency, interval, listed, many, percent

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.findings.finding import Finding
    from demerit.report.folder import RunFolder

FAIR_LOW, FAIR_HIGH = 0.8, 1.25
NO_GAP = "no gap beyond chance"

REFUSED = ("access.but_for_unrelated", "access.but_for_wrong", "harm.top_decile_share")
WITHHELD, PERFORMED = "silence.withheld_share", "performed.share"


def wrong(run: RunFolder) -> Section:
    """Wrong records: how many people, which groups, how often put right, how far a channel can be trusted."""
    redress = run.scheme.model.redress
    body: list[Child] = [
        row(run, "wrong.people_share"),
        row(run, "wrong.corrected_share")
        if redress and redress.appeal
        else sentence("The scheme knows no appeal: no record is corrected."),
        _wrong_by_group(run),
        *(sentence(flag) for flag in flags(run, "wrong.")),
        *_by_channel(run),
    ]
    question = "Who gets a record for something they did not do?"
    return Section(anchor="wrong", question=question, body=tuple(body))


def _wrong_by_group(run: RunFolder) -> Markup | None:
    """The share with a wrong record in each group, against that of all."""
    finding = run.number("wrong.people_share")
    everybody = (finding.value, f"all: {frequency(finding)}") if finding is not None else None
    return by_group(run, "wrong.people_share", "People with a wrong record, by group.", reference=everybody)


def _by_channel(run: RunFolder) -> list[Markup]:
    """How far each channel's records name the right person."""
    channels = measured(run.family("channel.ppv"))
    if not channels:
        return []
    name, finding = channels[0]
    stated = [run.title(c) for c, _ in channels if put_in(run, f"channel.ppv.{c}")]
    mark = f" {PUT_IN[0].upper()}{PUT_IN[1:]}: {listed(stated)}." if stated else ""
    picture = bar_figure(
        [(run.title(c), float(f.value), f.low, f.high) for c, f in channels],
        title="How often a record names the one who did it.",
        caption=f"{define(finding, name, 'each channel')}{mark}",
        unit=finding.unit,
        first="channel",
        limits=(0.0, 1.0),
    )
    return [sentence("How far a record can be trusted depends on how the act became known."), picture]


def refused(run: RunFolder) -> Section:
    """Refusals by the context of the service, by cause, on whom they fall, and what else a band means."""
    denied = run.number("access.denied")
    happened = refuses(run) and (denied is None or denied.value > 0)
    body: list[Child] = [
        *_by_context(run),
        *(row(run, name) for name in REFUSED if happened),
        *(sentence(text) for text in besides(run)),
        *(sentence(flag) for flag in flags(run, "access.")),
    ]
    return Section(anchor="refused", question="What are people refused, and why?", body=tuple(body))


def _by_context(run: RunFolder) -> list[Markup]:
    """How many refusals a year in each kind of service, and in which there were none."""
    contexts = measured(run.family("access.denied"))
    some = sorted((pair for pair in contexts if pair[1].value > 0), key=lambda pair: -float(pair[1].value))
    if not refuses(run):
        return [sentence("This scheme refuses people no service outright.")]
    if not contexts:
        return [absent(run, "access.denied", "Refusals by kind of service")]
    if not some:
        return [sentence("Nobody was refused anything in this run.")]
    name, most = some[0]
    picture = bar_figure(
        [(spoken(c), float(f.value), f.low, f.high) for c, f in some],
        title="Refusals by kind of service, per 1,000 people and year.",
        caption=define(most, f"the context {name}", "each kind"),
        unit=most.unit,
        first="kind of service",
        write=plain,
    )
    never = [spoken(c) for c, f in contexts if f.value == 0]
    none = [sentence(f"Nothing was refused in {listed(never)}.")] if never else []
    top = f"Most are refused in {spoken(name)}: {bracketed(most)} a year among 1,000 people."
    if few(most):
        top = f"Most are refused in {spoken(name)}: {many(most.events, 'time')} in all."
    return [sentence(top), picture, *none]


def silent(run: RunFolder) -> Section:
    """What is no longer said, prayed or protested, and what is done only for the reward."""
    net = run.number("silence.net")
    if net is not None:
        change = f"{_change(net)} {'fewer' if net.value > 0 else 'more'} of them" if net.value else "as many"
        against = sentence(f"Against the same society without the scheme there were {change}.")
    else:
        against = absent(run, "silence.net", "The change against the society without the scheme")
    body = (row(run, WITHHELD), against, row(run, PERFORMED), _silence_table(run))
    return Section(anchor="silent", question="Who falls silent?", body=body)


def _silence_table(run: RunFolder) -> Markup | None:
    """The findings of the section with interval, unit and definition."""
    silences = [
        finding for name in (WITHHELD, "silence.net", PERFORMED) if (finding := run.number(name)) is not None
    ]
    if not silences:
        return None
    head = ("what is counted", "value (95 %, chance only)", "unit")
    rows = [(finding.definition, bracketed(finding), finding.unit) for finding in silences]
    return folded("The numbers", table("Silence and performance", head, rows))


def _change(finding: Finding) -> str:
    """The size of a change in per cent with its interval; ends with their signs where it may be none."""
    low, high, size = finding.low, finding.high, percent(abs(finding.value))
    if not (is_finite(low) and is_finite(high)):
        return size
    if low < 0 < high:
        return f"{size} (from {percent(low, signed=True)} to {percent(high, signed=True)})"
    return f"{size} ({interval(min(abs(low), abs(high)), max(abs(low), abs(high)), 'share')})"


def flags(run: RunFolder, prefix: str) -> list[str]:
    """Plain sentences on the groups whose gap in findings of `prefix` is flagged, named."""
    sentences: list[str] = []
    alone = run.scheme.model.providers.count == 1  # then what one refuses, all refuse
    for name, finding in run.family("group.gap"):
        if not name.startswith(prefix) or (alone and name == "exclusion.all_providers"):
            continue
        words = words_of(name, run.called)
        subject = f"{words.those} are" if words.those else f"“{words.label}” is"
        for group, ends in finding.groups.items():
            ratio = ends.get("ratio")
            if ends.get("flagged") and is_finite(ratio):
                extent = interval(ends.get("low"), ends.get("high"), "ratio")
                times = f"{plain(ratio, 2)} times ({extent})"
                sentences.append(
                    f"{subject} {times} as common in group “{run.title(group)}” as in the rest of society."
                )
    return sentences


def excludes_one(ends: Mapping[str, float | bool | None]) -> bool:
    """Whether the interval of a group's ratio to the rest lies on one side of 1: a gap beyond chance."""
    low, high = ends.get("low"), ends.get("high")
    return is_finite(low) and is_finite(high) and not low <= 1 <= high


def beyond_chance(run: RunFolder) -> list[str]:
    """'silence withheld share in group “x”, 1.06 times the rest (1.02-1.11)', of every gap beyond chance.

    Of each finding the worst group, by the interval that allows for its having been picked.
    """
    groups: list[str] = []
    for name, finding in run.family("group.gap"):
        worst = next((g for g, ends in finding.groups.items() if ends.get("ratio") == finding.value), None)
        if worst is None or not excludes_one({"low": finding.low, "high": finding.high}):
            continue
        extent = interval(finding.low, finding.high, "ratio")
        times = f"{plain(finding.value)} times the rest ({extent})"
        groups.append(f"{spoken(name.replace('.', ' '))} in group “{run.title(worst)}”, {times}")
    return groups


def gaps(run: RunFolder) -> Section:
    """Every gap between groups: flagged ones named, records for equal conduct, then all in a table."""
    flagged = flags(run, "")
    beyond = beyond_chance(run)
    body: list[Child] = []
    if flagged:
        body.append(sentence("No. In these, chance alone does not explain the difference:"))
        body.append(tag("ul", [tag("li", words) for words in flagged]))
    elif len(run.society.model.groups) < 2:  # noqa: PLR2004 nobody to compare with
        body.append(sentence("This society has no groups to compare."))
    elif not any(is_finite(f.value) for _, f in run.family("group.gap")):
        _, gap = next(iter(run.family("group.gap")), ("", None))
        why = missing(gap)
        body.append(sentence(f"Not measurable here, because {why}."))
    elif beyond:
        small = (
            f"none is so large that it is flagged (above {FAIR_HIGH} for harms, below {FAIR_LOW} for goods)"
        )
        body.append(sentence(f"Some gaps are beyond chance; {small}: {listed(beyond)}."))
    else:
        body.append(sentence("No gap beyond chance. That is no proof that there is none."))
    equal = "group.records_given_acts"
    picture = by_group(run, equal, "Records for the same amount of conduct, by group.")
    body.append(absent(run, equal, "Records for equal conduct") if picture is None else picture)
    body.append(_gap_table(run))
    return Section(anchor="gaps", question="Is every group hit alike?", body=tuple(body))


def _gap_table(run: RunFolder) -> Markup | None:
    """All gaps that could be measured, in a table that opens."""
    rows: list[tuple[str, str, str, str, str]] = []
    for name, finding in run.family("group.gap"):
        for group, ends in finding.groups.items():
            ratio = ends.get("ratio")
            if is_finite(ratio):
                extent = interval(ends.get("low"), ends.get("high"), "ratio")
                shown = plain(ratio) if excludes_one(ends) else NO_GAP
                mark = "flagged" if ends.get("flagged") else "within the bounds" if excludes_one(ends) else ""
                rows.append((name, run.title(group), shown, extent, mark))
    if not rows:
        return None
    head = ("finding", "group", "ratio to the rest", "95 % interval, each by itself (chance only)", "verdict")
    bounds = f"Flagged only if the whole interval lies above {FAIR_HIGH} (harms) or below {FAIR_LOW} (goods)."
    return folded("All gaps", tag("p", bounds), table("Gaps between groups", head, rows))
