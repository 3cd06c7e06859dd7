"""The one door to numba."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.luck.compiled import inlined, kernel


@inlined
def half(number: float) -> float:
    """Half of it."""
    return number / 2.0


@kernel
def halves(numbers: np.ndarray) -> float:
    """The sum of halves, in the order of the array."""
    total = 0.0
    for number in numbers:
        total += half(number)
    return total


@kernel
def ratio(a: float, b: float) -> float:
    """A quotient."""
    return a / b


@pytest.mark.parametrize("compiled", [kernel, inlined])
def test_the_interpreter_lock_is_released(compiled: Any) -> None:
    """Whatever is compiled runs without the lock, so that threads live districts at once."""
    dispatcher = compiled(lambda x: x)
    assert dispatcher.targetoptions["nogil"] is True


def test_compiled_is_what_was_written() -> None:
    """Compiled code and its Python source give the same bits."""
    numbers = np.linspace(0.1, 7.3, 101)
    source: Any = halves
    assert source.py_func(numbers) == halves(numbers)


def test_division_by_zero_does_not_raise() -> None:
    """Floats follow IEEE 754 in compiled code: no exception's branch in every division."""
    assert np.inf == ratio(1.0, 0.0)
    assert np.isnan(ratio(0.0, 0.0))
