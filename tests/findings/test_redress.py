"""Ways back, counted by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from demerit.findings.evidence import load_evidence
from demerit.findings.measure import measure

REDRESS = {"redress": {"notice": 1.0, "appeal": {"rate": 0.5}}}


def test_appeals_are_counted_on_records_that_cost(shop: Any) -> None:
    """One appeal on four records that cost, with a fifth that paid: 25 on a hundred."""
    person = shop.person(0, 0).record(1, "charity")
    for day in (2, 3, 4, 5):
        person.record(day, "jaywalking")
    evidence = shop.told(
        shop.evidence([person], scheme=REDRESS), appeals=[1], corrections=[0], appeals_decided=[0]
    )
    assert 25.0 == measure(evidence)["redress.appeals_per_100_losses"].value


def test_a_share_is_upheld_of_those_decided(shop: Any) -> None:
    """Five lodged, four decided, three upheld: three quarters; with none decided there is no share."""
    evidence = shop.evidence([shop.person(0, 0)], scheme=REDRESS)
    decided = shop.told(evidence, appeals=[5], appeals_decided=[4], corrections=[3])
    waiting = shop.told(evidence, appeals=[5], appeals_decided=[0], corrections=[0])
    assert 0.75 == measure(decided)["redress.upheld_share"].value
    assert measure(waiting)["redress.upheld_share"].value is None


def test_without_redress_there_is_no_answer(shop: Any) -> None:
    """A scheme that lets nobody appeal has no share of appeals, rather than a share of 0."""
    found = measure(shop.usual())
    assert found["redress.upheld_share"].value is None
    assert found["redress.appeals_per_100_losses"].value is None


def test_appeals_and_records_are_counted_with_the_same_providers(eventful: Path) -> None:
    """With three providers, appeals lodged with any stand over records with any: never more than records."""
    found = measure(load_evidence(eventful))
    people = pl.read_parquet(eventful / "people.parquet").filter(pl.col("kind") == "person")
    ledger = pl.read_parquet(eventful / "ledger.parquet").join(people.select("subject"), on="subject")
    costing = pl.col("cause").is_in(["own", "misnamed", "alarm"]) & (pl.col("points_drawn") < 0)
    records = ledger.filter(costing)
    assert found["redress.appeals_per_100_losses"].value == pytest.approx(
        100 * people["appeals"].sum() / records.height
    )
    own = pl.col("of_subject") == pl.col("subject")
    corrected = ledger.filter((pl.col("cause") == "redress") & own)
    assert found["redress.upheld_share"].value == pytest.approx(
        corrected.height / people["appeals_decided"].sum()
    )
