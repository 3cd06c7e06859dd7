"""Bands: who is in which, who enters the lowest, and how long it takes to climb out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.columns import BoolArray, IntArray
from demerit.findings.courses import courses, on_anniversaries, spells, start_bands
from demerit.findings.finding import Estimate
from demerit.findings.jackknife import Sums, abreast
from demerit.findings.needs import LEDGER, PERSONS, YEAR
from demerit.findings.pooled import Pooled, in_spells
from demerit.findings.registry import question
from demerit.findings.survival import median_days, still_going
from demerit.findings.wording import Words, alike, be
from demerit.formats.vocabulary import YEAR_DAYS

LOWEST = 0


@question(
    "band.share.<band>",
    unit="share of persons",
    definition="Share of persons in the band <band> on the last day.",
    direction="neutral",
    words=Words(
        label="Who is in “<band>”", what=be("in “<band>” on the last day", "is"), of=1_000, section="Band"
    ),
    needs=(PERSONS,),
    keys=lambda run: run.bands,
)
def shares(run: Coded) -> dict[str, Sums]:
    """Where people stand in the end."""
    band = run.words("band", run.bands)
    return {
        name: Sums(sums=abreast(run.summed(band == place), run.heads)) for place, name in enumerate(run.bands)
    }


@question(
    "band.transitions",
    unit="share of persons a year",
    definition="From a band (outer) to a band (inner) within a year: shares of those who began the year "
    "there, over all full years of the run.",
    direction="neutral",
    words=Words(label="Flows between bands", what=alike("moved from band to band in a year"), section=None),
    needs=(PERSONS, LEDGER, YEAR),
)
def transitions(run: Coded) -> Pooled:
    """Who moves where in a year; a band that nobody began a year in has no row."""
    years = run.evidence.days // YEAR_DAYS
    bands = on_anniversaries(run, years).astype(np.int64)
    count = len(run.bands)
    moves = np.bincount((bands[:, :-1] * count + bands[:, 1:]).ravel(), minlength=count**2)
    return Pooled(parts={"moves": moves[None]}, work_out=partial(_flows, run.bands))


def _flows(names: Sequence[str], parts: Mapping[str, IntArray]) -> Estimate:
    """From band to band, of how many moved: int64[blocks, bands²]."""
    moves = parts["moves"].sum(axis=0)
    table: dict[str, Any] = {
        self: {other: int(n) / int(row.sum()) for other, n in zip(names, row, strict=True)}
        for self, row in zip(names, moves.reshape(len(names), -1), strict=True)
        if row.sum() > 0
    }
    return Estimate(value=table, events=int(moves.sum()))


@question(
    "band.entered_lowest_share",
    unit="share of persons",
    definition="Share of persons who ever entered the lowest band from a better one; in a run without a "
    "ledger, who spent a day there without having started there.",
    direction="harm",
    words=Words(
        label="Who came into the lowest band",
        what=alike("entered the lowest band"),
        of=1_000,
        headline=20,
        those="People who fell into the lowest band",
        bears_on=("unrelated",),
        section="Band",
    ),
    needs=(PERSONS,),
    gap=True,
)
def entered_lowest(run: Coded) -> Sums:
    """Who was ever put at the bottom."""
    return Sums(sums=abreast(run.summed(entered(run)), run.heads))


def entered(run: Coded) -> BoolArray:
    """Whether each person ever entered the lowest band from a better one."""
    if run.evidence.ledger is None:
        days = run.column(f"days_in_{run.bands[LOWEST]}")
        ever = (days > 0) | (run.words("band", run.bands) == LOWEST)
        return ever & (start_bands(run) != LOWEST)
    course = courses(run)
    fallen = np.zeros(run.persons, np.bool_)
    arrived = (course.band == LOWEST) & np.append([False], course.person[1:] == course.person[:-1])
    fallen[course.person[arrived]] = True
    return fallen


@question(
    "band.escape_days.<band>",
    unit="days",
    definition="Median days from arriving in the band <band> until a better one (Kaplan-Meier over "
    "spells, those not over at the run's end included; none if never half got out).",
    direction="harm",
    words=Words(
        label="Days in “<band>”",
        what=alike("days until half had left “<band>” for a better band"),
        section="Band",
    ),
    needs=(LEDGER,),
    nothing="nobody was in the band <band>",
    keys=lambda run: run.bands[:-1],
)
def escape_days(run: Coded) -> dict[str, Pooled]:
    """How long it takes to climb out of each band that has a better one."""
    return {name: in_spells(spells(run, n), median_days) for n, name in enumerate(run.bands[:-1])}


@question(
    "band.trap_share",
    unit="share of spells",
    definition="Share still in the lowest band 365 days after entering it (Kaplan-Meier over spells).",
    direction="harm",
    words=Words(
        label="How long the lowest band holds people",
        what=("lasts longer than a year", "last longer than a year"),
        of=100,
        whom=("stay in the lowest band", "stays in the lowest band"),
        caveat="Counted from the day on which each begins.",
        per_case=True,
        bears_on=("unjustified-or-disproportionate", "kept-without-end"),
        section="Band",
    ),
    needs=(LEDGER,),
    nothing="nobody was in the lowest band",
)
def trap_share(run: Coded) -> Pooled:
    """Whether the lowest band lets go."""
    return in_spells(spells(run, LOWEST), partial(still_going, after_days=YEAR_DAYS))
