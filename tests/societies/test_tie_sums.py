"""Clustering and homophily of graphs that can be counted by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.societies.tie_sums import SUMS, TIES, add_ties, clustering, homophily

Ties = list[tuple[int, int]]


def sums_of(people: int, ties: Ties, group: list[int], copies: int = 1) -> np.ndarray:
    """The sums over districts that all hold the same ties."""
    friends = [sorted([b for a, b in ties if a == i] + [a for a, b in ties if b == i]) for i in range(people)]
    degree = np.tile([len(mine) for mine in friends], copies)
    flat = np.tile(np.array([f for mine in friends for f in mine], dtype=np.uint16), copies)
    sums = np.zeros(SUMS)
    offsets = np.arange(copies + 1) * people
    start = np.concatenate(([0], np.cumsum(degree)))
    add_ties(offsets, np.tile(np.array(group, dtype=np.uint8), copies), start, flat, sums)
    return sums


@pytest.mark.parametrize("copies", [1, 3])
def test_a_triangle_with_a_tail(copies: int) -> None:
    """Clustering 1, 1 and 1/3; who has one friend does not count: 7/9 (networkx counts it as 0: 7/12)."""
    sums = sums_of(4, [(0, 1), (0, 2), (1, 2), (2, 3)], [0, 0, 0, 0], copies)
    assert 7 / 9 == pytest.approx(clustering(sums))
    assert 8 * copies == sums[TIES]


@given(st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda tie: tie[0] < tie[1])))
def test_clustering_is_that_of_the_matrix(ties: set[tuple[int, int]]) -> None:
    """The diagonal of the cubed matrix of ties over the pairs of friends, in any graph."""
    matrix = np.zeros((9, 9), dtype=int)
    for one, other in ties:
        matrix[one, other] = matrix[other, one] = 1
    degree = matrix.sum(axis=0)
    several = degree > 1
    closed = np.diag(matrix @ matrix @ matrix)[several] / (degree * (degree - 1))[several]
    found = clustering(sums_of(9, sorted(ties), [0] * 9))
    assert found == (pytest.approx(closed.mean()) if several.any() else None)


def test_homophily_by_hand() -> None:
    """Two pairs, each tied within: one tie in three would be by chance, all are: 1. Across: -1/2."""
    assert 1 == pytest.approx(homophily(sums_of(4, [(0, 1), (2, 3)], [0, 0, 1, 1])))
    assert -1 / 2 == pytest.approx(homophily(sums_of(4, [(0, 2), (1, 3)], [0, 0, 1, 1])))


def test_figures_without_meaning_are_none() -> None:
    """No ties; nobody with two friends; a single group."""
    assert clustering(sums_of(3, [], [0, 1, 1])) is None
    assert homophily(sums_of(3, [], [0, 1, 1])) is None
    assert clustering(sums_of(2, [(0, 1)], [0, 1])) is None
    assert homophily(sums_of(3, [(0, 1), (1, 2)], [0, 0, 0])) is None
