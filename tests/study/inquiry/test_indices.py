"""Indices agree with SALib on functions whose answers are known, and have intervals that mean something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from SALib.analyze import morris as salib_morris
from SALib.analyze import sobol as salib_sobol
from SALib.test_functions import Ishigami, Sobol_G

from demerit.findings.finding import FloatArray
from demerit.study.inquiry.designs import Design, grid, hypercube_design, morris, sobol
from demerit.study.inquiry.indices import Index, effects, indices

Function = Callable[[FloatArray], FloatArray]


def ishigami(shares: FloatArray) -> FloatArray:
    """Ishigami and Homma's function, on [-pi, pi]."""
    return Ishigami.evaluate(-np.pi + 2 * np.pi * shares)


def sobol_g(shares: FloatArray) -> FloatArray:
    """Sobol's g of eight inputs, of which two matter much."""
    return Sobol_G.evaluate(shares)


def morris_function(shares: FloatArray) -> FloatArray:
    """The function of twenty inputs of Morris 1991, his random coefficients at nothing."""
    x = shares
    w = 2 * (x - 0.5)
    for place in (2, 4, 6):
        w[:, place] = 2 * (1.1 * x[:, place] / (x[:, place] + 0.1) - 0.5)
    y = 20 * w[:, :10].sum(axis=1)
    for i in range(6):
        for j in range(i + 1, 6):
            y -= 15 * w[:, i] * w[:, j]
    for i in range(5):
        for j in range(i + 1, 5):
            for k in range(j + 1, 5):
                y -= 10 * w[:, i] * w[:, j] * w[:, k]
    return y + 5 * w[:, 0] * w[:, 1] * w[:, 2] * w[:, 3]


FUNCTIONS: list[tuple[Function, int]] = [(ishigami, 3), (sobol_g, 8), (morris_function, 20)]


def column(found: Sequence[Index], key: str) -> FloatArray:
    """One key of all indices."""
    return np.array([each[key] for each in found], np.float64)


def problem(inputs: int) -> dict[str, Any]:
    """What SALib calls the inputs."""
    return {"num_vars": inputs, "names": [str(n) for n in range(inputs)], "bounds": [[0, 1]] * inputs}


@pytest.mark.parametrize(("function", "inputs"), FUNCTIONS)
def test_sobol_agrees_with_salib(function: Function, inputs: int) -> None:
    """First and total indices to nine digits on the same worlds, intervals about as wide."""
    design = sobol(range(inputs), 256, 1)
    values = function(design.shares.copy())
    ours = indices(design, values[:, None], 1)
    theirs = salib_sobol.analyze(problem(inputs), values, calc_second_order=False, seed=1)
    assert np.allclose(column(ours, "first"), theirs["S1"], rtol=1e-9, atol=1e-12)
    assert np.allclose(column(ours, "index"), theirs["ST"], rtol=1e-9, atol=1e-12)
    largest = int(np.argmax(theirs["ST"]))
    half = ((ours[largest]["high"] or 0) - (ours[largest]["low"] or 0)) / 2
    assert 0.6 < half / theirs["ST_conf"][largest] < 1.6


@pytest.mark.parametrize(("function", "inputs"), FUNCTIONS)
def test_morris_agrees_with_salib(function: Function, inputs: int) -> None:
    """Mean size, mean and spread of the effects to nine digits on the same worlds."""
    design = morris(range(inputs), 12, 1)
    values = function(design.shares.copy())
    ours = indices(design, values[:, None], 1)
    theirs = salib_morris.analyze(problem(inputs), design.shares, values, num_levels=4, seed=1)
    for key, name in (("index", "mu_star"), ("mu", "mu"), ("sigma", "sigma")):
        assert np.allclose(column(ours, key), theirs[name], rtol=1e-9, atol=1e-9)


def test_grouped_effects_agree_with_salib() -> None:
    """The mean size of a group's effects is SALib's."""
    design = morris([0, 0, 1, 1, 2, 2, 2, 2], 12, 1)
    values = sobol_g(design.shares)
    named = {**problem(8), "groups": [*"aabbcccc"]}
    theirs = salib_morris.analyze(named, design.shares, values, num_levels=4, seed=1)
    assert np.allclose(np.abs(effects(design, values)).mean(axis=0), theirs["mu_star"])


def test_known_answers_are_inside() -> None:
    """Ishigami's total indices in closed form lie in the intervals; what does nothing is 0."""
    design = sobol(range(4), 1024, 1)
    ours = indices(design, ishigami(design.shares[:, :3].copy())[:, None], 1)
    for each, known in zip(ours, (0.5576, 0.4424, 0.2437, 0.0), strict=True):
        assert (each["low"] or 0) - 0.02 <= known <= (each["high"] or 0) + 0.02
    assert (0.0, 0.0, 0.0) == (ours[3]["index"], ours[3]["low"], ours[3]["high"])


def every_design() -> list[Design]:
    """One of each method, of two axes."""
    return [grid([[0.0, 1.0]] * 2), hypercube_design(np.linspace(0, 1, 32).reshape(16, 2)),
            morris([0, 1], 8, 1), sobol([0, 1], 16, 1)]  # fmt: skip


@pytest.mark.parametrize("design", every_design(), ids=lambda each: each.method)
def test_what_nothing_moves_has_equal_ends(design: Design) -> None:
    """Index, low and high are 0 where no world differs, and None where none has a value."""
    still = indices(design, np.full((len(design.shares), 1), 0.3), 1)
    assert [(0.0, 0.0, 0.0)] * 2 == [(each["index"], each["low"], each["high"]) for each in still]
    none = indices(design, np.full((len(design.shares), 1), np.nan), 1)
    assert [None, None] == [each["index"] for each in none]


@pytest.mark.parametrize("design", every_design(), ids=lambda each: each.method)
def test_one_world_without_a_value_leaves_the_others(design: Design) -> None:
    """The indices of what is left are numbers still, and the axis that counts leads."""
    values = design.shares @ np.array([3.0, 0.5])
    values[1] = np.nan
    found = indices(design, values[:, None], 1)
    first, second = (each["index"] for each in found)
    assert first is not None
    assert second is not None
    assert first > second or design.method == "latin-hypercube"


def test_a_grids_interval_is_over_seeds() -> None:
    """With one seed there is none; with several it holds the index."""
    design = grid([[0.0, 0.5, 1.0]] * 2)
    sure = design.shares @ np.array([1.0, 1.0])
    assert None is indices(design, sure[:, None], 1)[0]["low"]
    several = np.column_stack([sure, sure + 0.1 * design.shares[:, 0], sure - 0.1 * design.shares[:, 0]])
    found = indices(design, several, 1)[0]
    assert (found["low"] or 1) < (found["index"] or 0) < (found["high"] or 0)
