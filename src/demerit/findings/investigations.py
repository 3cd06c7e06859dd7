"""Being looked into: how often, and for how long."""

from __future__ import annotations

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.jackknife import Sums, abreast
from demerit.findings.needs import INVESTIGATIONS, PERSONS
from demerit.findings.registry import question
from demerit.findings.wording import Telling, Words, alike


@question(
    "investigations.per_1000_person_years",
    unit="investigations per 1,000 person-years",
    definition="Investigations that began, for 1,000 persons in a year: one with each stay in a band that is "
    "investigated.",
    direction="harm",
    words=Words(
        label="Investigations",
        what=alike("investigations a year began, of 1,000 people"),
        section="Costs",
        telling=Telling(
            subject="How often people are investigated",
            often="1,000 people are investigated {} times a year",
            seen=("investigation began", "investigations began"),
            never="Nobody was investigated",
        ),
    ),
    needs=(PERSONS, INVESTIGATIONS),
    gap=True,
)
def begun(run: Coded) -> Sums:
    """How often people are looked into."""
    counts = run.column("investigations").astype(np.float64)
    sums = abreast(run.summed(counts), run.heads)
    return Sums(sums=sums, law="rate", squares=run.summed(counts**2), scale=1000 / run.years)


@question(
    "investigations.days",
    unit="days",
    definition="Mean days that an investigation took: as long as the scheme says, or until the person left "
    "the band, or the run ended.",
    direction="harm",
    words=Words(
        label="How long investigations take",
        what=alike("days that an investigation took"),
        section="Costs",
        briefly="days in the mean",
    ),
    needs=(PERSONS, INVESTIGATIONS),
    nothing="nobody was investigated",
)
def days(run: Coded) -> Sums:
    """How long people are looked into."""
    sums = abreast(*(run.summed(run.column(name)) for name in ("investigated_days", "investigations")))
    return Sums(sums=sums, law="mean", within=(0.0, float(run.evidence.days)))
