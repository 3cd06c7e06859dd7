"""A shuffle without memory is still a shuffle."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.societies.permutation import fill_ranks


def ranks(seed: int, people: int, first: int = 0, count: int | None = None) -> np.ndarray:
    """The places of so many persons from the first on, all if it is not said how many."""
    places = np.full(people if count is None else count, -1)
    fill_ranks(np.uint64(seed), first, people, places)
    return places


@given(people=st.integers(1, 700), seed=st.integers(0, 2**64 - 1))
def test_a_shuffle_leaves_nobody_out(people: int, seed: int) -> None:
    """Everybody has a place of their own."""
    assert list(range(people)) == sorted(ranks(seed, people))


@given(people=st.integers(1, 700), seed=st.integers(0, 2**64 - 1), data=st.data())
def test_who_walks_beside_changes_nobodys_place(people: int, seed: int, data: st.DataObject) -> None:
    """Any stretch of people by itself gets the places that it gets among all: districts stand alone."""
    first = data.draw(st.integers(0, people - 1))
    count = data.draw(st.integers(0, people - first))
    assert ranks(seed, people)[first : first + count].tolist() == ranks(seed, people, first, count).tolist()


def test_places_are_what_they_have_always_been() -> None:
    """A published run is built anew years later: places drawn one by one by the first version of this."""
    assert [1, 2, 0, 3] == ranks(7, 4).tolist()
    assert [2, 8, 3, 4, 9, 0, 7, 5, 6, 10, 1] == ranks(7, 11).tolist()


def test_a_shuffle_mixes() -> None:
    """Places of people far apart and of seeds apart are as unrelated as chance has it."""
    places = np.array([ranks(seed, 20_000) for seed in (1, 2)])
    related = np.array(np.corrcoef([np.arange(20_000), *places]))
    assert 0 == pytest.approx(related[0, 1:], abs=0.03)
    assert 0 == pytest.approx(related[1, 2], abs=0.03)


def test_small_shuffles_are_even() -> None:
    """Of three people, each of the six orders comes about as often as the others."""
    orders = [tuple(ranks(seed, 3).tolist()) for seed in range(6_000)]
    counts = [orders.count(order) for order in sorted(set(orders))]
    assert 6 == len(counts)
    assert 1_000 == pytest.approx(np.array(counts), abs=150)
