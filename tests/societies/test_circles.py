"""The size of circles follows from the clustering asked, in closed form."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from demerit.societies.circles import background, layers_and_size


@given(mean=st.floats(3, 20), clustering=st.floats(0.05, 0.9))
def test_the_formula_is_solved(mean: float, clustering: float) -> None:
    """Put back into the closed form, the size gives the clustering asked, chance deducted."""
    people = 20_000
    layers, size = layers_and_size(mean, clustering, people)
    slots = size - 1
    assume(size < people)
    by_chance = background(mean, people)
    chance = mean / (layers * slots)
    inside = chance * (slots - 1) / (2 * slots - 1) if layers == 2 else chance
    assert clustering == pytest.approx(by_chance + (1 - by_chance) * inside)
    assert chance <= 1 + 1e-9


@pytest.mark.parametrize(
    ("mean", "clustering", "people"), [(8, 0, 2_000), (8, 0.14, 50), (0, 0.5, 10), (1, 1, 2)]
)
def test_no_more_than_chance_takes_no_circles(mean: float, clustering: float, people: int) -> None:
    """Where chance alone clusters as much as asked, a circle is the whole district."""
    assert (1, people) == layers_and_size(mean, clustering, people)


def test_much_clustering_makes_islands() -> None:
    """Beyond (m - 2) / (2m - 2) a single layer must do."""
    assert 2 == layers_and_size(8.0, 0.4, 20_000)[0]
    assert 1 == layers_and_size(8.0, 0.5, 20_000)[0]
