"""Denied needs, and what life in a worse band costs."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.findings.measure import measure


def test_denied_by_person_years_and_by_needs(shop: Any) -> None:
    """Per 1,000 person-years, with the share of needs asked beside; contexts add up to all."""
    person = shop.person(0, 0).record(1, "fleeing").ask(2, "rail").ask(3, "rail").ask(4, "loan")
    found = measure(shop.evidence([person, shop.person(0, 1)], days=730))
    assert 500 == found["access.denied.transport"].value
    assert 250 == found["access.denied.finance"].value
    assert 750 == found["access.denied"].value
    assert found["access.denied.transport"].share == pytest.approx(2 / 6)
    assert 3 / 11 == found["exclusion.all_providers"].value


def test_top_decile_is_that_of_the_sorted_column(shop: Any) -> None:
    """The share on the tenth with most is what sorting the column gives, whole tenths and parts of them."""
    for size in (40, 43):
        evidence = shop.usual(districts=9, size=size)
        denied = evidence.people.collect()["denied"].sort(descending=True)
        whole, part = divmod(len(denied) / 10, 1)
        top = denied.head(int(whole)).sum() + part * denied[int(whole)]
        found = measure(evidence)["harm.top_decile_share"]
        assert found.value == pytest.approx(top / denied.sum())
        assert found.low <= found.value <= found.high


def test_cost_is_a_share_of_the_income_of_those_years(shop: Any) -> None:
    """Paying 0.1 mean incomes in two years out of 0.5 a year is a tenth; a decile without people has none."""
    poor = shop.person(0, 0, income_decile=1, income=0.5, paid_extra=0.1)
    found = measure(shop.evidence([poor], days=730))["cost.income_share"]
    assert found.value["1"] == pytest.approx(0.1)
    assert found.value["10"] is None


def test_intervals_by_decile_are_kept_beside_the_table(shop: Any) -> None:
    """Every decile has its interval under `parts`, and the same value."""
    found: Any = measure(shop.usual())["cost.income_share"]
    assert found.value == {key: part["value"] for key, part in found.parts.items()}
    assert all(part["low"] < part["value"] < part["high"] for part in found.parts.values())


def test_every_provider_is_counted_from_the_refusals(shop: Any) -> None:
    """With two providers only what both deny is out of reach."""
    person = shop.person(0, 0).record(1, "fleeing").ask(2, "rail").ask(3, "loan")
    person.needs[0]["denied_by"] = 2
    evidence = shop.evidence([person], scheme={"providers": {"count": 2}})
    assert 1 / 6 == measure(evidence)["exclusion.all_providers"].value
    assert measure(shop.without_ledger(evidence))["exclusion.all_providers"].value is None


def test_every_provider_is_every_provider_of_the_day(shop: Any) -> None:
    """While one of two scores, its refusal is all; when both do, it takes two."""
    person = shop.person(0, 0).record(1, "fleeing").ask(2, "rail").ask(40, "rail").ask(41, "loan")
    for need, denied_by in zip(person.needs, (1, 1, 2), strict=True):
        need["denied_by"] = denied_by
    phases = [{"from_day": 0, "providers": 1}, {"from_day": 30, "providers": 2}]
    evidence = shop.evidence([person], scheme={"providers": {"count": 2}, "rollout": phases})
    asked = measure(shop.evidence([person]))["access.denied"].share
    assert asked is not None
    assert measure(evidence)["exclusion.all_providers"].value == pytest.approx(asked * 2 / 3)
