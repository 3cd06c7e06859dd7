"""What is done to people: wrong records, refusals, silence, and whether groups are hit alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demerit.report.figures import Rows
from demerit.report.markup import Child, Markup, table, tag
from demerit.report.sections import (
    Section,
    absent,
    bar_figure,
    bracketed,
    by_group,
    define,
    measured,
    sentence,
)
from demerit.report.words import (
    base_for,
    frequency,
    in_brackets,
    interval,
    is_number,
    listed,
    percent,
    plain,
    spoken,
)

if TYPE_CHECKING:
    from demerit.findings.finding import Finding
    from demerit.report.folder import RunFolder

FAIR_LOW, FAIR_HIGH = 0.8, 1.25
COMPARED = {
    "wrong.people_share": "People with a wrong record are",
    "wrong.per_1000_person_years": "Wrong records are",
    "access.denied": "Refusals are",
    "exclusion.all_providers": "Services refused by every provider are",
    "band.entered_lowest_share": "People who fell into the lowest class are",
    "silence.withheld_share": "Withheld posts, prayers and protests are",
    "group.records_given_acts": "Records for the same amount of conduct are",
}
"""How a gap in a finding begins to be said; others are said by their id."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A sentence on a share: finding id, base to count in, who is counted, what happened, and its subject."""

    finding: str
    of: int = 100
    whom: str = "refusals"
    what: str
    subject: str


WRONGLY = (
    Line(
        finding="wrong.people_share", of=1_000, whom="people", subject="Wrong records",
        what="got at least one record for something they did not do",
    ),
    Line(
        finding="wrong.corrected_share", whom="wrong records", what="were ever corrected",
        subject="How many wrong records were corrected",
    ),
)  # fmt: skip
REFUSED = (
    Line(
        finding="access.but_for_unrelated", subject="Refusals for unrelated conduct",
        what="would not have happened but for conduct unrelated to the service",
    ),
    Line(
        finding="access.but_for_wrong", subject="Refusals for wrong records",
        what="would not have happened but for a wrong record",
    ),
    Line(
        finding="harm.top_decile_share", subject="On whom refusals fall",
        what="fall on the tenth of people who are refused most",
    ),
)  # fmt: skip
WITHHELD = Line(
    finding="silence.withheld_share", whom="posts, prayers and protests that people would have made",
    what="were withheld", subject="Withheld speech, belief and protest",
)  # fmt: skip
PERFORMED = Line(
    finding="performed.share", whom="rewarded acts", what="were done only because of the reward",
    subject="Acts done only for the reward",
)  # fmt: skip


def told(run: RunFolder, line: Line) -> Markup:
    """'Of 100 …, 12 (11-13) …' for a share, or why it is not measurable."""
    finding = run.finding(line.finding)
    if finding is None or not is_number(finding.value):
        return absent(run, line.finding, line.subject)
    base = base_for(finding.value, line.of)
    return sentence(f"Of {base:,} {line.whom}, {in_brackets(finding, line.of)} {line.what}.")


