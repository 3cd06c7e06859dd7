"""Logarithm and exponential of our own: against the C library's, in order, and as a law."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from demerit.luck.compiled import kernel
from demerit.luck.maths import EXP_LARGEST, EXP_TABLE, LOG_TABLE, exp_minus, exponential
from demerit.luck.philox import draw

LAST = 2**32 - 1


@kernel
def sample(count: int) -> np.ndarray:
    """Unit exponentials of `count` subjects in a row."""
    out = np.empty(count, np.float64)
    for subject in range(count):
        out[subject] = exponential(draw(np.uint64(1), 0, subject, 0, 1, 0)[1])
    return out


@kernel
def compiled(word: np.uint64) -> float:
    """`exponential` as compiled code calls it."""
    return exponential(word)


@kernel
def falling(x: float) -> float:
    """`exp_minus` as compiled code calls it."""
    return exp_minus(x)


@given(word=st.integers(0, LAST))
@example(word=0)
@example(word=LAST)
@example(word=2**31)
@example(word=2**31 - 1)
def test_exponential_is_minus_the_logarithm(word: int) -> None:
    """Within 1e-11 of -log((word + 1/2) / 2^32), and never negative, for any word."""
    value = compiled(np.uint64(word))
    assert -math.log((word + 0.5) / 2**32) == pytest.approx(value, abs=1e-11, rel=0)
    assert value > 0


@given(low=st.integers(0, LAST - 1), step=st.integers(1, 2**31))
@example(low=2**31 - 1, step=1)
@example(low=0x80FFFFFF, step=1)
def test_exponential_falls_as_the_word_grows(low: int, step: int) -> None:
    """A greater word always draws a shorter wait: inversion keeps the order across table entries."""
    high = min(low + step, LAST)
    assert compiled(np.uint64(low)) > compiled(np.uint64(high))


def test_exponential_law() -> None:
    """100,000 draws at neighbouring addresses follow the unit exponential law."""
    drawn = sample(100_000)
    assert stats.kstest(drawn, "expon").pvalue > 0.001
    assert pytest.approx(drawn.mean(), abs=4 / math.sqrt(drawn.size)) == 1.0


@given(x=st.floats(0, EXP_LARGEST))
@example(x=0.0)
@example(x=math.log(2.0))
@example(x=EXP_LARGEST)
def test_exp_minus_is_the_exponential(x: float) -> None:
    """exp(-x) within 1e-11, from 0 to where it vanishes; never above 1."""
    value = falling(x)
    assert math.exp(-x) == pytest.approx(value, abs=1e-11, rel=0)
    assert 0 <= value <= 1


@pytest.mark.parametrize(("expected", "x"), [(1.0, 0.0), (1.0, -3.0), (0.0, 701.0), (0.0, math.inf)])
def test_exp_minus_at_its_ends(expected: float, x: float) -> None:
    """A factor stays a factor: 1 where nothing is at stake, 0 beyond 700."""
    assert expected == falling(x)


@pytest.mark.parametrize("table", [LOG_TABLE, EXP_TABLE])
def test_tables_are_free_of_last_bits(table: np.ndarray) -> None:
    """Table entries are multiples of 2^-40: no machine's own logarithm or power shows in them."""
    assert np.array_equal(np.round(table * 2**40), table * 2**40)
