"""A shuffle without memory is still a shuffle."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.societies.permutation import rank


@given(people=st.integers(1, 700), seed=st.integers(0, 2**64 - 1))
def test_a_shuffle_leaves_nobody_out(people: int, seed: int) -> None:
    """Everybody has a place of their own."""
    places = [rank(np.uint64(seed), person, people) for person in range(people)]
    assert list(range(people)) == sorted(places)


def test_a_shuffle_mixes() -> None:
    """Places of people far apart and of seeds apart are as unrelated as chance has it."""
    places = np.array([[rank(np.uint64(seed), i, 20_000) for i in range(20_000)] for seed in (1, 2)])
    related = np.array(np.corrcoef([np.arange(20_000), *places]))
    assert 0 == pytest.approx(related[0, 1:], abs=0.03)
    assert 0 == pytest.approx(related[1, 2], abs=0.03)


def test_small_shuffles_are_even() -> None:
    """Of three people, each of the six orders comes about as often as the others."""
    orders = [tuple(rank(np.uint64(seed), i, 3) for i in range(3)) for seed in range(6_000)]
    counts = [orders.count(order) for order in sorted(set(orders))]
    assert 6 == len(counts)
    assert 1_000 == pytest.approx(np.array(counts), abs=150)
