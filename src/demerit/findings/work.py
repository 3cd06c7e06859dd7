"""Work: who loses it, also because the employer fell."""

from __future__ import annotations

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.jackknife import POSITIVE, Sums, ratio
from demerit.findings.registry import question


def _losses(run: Coded) -> list[str]:
    """The conducts by which work is lost."""
    return [
        each.leaves for each in run.evidence.life.opportunities.values() if each.employment and each.leaves
    ]


@question(
    "work.lost",
    unit="jobs lost per 1,000 person-years",
    definition="Jobs lost for 1,000 persons in a year.",
    direction="harm",
    gap=True,
)
def lost(run: Coded) -> Sums | None:
    """How often work is lost under the scheme."""
    ids = _losses(run)
    if not ids:
        return None
    sums = np.stack([run.tally("acts", ids), run.heads], -1)
    return Sums(sums=sums, statistic=ratio, scale=1000 / run.years, within=POSITIVE)


@question(
    "work.lost_change",
    unit="share of the jobs lost without the scheme",
    definition="Jobs lost under the scheme over those lost without it, minus 1.",
    direction="harm",
)
def change(run: Coded) -> Sums | None:
    """Whether the scheme costs jobs."""
    ids = _losses(run)
    if not ids or run.evidence.baseline is None:
        return None
    sums = np.stack([run.tally("acts", ids), run.tally("acts", ids, baseline=True)], -1)
    return Sums(sums=sums, statistic=lambda s: s[..., 0] / s[..., 1] - 1, within=(-1.0, None))
