"""The one door to numba."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from demerit.luck.compiled import inline, inline_allocating, kernel, outline


@inline
def half(number: float) -> float:
    """Half of it."""
    return number / 2.0


@outline
def quarter(number: float) -> float:
    """A quarter of it, by way of a step."""
    return half(half(number))


@inline_allocating
def pair(number: float) -> np.ndarray:
    """Half and quarter, in memory of their own."""
    return np.array([half(number), quarter(number)])


@kernel
def parts(numbers: np.ndarray) -> float:
    """The sum of halves and quarters, in the order of the array."""
    total = 0.0
    for number in numbers:
        total += pair(number).sum()
    return total


@kernel
def ratio(a: float, b: float) -> float:
    """A quotient."""
    return a / b


@pytest.mark.parametrize("door", [kernel, inline, outline, inline_allocating])
def test_the_interpreter_lock_is_released(door: Callable[[Any], Any]) -> None:
    """Whatever is compiled runs without the lock, so that threads live districts at once."""
    assert door(lambda x: x).targetoptions["nogil"] is True


def test_compiled_is_what_was_written() -> None:
    """Kernel, step, rare step and inlined step together give the bits of their Python source."""
    numbers = np.linspace(0.1, 7.3, 101)
    expected = 0.0
    for number in numbers:
        expected += number / 2.0 + number / 2.0 / 2.0
    assert expected == parts(numbers)


def test_division_by_zero_does_not_raise() -> None:
    """Floats follow IEEE 754 in compiled code: no exception's branch in every division."""
    assert np.inf == ratio(1.0, 0.0)
    assert np.isnan(ratio(0.0, 0.0))
