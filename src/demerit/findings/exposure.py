"""Being shown: on screens, by a dial tone. Whom, for how long, and what it costs them."""

from __future__ import annotations

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.columns import BoolArray, IntArray
from demerit.findings.jackknife import POSITIVE, UNBOUNDED, Sums, ratio
from demerit.findings.registry import question


def _exposed_days(run: Coded) -> IntArray | None:
    """Days that each person spent in a band with exposure; None where no band has any."""
    treatments = [t for t in run.scheme.treatments if t.effect == "exposure" and t.subject == "person"]
    bands = sorted({band for treatment in treatments for band in treatment.bands})
    if not bands:
        return None
    return np.sum([run.column(f"days_in_{band}").astype(np.int64) for band in bands], axis=0)


@question(
    "exposure.people_share",
    unit="share of persons",
    definition="Share of persons who spent a day or more in a band that is shown in public.",
    direction="harm",
    gap=True,
)
def people(run: Coded) -> Sums | None:
    """Who is shown."""
    days = _exposed_days(run)
    if days is None:
        return None
    return Sums(sums=np.stack([run.summed(days > 0), run.heads], -1), statistic=ratio)


@question(
    "exposure.days",
    unit="days",
    definition="Mean days in such a band, of persons who were in one.",
    direction="harm",
)
def days(run: Coded) -> Sums | None:
    """For how long."""
    shown = _exposed_days(run)
    if shown is None:
        return None
    return Sums(
        sums=np.stack([run.summed(shown), run.summed(shown > 0)], -1), statistic=ratio, within=POSITIVE
    )


@question(
    "exposure.friends_lost",
    unit="friends",
    definition="Friends that persons who were shown have lost by the last day, replaced ones not counted, "
    "beyond what those who never were have lost: difference of means.",
    direction="harm",
)
def friends_lost(run: Coded) -> Sums | None:
    """What it costs in ties."""
    shown = _exposed_days(run)
    if shown is None or not run.has_column("friends_at_start"):
        return None
    gone = run.column("friends_at_start").astype(np.int64) - run.column("friends")
    return _apart(run, gone, shown > 0)


@question(
    "exposure.hardship",
    unit="hardship",
    definition="Hardship of persons who were shown, on the last day and beyond their own without the scheme: "
    "mean of the difference.",
    direction="harm",
)
def hardship(run: Coded) -> Sums | None:
    """What it costs in hardship; 1 doubles the pull of a pressed conduct of pressure 1."""
    shown, apart = _exposed_days(run), run.counterpart("hardship")
    if shown is None or apart is None:
        return None
    rows = np.flatnonzero(shown > 0)
    sums = [run.summed(apart[rows], rows), run.summed(rows=rows)]
    return Sums(sums=np.stack(sums, -1), statistic=ratio, within=UNBOUNDED, events=len(rows))


def _apart(run: Coded, values: IntArray, chosen: BoolArray) -> Sums:
    """Mean of those chosen minus mean of the others."""
    columns = [values * chosen, chosen, values * ~chosen, ~chosen]
    return Sums(
        sums=np.stack([run.summed(column) for column in columns], -1),
        statistic=lambda s: s[..., 0] / s[..., 1] - s[..., 2] / s[..., 3],
        within=UNBOUNDED,
        events=int(chosen.sum()),
    )
