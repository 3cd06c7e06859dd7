"""Records for what somebody did not do, and points for what others did."""

from __future__ import annotations

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.entries import Entries
from demerit.findings.finding import FloatArray
from demerit.findings.jackknife import POSITIVE, Estimate, Sums, ratio
from demerit.findings.registry import question
from demerit.findings.survival import Spells, median_days
from demerit.world.state import ASSOCIATION, REDRESS


def _wrong_records(run: Coded) -> FloatArray:
    """Misnamed and alarm records of each person: from the ledger, or without one from the persons."""
    if run.entries is None:
        return run.column("records_misnamed").astype(np.float64) + run.column("records_alarm")
    persons = run.entries.person[run.entries.wrong]
    return np.bincount(persons, minlength=run.persons).astype(np.float64)


@question(
    "wrong.people_share",
    unit="share of persons",
    definition="Share of persons with at least one record of somebody else's act or of nobody's.",
    direction="harm",
    gap=True,
)
def people_share(run: Coded) -> Sums:
    """Who was ever recorded for nothing."""
    return Sums(sums=np.stack([run.summed(_wrong_records(run) > 0), run.heads], -1), statistic=ratio)


@question(
    "wrong.per_1000_person_years",
    unit="records per 1,000 person-years",
    definition="Records of somebody else's act or of nobody's, for 1,000 persons in a year.",
    direction="harm",
    gap=True,
)
def rate(run: Coded) -> Sums:
    """How often people are recorded for nothing."""
    sums = np.stack([run.summed(_wrong_records(run)), run.heads], -1)
    return Sums(sums=sums, statistic=ratio, scale=1000 / run.years, within=POSITIVE)


def _points_share(run: Coded, column: str, chosen: str) -> Sums:
    """Points lost through entries that `chosen` marks, over all points lost."""
    entries = run.entries
    if entries is None:
        parts = (np.abs(run.column(name)) for name in (column, "points_lost"))
        return Sums(sums=np.stack([run.summed(part) for part in parts], -1), statistic=ratio)
    marked = entries.wrong if chosen == "wrong" else entries.cause == ASSOCIATION
    losing = np.flatnonzero(entries.lost)
    through = losing[marked[losing]]
    sums = [run.summed(entries.lost[rows], entries.person[rows]) for rows in (through, losing)]
    return Sums(sums=np.stack(sums, -1), statistic=ratio, events=len(through))


@question(
    "wrong.points_share",
    unit="share of points lost",
    definition="Points lost through records of somebody else's act or of nobody's, over all points lost.",
    direction="harm",
)
def points_share(run: Coded) -> Sums:
    """How much of the punishment is for nothing."""
    return _points_share(run, "points_lost_wrongly", "wrong")


@question(
    "association.points_share",
    unit="share of points lost",
    definition="Points lost because of ties' records, over all points lost.",
    direction="harm",
)
def association_points_share(run: Coded) -> Sums:
    """How much of the punishment is for others' acts."""
    return _points_share(run, "points_by_association", "association")


def _corrected(entries: Entries) -> tuple[np.ndarray, np.ndarray]:
    """Rows of wrong records that were corrected, and of the first entry that corrected each."""
    given = np.flatnonzero((entries.cause == REDRESS) & (entries.root >= 0))
    given = given[entries.wrong[entries.root[given]]]
    record, place = np.unique(entries.root[given], return_index=True)
    return record, given[place]


@question(
    "wrong.corrected_share",
    unit="share of wrong records",
    definition="Share of records of somebody else's act or of nobody's that were corrected during the run.",
    direction="favourable",
)
def corrected_share(run: Coded) -> Sums | None:
    """Whether wrong records are put right."""
    if run.entries is None:
        return None
    record, _ = _corrected(run.entries)
    person = run.entries.person
    every = run.summed(rows=person[run.entries.wrong])
    return Sums(sums=np.stack([run.summed(rows=person[record]), every], -1), statistic=ratio)


@question(
    "wrong.correction_days",
    unit="days",
    definition="Median days from a wrong record to its correction, of those corrected during the run.",
    direction="harm",
)
def correction_days(run: Coded) -> Estimate | None:
    """How long a wrong record stands."""
    if run.entries is None:
        return None
    record, correction = _corrected(run.entries)
    lengths = (run.entries.day[correction] - run.entries.day[record]).astype(np.int64)
    return median_days(
        Spells(
            district=run.district[run.entries.person[record]],
            length_days=lengths,
            ended=np.ones(len(lengths), np.bool_),
            districts=run.districts,
        )
    )


@question(
    "channel.ppv.<channel>",
    unit="share of records",
    definition="Positive predictive value of <channel>: share of its records that name the one who did it.",
    direction="favourable",
)
def predictive_value(run: Coded) -> dict[str, Sums | None]:
    """How far a channel's records are to be believed."""
    entries = run.entries
    if entries is None:
        return dict.fromkeys(run.channels)
    answers: dict[str, Sums | None] = {}
    for place, channel in enumerate(run.channels):
        records = entries.is_record & (entries.channel == place)
        right = run.summed(rows=entries.person[records & entries.did_it])
        every = run.summed(rows=entries.person[records])
        answers[channel] = Sums(sums=np.stack([right, every], -1), statistic=ratio, events=int(records.sum()))
    return answers
