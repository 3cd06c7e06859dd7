"""Being looked into, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.findings.measure import measure

PROBE = {
    "id": "probe", "subject": "person", "context": "civic", "bands": ["barred"],
    "effect": "investigation", "investigation": {"days": 60},
}  # fmt: skip
RATE, DAYS = "investigations.per_1000_person_years", "investigations.days"


def three(shop: Any, subject: str = "person", **columns: list[int]) -> Any:
    """Two years of three persons under a scheme that investigates a kind of subject."""
    scheme = {"treatments": [{**PROBE, "subject": subject}]}
    return shop.told(shop.evidence([shop.person(0, i) for i in range(3)], scheme=scheme), **columns)


def test_investigations_by_hand(shop: Any) -> None:
    """Three in six person-years, of 60, 60 and 10 days."""
    found = measure(three(shop, investigations=[1, 2, 0], investigated_days=[60, 70, 0]))
    assert 500.0 == found[RATE].value
    assert 3 == found[RATE].events
    assert found[DAYS].value == pytest.approx(130 / 3)


def test_none_began(shop: Any) -> None:
    """A rate of nothing is known; how long it would take is not."""
    found = measure(three(shop, investigations=[0, 0, 0], investigated_days=[0, 0, 0]))
    assert 0.0 == found[RATE].value
    assert found[DAYS].value is None
    assert found[DAYS].reason == "nobody was investigated"


def test_only_persons_count(shop: Any) -> None:
    """Where companies alone are investigated there is no answer."""
    found = measure(three(shop, "company"))
    assert [None, None] == [found[name].value for name in (RATE, DAYS)]
    assert found[RATE].reason == "the scheme investigates nobody"
