"""What people no longer say, what they put on for the reward, and what conduct changes for real."""

from __future__ import annotations

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.finding import FloatArray
from demerit.findings.jackknife import SHARE, Sums, ratio
from demerit.findings.registry import question

UNSAID = ("expression", "belief")  # their change is silence, not conduct


@question(
    "silence.withheld_share",
    unit="share of expressive acts",
    definition="Posts, prayers, protests and the like that life would have had and the scheme took, "
    "over those done and those withheld, in the same world.",
    direction="harm",
    gap=True,
)
def withheld_share(run: Coded) -> Sums:
    """How much is left unsaid."""
    withheld, acts = (run.tally(column, run.expressive) for column in ("withheld", "acts"))
    return Sums(sums=np.stack([withheld, acts + withheld], -1), statistic=ratio)


@question(
    "silence.net",
    unit="share of expressive acts",
    definition="1 minus expressive acts under the scheme over those without it; "
    "below 0 where the scheme brings more.",
    direction="harm",
)
def net(run: Coded) -> Sums | None:
    """How much less is said than without the scheme."""
    if run.evidence.baseline is None:
        return None
    return Sums(
        sums=_paired(run, run.expressive), statistic=lambda s: 1 - s[..., 0] / s[..., 1], within=(None, 1.0)
    )


@question(
    "performed.share",
    unit="share of rewarded acts",
    definition="Rewarded acts done only because of the reward, over all rewarded acts.",
    direction="neutral",
)
def performed(run: Coded) -> Sums:
    """How much of the good is put on."""
    columns = (run.tally(column, run.rewarded) for column in ("performed", "acts"))
    return Sums(sums=np.stack(list(columns), -1), statistic=ratio, within=SHARE)


@question(
    "conduct.change.<family>",
    unit="share of the acts without the scheme",
    definition="Acts of the family <family> under the scheme over those without it, minus 1.",
    direction="neutral",
)
def change(run: Coded) -> dict[str, Sums | None]:
    """What the scheme does to conduct, a family of conducts at a time."""
    families = dict.fromkeys(c.family for c in run.conducts if c.family not in UNSAID)
    return {f: _change(run, [c.id for c in run.conducts if c.family == f]) for f in families}


@question(
    "conduct.acts_change.<conduct>",
    unit="share of the acts without the scheme",
    definition="Acts of <conduct> under the scheme over those without it, minus 1.",
    direction="neutral",
)
def acts_change(run: Coded) -> dict[str, Sums | None]:
    """What the scheme does to each conduct that is not expressive."""
    silent = run.expressive
    plain = [c.id for c in run.conducts if c.family not in UNSAID and c.id not in silent]
    return {conduct: _change(run, [conduct]) for conduct in plain}


def _change(run: Coded, ids: list[str]) -> Sums | None:
    """Acts over the baseline's, minus 1."""
    if run.evidence.baseline is None:
        return None
    return Sums(sums=_paired(run, ids), statistic=lambda s: s[..., 0] / s[..., 1] - 1, within=(-1.0, None))


def _paired(run: Coded, ids: list[str]) -> FloatArray:
    """Acts with and without the scheme: float64[D, G, 2]."""
    return np.stack([run.tally("acts", ids), run.tally("acts", ids, baseline=True)], -1)
