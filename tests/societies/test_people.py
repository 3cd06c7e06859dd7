"""People follow from their address alone, and together they are the society that was asked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.errors import WrongUse
from demerit.formats.reading import Document
from demerit.societies.model import Society
from demerit.societies.people import Districts, build
from demerit.societies.recipe import make_recipe

Town = Callable[..., Document[Society]]
PER_PERSON = ("income", "household")


def joined(batches: list[Districts]) -> dict[str, np.ndarray]:
    """All columns of several batches, end to end; friends by their numbers within the district."""
    columns = {name: np.concatenate([getattr(batch, name) for batch in batches]) for name in PER_PERSON}
    columns |= {name: np.concatenate([each.traits[name] for each in batches]) for name in batches[0].traits}
    columns["degree"] = np.concatenate([np.diff(batch.friend_start) for batch in batches])
    columns["friends"] = np.concatenate([batch.friends for batch in batches])
    return columns


@settings(max_examples=15)
@given(cuts=st.sets(st.integers(1, 12), max_size=5), seed=st.integers(0, 5))
def test_batches_make_no_difference(town: Town, cuts: set[int], seed: int) -> None:
    """However the 13 districts are cut into batches, every column is the same."""
    recipe = make_recipe(town(district_people=60), people=13 * 60 - 7, seed=seed)
    edges = [0, *sorted(cuts), 13]
    parts = [build(recipe, low, high - low) for low, high in pairwise(edges)]
    whole = joined([build(recipe, 0, 13)])
    for name, column in joined(parts).items():
        assert np.array_equal(whole[name], column), name


def test_threads_make_no_difference(town: Town) -> None:
    """Four threads at once build what one builds."""
    recipe = make_recipe(town(district_people=500), people=20_000, seed=4)
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda first: build(recipe, first, 5), range(0, 40, 5)))
    alone = joined([build(recipe, 0, 40)])
    for name, column in joined(together).items():
        assert np.array_equal(alone[name], column), name


def test_columns_have_the_types_agreed(town: Town) -> None:
    """Types, lengths and ranges of everything a batch holds."""
    recipe = make_recipe(town(), people=5_000, seed=1)
    built = build(recipe, 1, 2)
    arrays = [field.name for field in fields(built) if field.name not in ("first", "traits")]
    types = {name: getattr(built, name).dtype for name in arrays}
    types |= {name: each.dtype for name, each in built.traits.items()}
    assert {
        "offsets": np.int64, "group": np.uint8, "sex": np.uint8, "age": np.uint8, "income_decile": np.uint8,
        "income": np.float32, "household": np.uint16, "friend_start": np.int64, "friends": np.uint16,
        "organisations": np.int64, "employer": np.uint16, "organisation_start": np.int64,
        "responsible": np.uint16,
    } == types  # fmt: skip
    assert ([0, 2_000, 3_000], 1) == (built.offsets.tolist(), built.first)
    assert {0, 1} == set(built.traits["sex"])
    assert set(range(1, 11)) == set(built.traits["income_decile"])
    assert (18, 99) == (built.traits["age"].min(), built.traits["age"].max())
    assert (0, len(built.friends)) == (built.friend_start[0], built.friend_start[-1])


def test_a_richer_decile_earns_more(town: Town) -> None:
    """Incomes of a decile lie above those of the one before, and a decile's mean is its share."""
    recipe = make_recipe(town(), people=50_000, seed=1)
    built = build(recipe, 0, recipe.districts)
    tops = [built.income[built.traits["income_decile"] == d].max() for d in range(1, 10)]
    floors = [built.income[built.traits["income_decile"] == d].min() for d in range(2, 11)]
    assert all(top <= floor for top, floor in zip(tops, floors, strict=True))


def test_districts_differ_only_by_chance(town: Town) -> None:
    """People are dealt evenly: the share of the minority varies between districts as a fair deal's does."""
    recipe = make_recipe(town(district_people=500), people=100_000, seed=3)
    built = build(recipe, 0, 200)
    shares = built.group.reshape(200, 500).mean(axis=1)
    assert 0.1 == pytest.approx(shares.mean())
    assert np.sqrt(0.1 * 0.9 / 500) == pytest.approx(shares.std(), rel=0.2)


@pytest.mark.parametrize(("first", "count"), [(-1, 1), (0, 0), (0, 4), (3, 1)])
def test_districts_that_are_not_there(town: Town, first: int, count: int) -> None:
    """Three districts: asking for others is wrong use."""
    with pytest.raises(WrongUse, match="there are 3"):
        build(make_recipe(town(), people=6_000, seed=1), first, count)


@pytest.mark.parametrize("people", [2, 3, 7])
def test_the_smallest_societies_live(town: Town, people: int) -> None:
    """Two people can be a society: each other's friends at most."""
    built = build(make_recipe(town(), people=people, seed=1), 0, 1)
    assert people == len(built.traits["age"])
    assert np.diff(built.friend_start).max() <= people - 1
