"""Habits: quantiles of the shared factor and each family's own, drawn for whoever comes."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.luck.compiled import kernel
from demerit.luck.purposes import PROPENSITY
from demerit.world.columns.plan import FAMILIES
from demerit.world.rules.habits import draw_propensities
from worlds import fill_words, world_of

COUNT = 1 + len(FAMILIES)


class Place(NamedTuple):
    """As much of a state as habits need."""

    seed: np.uint64
    district: int
    quantiles: np.ndarray


@kernel
def settle_in(w: Any, i: int, comer: int) -> None:
    """One subject's habits."""
    draw_propensities(w, i, comer)


def habits_of(seed: int, district: int, people: int, comer: int) -> np.ndarray:
    """Quantiles of the first people of a district, the n-th of each place."""
    place = Place(np.uint64(seed), district, np.zeros((people, COUNT), np.uint8))
    handle = world_of(s=place)
    for i in range(people):
        settle_in(handle, i, comer)
    return place.quantiles


@given(st.integers(0, 2**63), st.integers(0, 5000), st.integers(0, 60))
def test_habits_are_the_bytes_of_one_draw(seed: int, district: int, comer: int) -> None:
    """Lowest byte first, word after word, at the address of the place and its comer's number."""
    words = np.zeros((5, 1, 4), np.uint32)
    fill_words(np.uint64(seed), district, comer, PROPENSITY, 0, words)
    expected = words[:, 0].astype("<u4").view(np.uint8)[:, :COUNT]
    assert np.array_equal(expected, habits_of(seed, district, 5, comer))


def test_who_comes_has_other_habits_than_who_was_there() -> None:
    """Of the quantiles of a thousand places a 256th stay by chance, at most twice that here."""
    before, after = (habits_of(1, 0, 1000, comer) for comer in (0, 1))
    assert np.mean(before == after) < 2 / 256


def test_quantiles_are_spread_evenly() -> None:
    """Each of 256 bins of each factor holds its share: 20 expected, and no gap and no heap."""
    found = habits_of(1, 0, 256 * 20, 0)
    counts = np.array([np.bincount(column, minlength=256) for column in found.T])
    statistic = ((counts - 20) ** 2 / 20).sum(axis=1)
    assert (np.abs(statistic - 255) < 4.5 * np.sqrt(2 * 255)).all()
