"""The rollout: phase by phase, how far the scheme has come, and how many records that brings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from demerit.findings.wording import plain
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.report.charts.figures import Rows, figure
from demerit.report.charts.lines import Line, lines
from demerit.report.folder import PERSON
from demerit.report.life.story import scored
from demerit.report.life.subject import PLURALS
from demerit.report.markup import Child, Markup, tag
from demerit.report.sections.kinds import others
from demerit.report.sections.section import Section, resting_on, sentence
from demerit.report.words import percent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.formats.vocabulary import Kind
    from demerit.report.folder import RunFolder
    from demerit.schemes.model import Phase

FULL = 0.9
"""A last year that is shorter than this is no year."""


@dataclass(frozen=True, kw_only=True)
class Year:
    """What a year brought to a kind of subject, per 1,000 of them and year."""

    number: int
    records: float
    wrong: float


def rollout(run: RunFolder) -> Section | None:
    """The section; None where the scheme is there at once."""
    phases = [phase for phase in run.scheme.model.rollout if phase.from_day < run.days]
    if len(phases) < 2:  # noqa: PLR2004 nothing is rolled out
        return None
    body: list[Child] = [
        sentence(_said(phases)),
        _phases(run, phases),
        *_years(run),
        resting_on(run.assumed, "scheme.rollout"),
        tag(
            "p",
            "What is assumed of a phase, its note says: see the numbers under the picture.",
            class_="quiet",
        ),
    ]
    return Section(anchor="rollout", question="How does it come about?", body=tuple(body))


def _said(phases: Sequence[Phase]) -> str:
    """How many phases, and what changes from the first to the last."""
    first, last = phases[0], phases[-1]
    parts = [f"The scheme comes in {len(phases)} phases"]
    if first.districts != last.districts:
        parts[0] += f", from {percent(first.districts)} of the districts to {percent(last.districts)}"
    if first.review_share != last.review_share:
        looked, at_last = percent(first.review_share), percent(last.review_share)
        parts.append(
            f"People look at {looked} of records before they are entered at first, at {at_last} at last"
        )
    return f"{'. '.join(parts)}."


def _phases(run: RunFolder, phases: Sequence[Phase]) -> Markup:
    """Coverage, review and attention as steps over the days."""
    kinds: list[Kind] = [k for k in scored(run.scheme.model) if any(k in phase.attention for phase in phases)]
    drawn = [
        Line(name="districts covered", points=[(p.from_day, p.districts) for p in phases], held=True),
        Line(name="records looked at", points=[(p.from_day, p.review_share) for p in phases], held=True),
    ]
    drawn += [
        Line(
            name=f"attention: {PLURALS[kind]}",
            points=[(p.from_day, p.attention.get(kind, 1.0)) for p in phases],
            held=True,
        )
        for kind in kinds
    ]
    rows = [
        (
            f"{phase.from_day:,}",
            phase.note or "",
            percent(phase.districts),
            f"{phase.providers}",
            percent(phase.review_share),
            *(percent(phase.attention.get(kind, 1.0)) for kind in kinds),
        )
        for phase in phases
    ]
    attention = (f"attention: {PLURALS[kind]}" for kind in kinds)
    head = ("from day", "what", "districts", "providers", "looked at", *attention)
    text = "; ".join(f"from day {row[0]} {row[2]} of districts, {row[3]} providers" for row in rows)
    title = "How far the scheme has come."
    picture = lines(drawn, f"{title} {text}.", percent, days=run.days, limits=(0.0, 1.0))
    caption = (
        "Share of districts where the scheme holds; share of records that a person looks at before they are "
        "entered; attention multiplies how likely acts are noticed and how often alarms ring. From the "
        "scheme's file."
    )
    return figure(picture, title=title, caption=caption, data=Rows(head=head, rows=rows, numbers_from=2))


def by_year(run: RunFolder, kind: str = PERSON) -> list[Year]:
    """Records of a kind of subject in each year lived, and wrong ones, per 1,000 of them and year."""
    scan = run.daily(kind)
    if scan is None:
        return []
    counts = pl.col("people", "records", "records_wrong").cast(pl.Int64).sum()
    sums = (
        scan.group_by(year=pl.col("day") // YEAR_DAYS)
        .agg(counts, days=pl.col("day").n_unique())
        .sort("year")
        .collect()
    )
    return [
        Year(
            number=year,
            records=records * 1_000 * YEAR_DAYS / people,
            wrong=wrong * 1_000 * YEAR_DAYS / people,
        )
        for year, people, records, wrong, days in sums.iter_rows()
        if people and days >= FULL * YEAR_DAYS
    ]


def _years(run: RunFolder) -> list[Markup]:
    """Records for 1,000 subjects in each year, kind by kind."""
    kinds = [kind for kind in (PERSON, *others(run)) if kind in scored(run.scheme.model)]
    drawn: list[Line] = []
    rows: list[tuple[str, ...]] = []
    for kind in kinds:
        years = by_year(run, kind)
        if len(years) > 1:
            drawn.append(
                Line(name=PLURALS[kind], points=[(y.number * YEAR_DAYS, y.records) for y in years], held=True)
            )
            rows += [
                (f"{PLURALS[kind]}, year {y.number + 1}", plain(y.records), plain(y.wrong)) for y in years
            ]
    if not drawn:
        return []
    title = "Records for 1,000 subjects, year by year."
    ends = "; ".join(
        f"{d.name}: {plain(d.points[0][1])} at first, {plain(d.points[-1][1])} at last" for d in drawn
    )
    data = Rows(head=("", "records per 1,000 and year", "of these, of what they did not do"), rows=rows)
    caption = (
        "Records against the subject itself, with the first provider, in each full year, over all "
        "districts. Unit: records per 1,000 subjects and year. Counted: no interval."
    )
    picture = lines(drawn, f"{title} {ends}.", plain, days=run.days)
    told = sentence(f"Records for 1,000 subjects and year: {ends}.")
    return [told, figure(picture, title=title, caption=caption, data=data)]
