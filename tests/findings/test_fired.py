"""Which rules took effect: counted by hand, and against the tables of a real run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from demerit.findings.evidence import load_evidence
from demerit.findings.measure import measure

DATA = {
    "data": [
        {"id": "footage", "context": "traffic", "conducts": ["jaywalking"], "channels": ["camera"]},
        {"id": "posts", "context": "politics", "conducts": ["posting"], "channels": ["platform"]},
    ]
}


def test_parts_by_hand(shop: Any) -> None:
    """Two crossings, one wrong; a post on camera feeds no data on posts; a correction is no record."""
    person = shop.person(0, 0).record(1, "jaywalking").record(2, "jaywalking", "alarm").record(3, "posting")
    person.correct(4, 2).ask(5, "rail")
    value = measure(shop.evidence([person], scheme=DATA))["rules.fired"].value
    assert {"jaywalking": 2, "posting": 1, "charity": 0, "fleeing": 0} == value["conducts"]
    assert {"camera": 3, "platform": 0} == value["channels"]
    assert {"footage": 2, "posts": 0} == value["data"]
    assert {"own": 2, "alarm": 1, "redress": 1} == value["causes"]
    assert {"no-rail": 1, "no-loan": 0} == value["treatments"]
    assert {"person": 3} == value["kinds"]


def test_bands_of_a_price_count_days(shop: Any) -> None:
    """A treatment that makes no rows took effect on every day spent in its bands."""
    price = {"id": "dear", "subject": "person", "context": "transport", "bands": ["watched"]}
    price |= {"effect": "price", "factor": 2.0, "need": "rail"}
    person = shop.person(0, 0).record(700, "posting")
    value = measure(shop.evidence([person], scheme={"treatments": [price]}))["rules.fired"].value
    assert {"dear": 30} == value["treatments"]


def test_a_real_run_fires_as_its_tables_say(lived: Path) -> None:
    """Records by conduct and refusals by treatment are those of ledger and needs."""
    evidence = load_evidence(lived)
    value = measure(evidence)["rules.fired"].value
    ledger, needs = evidence.ledger, evidence.needs
    assert ledger is not None
    assert needs is not None
    records = ledger.filter(pl.col("cause").cast(pl.String).is_in(["own", "misnamed", "alarm"])).collect()
    assert records.height == sum(value["conducts"].values()) == sum(value["kinds"].values())
    counted = needs.collect()["treatment"].cast(pl.String).value_counts()
    assert {name: value["treatments"][name] for name in counted["treatment"]} == dict(counted.iter_rows())


def test_without_a_ledger_it_is_not_known(shop: Any) -> None:
    """No ledger, no answer."""
    assert measure(shop.without_ledger(shop.usual()))["rules.fired"].value is None
