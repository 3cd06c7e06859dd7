"""Work: who loses it, also because the employer fell."""

from __future__ import annotations

from demerit.findings.coded import Coded
from demerit.findings.jackknife import Sums, abreast
from demerit.findings.needs import BASELINE, JOBS, PERSONS
from demerit.findings.possible import job_losses
from demerit.findings.registry import question
from demerit.findings.silence import against_none, change_of
from demerit.findings.wording import Words, alike


@question(
    "work.lost",
    unit="jobs lost per 1,000 person-years",
    definition="Jobs lost for 1,000 persons in a year.",
    direction="harm",
    words=Words(label="Jobs lost", what=alike("jobs lost a year, of 1,000 people"), section="Costs"),
    needs=(PERSONS, JOBS),
    gap=True,
)
def lost(run: Coded) -> Sums:
    """How often work is lost under the scheme."""
    sums = abreast(run.tally("acts", job_losses(run)), run.heads)
    return Sums(sums=sums, law="rate", scale=1000 / run.years)


@question(
    "work.lost_change",
    unit="share of the jobs lost without the scheme",
    definition="Jobs lost under the scheme over those lost without it, minus 1.",
    direction="harm",
    words=against_none("Jobs lost, against no scheme", "jobs lost", "Costs"),
    needs=(JOBS, BASELINE),
    nothing="nobody lost work without the scheme",
)
def change(run: Coded) -> Sums:
    """Whether the scheme costs jobs."""
    return change_of(run, job_losses(run))
