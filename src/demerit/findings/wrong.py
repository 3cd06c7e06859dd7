"""Records for what somebody did not do, and points for what others did."""

from __future__ import annotations

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.entries import Entries
from demerit.findings.finding import FloatArray
from demerit.findings.jackknife import Sums, abreast
from demerit.findings.needs import LEDGER, PERSONS
from demerit.findings.pooled import Pooled, in_spells
from demerit.findings.possible import can_associate, can_err, errs
from demerit.findings.registry import question
from demerit.findings.survival import Spells, median_days
from demerit.findings.wording import Words, alike, be
from demerit.world.columns.state import ASSOCIATION, REDRESS


def wrong_records(run: Coded) -> FloatArray:
    """Misnamed and alarm records of each person: from the ledger, or without one from the persons."""
    if run.evidence.ledger is None:
        return run.column("records_misnamed").astype(np.float64) + run.column("records_alarm")
    persons = run.entries.person[run.entries.wrong]
    return np.bincount(persons, minlength=run.persons).astype(np.float64)


@question(
    "wrong.people_share",
    unit="share of persons",
    definition="Share of persons with at least one record of somebody else's act or of nobody's.",
    direction="harm",
    words=Words(
        label="Wrong records",
        what=alike("got a record for something they did not do"),
        of=1_000,
        headline=10,
        those="People with a wrong record",
        briefly="wrong records",
        bears_on=(
            "real-time-remote",
            "crime-risk",
            "remote-biometrics",
            "nobody-oversees",
            "wrong-records",
            "solely-automated",
            "no-hearing",
            "data-processed",
        ),
        gap_bears_on=("by-status",),
        section="People wrongly recorded",
    ),
    needs=(PERSONS,),
    gap=True,
)
def people_share(run: Coded) -> Sums:
    """Who was ever recorded for nothing."""
    sums = abreast(run.summed(wrong_records(run) > 0), run.heads)
    return Sums(sums=sums, fixed=_no_errors(run))


def _no_errors(run: Coded) -> float | None:
    """None of a kind, where no channel can err."""
    return None if can_err(run) else 0.0


@question(
    "wrong.per_1000_person_years",
    unit="records per 1,000 person-years",
    definition="Records of somebody else's act or of nobody's, for 1,000 persons in a year.",
    direction="harm",
    words=Words(
        label="Wrong records",
        what=alike("wrong records a year, of 1,000 people"),
        bears_on=("real-time-remote",),
        section="People wrongly recorded",
    ),
    needs=(PERSONS,),
    gap=True,
)
def rate(run: Coded) -> Sums:
    """How often people are recorded for nothing."""
    sums = abreast(run.summed(wrong_records(run)), run.heads)
    return Sums(sums=sums, law="rate", scale=1000 / run.years, fixed=_no_errors(run))


def _points_share(run: Coded, column: str, chosen: str, fixed: float | None) -> Sums:
    """Points lost through entries that `chosen` marks, over all points lost.

    The events are entries that lost points; without a ledger, persons who lost any.
    """
    if run.evidence.ledger is None:
        parts = [np.abs(run.column(name)) for name in (column, "points_lost")]
        sums, counts = (abreast(*map(run.summed, group)) for group in (parts, [p > 0 for p in parts]))
    else:
        entries = run.entries
        marked = entries.wrong if chosen == "wrong" else entries.cause == ASSOCIATION
        losing = np.flatnonzero(entries.lost)
        both = (losing[marked[losing]], losing)
        sums = abreast(*(run.summed(entries.lost[rows], entries.person[rows]) for rows in both))
        counts = abreast(*(run.summed(rows=entries.person[rows]) for rows in both))
    return Sums(sums=sums, counts=counts, among=True, fixed=fixed)