def wrong(run: RunFolder) -> Section:
    """Wrong records: how many people, which groups, how often put right, how far a channel can be trusted."""
    body: list[Child] = [
        *(told(run, line) for line in WRONGLY),
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
    picture = bar_figure(
        [(run.title(c), float(f.value), f.low, f.high) for c, f in channels],
        title="How often a record names the one who did it.",
        caption=define(finding, name, "each channel"),
        unit=finding.unit,
        first="channel",
        limits=(0.0, 1.0),
    )
    return [sentence("How far a record can be trusted depends on how the act became known."), picture]


def refused(run: RunFolder) -> Section:
    """Refusals by the context of the service, by cause, and on whom they fall."""
    body: list[Child] = [
        *_by_context(run),
        *(told(run, line) for line in REFUSED),
        *(sentence(flag) for flag in flags(run, "access.")),
    ]
    return Section(anchor="refused", question="What are people refused, and why?", body=tuple(body))


def _by_context(run: RunFolder) -> list[Markup]:
    """How many refusals a year in each kind of service, and in which there were none."""
    contexts = measured(run.family("access.denied"))
    some = sorted((pair for pair in contexts if pair[1].value > 0), key=lambda pair: -float(pair[1].value))
    if not some:
        why = "not measurable here, because nothing was refused in this run."
        return [sentence(f"Refusals by kind of service: {why}")]
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
    return [sentence(top), picture, *none]


def silent(run: RunFolder) -> Section:
    """What is no longer said, prayed or protested, and what is done only for the reward."""
    net = run.finding("silence.net")
    if net is not None and is_number(net.value):
        change = f"{_change(net)} {'fewer' if net.value >= 0 else 'more'} of them"
        against = sentence(f"Against the same society without the scheme there were {change}.")
    else:
        against = absent(run, "silence.net", "The change against the society without the scheme")
    body = (told(run, WITHHELD), against, told(run, PERFORMED), _silence_table(run))
    return Section(anchor="silent", question="Who falls silent?", body=body)


def _silence_table(run: RunFolder) -> Markup | None:
    """The findings of the section with interval, unit and definition."""
    found = [
        finding
        for name in (WITHHELD.finding, "silence.net", PERFORMED.finding)
        if (finding := run.finding(name)) is not None and is_number(finding.value)
    ]
    if not found:
        return None
    head = ("what is counted", "value (95 %, chance only)", "unit")
    rows = [(finding.definition, bracketed(finding), finding.unit) for finding in found]
    return tag("details", tag("summary", "The numbers"), table("Silence and performance", head, rows))


def _change(finding: Finding) -> str:
    """The size of a change in per cent with its interval; ends with their signs where it may be none."""
    low, high, size = finding.low, finding.high, percent(abs(finding.value))
    if not (is_number(low) and is_number(high)):
        return size
    if low < 0 < high:
        return f"{size} (from {percent(low, signed=True)} to {percent(high, signed=True)})"
    return f"{size} ({interval(min(abs(low), abs(high)), max(abs(low), abs(high)), 'share')})"


def flags(run: RunFolder, prefix: str) -> list[str]:
    """Plain sentences on the groups whose gap in findings of `prefix` is flagged, named."""
    said: list[str] = []
    alone = run.scheme.model.providers.count == 1  # then what one refuses, all refuse
    for name, finding in run.family("group.gap"):
        if not name.startswith(prefix) or (alone and name == "exclusion.all_providers"):
            continue
        for group, ends in finding.groups.items():
            ratio = ends.get("ratio")
            if ends.get("flagged") and is_number(ratio):
                extent = interval(ends.get("low"), ends.get("high"), "ratio")
                subject = COMPARED.get(name, f"“{spoken(name.replace('.', ' '))}” is")
                times = f"{plain(ratio, 2)} times ({extent})"
                said.append(
                    f"{subject} {times} as common in group “{run.title(group)}” as in the rest of society."
                )
    return said


def gaps(run: RunFolder) -> Section:
    """Every gap between groups: flagged ones named, records for equal conduct, then all in a table."""
    flagged = flags(run, "")
    body: list[Child] = []
    if flagged:
        body.append(sentence("No. In these, chance alone does not explain the difference:"))
        body.append(tag("ul", [tag("li", words) for words in flagged]))
    elif run.family("group.gap"):
        body.append(
            sentence(
                "No gap in this run is so large, beyond chance, that it is flagged. That is "
                "no proof that there is none."
            )
        )
    else:
        body.append(sentence("Not measurable here, because this society has no groups to compare."))
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
            if is_number(ratio):
                extent = interval(ends.get("low"), ends.get("high"), "ratio")
                mark = "flagged" if ends.get("flagged") else "within chance or within the bounds"
                rows.append((name, run.title(group), plain(ratio), extent, mark))
    if not rows:
        return None
    data = Rows(
        head=("finding", "group", "ratio to the rest", "95 % interval (chance only)", "verdict on chance"),
        rows=rows,
    )
    bounds = f"Flagged only if the whole interval lies above {FAIR_HIGH} (harms) or below {FAIR_LOW} (goods)."
    return tag(
        "details",
        tag("summary", "All gaps"),
        tag("p", bounds),
        table("Gaps between groups", data.head, data.rows),
    )
