"""The first screen: what this is, three sentences, a hundred refusals, one life, assumptions, contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demerit.report.dots import CAUSES, HUNDRED, grid, joint_shares, key_mark, whole_hundred
from demerit.report.figures import Rows, dataless, figure
from demerit.report.folder import PERSON
from demerit.report.markup import Markup, tag
from demerit.report.story import main_kind
from demerit.report.subject import PLURALS
from demerit.report.words import (
    base_for,
    counted,
    in_brackets,
    interval,
    is_number,
    status_line,
    why_missing,
    years,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.report.folder import RunFolder
    from demerit.report.story import Life


@dataclass(frozen=True, kw_only=True)
class Headline:
    """A sentence on a share: finding id, base to count in, who is counted, what happened to so many."""

    finding: str
    of: int
    whom: str
    what: str


HEADLINES = (
    Headline(
        finding="wrong.people_share",
        of=1_000,
        whom="people",
        what="got a record for something they did not do",
    ),
    Headline(
        finding="band.entered_lowest_share",
        of=1_000,
        whom="people",
        what="fell into the lowest class at some time",
    ),
    Headline(
        finding="silence.withheld_share", of=100, whom="posts, prayers and protests", what="were withheld"
    ),
)


def headlines(run: RunFolder) -> tuple[Headline, ...]:
    """The sentences of the first screen; of a scheme that is not about persons, on whom it is about."""
    kind = main_kind(run.scheme.model)
    if kind == PERSON:
        return HEADLINES
    fell, wronged = "are in the lowest class on the last day", HEADLINES[0].what
    told = (("kind.lowest_band_share", fell), ("kind.wrong_share", wronged))
    return tuple(
        Headline(finding=f"{name}.{kind}", of=1_000, whom=PLURALS[kind], what=what) for name, what in told
    )


def plain_sentence(run: RunFolder, line: Headline) -> str:
    """'Of 1,000 people, 212 (208-216) got a record …', or that it is not measurable here and why."""
    finding = run.finding(line.finding)
    if finding is None or not is_number(finding.value):
        why = why_missing(line.finding, finding, run.options)
        return f"How many {line.whom} {line.what}: not measurable here, because {why}."
    of = base_for(finding.value, line.of)
    return f"Of {of:,} {line.whom}, {in_brackets(finding, line.of)} {line.what}."


def with_caveat(run: RunFolder, sentence: str, assumed: int) -> str:
    """The sentence as it may be quoted: with what it is about, its assumptions and the run's hash."""
    title = run.scheme.model.title
    return (
        f"In a synthetic society of {run.people:,} made-up people, under {assumed:,} assumed numbers, after "
        f"{years(run.days)} of a simulation of “{title}” (nobody real was scored): {sentence} "
        f"Ranges in brackets are chance only. [demerit run {run.hash}]"
    )


def _sentence(run: RunFolder, line: Headline, assumed: int) -> Markup:
    """One sentence with its number set large and its copy button."""
    sentence = plain_sentence(run, line)
    finding = run.finding(line.finding)
    found = counted(finding, line.of) if finding is not None else None
    shown: Markup = tag("span", sentence)
    if finding is not None and found is not None:
        before = f"Of {base_for(finding.value, line.of):,} {line.whom}, "
        extent = f" ({found[1]})" if found[1] else None
        ends = tag("span", extent, class_="ends", title="95 % interval, chance only") if extent else None
        shown = tag("span", before, tag("strong", found[0]), ends, f" {line.what}.")
    button = tag(
        "button",
        "copy this sentence",
        type="button",
        class_="copy",
        hidden=True,
        data_copy=with_caveat(run, sentence, assumed),
        aria_label=f"Copy this sentence with its caveat: {sentence}",
    )
    return tag("li", shown, " ", button)


def card(run: RunFolder, assumed: int) -> Markup:
    """What the reader must know before any number: no real system, what is disputed, how much is assumed."""
    model = run.scheme.model
    label, meaning = status_line(model.status, model.disputed, model.years)
    which = tag("a", "See which", href="#disputed") if model.disputed else None
    built = f" It rests on {assumed:,} assumed numbers. " if assumed else " "
    ranges = tag("a", "See their ranges", href="#assumptions")
    said = tag("span", meaning, " " if which else "", which, "." if which else "", built, ranges, ".")
    return tag("aside", tag("strong", label), " ", said, class_="card", aria_label="What this is")


def _strips(run: RunFolder) -> list[Markup]:
    """A hundred dots for each cause by itself, for runs that do not say how causes overlap."""
    parts: list[Markup] = []
    for cause in CAUSES[:-1]:
        finding = run.finding(cause.finding or "")
        if finding is None or not is_number(finding.value):
            continue
        count = whole_hundred([finding.value, 1 - finding.value])[0]
        counts = {cause.key: count, "other": HUNDRED - count}
        picture = grid(counts, f"{count} of 100 refusals would not have happened but for {cause.words}.")
        parts.append(
            tag(
                "div", picture, tag("p", tag("strong", str(count)), f" but for {cause.words}"), class_="strip"
            )
        )
    return parts


