"""What stages look up: each against the same looked up in plain Python."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.world.rules.lookup import happens, home, power


@given(st.lists(st.integers(1, 5), min_size=1, max_size=8), st.data())
def test_a_home_is_the_neighbours_of_one_household(sizes: list[int], data: st.DataObject) -> None:
    """From the first to the last of the people with one household's number."""
    households = np.repeat(np.arange(len(sizes)), sizes)
    i = data.draw(st.integers(0, len(households) - 1))
    state: Any = SimpleNamespace(household=households, kind_start=np.array([0, len(households)]))
    found: Any = home
    mine = np.flatnonzero(households == households[i])
    assert (mine[0], mine[-1] + 1) == found.py_func(SimpleNamespace(s=state), i)


@given(st.floats(0.1, 3), st.integers(0, 12))
def test_a_power_is_multiplied_out(factor: float, times: int) -> None:
    """As the library's power has it, up to rounding."""
    multiplied: Any = power
    assert factor**times == pytest.approx(multiplied.py_func(factor, times))


@given(st.integers(0, 2**32 - 1), st.floats(0, 1))
def test_what_is_certain_happens_and_what_is_impossible_does_not(word: int, probability: float) -> None:
    """Below the probability it happens; at 0 never, at 1 always."""
    tried: Any = happens
    luck = np.uint64(word)
    assert (False, True) == (tried.py_func(luck, 0.0), tried.py_func(luck, 1.0))
    assert (word * 2.0**-32 < probability) == tried.py_func(luck, probability)
