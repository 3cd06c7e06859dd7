"""What is done to people: wrong records, refusals, silence, and whether groups are hit alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.report.figures import Rows
from demerit.report.markup import Child, Markup, table, tag
from demerit.report.sections import (
    Section,
    absent,
    bar_figure,
    bracketed,
    define,
    group_rows,
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


def _of(run: RunFolder, name: str, of: int, before: str, after: str, what: str) -> Markup:
    """'Of 100 …, 12 (11-13) …' for a share, or why it is not measurable."""
    finding = run.finding(name)
    if finding is None or not is_number(finding.value):
        return absent(run, name, what)
    base = base_for(finding.value, of)
    return sentence(f"Of {base:,} {before}, {in_brackets(finding, of)} {after}.")


def wrong(run: RunFolder) -> Section:
    """Wrong records: how many people, which groups, how often put right, how far a channel can be trusted."""
    finding = run.finding("wrong.people_share")
    body: list[Child] = [
        _of(
            run,
            "wrong.people_share",
            1_000,
            "people",
            "got at least one record for something they did not do",
            "Wrong records",
        )
    ]
    body.append(
        _of(
            run,
            "wrong.corrected_share",
            100,
            "wrong records",
            "were ever corrected",
            "How many wrong records were corrected",
        )
    )
    rows = group_rows(run, finding)
    if finding is not None and rows:
        overall = (finding.value, f"all: {frequency(finding)}") if is_number(finding.value) else None
        body.append(
            bar_figure(
                rows,
                title="People with a wrong record, by group.",
                caption=define(finding),
                unit=finding.unit,
                first="group",
                reference=overall,
            )
        )
    body += [sentence(flag) for flag in flags(run, "wrong.")]
    channels = measured(run.family("channel.ppv"))
    if channels:
        named = [(run.title(c), float(f.value), f.low, f.high) for c, f in channels]
        body.append(
            sentence(
                "A record names the right person more or less often, depending on how the act became known."
            )
        )
        body.append(
            bar_figure(
                named,
                title="How often a record names the one who did it.",
                caption=define(channels[0][1], channels[0][0], "each channel"),
                unit=channels[0][1].unit,
                first="channel",
                limits=(0.0, 1.0),
            )
        )
    return Section(
        anchor="wrong", question="Who gets a record for something they did not do?", body=tuple(body)
    )


def refused(run: RunFolder) -> Section:
    """Refusals by the context of the service, by cause, and on whom they fall."""
    contexts = measured(run.family("access.denied"))
    body: list[Child] = []
    if any(finding.value > 0 for _, finding in contexts):
        ordered = sorted(
            (pair for pair in contexts if pair[1].value > 0), key=lambda pair: -float(pair[1].value)
        )
        never = [spoken(name) for name, finding in contexts if finding.value == 0]
        top = ordered[0]
        body.append(
            sentence(f"Most are refused in {spoken(top[0])}: {bracketed(top[1])} a year among 1,000 people.")
        )
        body.append(
            bar_figure(
                [(spoken(c), float(f.value), f.low, f.high) for c, f in ordered],
                title="Refusals by kind of service, per 1,000 people and year.",
                caption=define(top[1], f"the context {top[0]}", "each kind"),
                unit=top[1].unit,
                first="kind of service",
                write=plain,
            )
        )
        if never:
            body.append(sentence(f"Nothing was refused in {listed(never)}."))
    else:
        body.append(
            sentence(
                "Refusals by kind of service: not measurable here, because nothing was refused in this run."
            )
        )
    body.append(
        _of(
            run,
            "access.but_for_unrelated",
            100,
            "refusals",
            "would not have happened but for conduct unrelated to the service",
            "Refusals for unrelated conduct",
        )
    )
    body.append(
        _of(
            run,
            "access.but_for_wrong",
            100,
            "refusals",
            "would not have happened but for a wrong record",
            "Refusals for wrong records",
        )
    )
    body.append(
        _of(
            run,
            "harm.top_decile_share",
            100,
            "refusals",
            "fall on the tenth of people who are refused most",
            "On whom refusals fall",
        )
    )
    body += [sentence(flag) for flag in flags(run, "access.")]
    return Section(anchor="refused", question="What are people refused, and why?", body=tuple(body))


def silent(run: RunFolder) -> Section:
    """What is no longer said, prayed or protested, and what is done only for the reward."""
    body: list[Child] = [
        _of(
            run,
            "silence.withheld_share",
            100,
            "posts, prayers and protests that people would have made",
            "were withheld",
            "Withheld speech, belief and protest",
        ),
    ]
    net = run.finding("silence.net")
    if net is not None and is_number(net.value):
        direction = "fewer" if net.value >= 0 else "more"
        body.append(
            sentence(
                f"Against the same society without the scheme there were {_change(net)} {direction} of them."
            )
        )
    else:
        body.append(absent(run, "silence.net", "The change against the society without the scheme"))
    body.append(
        _of(
            run,
            "performed.share",
            100,
            "rewarded acts",
            "were done only because of the reward",
            "Acts done only for the reward",
        )
    )
    names = ("silence.withheld_share", "silence.net", "performed.share")
    rows = [
        (f.definition, bracketed(f), f.unit)
        for f in map(run.finding, names)
        if f is not None and is_number(f.value)
    ]
    if rows:
        numbers = table(
            "Silence and performance", ("what is counted", "value (95 %, chance only)", "unit"), rows
        )
        body.append(tag("details", tag("summary", "The numbers"), numbers))
    return Section(anchor="silent", question="Who falls silent?", body=tuple(body))


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
    equal = run.finding("group.records_given_acts")
    rows = group_rows(run, equal)
    if equal is not None and rows:
        body.append(
            bar_figure(
                rows,
                title="Records for the same amount of conduct, by group.",
                caption=define(equal),
                unit=equal.unit,
                first="group",
            )
        )
    else:
        body.append(absent(run, "group.records_given_acts", "Records for equal conduct"))
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
