"""Incomes have the Gini coefficient or the decile shares that were asked, and a mean of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from as_built import decile_shares, gini
from demerit.formats.problems import Problems
from demerit.formats.reading import Document
from demerit.societies.income import income_steps, linear_steps, lognormal_steps
from demerit.societies.model import Society

Town = Callable[..., Document[Society]]
SHARES = [0.03, 0.05, 0.06, 0.07, 0.08, 0.09, 0.11, 0.13, 0.16, 0.22]


def steps_of(town: Town, **income: Any) -> np.ndarray:
    """The income table of a town with such incomes."""
    return income_steps(town(margins={"income": income}))


@given(asked=st.floats(0.05, 0.8))
def test_lognormal_incomes_have_the_gini_asked(asked: float) -> None:
    """Within a thousandth; the mean is one, and no step earns less than the one before."""
    steps = lognormal_steps(asked)
    assert asked == pytest.approx(gini(steps.ravel().astype(np.float32)), abs=0.001)
    assert 1 == pytest.approx(steps.mean())
    assert np.all(np.diff(steps.ravel()) > -1e-9)


def test_known_shares_of_a_lognormal_society() -> None:
    """At a Gini of 0.4 the richest tenth holds 29.6 %: L(0.9) = Phi(1.28155 - 0.74161)."""
    top = decile_shares(lognormal_steps(0.4).astype(np.float32))[9]
    assert 1 - 0.70538 == pytest.approx(top, abs=1e-4)


@given(parts=st.lists(st.floats(0.01, 1), min_size=10, max_size=10).map(sorted))
def test_decile_shares_are_kept(parts: list[float]) -> None:
    """Each decile holds its share, incomes rise from first to last and none is negative."""
    shares = tuple(part / sum(parts) for part in parts)
    steps = linear_steps(shares)
    assert shares == pytest.approx(decile_shares(steps.astype(np.float32)), rel=1e-5)
    assert np.all(np.diff(steps.ravel()) > -1e-9)
    assert steps.min() >= 0


def test_published_shares_come_out_as_a_table(town: Town) -> None:
    """Ten shares in a file give the table of those shares, in 32 bits."""
    steps = steps_of(town, decile_shares=SHARES)
    assert (np.float32, (10, 1024)) == (steps.dtype, steps.shape)
    assert SHARES == pytest.approx(decile_shares(steps), rel=1e-4)


def test_without_a_figure_all_earn_the_mean(town: Town) -> None:
    """Nothing known, nothing made up."""
    assert np.all(steps_of(town) == 1)


def test_a_sourced_gini_counts_as_its_value(town: Town) -> None:
    """A source beside the figure changes nothing."""
    sourced = steps_of(town, gini={"value": 0.32, "source": "world-bank"})
    assert np.array_equal(steps_of(town, gini=0.32), sourced)


@pytest.mark.parametrize(
    ("income", "message"),
    [
        ({"gini": 0.95}, "from 0 to 0.9"),
        ({"gini": 0.3, "decile_shares": SHARES}, "one of the two"),
        ({"decile_shares": SHARES[:9]}, "ten shares"),
        ({"decile_shares": SHARES[::-1]}, "none below the one before"),
        ({"decile_shares": [0.1] * 9 + [0.2]}, "add up to 1"),
    ],
)
def test_incomes_that_cannot_be_are_refused(town: Town, income: dict[str, Any], message: str) -> None:
    """Each at its place in the file."""
    with pytest.raises(Problems, match=message):
        steps_of(town, **income)


def test_gini_by_hand() -> None:
    """One of two people has it all: one half; equal incomes, and nobody: nought."""
    one_rich = np.array([0, 1], dtype=np.float32)
    assert [0.5, 0.0, 0.0] == [gini(one_rich), gini(one_rich[1:]), gini(one_rich[:0])]
