"""Findings over those scored alone, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest

from demerit.findings.measure import measure

SHARE, WRONG = "population.share", "population.wrong_people_share"
LOWEST, DENIED = "population.entered_lowest_share", "population.denied"


def four(shop: Any, *, alarmed: bool = False, **columns: list[Any]) -> Any:
    """Two years of four persons, of whom what is told is told."""
    people = [shop.person(0, i) for i in range(4)]
    if alarmed:
        people[0].record(10, "jaywalking", "alarm").record(20, "fleeing", "alarm")
    return shop.told(shop.evidence(people), **columns)


def test_over_those_scored(shop: Any) -> None:
    """Wrong records that bar one of two scored, and three refusals, over four person-years of theirs."""
    evidence = four(shop, alarmed=True, scored=[True, True, False, False], denied=[3, 0, 0, 0])
    found = measure(evidence)
    assert 0.5 == found[SHARE].value
    assert 0.5 == found[WRONG].value
    assert 0.25 == found["wrong.people_share"].value
    assert found[DENIED].value == pytest.approx(1000 * 3 / 4)
    assert 0.5 == found[LOWEST].value


def test_nobody_scored(shop: Any) -> None:
    """A share of nobody is none."""
    found = measure(four(shop, scored=[False] * 4))
    assert 0.0 == found[SHARE].value
    assert found[WRONG].value is None
    assert "nobody is scored in this society" == found[WRONG].reason


def test_everybody_scored(shop: Any) -> None:
    """Without a population these are no questions."""
    found = measure(four(shop))
    assert {None} == {found[name].value for name in (SHARE, WRONG, LOWEST, DENIED)}
    assert "the scheme scores everybody" == found[SHARE].reason
