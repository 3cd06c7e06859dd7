"""The assumed range holds the truths of further draws, and none of a small society's chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from demerit.findings.finding import Finding, FloatArray
from demerit.study.ensemble.hypercube import hypercube
from demerit.study.ensemble.lived import Measured
from demerit.study.ensemble.ranges import FEWEST_DRAWS, Carried, carried

DISTRICTS = 4


def a_finding(value: float | None, unit: str = "share of persons") -> Finding:
    """A run's finding."""
    return Finding(value=value, unit=unit, definition="", direction="harm")


def measured(by_district: Sequence[float] | npt.NDArray[Any]) -> Measured:
    """A mean over districts, and it without each of them."""
    each = np.array(by_district, np.float64)
    return Measured(value=float(each.mean()), replicates=(each.sum() - each) / (len(each) - 1))


def exact(value: float) -> Measured:
    """A value in which there is no chance."""
    return measured([value] * DISTRICTS)


def found(finding: Finding, reference: Measured, draws: Sequence[Measured | None]) -> Carried:
    """The same carried over, where there is something to carry."""
    given = carried(finding, reference, draws)
    assert given is not None
    return given


def rate(shares: FloatArray) -> FloatArray:
    """The truth that a model would have: a rate that spans orders of magnitude."""
    return 20 * np.exp(1.2 * (shares[:, 0] - 0.5) + 3.0 * (shares[:, 1] - 0.5) + (shares[:, 2] - 0.5))


@pytest.mark.parametrize("exposure", [0.05, 1.0, 20.0])
def test_further_truths_fall_inside_in_95_of_100(exposure: float) -> None:
    """In small worlds of few events as of many: 95 ± 3 % over 60 ensembles of 64 draws."""
    names, inside = ["a", "b", "c"], []
    for seed in range(60):
        chance = np.random.default_rng(seed)
        truth = rate(hypercube(names, 64, seed))
        lived = [measured(chance.poisson(each * exposure, DISTRICTS) / exposure) for each in truth]
        before = exact(20.0)
        ends = found(a_finding(20.0, "records per person"), before, lived).ends
        assert ends is not None
        further = rate(hypercube(names, 400, seed + 1_000))
        inside.append(np.mean((ends[0] <= further) & (further <= ends[1])))
    assert 0.92 <= np.mean(inside) <= 0.98


def test_a_finding_that_nothing_moves_has_equal_ends() -> None:
    """The run's own value, to the last bit, whatever the small society's."""
    for value, small in ((0.32, 0.4), (0.0, 0.0), (1.0, 0.97)):
        assert (value, value) == found(a_finding(value), exact(small), [exact(small)] * 64).ends


def test_a_level_of_small_societies_is_not_in_the_range() -> None:
    """Where all draws double the odds, so they do of the run's; a ratio likewise; a change by as much."""
    odds = found(a_finding(0.5), exact(0.2), [exact(1 / 3)] * 64)
    assert pytest.approx((2 / 3, 2 / 3)) == odds.ends
    times = found(a_finding(30.0, "days"), exact(10.0), [exact(20.0)] * 64)
    assert pytest.approx((60.0, 60.0)) == times.ends
    change = found(a_finding(-0.1, "share of the acts without the scheme"), exact(0.2), [exact(0.1)] * 64)
    assert pytest.approx((-0.2, -0.2)) == change.ends


def test_shares_stay_shares_and_rates_stay_above_nothing() -> None:
    """Where run or reference are at an end, differences are cut."""
    assert 1.0 == found(a_finding(1.0), exact(0.2), [exact(0.9)] * 64).ends[1]  # type: ignore[index]
    assert 0.0 == found(a_finding(0.1), exact(0.0), [exact(0.0)] * 64 + [exact(0.2)]).values.min() - 0.1
    assert 0.0 == found(a_finding(5.0, "days"), exact(3.0), [exact(0.0)] * 64).ends[0]  # type: ignore[index]


def test_where_chance_hides_the_rest_there_is_no_range() -> None:
    """No width of nothing where small worlds cannot tell."""
    chance = np.random.default_rng(1)
    lived = [measured(chance.poisson(3.0, DISTRICTS)) for _ in range(64)]
    assert None is found(a_finding(3.0, "days"), exact(3.0), lived).ends


def test_a_range_over_some_of_the_draws_is_none() -> None:
    """A finding that a draw in twenty lacks has a range, one that more lack has none; so have few draws."""
    draws: list[Measured | None] = [exact(0.1 + n / 100) for n in range(64)]
    assert None is not found(a_finding(0.3), exact(0.3), [*draws[:61], None, None, None]).ends
    assert None is found(a_finding(0.3), exact(0.3), [*draws[:56], *[None] * 8]).ends
    assert None is found(a_finding(0.3), exact(0.3), draws[: FEWEST_DRAWS - 2]).ends


def test_what_is_no_number_has_no_range() -> None:
    """Nor has what the small society has no value of."""
    nothing = Measured(value=None, replicates=np.empty(0))
    assert None is carried(a_finding(None), exact(0.1), [exact(0.2)] * 64)
    assert None is carried(a_finding(0.1), nothing, [exact(0.2)] * 64)
