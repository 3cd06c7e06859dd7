"""Being shown: on screens, by a dial tone. Whom, for how long, and what it costs them."""

from __future__ import annotations

import numpy as np

from demerit.findings.circles import friends_gone
from demerit.findings.coded import Coded
from demerit.findings.columns import IntArray
from demerit.findings.jackknife import Sums, abreast
from demerit.findings.needs import COUNTERPARTS, EXPOSURE, FRIENDS, PERSONS
from demerit.findings.possible import bands_of
from demerit.findings.registry import question
from demerit.findings.wording import Words, alike, be
from demerit.schemes.treatments import SHOWING


def _exposed_days(run: Coded) -> IntArray:
    """Days that each person spent in a band with exposure."""
    bands = bands_of(run.scheme.treating(SHOWING))
    return np.sum([run.column(f"days_in_{band}").astype(np.int64) for band in bands], axis=0)


@question(
    "exposure.people_share",
    unit="share of persons",
    definition="Share of persons who spent a day or more in a band that is shown in public.",
    direction="harm",
    words=Words(
        label="Shown in public", what=be("in a band that is shown in public"), of=1_000, section="Costs"
    ),
    needs=(PERSONS, EXPOSURE),
    gap=True,
)
def people(run: Coded) -> Sums:
    """Who is shown."""
    shown = _exposed_days(run) > 0
    return Sums(sums=abreast(run.summed(shown), run.heads))


@question(
    "exposure.days",
    unit="days",
    definition="Mean days in such a band, of persons who were in one.",
    direction="harm",
    words=Words(label="Days shown in public", what=alike("days shown, of those who were"), section="Costs"),
    needs=(EXPOSURE,),
    nothing="nobody was shown in public",
)
def days(run: Coded) -> Sums:
    """For how long."""
    shown = _exposed_days(run)
    sums = abreast(run.summed(shown), run.summed(shown > 0))
    return Sums(sums=sums, law="mean", within=(0.0, float(run.evidence.days)))


@question(
    "exposure.friends_lost",
    unit="friends",
    definition="Friends that persons who were shown have lost by the last day, replaced ones not counted, "
    "beyond what those who never were have lost: difference of means.",
    direction="harm",
    words=Words(
        label="Friends lost through exposure",
        what=alike("friends lost by each who was shown, beyond what others lost"),
        section="Costs",
    ),
    needs=(EXPOSURE, FRIENDS),
    nothing="nobody, or everybody, was shown in public",
)
def friends_lost(run: Coded) -> Sums:
    """What it costs in ties."""
    gone, shown = friends_gone(run), _exposed_days(run) > 0
    return Sums(
        sums=abreast(*(run.summed(column) for column in (gone * shown, shown, gone * ~shown, ~shown))),
        statistic=lambda s: s[..., 0] / s[..., 1] - s[..., 2] / s[..., 3],
        law="mean",
    )


@question(
    "exposure.hardship",
    unit="hardship",
    definition="Hardship of persons who were shown, on the last day and beyond their own without the scheme: "
    "mean of the difference.",
    direction="harm",
    words=Words(
        label="Hardship of those shown",
        what=alike("hardship of those who were shown, beyond their own without the scheme"),
        section="Costs",
    ),
    needs=(EXPOSURE, COUNTERPARTS),
    nothing="nobody was shown in public",
)
def hardship(run: Coded) -> Sums:
    """What it costs in hardship; 1 doubles the pull of a pressed conduct of pressure 1."""
    apart, rows = run.counterpart("hardship"), np.flatnonzero(_exposed_days(run) > 0)
    return Sums(sums=abreast(run.summed(apart[rows], rows), run.summed(rows=rows)), law="mean")
