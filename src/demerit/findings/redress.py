"""Ways back: who appeals, and with what success."""

from __future__ import annotations

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.finding import FloatArray
from demerit.findings.jackknife import POSITIVE, Sums, ratio
from demerit.findings.registry import question
from demerit.world.state import REDRESS


@question(
    "redress.appeals_per_100_losses",
    unit="appeals per 100 records that lost points",
    definition="Appeals lodged for 100 records (of any cause but ties', with all providers) that lost points "
    "or set a band.",
    direction="neutral",
    gap=True,
)
def appeals(run: Coded) -> Sums | None:
    """How often people fight back; the better off may do so more."""
    entries = run.every_entry
    if entries is None or run.scheme.redress is None:
        return None
    holds = np.array([*(c.to_band is not None for c in run.all_conducts), False])
    hurts = entries.is_record & ((entries.lost > 0) | (entries.drawn < 0) | holds[entries.conduct])
    losses = run.summed(rows=entries.person[hurts] // run.providers)
    lodged = run.summed(run.column("appeals"))
    return Sums(sums=np.stack([lodged, losses], -1), statistic=ratio, scale=100.0, within=POSITIVE)


@question(
    "redress.upheld_share",
    unit="share of appeals decided",
    definition="Records corrected, over appeals decided during the run.",
    direction="favourable",
    gap=True,
)
def upheld(run: Coded) -> Sums | None:
    """Whether fighting back helps."""
    if run.scheme.redress is None:
        return None
    corrected = _corrected(run)
    if corrected is None:
        return None
    return Sums(sums=np.stack([corrected, run.summed(run.column("appeals_decided"))], -1), statistic=ratio)


def _corrected(run: Coded) -> FloatArray | None:
    """Own records corrected, with all providers, as appeals are counted; None where no table says."""
    if run.providers == 1:
        return run.summed(run.column("corrections"))
    entries = run.every_entry
    if entries is None:
        return None
    back = (entries.cause == REDRESS) & (entries.root >= 0)
    own = entries.root[back][entries.is_record[entries.root[back]]]
    return run.summed(rows=entries.person[own] // run.providers)
