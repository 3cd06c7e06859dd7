"""Points lost: as the rules drew them, and as the clamp let them be taken."""

from __future__ import annotations

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.jackknife import Sums, ratio
from demerit.findings.needs import LEDGER, PERSONS
from demerit.findings.registry import question
from demerit.findings.wording import Words, alike


@question(
    "points.lost",
    unit="points per person-year",
    definition="Points lost for each person in a year, as applied: after the clamp, so that at the least "
    "score none are. Causes own, misnamed, alarm and association.",
    direction="harm",
    words=Words(label="Points lost", what=alike("points lost a person-year")),
    needs=(PERSONS,),
)
def lost(run: Coded) -> Sums:
    """What was taken."""
    points = np.abs(run.column("points_lost").astype(np.float64))
    return Sums(
        sums=np.stack([run.summed(points), run.heads], -1),
        statistic=ratio,
        law="rate",
        scale=1 / run.years,
        counts=np.stack([run.summed(points > 0), run.heads], -1),
    )


@question(
    "points.lost_nominal",
    unit="points per person-year",
    definition="Points lost for each person in a year, as drawn: before the clamp, those included that no "
    "score was left to take from. Causes own, misnamed, alarm and association.",
    direction="harm",
    words=Words(label="Points lost, nominal", what=alike("points drawn against a person in a year")),
    needs=(PERSONS, LEDGER),
)
def nominal(run: Coded) -> Sums | None:
    """What would have been taken from a score without a floor."""
    if run.entries is None:
        return None
    entries = run.entries
    rows = np.flatnonzero(entries.charged)
    person = entries.person[rows]
    losers = np.bincount(person, minlength=run.persons) > 0
    return Sums(
        sums=np.stack([run.summed(-entries.drawn[rows].astype(np.float64), person), run.heads], -1),
        statistic=ratio,
        law="rate",
        scale=1 / run.years,
        counts=np.stack([run.summed(losers), run.heads], -1),
    )
