"""A hundred refusals, or as many as there were, by what they would not have happened but for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.findings.wording import few, missing
from demerit.report.charts.dots import CAUSES, HUNDRED, hundred, joint_shares, key_mark, whole_dots
from demerit.report.charts.figures import Rows, dataless, figure
from demerit.report.markup import Markup, tag
from demerit.report.put_in import mark
from demerit.report.words import interval, many
from demerit.schemes.treatments import REFUSING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.report.folder import RunFolder

WRONG = "access.but_for_wrong"


def refusals(run: RunFolder) -> Markup:
    """Refusals as dots by their first cause; a picture a cause where it is not known how they overlap."""
    of = dots_of(run)
    title = f"Of {many(of, 'refusal')}, how many would not have happened but for …"
    joint = joint_shares(run)
    if joint is not None:
        return _joint(run, joint, of, title)
    strips = _strips(run, of)
    if strips:
        caption = "Causes overlap: one refusal can be in more than one picture."
        data = _cause_rows(run, None, of)
        return figure(
            tag("div", strips, class_="strips"), title=title, caption=caption, data=data, class_="dots"
        )
    return tag("div", tag("h2", "Refusals", class_="small"), dataless(_why_none(run)), class_="dots")


def refuses(run: RunFolder) -> bool:
    """Whether the scheme refuses persons anything."""
    return bool(run.scheme.model.treating(REFUSING))


def dots_of(run: RunFolder) -> int:
    """How many refusals to speak of: a hundred, or all of them where there were few."""
    finding = run.number(WRONG)
    return finding.events if finding is not None and finding.events > 0 and few(finding) else HUNDRED


def _why_none(run: RunFolder) -> str:
    """Why there is no refusal to be shown."""
    if not refuses(run):
        return "This scheme refuses people no service outright."
    denied = run.number("access.denied")
    if denied is not None and denied.value == 0:
        return "Nobody was refused anything in this run."
    return f"Not traced to causes, because {missing(run.finding(WRONG))}."


def _joint(run: RunFolder, joint: dict[str, float], of: int, title: str) -> Markup:
    """Dots that add up: each refusal once, under its first cause."""
    counts = whole_dots([joint[cause.key] for cause in CAUSES], of)
    dots = [(cause.shape, count) for cause, count in zip(CAUSES, counts, strict=True)]
    words = ", ".join(f"{count} {cause.words}" for cause, count in zip(CAUSES, counts, strict=True))
    keys = [
        tag("li", key_mark(cause.shape), " ", tag("strong", n), f" {cause.words}{mark(run, cause.finding)}")
        for cause, n in zip(CAUSES, counts, strict=True)
    ]
    picture = hundred(dots, f"Of {many(of, 'refusal')}, by first cause: {words}.")
    inner = tag("div", picture, tag("ul", keys, class_="keys"), class_="split")
    caption = "Each dot is one refusal. Causes overlap: a dot shows the first that applies, in this order."
    return figure(inner, title=title, caption=caption, data=_cause_rows(run, counts, of), class_="dots")


def _strips(run: RunFolder, of: int) -> list[Markup]:
    """Dots for each cause by itself, for runs that do not say how causes overlap."""
    parts: list[Markup] = []
    for cause in CAUSES[:-1]:
        finding = run.number(cause.finding)
        if finding is None:
            continue
        count = whole_dots([finding.value, 1 - finding.value], of)[0]
        dots = [(cause.shape, count), (CAUSES[-1].shape, of - count)]
        text = f"{count} of {many(of, 'refusal')} would not have happened but for {cause.words}."
        number = tag("p", tag("strong", str(count)), f" but for {cause.words}{mark(run, cause.finding)}")
        parts.append(tag("div", hundred(dots, text), number, class_="strip"))
    return parts


def _cause_rows(run: RunFolder, counts: Sequence[int] | None, of: int) -> Rows:
    """The table under the dots: each cause with its dots and with its own share, overlaps counted in full."""
    rows: list[tuple[str, str, str, str]] = []
    for i, cause in enumerate(CAUSES):
        finding = run.number(cause.finding)
        own, ends = "not measurable" if cause.finding else "not applicable", ""
        if finding is not None:
            own = f"{finding.value * of:,.0f}" if of != HUNDRED else f"{finding.value * of:.1f}"
            ends = (
                interval(finding.low, finding.high, finding.unit) if of == HUNDRED else "no range of so few"
            )
        rows.append(
            (f"but for {cause.words}{mark(run, cause.finding)}", str(counts[i]) if counts else "", own, ends)
        )
    head = ("would not have happened …", "dots", f"of {of}, overlaps counted", "95 % interval")
    return Rows(head=head, rows=rows)