def _cause_rows(run: RunFolder, counts: Sequence[int] | None) -> Rows:
    """The table under the dots: each cause with its dots and with its own share, overlaps counted in full."""
    rows: list[tuple[str, str, str, str]] = []
    for i, cause in enumerate(CAUSES):
        finding = run.finding(cause.finding) if cause.finding else None
        measured = finding is not None and is_number(finding.value)
        own = (
            f"{finding.value * 100:.1f}"
            if finding is not None and measured
            else "not applicable"
            if cause.finding is None
            else "not measurable"
        )
        ends = interval(finding.low, finding.high, finding.unit) if finding is not None and measured else ""
        rows.append((f"but for {cause.words}", str(counts[i]) if counts else "", own, ends))
    return Rows(
        head=("would not have happened …", "dots", "of 100, overlaps counted", "95 % interval"), rows=rows
    )


def refusals(run: RunFolder) -> Markup:
    """A hundred refusals by what they would not have happened but for."""
    joint = joint_shares(run)
    title = "Of 100 refusals, how many would not have happened but for …"
    if joint is None:
        strips = _strips(run)
        if not strips:
            why = why_missing("access.but_for_wrong", run.finding("access.but_for_wrong"), run.options)
            return tag(
                "div",
                tag("h2", title, class_="small"),
                dataless(f"Not measurable here, because {why}."),
                class_="dots",
            )
        caption = "Causes overlap: one refusal can be in more than one picture."
        return figure(
            tag("div", strips, class_="strips"),
            title=title,
            caption=caption,
            data=_cause_rows(run, None),
            class_="dots",
        )
    counts = whole_hundred([joint[cause.key] for cause in CAUSES])
    named = {cause.key: count for cause, count in zip(CAUSES, counts, strict=True)}
    words = ", ".join(f"{count} {cause.words}" for cause, count in zip(CAUSES, counts, strict=True))
    keys = [
        tag("li", key_mark(cause.shape), " ", tag("strong", str(count)), f" {cause.words}")
        for cause, count in zip(CAUSES, counts, strict=True)
    ]
    inner = tag(
        "div",
        grid(named, f"Of 100 refusals, by first cause: {words}."),
        tag("ul", keys, class_="keys"),
        class_="split",
    )
    caption = "Each dot is one refusal. Causes overlap: a dot shows the first that applies, in this order."
    return figure(inner, title=title, caption=caption, data=_cause_rows(run, counts), class_="dots")


def _not_of_persons() -> Markup:
    """What stands in place of persons' refusals where a scheme is not about persons."""
    words = (
        "This scheme scores no persons. Nothing here is about people, and refusals are not traced to causes: "
        "ledgers are lived again for persons only. See who is scored, and which rules did anything."
    )
    return tag("div", tag("p", words), class_="box")


def first_screen(
    run: RunFolder, lives: Sequence[Life], assumed: int, contents: Sequence[tuple[str, str]]
) -> Markup:
    """Everything that fits on the first screen of a small laptop."""
    society, scheme = run.society.model, run.scheme.model
    lived = f"{run.people:,} synthetic people · {years(run.days)} · seed {run.manifest.get('seed')}"
    setting = f"{scheme.title} · {society.title} · {lived}"
    sentences = tag("ul", [_sentence(run, line, assumed) for line in headlines(run)], class_="sentences")
    note = tag(
        "p", "Against the same lives without the scheme. Ranges in brackets are chance only.", class_="quiet"
    )
    buttons = [tag("a", life.role, href=f"#{life.anchor}", class_="button") for life in lives]
    follow = tag(
        "nav",
        tag("h2", "Follow one life"),
        buttons or dataless("Nobody lived in this run."),
        class_="box",
        aria_label="Follow one life",
    )
    built = tag(
        "section",
        tag("h2", "Built on assumptions"),
        tag(
            "p",
            tag("strong", f"{assumed:,}"),
            " numbers are assumed, not measured. Nobody is born, ages or dies; friendships "
            "stay within a district. ",
            tag("a", "See each with its range", href="#assumptions"),
            ".",
        ),
        class_="box",
    )
    links = [tag("li", tag("a", question, href=f"#{anchor}")) for anchor, question in contents]
    index = tag(
        "nav", tag("h2", "In this report"), tag("ol", links), class_="box contents", aria_label="Contents"
    )
    kind = main_kind(scheme)
    whom = "people" if kind == PERSON else PLURALS[kind]
    lead = tag("div", tag("h1", f"What would this scheme do to {whom}?"), sentences, note, class_="lead-text")
    top = tag("div", lead, refusals(run) if kind == PERSON else _not_of_persons(), class_="top")
    return tag(
        "header",
        card(run, assumed),
        tag("p", setting, class_="setting"),
        top,
        tag("div", follow, built, index, class_="boxes"),
    )
