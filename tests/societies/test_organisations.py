"""Organisations: as many as asked, as large as asked, each with somebody who answers for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.formats.reading import Document
from demerit.societies.model import Society
from demerit.societies.organisations import NOBODY, ORGANISATIONS
from demerit.societies.people import Districts, build
from demerit.societies.recipe import make_recipe

Town = Callable[..., Document[Society]]
KINDS: dict[str, Any] = {
    "company": {"per_1000_people": 20, "employees": 15},
    "organisation": {"per_1000_people": {"value": 2.5, "assumed": True, "range": [1, 5]}, "employees": 4},
}


def built(town: Town, people: int = 20_000, first: int = 0, **parts: Any) -> Districts:
    """All districts of a town with organisations, from `first` on."""
    recipe = make_recipe(town(organisations=KINDS, **parts), people=people, seed=5)
    return build(recipe, first, recipe.districts - first)


def test_there_are_as_many_as_asked(town: Town) -> None:
    """20 companies and 2.5 social organisations for a thousand people, spread over districts."""
    districts = built(town)
    assert ("company", "government", "organisation") == ORGANISATIONS
    assert [400, 0, 50] == districts.organisations.sum(axis=0).tolist()
    assert {(40, 0, 5)} == {tuple(row) for row in districts.organisations.tolist()}


@settings(max_examples=10)
@given(people=st.integers(30, 3_000), district=st.integers(2, 400))
def test_their_number_does_not_depend_on_districts(town: Town, people: int, district: int) -> None:
    """However the people are cut into districts, there is the same whole number of each kind."""
    districts = built(town, people, district_people=district)
    assert [people * 20 // 1000, 0, people * 2500 // 1_000_000] == districts.organisations.sum(
        axis=0
    ).tolist()


def test_they_are_as_large_as_asked(town: Town) -> None:
    """Mean staff of a kind is what was asked, within chance; staff are of an age to work."""
    districts = built(town, people=60_000)
    able = (districts.traits["age"] >= 18) & (districts.traits["age"] < 65)
    assert not (districts.employer[~able] != NOBODY).any()
    kinds = kind_of_employer(districts)
    for kind, size in ((0, 15), (2, 4)):
        staff, organisations = (kinds == kind).sum(), districts.organisations[:, kind].sum()
        assert size == pytest.approx(staff / organisations, rel=0.05)


def kind_of_employer(districts: Districts) -> np.ndarray:
    """The kind that each person works for, -1 for none."""
    kinds = np.full(len(districts.employer), -1)
    for d, (low, high) in enumerate(zip(districts.offsets, districts.offsets[1:], strict=False)):
        mine = districts.employer[low:high].astype(np.int64)
        number = mine - (high - low)
        bounds = np.cumsum(districts.organisations[d])
        kinds[low:high] = np.where(mine == NOBODY, -1, np.searchsorted(bounds, number, side="right"))
        assert ((number >= 0) & (number < bounds[-1]) | (mine == NOBODY)).all()
    return kinds


def test_who_answers_works_there(town: Town) -> None:
    """Each organisation's responsible person is one of its staff where it has any, else a neighbour."""
    districts = built(town)
    for d, (low, high) in enumerate(zip(districts.offsets, districts.offsets[1:], strict=False)):
        start, end = districts.organisation_start[d : d + 2]
        for number, person in enumerate(districts.responsible[start:end]):
            mine = high - low + number
            assert person < high - low
            staffed = (districts.employer[low:high] == mine).any()
            assert not staffed or mine == districts.employer[low + person]


def test_districts_come_out_the_same_alone(town: Town) -> None:
    """Who works where does not depend on which districts are built together."""
    every, late = built(town), built(town, first=7)
    start = every.offsets[7]
    assert np.array_equal(every.employer[start:], late.employer)
    assert np.array_equal(every.responsible[every.organisation_start[7] :], late.responsible)


def test_a_society_without_them_has_nobody_at_work(town: Town) -> None:
    """No organisation, no employer."""
    recipe = make_recipe(town(), people=2_000, seed=1)
    districts = build(recipe, 0, 1)
    assert {NOBODY} == set(districts.employer)
    assert 0 == len(districts.responsible)
