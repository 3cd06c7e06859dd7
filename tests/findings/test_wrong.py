"""Wrong records, counted from the ledger by hand and in plain polars."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from demerit.findings.evidence import load_evidence
from demerit.findings.measure import measure


def test_shares_are_those_of_the_tables(shop: Any) -> None:
    """People and points wronged are what a few lines of polars over the same tables say."""
    evidence = shop.usual()
    ledger, people = evidence.ledger.collect(), evidence.people.collect()
    false = pl.col("cause").is_in(["misnamed", "alarm"])
    lost = ledger.filter(
        (pl.col("points") < 0) & pl.col("cause").is_in(["own", "misnamed", "alarm", "association"])
    )
    found = measure(evidence)
    assert ledger.filter(false)["subject"].n_unique() / len(people) == found["wrong.people_share"].value
    assert len(ledger.filter(false)) / len(people) / 2 * 1000 == found["wrong.per_1000_person_years"].value
    assert lost.filter(false)["points"].sum() / lost["points"].sum() == found["wrong.points_share"].value
    assert 0 == found["association.points_share"].value


def test_persons_table_says_the_same_without_a_ledger(shop: Any) -> None:
    """A run that kept no ledger has the same shares, and no share of corrections."""
    evidence = shop.usual()
    kept, not_kept = measure(evidence), measure(shop.without_ledger(evidence))
    for name in ("wrong.people_share", "wrong.per_1000_person_years", "wrong.points_share"):
        assert kept[name].value == not_kept[name].value
    assert not_kept["wrong.corrected_share"].value is None
    assert not_kept["channel.ppv.camera"].value is None


def test_ledger_and_persons_of_a_real_run_agree(shop: Any, lived: Path) -> None:
    """What the engine counted by person is what its ledger adds up to."""
    evidence = load_evidence(lived)
    kept, not_kept = measure(evidence), measure(shop.without_ledger(evidence))
    for name in ("wrong.people_share", "wrong.per_1000_person_years", "wrong.points_share"):
        assert kept[name].value > 0
        assert kept[name].value == not_kept[name].value
    assert kept["access.denied"].events == kept["access.but_for_wrong"].events


def test_points_by_association_are_their_own_share(shop: Any) -> None:
    """Ten points for a friend's act beside thirty of one's own are a quarter of the loss."""
    person = (
        shop.person(0, 0).record(1, "jaywalking", drawn=-30).record(2, "jaywalking", "association", drawn=-10)
    )
    assert 0.25 == measure(shop.evidence([person]))["association.points_share"].value


def test_nothing_lost_has_no_share(shop: Any) -> None:
    """Where nobody lost a point there is no share of points."""
    found = measure(shop.evidence([shop.person(0, 0).record(1, "charity")]))
    assert found["wrong.points_share"].value is None
    assert found["association.points_share"].value is None


def test_corrections_count_once_and_only_of_wrong_records(shop: Any) -> None:
    """One of two wrong records put right is a half, 40 days after; a right one given back does not count."""
    person = (
        shop.person(0, 0)
        .record(10, "posting", "misnamed")
        .record(12, "posting", "alarm")
        .record(13, "jaywalking")
    )
    person.correct(50, 1).correct(51, 1).correct(60, 3)
    found = measure(shop.evidence([person]))
    assert 0.5 == found["wrong.corrected_share"].value
    assert 40 == found["wrong.correction_days"].value


def test_predictive_value_counts_records_that_name_the_right_one(shop: Any) -> None:
    """Three records, one misnamed: two thirds; a channel without records has no value."""
    person = shop.person(0, 0).record(1, "charity").record(2, "posting", "misnamed").record(3, "jaywalking")
    found = measure(shop.evidence([person]))
    assert found["channel.ppv.camera"].value == pytest.approx(2 / 3)
    assert 3 == found["channel.ppv.camera"].events
    assert found["channel.ppv.platform"].value is None
