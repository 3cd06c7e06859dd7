"""Channels that go where records were: how the records come to lie."""

from __future__ import annotations

import polars as pl

from demerit.findings.coded import Coded
from demerit.findings.finding import Estimate
from demerit.findings.registry import question
from demerit.findings.wording import Words, be

ONE_SYSTEM = "patrols make all districts one system, so that one run gives no interval"


@question(
    "allocation.share.<district>",
    unit="share of past records",
    definition="Share of past records (decayed; of all channels that are sent about) that lies in district "
    "<district> on the last day.",
    direction="neutral",
    words=Words(
        label="Share of past records of district <district>",
        what=be("of district <district>"),
        of=100,
        whom=("past record", "past records"),
        section=None,
    ),
)
def share(run: Coded) -> dict[str, Estimate | None]:
    """Where patrols have come to go; one run gives no interval, as all districts are one system."""
    if run.evidence.allocation is None:
        return {}
    table = run.evidence.allocation.collect()
    last = table.filter(pl.col("day") == pl.col("day").max())
    by_district = (
        last.group_by("district").agg(pl.col("records").sum(), pl.col("patrols").sum()).sort("district")
    )
    total = float(by_district["records"].sum())
    return {
        str(district): _share(records, total, int(patrols))
        for district, records, patrols in by_district.iter_rows()
    }


def _share(records: float, total: float, patrols: int) -> Estimate:
    """A district's part."""
    if total <= 0:
        return Estimate(value=None, events=patrols, reason="no district had a record")
    return Estimate(value=records / total, events=patrols, reason=ONE_SYSTEM)