@question(
    "wrong.points_share",
    unit="share of points lost",
    definition="Points lost through records of somebody else's act or of nobody's, over all points lost, "
    "as applied after the clamp.",
    direction="harm",
    words=Words(
        label="Points lost to wrong records",
        what=be("lost for what somebody did not do"),
        of=100,
        whom=("point lost", "points lost"),
        bears_on=("stays-wrong",),
        section="People wrongly recorded",
    ),
    needs=(PERSONS,),
    nothing="nobody lost any points",
)
def points_share(run: Coded) -> Sums:
    """How much of the punishment is for nothing."""
    return _points_share(run, "points_lost_wrongly", "wrong", _no_errors(run))


@question(
    "association.points_share",
    unit="share of points lost",
    definition="Points lost because of ties' records, over all points lost, as applied after the clamp.",
    direction="harm",
    words=Words(
        label="Points lost for what ties did",
        what=be("for what ties did"),
        of=100,
        whom=("point that people lost", "points that people lost"),
        bears_on=("touches-association", "touches-assembly-or-association"),
        section="People wrongly recorded",
    ),
    needs=(PERSONS,),
    nothing="nobody lost any points",
)
def association_points_share(run: Coded) -> Sums:
    """How much of the punishment is for others' acts."""
    return _points_share(run, "points_by_association", "association", None if can_associate(run) else 0.0)


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
    words=Words(
        label="How many wrong records were corrected",
        what=be("ever corrected"),
        of=100,
        whom=("wrong record", "wrong records"),
        bears_on=("nobody-oversees", "wrong-records", "from-others", "no-remedy"),
        section="People wrongly recorded",
    ),
    needs=(LEDGER,),
    nothing="nobody was wrongly recorded",
)
def corrected_share(run: Coded) -> Sums:
    """Whether wrong records are put right."""
    record, _ = _corrected(run.entries)
    person = run.entries.person
    return Sums(
        sums=abreast(run.summed(rows=person[record]), run.summed(rows=person[run.entries.wrong])),
        among=True,
        fixed=None if run.scheme.redress is not None and run.scheme.redress.appeal is not None else 0.0,
    )


@question(
    "wrong.correction_days",
    unit="days",
    definition="Median days from a wrong record to its correction, of those corrected during the run.",
    direction="harm",
    words=Words(
        label="How long wrong records stand until they are corrected",
        what=alike("days until a wrong record was corrected (median)"),
        bears_on=("wrong-records",),
        section="People wrongly recorded",
    ),
    needs=(LEDGER,),
    nothing="no wrong record was corrected",
)
def correction_days(run: Coded) -> Pooled:
    """How long a wrong record stands."""
    record, correction = _corrected(run.entries)
    lengths = (run.entries.day[correction] - run.entries.day[record]).astype(np.int64)
    spells = Spells(
        district=run.district[run.entries.person[record]],
        length_days=lengths,
        ended=np.ones(len(lengths), np.bool_),
        districts=run.districts,
    )
    return in_spells(spells, median_days)


@question(
    "channel.ppv.<channel>",
    unit="share of records",
    definition="Positive predictive value of <channel>: share of its records that name the one who did it.",
    direction="favourable",
    words=Words(
        label="Records of <channel> that are right",
        what=alike("named the one who did it"),
        of=100,
        whom=("record of <channel>", "records of <channel>"),
        section="People wrongly recorded",
    ),
    needs=(LEDGER,),
    nothing="<channel> recorded nobody",
    keys=lambda run: run.channels,
)
def predictive_value(run: Coded) -> dict[str, Sums]:
    """How far a channel's records are to be believed."""
    entries = run.entries
    answers: dict[str, Sums] = {}
    mine = np.flatnonzero(entries.is_record)
    mine = mine[np.argsort(entries.channel[mine], kind="stable")]
    starts = np.searchsorted(entries.channel[mine], np.arange(len(run.scheme.channels) + 1))
    for place, channel in enumerate(run.scheme.channels):
        records = mine[starts[place] : starts[place + 1]]
        ours = (records[entries.did_it[records]], records)
        right, every = (run.summed(rows=entries.person[rows]) for rows in ours)
        answers[channel.id] = Sums(
            sums=abreast(right, every), among=True, fixed=None if errs(channel) else 1.0
        )
    return answers
