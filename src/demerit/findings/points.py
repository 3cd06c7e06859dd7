"""Points lost: as the rules drew them, and as the clamp let them be taken."""

from __future__ import annotations

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.columns import BoolArray
from demerit.findings.finding import FloatArray
from demerit.findings.jackknife import Sums, abreast
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
    return _a_year(run, run.summed(points), points > 0)


@question(
    "points.lost_nominal",
    unit="points per person-year",
    definition="Points lost for each person in a year, as drawn: before the clamp, those included that no "
    "score was left to take from. Causes own, misnamed, alarm and association.",
    direction="harm",
    words=Words(label="Points lost, nominal", what=alike("points drawn against a person in a year")),
    needs=(PERSONS, LEDGER),
)
def nominal(run: Coded) -> Sums:
    """What would have been taken from a score without a floor."""
    rows = np.flatnonzero(run.entries.charged)
    person = run.entries.person[rows]
    points = run.summed(-run.entries.drawn[rows].astype(np.float64), person)
    return _a_year(run, points, np.bincount(person, minlength=run.persons) > 0)


def _a_year(run: Coded, points: FloatArray, losers: BoolArray) -> Sums:
    """Points for each person in a year, and who lost any."""
    counts = abreast(run.summed(losers), run.heads)
    return Sums(sums=abreast(points, run.heads), law="rate", scale=1 / run.years, counts=counts)
