"""What is not said, what is put on, and what changes."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.findings.measure import measure

UNDER = [
    {"district": 0, "group": "many", "id": "posting", "acts": 60, "withheld": 20},
    {"district": 0, "group": "many", "id": "charity", "acts": 50, "performed": 10},
    {"district": 0, "group": "many", "id": "jaywalking", "acts": 90},
    {"district": 0, "group": "many", "id": "unscored", "acts": 1000, "withheld": 500},
]
WITHOUT = [
    {"district": 0, "group": "many", "id": "posting", "acts": 75},
    {"district": 0, "group": "many", "id": "charity", "acts": 40},
    {"district": 0, "group": "many", "id": "jaywalking", "acts": 100},
]


def test_shares_by_hand(shop: Any) -> None:
    """20 of 80 withheld, 60 for 75 said, 10 of 50 put on, 90 for 100 across the red light."""
    found = measure(shop.evidence([shop.person(0, 0)], tallies=UNDER, baseline=WITHOUT))
    assert 0.25 == found["silence.withheld_share"].value
    assert found["silence.net"].value == pytest.approx(0.2)
    assert 0.2 == found["performed.share"].value
    assert found["conduct.change.traffic"].value == pytest.approx(-0.1)
    assert found["conduct.change.kindness"].value == pytest.approx(0.25)
    assert found["conduct.acts_change.jaywalking"].value == pytest.approx(-0.1)


def test_silence_is_not_called_a_change_of_conduct(shop: Any) -> None:
    """Expression and belief have no change of conduct, as a family or one by one."""
    found = measure(shop.usual())
    assert not {"conduct.change.expression", "conduct.change.belief", "conduct.acts_change.posting"} & set(
        found
    )


def test_without_a_baseline_nothing_is_compared(shop: Any) -> None:
    """What needs the world without the scheme is null where it was not lived; the rest is there."""
    found = measure(shop.evidence([shop.person(0, 0)], tallies=UNDER))
    assert 0.25 == found["silence.withheld_share"].value
    assert found["silence.net"].value is None
    assert found["conduct.change.traffic"].value is None
