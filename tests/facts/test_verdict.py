"""Hit, miss or put in: by what the publication leaves open, and by both of our ranges."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.facts.model import Fact
from demerit.facts.verdict import held


def fact(**more: Any) -> Fact:
    """A fact of value 1."""
    parts = {"id": "a", "fact": "A", "value": 1.0, "unit": "u", "population": "p", "period": "q"}
    return Fact.model_validate(parts | {"source": "s", "status": "published", "finding": "score.mean"} | more)


def test_the_interval_is_students_over_seeds() -> None:
    """Five values of variance 2.5: the mean give or take 2.776 standard errors."""
    found = held(fact(), [1.0, 2.0, 3.0, 4.0, 5.0])
    half = 2.7764451 * np.sqrt(2.5 / 5)
    assert (3.0, pytest.approx(3 - half), pytest.approx(3 + half)) == (found.ours, found.low, found.high)
    assert (None, None) == (found.assumed_low, found.assumed_high)


@pytest.mark.parametrize(
    ("values", "assumed", "more", "verdict"),
    [
        ([0.9, 1.1], (), {}, "hit"),
        ([2.0, 2.0], (), {}, "miss"),
        ([2.0, 2.0], (), {"high": 2.0}, "hit"),
        ([2.0, 2.0], (), {"high": 1.9}, "miss"),
        ([0.5, 0.5], (), {"low": 0.5}, "hit"),
        ([2.0, 2.0], (0.5, 1.5, 2.5), {}, "hit (wide)"),
        ([0.9, 1.1], (0.5, 1.5, 2.5), {}, "hit"),
        ([2.0, 2.0], (0.5, 1.5, 2.5), {"put_in": ("scheme.score.start",)}, "put-in"),
        ([2.0, 2.0], (1.5, 2.5), {}, "miss"),
        ([2.0, 2.0], (), {"put_in": ("scheme.score.start",)}, "put-in"),
    ],
)
def test_verdicts(
    values: list[float], assumed: tuple[float, ...], more: dict[str, Any], verdict: str
) -> None:
    """Chance meets what is left open, or only assumptions do, or neither; what is put in is no verdict."""
    assert verdict == held(fact(**more), values, assumed).words


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=9), st.lists(st.floats(-1e6, 1e6), max_size=9))
def test_more_assumptions_never_make_a_miss_of_a_hit(values: list[float], assumed: list[float]) -> None:
    """A range more can only meet more."""
    before = held(fact(), values).verdict
    assert before == "miss" or held(fact(), values, assumed).verdict == before
