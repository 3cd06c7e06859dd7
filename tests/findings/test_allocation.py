"""Where past records lie, by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl

from demerit.findings.measure import measure


def test_shares_are_those_of_the_last_day_over_all_channels(shop: Any) -> None:
    """Two channels, two districts: 30 + 10 of 80 lie in the first on the last day, whatever was before."""
    rows = [
        {"day": day, "channel": channel, "district": district, "records": records, "patrols": 3}
        for day, records_of in ((0, [99.0, 1.0, 99.0, 1.0]), (9, [30.0, 30.0, 10.0, 10.0]))
        for (channel, district), records in zip(
            [("car", 0), ("car", 1), ("van", 0), ("van", 1)], records_of, strict=True
        )
    ]
    evidence = replace(shop.evidence([shop.person(0, 0)]), allocation=pl.DataFrame(rows).lazy())
    found = measure(evidence)
    assert 0.5 == found["allocation.share.0"].value
    assert 6 == found["allocation.share.1"].events
    assert found["allocation.share.0"].low is None


def test_channels_that_stay_have_no_shares(shop: Any) -> None:
    """Nothing is sent about: no finding."""
    assert not [name for name in measure(shop.usual()) if name.startswith("allocation.")]
