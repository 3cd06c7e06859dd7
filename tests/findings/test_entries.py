"""The ledger in whole numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl


def test_order_of_rows_is_no_matter(shop: Any) -> None:
    """A ledger whose rows were shuffled reads like the one in order."""
    evidence = shop.usual(districts=3, size=10)
    shuffled = replace(
        evidence, ledger=evidence.ledger.collect().sample(fraction=1, shuffle=True, seed=3).lazy()
    )
    tidy, mixed = shop.of(evidence).entries, shop.of(shuffled).entries
    for name in ("person", "record", "day", "root", "score", "cause"):
        assert getattr(tidy, name).tolist() == getattr(mixed, name).tolist()


def test_only_persons_and_provider_0_count(shop: Any) -> None:
    """Entries of other providers, and of who is no person, are not there."""
    person = shop.person(0, 0).record(1, "jaywalking").record(2, "jaywalking", provider=1)
    company = shop.person(0, 1).record(1, "jaywalking")
    evidence = shop.evidence([person, company])
    kind = pl.when(pl.col("subject") == "0-0001").then(pl.lit("company")).otherwise("kind").alias("kind")
    entries = shop.of(replace(evidence, people=evidence.people.with_columns(kind))).entries
    assert [(0, 1)] == list(zip(entries.person.tolist(), entries.record.tolist(), strict=True))


def test_a_correction_finds_its_record(shop: Any) -> None:
    """`root` is the row of the record that is given back; of other entries it is -1."""
    first = shop.person(0, 0).record(1, "jaywalking")
    second = shop.person(0, 1).record(3, "charity").record(5, "posting", "misnamed").correct(9, 2)
    assert [-1, -1, -1, 2] == shop.coded([first, second]).entries.root.tolist()


def test_points_lost_are_positive_and_of_four_causes(shop: Any) -> None:
    """A correction's or a gain's points are no loss."""
    person = shop.person(0, 0).record(1, "posting", "misnamed").correct(9, 1).record(10, "charity")
    assert [20, 0, 0] == shop.coded([person]).entries.lost.tolist()
