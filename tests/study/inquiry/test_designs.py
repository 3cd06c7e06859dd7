"""Designs: every combination, trajectories, two samples; the same for the same seed, whatever is lived."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.study.inquiry.designs import LEVELS, STEP, grid, hypercube_design, morris, resamples, sobol


def test_a_grid_is_every_combination() -> None:
    """Each pair of points once."""
    assert [[0, 0], [0, 1], [0.5, 0], [0.5, 1]] == grid([[0, 0.5], [0, 1]]).shares.tolist()


def test_a_hypercube_is_taken_as_it_is() -> None:
    """Rows as drawn, an axis a group."""
    design = hypercube_design(np.array([[0.1, 0.2], [0.3, 0.4]]))
    assert (2, 2) == (design.count, design.samples)


@pytest.mark.parametrize("groups", [[0, 1, 2], [0, 0, 1, 1, 1]])
def test_each_step_of_a_trajectory_moves_one_group(groups: list[int]) -> None:
    """All axes of the group by two thirds, no other; every group once; levels of the grid only."""
    design = morris(groups, 6, 3)
    rows = design.shares.reshape(6, design.count + 1, len(groups))
    steps = np.abs(np.diff(rows, axis=1))
    for trajectory, order in zip(steps, design.order, strict=True):
        assert sorted(order) == list(range(design.count))
        for step, group in zip(trajectory, order, strict=True):
            assert np.allclose(step, np.where(np.array(groups) == group, STEP, 0.0))
    assert set(np.round(design.shares.ravel() * (LEVELS - 1))) <= {0.0, 1.0, 2.0, 3.0}


def test_sobols_samples_are_even_and_apart() -> None:
    """Either sample has a point in each of as many parts of an axis; mixed rows differ in their group."""
    design = sobol([0, 1, 1], 32, 5)
    rows = design.shares.reshape(32, 4, 3)
    first, second = rows[:, 0], rows[:, -1]
    for sample in (first, second):
        assert all(list(range(32)) == sorted((column * 32).astype(int)) for column in sample.T)
    assert (rows[:, 1] == np.column_stack([second[:, 0], first[:, 1:]])).all()
    assert (rows[:, 2] == np.column_stack([first[:, 0], second[:, 1:]])).all()


def test_the_seed_is_the_address() -> None:
    """The same seed gives the same design, another another."""
    for make in (morris, sobol):
        assert (make([0, 1], 8, 1).shares == make([0, 1], 8, 1).shares).all()
        assert (make([0, 1], 8, 1).shares != make([0, 1], 8, 2).shares).any()


def test_resamples_are_of_what_there_is() -> None:
    """Every one may come, with replacement, alike for the same seed."""
    drawn = resamples(5, 200, 1)
    assert (200, 5) == drawn.shape
    assert {0, 1, 2, 3, 4} == set(drawn.ravel().tolist())
    assert (drawn == resamples(5, 200, 1)).all()
