"""Recipes: districts, quotas, and what cannot be a society."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import WrongUse
from demerit.formats.problems import Problems
from demerit.formats.reading import Document
from demerit.societies.model import Society
from demerit.societies.permutation import fill_ranks
from demerit.societies.recipe import make_recipe

Town = Callable[..., Document[Society]]


@given(people=st.integers(2, 20_000), district_people=st.integers(2, 500))
def test_districts_share_out_the_people(town: Town, people: int, district_people: int) -> None:
    """Full districts and a last one of what is left, never of one person alone."""
    recipe = replace(make_recipe(town(), people=100, seed=1), people=people, district_people=district_people)
    starts = [recipe.start(d) for d in range(recipe.districts + 1)]
    sizes = np.diff(starts)
    assert (0, people) == (starts[0], starts[-1])
    assert np.all(sizes[:-1] == district_people)
    assert 2 <= sizes[-1] <= district_people + 1


def test_quotas_hold_everybody(town: Town) -> None:
    """The last running sum is the number of people."""
    assert 1_234 == make_recipe(town(), people=1_234, seed=1).cells.bounds[-1]


def test_the_file_says_how_many(town: Town) -> None:
    """Without a number of people, the society's own."""
    assert 300 == make_recipe(town(people=300), people=None, seed=1).people


@pytest.mark.parametrize("people", [-5, 0, 1, 10**13])
def test_no_society_of_nobody(town: Town, people: int) -> None:
    """Fewer than two people, or more than any machine holds, are wrong use."""
    with pytest.raises(WrongUse, match="expected 2 to"):
        make_recipe(town(), people=people, seed=1)


@pytest.mark.parametrize("seed", [-1, 2**64])
def test_a_seed_has_64_bits(town: Town, seed: int) -> None:
    """Other seeds would draw the same as one with 64 bits: wrong use."""
    with pytest.raises(WrongUse, match="seed"):
        make_recipe(town(), people=100, seed=seed)


def test_seeds_deal_differently(town: Town) -> None:
    """The quotas are the same for each seed; who gets which place is not."""
    one, other = (make_recipe(town(), people=500, seed=seed) for seed in (1, 2))
    assert np.array_equal(one.cells.bounds, other.cells.bounds)
    places = np.zeros((2, 9), np.int64)
    for mine, seed in zip(places, (1, 2), strict=True):
        fill_ranks(np.uint64(seed), 0, 500, mine)
    assert places[0].tolist() != places[1].tolist()


def test_figures_of_ties_are_single_numbers(town: Town) -> None:
    """A mean number of friends that differs by group is refused at its line."""
    mean = {"value": {"by": "group", "values": {"majority": 8, "minority": 4}}, "assumed": True}
    with pytest.raises(Problems, match="mean"):
        make_recipe(town(ties={"friends": {"mean": mean}}), people=100, seed=1)
