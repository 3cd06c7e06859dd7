"""How scores and bands move: shares of the bands over time, a year's flows, and the way back."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import polars as pl

from demerit.findings.wording import few, per_thousand, plain
from demerit.formats.values import bare
from demerit.report.charts.figures import Rows, dataless, figure
from demerit.report.charts.plots import areas, hundreds
from demerit.report.folder import PERSON, nested
from demerit.report.life.story import main_kind
from demerit.report.life.subject import PLURALS
from demerit.report.markup import Child, Markup
from demerit.report.put_in import PUT_IN, put_in
from demerit.report.sections.section import Section, absent, bracketed, lacking, measured, row, sentence
from demerit.report.words import listed, many, years

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder

POINTS_IN_TIME = 120


def band_days(run: RunFolder) -> tuple[list[int], list[list[float]]] | None:
    """(days, shares[band][i]) of bands, worst first, at up to POINTS_IN_TIME days; None without the table.

    Of persons, or of whom the scheme is about where persons have nothing to do with it.
    """
    scan = run.daily(main_kind(run.scheme.model))
    if scan is None:
        return None
    step = max(1, run.days // POINTS_IN_TIME)
    kept = (pl.col("day") % step == 0) | (pl.col("day") == run.days - 1)
    counts = (
        scan.select("day", pl.col("band").cast(pl.String), "people")
        .filter(kept)
        .group_by("day", "band")
        .agg(pl.col("people").cast(pl.Int64).sum())
        .collect()
    )
    days = sorted(counts["day"].unique().to_list())
    at = {(row[0], row[1]): row[2] for row in counts.iter_rows()}
    bands = [band.id for band in run.scheme.model.bands]
    whole = [sum(at.get((day, band), 0) for band in bands) or 1 for day in days]
    shares = [
        [at.get((day, band), 0) / all_ for day, all_ in zip(days, whole, strict=True)] for band in bands
    ]
    return (days, shares) if days else None


def began_lowest(run: RunFolder, kind: str = PERSON) -> float | None:
    """The share of a kind of subject that starts in the lowest band; None where it cannot be said."""
    bands, people = run.scheme.model.bands, run.table("people")
    if people is None:
        return None
    edge = bare(bands[1].from_) if len(bands) > 1 else math.inf
    if edge is None:  # it begins elsewhere for each
        return None
    own = people.filter(pl.col("kind") == kind)
    share = own.select((pl.col("score_start") < edge).mean()).collect(engine="streaming").item()
    return None if share is None else float(share)


def start_of(run: RunFolder) -> int:
    """The place of the band that people start in: the first that weighs nothing, else the middle."""
    weights = [bare(band.weight) for band in run.scheme.model.bands]
    return weights.index(0) if 0 in weights else len(weights) // 2


def over_time(run: RunFolder) -> Section:
    """Shares of the bands day by day, and the score on the last day."""
    names = [run.title(band.id) for band in run.scheme.model.bands]
    whom = whom_of(run)
    body: list[Child] = []
    kind = main_kind(run.scheme.model)
    mean = run.number("score.mean" if kind == PERSON else f"kind.score.{kind}")
    spread = run.number("score.sd") if kind == PERSON else None
    if mean is not None:
        of = "" if kind == PERSON else f" of {whom}"
        wide = f", with a standard deviation of {plain(spread.value)} points" if spread else ""
        body.append(
            sentence(
                f"On the last day the mean score{of} is {bracketed(mean)}{wide}. {_last_day(run, names)}"
            )
        )
    else:
        body.append(absent(run, "score.mean", "The mean score"))
    read = band_days(run)
    if read is None:
        body.append(dataless("Bands over time: not measurable here, because this run kept no table of days."))
    else:
        days, shares = read
        table = Rows(
            head=("day", *names),
            rows=[
                (f"{day:,}", *(f"{share[i] * 100:.1f} %" for share in shares))
                for i, day in enumerate(days)
                if i % 10 == 0 or day == days[-1]
            ],
        )
        label = f"Share of {whom} in each band over {years(run.days)}. {_last_day(run, names)}"
        caption = (
            f"Share of all {whom} in each band, day by day, the worst at the bottom. Labels: the last day."
        )
        body.append(
            figure(
                areas(days, shares, names, label, start_of(run)),
                title="Who is in which band.",
                caption=caption,
                data=table,
            )
        )
    return Section(anchor="scores", question=f"Where do {whom} end up?", body=tuple(body))


def whom_of(run: RunFolder) -> str:
    """Whom the scheme is about: people, or a kind of organisation."""
    kind = main_kind(run.scheme.model)
    return "people" if kind == PERSON else PLURALS[kind]


def _last_day(run: RunFolder, names: list[str]) -> str:
    """'Of 1,000 people then: 41 in “barred” and 120 in “model”' from the band shares; persons only."""
    if main_kind(run.scheme.model) != PERSON:
        return ""
    parts: list[str] = []
    for band, name in zip(run.scheme.model.bands, names, strict=True):
        finding = run.number(f"band.share.{band.id}")
        if finding is not None:
            of = min(1_000, run.people or 1_000)
            count, ends = per_thousand(finding, of)
            parts.append(f"{count}{f' ({ends})' if ends and not few(finding) else ''} in “{name}”")
    among = many(min(1_000, run.people or 1_000), "person", "people")
    return f"Of {among} then: {listed(parts)}." if parts else ""


def transitions(value: Any, bands: list[str]) -> list[tuple[str, list[float]]]:
    """(band, shares by band a year later) of a transition matrix; rows that nobody began are left out."""
    rows: list[tuple[str, list[float]]] = []
    for band in bands:
        row = nested(nested(value).get(band))
        shares = [float(row.get(other) or 0.0) for other in bands]
        if sum(shares) > 0:
            rows.append((band, shares))
    return rows


def climbing(run: RunFolder) -> Section:
    """Flows between the bands within a year, and how long the lowest holds people."""
    bands = [band.id for band in run.scheme.model.bands]
    names = [run.title(band) for band in bands]
    if len(bands) == 1:
        only = sentence(f"There is one band only, “{names[0]}”: nobody can fall or climb.")
        return Section(anchor="climbing", question="Can they climb back?", body=(only,))
    body: list[Child] = [row(run, "band.trap_share"), *_escapes(run, bands)]
    finding = run.finding("band.transitions")
    rows = transitions(finding.value, bands) if finding is not None else []
    if finding is None or not rows:
        body.append(absent(run, "band.transitions", "Flows between bands"))
    else:
        named = [(run.title(band), shares) for band, shares in rows]
        flows = "; ".join(
            f"of 100 in {n}, {listed(f'{s:.0%} in {m}' for s, m in zip(r, names, strict=True) if s > 0)}"
            for n, r in named
        )
        table = Rows(
            head=("began in", *names), rows=[(n, *(f"{s * 100:.1f} %" for s in r)) for n, r in named]
        )
        caption = (
            "Of 100 people who are in a band when a year of the run begins, how many are in which when it "
            "ends, over all full years; where nobody began a year there is no row. It counts otherwise than "
            "stays do: who was there long before counts too, and who left and came back as still there."
        )
        picture = hundreds(named, names, f"Flows between bands in a year: {flows}.", start_of(run))
        body.append(figure(picture, title="A year's moves between bands.", caption=caption, data=table))
    return Section(anchor="climbing", question="Can they climb back?", body=tuple(body))


def _escapes(run: RunFolder, bands: list[str]) -> list[Markup]:
    """Median time until a better band, band by band."""
    escapes = [(band, f) for band, f in run.family("band.escape_days") if band in bands[:-1]]
    held = f" (as long as a rule holds people there: {PUT_IN})"
    medians = [
        f"{bracketed(f)} days in “{run.title(band)}”{held if put_in(run, f'band.escape_days.{band}') else ''}"
        for band, f in measured(escapes)
    ]
    parts = [sentence(f"Half of all stays end in a better band within {listed(medians)}.")] if medians else []
    return [*parts, *lacking([(f"“{run.title(band)}”", band, f) for band, f in escapes])]
