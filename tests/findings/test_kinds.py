"""Organisations are counted by kind, and never among persons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from demerit.findings.measure import measure


def with_companies(shop: Any) -> Any:
    """A person beside two companies, one barred for nothing, and a government entity."""
    evidence = shop.evidence([shop.person(0, 0)])
    person = evidence.people.collect()
    blank = dict.fromkeys(person.columns)
    numbers = {name: 0 for name, kind in person.schema.items() if kind.is_numeric()}
    others = [
        {
            "subject": "0-2000",
            "kind": "company",
            "score": 900,
            "band": "barred",
            "records_alarm": 2,
            "denied": 4,
        },
        {"subject": "0-2001", "kind": "company", "score": 1050, "band": "ordinary"},
        {"subject": "0-2002", "kind": "government", "score": 1000, "band": "ordinary"},
    ]
    rows = pl.DataFrame([blank | numbers | row for row in others], schema=person.schema)
    return replace(evidence, people=pl.concat([person, rows]).lazy())


def test_kinds_by_hand(shop: Any) -> None:
    """Mean score 975, a half at the bottom and wronged, 4 refusals of 2 companies in two years."""
    found = measure(with_companies(shop))
    assert 975.0 == found["kind.score.company"].value
    assert 0.5 == found["kind.lowest_band_share.company"].value
    assert 0.5 == found["kind.wrong_share.company"].value
    assert found["kind.denied.company"].value == pytest.approx(1000.0, rel=0.01)
    assert 1000.0 == found["kind.score.government"].value


def test_persons_findings_do_not_see_them(shop: Any) -> None:
    """What is measured over persons is the same with and without organisations beside them."""
    alone, beside = measure(shop.evidence([shop.person(0, 0)])), measure(with_companies(shop))
    for name in ("score.mean", "wrong.people_share", "access.denied"):
        assert alone[name].value == beside[name].value


def test_persons_are_no_kind_of_their_own(shop: Any) -> None:
    """Persons have findings without a kind in their names."""
    assert not [name for name in measure(shop.usual()) if name.startswith("kind.")]
