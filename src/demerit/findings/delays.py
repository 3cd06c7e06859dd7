"""Doors that open late: delayed needs, how long they wait, and for what; who is put first, and who is not."""

from __future__ import annotations

from typing import Final

import numpy as np

from demerit.findings.access import barred, how_often
from demerit.findings.butfor import CAUSES, EventKind, asking, share_of
from demerit.findings.coded import Coded
from demerit.findings.jackknife import Sums, abreast
from demerit.findings.needs import DELAYS, LEDGER, PERSONS, PRIORITY, REFUSALS
from demerit.findings.possible import needs_of
from demerit.findings.registry import Ask, question
from demerit.findings.wording import OF_DELAYS, Telling, Words, alike, be
from demerit.schemes.treatments import BARRING, DELAYING, PREFERRING, days_late


@question(
    "delays.per_1000_person_years",
    unit="delayed needs per 1,000 person-years",
    definition="Delayed needs for 1,000 persons in a year, of whatever kind; share: of all needs asked.",
    direction="harm",
    words=Words(
        label="Delays",
        what=alike("services a year came late, of 1,000 people"),
        telling=Telling(
            subject="How often people are kept waiting",
            often="1,000 people are kept waiting {} times a year",
            seen=("service came late", "services came late"),
            never="No service came late",
        ),
        section="Refusals and delays",
    ),
    needs=(PERSONS, DELAYS),
    gap=True,
)
def delayed(run: Coded) -> Sums:
    """How often people are made to wait."""
    return barred(run, "delayed", run.needs)


@question(
    "delays.days",
    unit="days",
    definition="Mean days that a delayed need waits because of the band.",
    direction="harm",
    words=Words(
        label="How long services are delayed",
        what=alike("days that a late service waited"),
        briefly="days in the mean",
        section="Refusals and delays",
    ),
    needs=(DELAYS, REFUSALS),
    nothing="nobody was made to wait",
)
def days(run: Coded) -> Sums:
    """How long people wait."""
    waits = np.array([days_late(t) or 0.0 for t in run.scheme.treatments], np.float64)
    person = run.delays.person
    lengths = {days_late(t) or 0.0 for t in run.scheme.treating(DELAYING)}
    return Sums(
        sums=abreast(run.summed(waits[run.delays.treatment], person), run.summed(rows=person)),
        law="mean",
        fixed=float(next(iter(lengths))) if len(lengths) == 1 else None,
    )


LATE: Final = EventKind(
    label="Delays",
    done="delayed",
    how="without delay ",
    whom=OF_DELAYS,
    needs=(DELAYS, LEDGER, REFUSALS),
    nothing="nobody was made to wait",
)


def _of_delays(left: int) -> Ask:
    """How many delays would not have been without what is left out."""
    return lambda run: share_of(run, run.delays, left, BARRING)


for _cause in CAUSES:
    asking(_cause, "delays", LATE)(_of_delays(_cause.left))


@question(
    "priority.granted_per_1000_person_years",
    unit="needs put first per 1,000 person-years",
    definition="Needs put first because of the band, for 1,000 persons in a year; share: of all asked.",
    direction="favourable",
    words=Words(
        label="Put first",
        what=alike("services a year granted ahead of others, of 1,000 people"),
        telling=Telling(
            subject="How often people are put first",
            often="1,000 people are put first {} times a year",
            seen=("need was put first", "needs were put first"),
            never="Nobody was put first",
        ),
        section="Refusals and delays",
    ),
    needs=(PERSONS, PRIORITY),
    gap=True,
)
def put_first(run: Coded) -> Sums:
    """How often people go first."""
    return how_often(run, "prioritised", run.needs)


@question(
    "priority.passed_over_share",
    unit="share of needs",
    definition="Of needs asked in which some bands come first, the share asked in other bands: granted after "
    "those, or not at all.",
    direction="harm",
    words=Words(
        label="Passed over",
        what=be("of people who are put behind"),
        of=100,
        whom=(
            "request for services where some are put first",
            "requests for services where some are put first",
        ),
        section="Refusals and delays",
    ),
    needs=(PERSONS, PRIORITY),
    nothing="nobody asked for what some are put first in",
    gap=True,
)
def passed_over(run: Coded) -> Sums:
    """How often others go first."""
    needs = needs_of(run.scheme.treating(PREFERRING))
    asked = run.tally("asked", needs)
    return Sums(sums=abreast(asked - run.tally("prioritised", needs), asked), among=True)
