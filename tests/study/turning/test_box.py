"""Boxes of failing draws: found where there is one, none by chance, in at most three numbers."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.findings.finding import FloatArray
from demerit.study.ensemble.hypercube import hypercube
from demerit.study.turning.box import BY_CHANCE, MOST, BoolArray, find_box

DRAWS, NUMBERS = 128, 60
SHARES = hypercube([f"number {n}" for n in range(NUMBERS)], DRAWS, 1)


def coin(name: str, chance: float, draws: int = DRAWS) -> BoolArray:
    """In which draws something happens that has nothing to do with any number."""
    return hypercube([name], draws, 5)[:, 0] < chance


def test_one_number_is_found() -> None:
    """Where it fails above a value of one number: that number, that value, all draws there and no other."""
    box = find_box(SHARES, SHARES[:, 7] > 0.7, 1)
    assert box is not None
    (side,) = box.sides
    assert (7, 1.0) == (side.column, side.high)
    assert side.low == pytest.approx(0.7, abs=0.02)
    assert min(box.coverage, box.density) > 0.95
    assert box.chance <= BY_CHANCE


def test_a_corner_of_two_is_found_in_noise() -> None:
    """Above in one and below in the other, a tenth of the draws turned over."""
    corner = (SHARES[:, 3] > 0.5) & (SHARES[:, 20] < 0.5)
    box = find_box(SHARES, corner ^ coin("noise", 0.08), 1)
    assert box is not None
    sides = {side.column: side for side in box.sides}
    assert {3, 20} == sides.keys()
    assert sides[3].low == pytest.approx(0.5, abs=0.08)
    assert sides[20].high == pytest.approx(0.5, abs=0.08)
    assert box.density > 0.8
    assert box.coverage == pytest.approx(box.failing / int((corner ^ coin("noise", 0.08)).sum()))


def test_a_box_has_three_numbers_at_most() -> None:
    """Of a corner in four, no more than three are told."""
    four = np.all(SHARES[:, [1, 2, 3, 4]] > 0.25, axis=1)
    box = find_box(SHARES, four, 1)
    assert box is None or len(box.sides) <= MOST


def test_chance_is_no_box() -> None:
    """Outcomes that have nothing to do with any number: a box in about one of twenty, not more."""
    found = [find_box(SHARES, coin(f"luck {n}", 0.3), n) for n in range(30)]
    assert sum(box is not None for box in found) <= 5


@pytest.mark.parametrize("failing", [0, 3, DRAWS - 3, DRAWS])
def test_too_few_say_nothing(failing: int) -> None:
    """Fewer than eight that fail, or that hold."""
    assert find_box(SHARES, np.arange(DRAWS) < failing, 1) is None


def test_no_number_no_box() -> None:
    """Where nothing is assumed there is nowhere to look."""
    nothing: FloatArray = np.zeros((DRAWS, 0))
    assert find_box(nothing, coin("any", 0.5), 1) is None


def test_the_same_every_time() -> None:
    """Shuffles have addresses: the same draws give the same box."""
    fails = (SHARES[:, 9] > 0.6) ^ coin("some", 0.1)
    assert find_box(SHARES, fails, 3) == find_box(SHARES, fails, 3)
