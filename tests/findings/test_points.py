"""Points lost, before and after the clamp."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.findings.measure import measure


def test_what_a_floor_leaves_is_applied_and_what_was_drawn_is_nominal(shop: Any) -> None:
    """Ten jaywalkings of 15 points from 1000 with a floor of 900: 100 taken, 150 drawn, in two years."""
    fallen = shop.person(0, 0)
    for day in range(10):
        fallen.record(day, "jaywalking")
    found = measure(shop.evidence([fallen, shop.person(0, 1)]))
    assert found["points.lost"].value == pytest.approx(100 / 2 / 2)
    assert found["points.lost_nominal"].value == pytest.approx(150 / 2 / 2)
    assert (1, 1) == (found["points.lost"].events, found["points.lost_nominal"].events)


def test_who_starts_at_the_least_score_loses_nothing(shop: Any) -> None:
    """Nothing is left to take, though a loss is drawn."""
    lowest = shop.person(0, 0, score_start=900).record(3, "posting")
    found = measure(shop.evidence([lowest]))
    assert 0 == found["points.lost"].value
    assert found["points.lost_nominal"].value == pytest.approx(20 / 2)


def test_gains_and_corrections_are_no_losses(shop: Any) -> None:
    """What is given, or given back, takes nothing away; a wrong loss counts though it was corrected."""
    person = shop.person(0, 0).record(1, "charity").record(2, "jaywalking", "alarm").correct(9, 2)
    found = measure(shop.evidence([person]))
    assert found["points.lost"].value == pytest.approx(15 / 2)
    assert found["points.lost_nominal"].value == pytest.approx(15 / 2)


def test_without_a_ledger_the_applied_are_known(shop: Any) -> None:
    """Persons' columns hold what was applied; what was drawn stands in the ledger only."""
    evidence = shop.usual()
    kept, bare = measure(evidence), measure(shop.without_ledger(evidence))
    assert kept["points.lost"].value == pytest.approx(bare["points.lost"].value)
    assert (None, "this run kept no ledger") == (
        bare["points.lost_nominal"].value,
        bare["points.lost_nominal"].reason,
    )
