"""Ways back: who appeals, and with what success."""

from __future__ import annotations

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.jackknife import POSITIVE, Sums, ratio
from demerit.findings.registry import question


@question(
    "redress.appeals_per_100_losses",
    unit="appeals per 100 records that lost points",
    definition="Appeals lodged for 100 records (of any cause but ties') that lost points or set a band.",
    direction="neutral",
    gap=True,
)
def appeals(run: Coded) -> Sums | None:
    """How often people fight back; the better off may do so more."""
    if run.entries is None or run.scheme.redress is None:
        return None
    losses = run.summed(rows=run.entries.person[run.entries.is_record & (run.entries.lost > 0)])
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
    sums = [run.summed(run.column(name)) for name in ("corrections", "appeals_decided")]
    return Sums(sums=np.stack(sums, -1), statistic=ratio)
