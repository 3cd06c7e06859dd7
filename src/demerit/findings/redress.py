"""Ways back: who appeals, and with what success."""

from __future__ import annotations

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.finding import FloatArray
from demerit.findings.jackknife import Sums, abreast
from demerit.findings.needs import APPEALS, LEDGER, LEDGER_OF_SEVERAL
from demerit.findings.registry import question
from demerit.findings.wording import Words, alike, be
from demerit.world.columns.state import REDRESS


@question(
    "redress.appeals_per_100_losses",
    unit="appeals per 100 records that lost points",
    definition="Appeals lodged for 100 records (of any cause but ties', with all providers) that lost points "
    "or set a band.",
    direction="neutral",
    words=Words(label="Appeals", what=alike("appeals for 100 losses")),
    needs=(APPEALS, LEDGER),
    nothing="no record lost anybody points or set a band",
    gap=True,
)
def appeals(run: Coded) -> Sums:
    """How often people fight back; the better off may do so more."""
    entries = run.every_entry
    holds = np.array([*(c.to_band is not None for c in run.all_conducts), False])
    hurts = entries.is_record & ((entries.lost > 0) | (entries.drawn < 0) | holds[entries.conduct])
    losses = run.summed(rows=entries.person[hurts] // run.providers)
    return Sums(sums=abreast(run.summed(run.column("appeals")), losses), law="rate", scale=100.0)


@question(
    "redress.upheld_share",
    unit="share of appeals decided",
    definition="Records corrected, over appeals decided during the run.",
    direction="favourable",
    words=Words(
        label="How many appeals succeed",
        what=be("upheld"),
        of=100,
        whom=("appeal decided", "appeals decided"),
    ),
    needs=(APPEALS, LEDGER_OF_SEVERAL),
    nothing="no appeal was decided",
    gap=True,
)
def upheld(run: Coded) -> Sums:
    """Whether fighting back helps."""
    sums = abreast(_corrected(run), run.summed(run.column("appeals_decided")))
    return Sums(sums=sums, among=True)


def _corrected(run: Coded) -> FloatArray:
    """Own records corrected, with all providers, as appeals are counted."""
    if run.providers == 1:
        return run.summed(run.column("corrections"))
    entries = run.every_entry
    back = (entries.cause == REDRESS) & (entries.root >= 0)
    own = entries.root[back][entries.is_record[entries.root[back]]]
    return run.summed(rows=entries.person[own] // run.providers)
