"""Being shown, counted by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from demerit.findings.measure import measure

SHOWN = {
    "treatments": [
        {"id": "screen", "subject": "person", "context": "civic", "bands": ["barred"], "effect": "exposure"},
        {"id": "seal", "subject": "company", "context": "civic", "bands": ["watched"], "effect": "exposure"},
    ]
}


def three(shop: Any, scheme: Any = SHOWN) -> Any:
    """Two persons who fell into the shown band, on day 130 and day 630 of 730, and one who never did."""
    people = [shop.person(0, place) for place in range(3)]
    people[0].record(130, "posting", drawn=-60)
    people[1].record(630, "posting", drawn=-60)
    evidence = shop.evidence(people, scheme=scheme)
    apart = pl.DataFrame({"subject": [p.subject for p in people], "hardship": [0.5, 0.1, 9.0]})
    told = shop.told(evidence, friends_at_start=[8, 8, 8], friends=[5, 7, 7])
    return replace(told, counterparts=apart.lazy())


def test_exposure_by_hand(shop: Any) -> None:
    """Two of three are shown, 350 days on average; 2 friends lost against 1; 0.3 of hardship more."""
    found = measure(three(shop))
    assert found["exposure.people_share"].value == pytest.approx(2 / 3)
    assert 350.0 == found["exposure.days"].value
    assert 1.0 == found["exposure.friends_lost"].value
    assert found["exposure.hardship"].value == pytest.approx(0.3)


def test_companies_that_are_shown_are_not_persons(shop: Any) -> None:
    """Only treatments of persons count: where companies alone are shown there is no answer."""
    found = measure(three(shop, {"treatments": SHOWN["treatments"][1:]}))
    assert found["exposure.people_share"].value is None
