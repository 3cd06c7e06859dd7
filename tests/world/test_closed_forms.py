"""Counts agree with closed forms: DESIGN section 7, point 6, under one fixed seed.

A check's number is standard normal where the claim holds, so that a check alone raises a false alarm
once in 150,000 seeds, all of them together once in some thousands; `benchmarks/closed_forms.py` tests
their law over many seeds.
"""

from __future__ import annotations

import numpy as np
import pytest

from theory import CHECKS, chi_square

SEED = 20
FAR = 4.5  # standard deviations


@pytest.mark.parametrize("name", CHECKS)
def test_counts_are_those_of_theory(name: str) -> None:
    """No count is further from its closed form than chance explains."""
    assert abs(CHECKS[name](SEED)) < FAR, CHECKS[name].__doc__


def test_a_wrong_law_would_be_found() -> None:
    """The statistic itself sees a tenth too much in one of four cells of 10,000."""
    found = np.array([2_750, 2_416, 2_417, 2_417])
    assert chi_square(found, np.full(4, 2_500.0)) > FAR
