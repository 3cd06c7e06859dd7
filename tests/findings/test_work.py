"""Work lost, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from demerit.findings.measure import measure
from demerit.formats.occasions import Opportunity
from demerit.societies.life import FixedLife


def working(shop: Any, *, baseline: int | None = 5) -> Any:
    """Ten persons who leave work eight times in two years, and so often without the scheme."""
    lost = {"district": 0, "group": "many", "id": "loses-work"}
    evidence = shop.evidence(
        [shop.person(0, place) for place in range(10)],
        tallies=[{**lost, "acts": 8}],
        baseline=None if baseline is None else [{**lost, "acts": baseline}],
    )
    keeps = Opportunity(per_year=12, act=0.99, leaves="loses-work", employment="ends")
    needs = evidence.life.needs
    return replace(evidence, life=FixedLife(opportunities={"keeps": keeps}, needs=needs, shared=0.5))


def test_jobs_lost_by_hand(shop: Any) -> None:
    """Eight jobs in twenty person-years are 400 in a thousand; three more than five are 60 % more."""
    found = measure(working(shop))
    assert found["work.lost"].value == pytest.approx(400, rel=0.01)
    assert found["work.lost_change"].value == pytest.approx(0.6)


def test_nothing_is_compared_without_a_baseline(shop: Any) -> None:
    """The rate is there, its change is not."""
    found = measure(working(shop, baseline=None))
    assert found["work.lost"].value is not None
    assert found["work.lost_change"].value is None


def test_a_life_without_work_has_no_answer(shop: Any) -> None:
    """Where nothing in life is work, no job is lost."""
    assert measure(shop.usual())["work.lost"].value is None
