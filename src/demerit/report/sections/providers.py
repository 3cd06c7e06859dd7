"""Several firms that score the same people: whether it matters whom one asks, and where else to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from demerit.findings.catalogue import words_of
from demerit.findings.wording import is_finite, plain
from demerit.formats.values import bare
from demerit.report.folder import PERSON
from demerit.report.markup import Child, Markup, folded, table
from demerit.report.natural import natural
from demerit.report.sections.section import Section, absent, bar_figure, bracketed, resting_on, row, sentence
from demerit.report.words import listed, percent

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder
    from demerit.report.sections.section import Place


def several(run: RunFolder) -> Section | None:
    """The section; None for a scheme with one provider."""
    rule = run.scheme.model.providers
    if rule.count == 1:
        return None
    shared = bare(rule.shared)
    luck = (
        f"of {percent(shared)} of acts all see the same, of the others each has errors of its own"
        if shared is not None and shared < 1
        else "what one sees of an act, all see"
        if shared is not None
        else "some of their errors are common to all"
    )
    last = run.scheme.model.providers_on(run.days - 1) == rule.count
    body: list[Child] = [
        sentence(f"{rule.count} providers score the same people by the same rules: {luck}."),
        *_when(run, last=last),
        *(_disagree(run) if last else []),
        row(run, "exclusion.all_providers"),
        _pictured(run, last=last),
        _each(run),
        resting_on(run.assumed, "scheme.providers", "scheme.rollout"),
    ]
    question = "Does it matter whom one asks?"
    return Section(anchor="providers", question=question, body=tuple(body))


def _when(run: RunFolder, *, last: bool) -> list[Markup]:
    """Where several score in some phases of a rollout only: in which; `last`: all of them to the end."""
    phases = run.scheme.model.rollout
    spans = [
        f"{phase.providers} from day {phase.from_day:,} on"
        for before, phase in zip((None, *phases), phases, strict=False)
        if phase.from_day < run.days and (before is None or before.providers != phase.providers)
    ]
    if len(spans) < 2:  # noqa: PLR2004 nothing changes
        return []
    left = "" if last else " Who no longer scores on the last day is not held against who does."
    return [sentence(f"How many score changes as the scheme is rolled out: {listed(spans)}.{left}")]


def _disagree(run: RunFolder) -> list[Markup]:
    """How far providers disagree on the last day."""
    split, spread = natural(run, "providers.split_share"), run.number("providers.spread")
    if split is None:
        return [absent(run, "providers.split_share", "How far providers disagree")]
    apart = f"; their scores of one person lie {bracketed(spread)} points apart" if spread else ""
    return [sentence(f"{split.sentence(words_of('providers.split_share'))}{apart}.")]


def _pictured(run: RunFolder, *, last: bool) -> Markup | None:
    """One provider against all: services refused and, where all score to the end, people at the bottom."""
    count = run.scheme.model.providers.count
    denied, lowest = run.finding("access.denied"), run.number(f"band.share.{run.scheme.model.bands[0].id}")
    rows: list[Place] = []
    if denied is not None and is_finite(denied.share):
        rows.append(("services refused by who was asked", float(denied.share), None, None))
    measured = [("services refused by all of the day", run.number("exclusion.all_providers"))]
    if last:
        worst = run.number("providers.worst_band_share")
        measured.append(("people in the lowest band with the first", lowest))
        measured.append((f"people in the lowest band with all {count}", worst))
    rows += [(words, float(f.value), f.low, f.high) for words, f in measured if f is not None]
    people = " People: share of persons on the last day." if last else ""
    if len(rows) < 2:  # noqa: PLR2004 nothing to hold against each other
        return None
    return bar_figure(
        rows,
        title="One provider, and all of them.",
        caption=f"Services: share of those that persons ask for.{people} "
        "Were providers' errors their own, far fewer would be shut out by all than by one. Unit: share. "
        "Whiskers: 95 %, chance only; the share refused by who was asked has none.",
        unit="share",
        first="what is counted",
    )


def _each(run: RunFolder) -> Markup | None:
    """Each provider's mean score of persons, and what it was asked for and refused."""
    scan, people = run.table("providers"), run.table("people")
    if scan is None or people is None:
        return None
    persons = people.filter(pl.col("kind") == PERSON).select("subject")
    sums = (
        scan.join(persons, on="subject", how="semi")
        .group_by("provider")
        .agg(pl.col("score").mean(), pl.col("asked").sum(), pl.col("denied").sum())
        .sort("provider")
        .collect()
    )
    rows = [
        (
            f"provider {row['provider']}",
            plain(row["score"], 4),
            f"{row['asked']:,}",
            f"{row['denied']:,}",
            percent(row["denied"] / row["asked"]) if row["asked"] else "never asked",
        )
        for row in sums.iter_rows(named=True)
    ]
    head = ("", "mean score at the end", "services asked for", "refused", "share refused")
    return folded("Each provider", table("Each provider, persons only", head, rows))
