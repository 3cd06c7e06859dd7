"""Several seeds of one question: each of them, and what lies between them."""

from __future__ import annotations

import math
from collections.abc import Mapping

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from demerit.study.seeds import Seeds

Numbers = Mapping[str, float | None]


def seeds_of(*each: Numbers) -> Seeds[Numbers]:
    """So many of them, each with these numbers by name."""
    lived = {10 + number: one for number, one in enumerate(each)}
    return Seeds(lived, frame_of, "value")


def frame_of(one: Numbers) -> pl.DataFrame:
    """A row a number."""
    return pl.DataFrame({"finding": [*one], "value": pl.Series([*one.values()], dtype=pl.Float64)})


@given(st.lists(st.integers(-(10**6), 10**6), min_size=2, max_size=9, unique=True))
def test_a_mean_has_students_interval(values: list[int]) -> None:
    """As scipy has it, for any numbers that differ."""
    (row,) = seeds_of(*({"x": value} for value in values)).means().iter_rows(named=True)
    low, high = stats.t.interval(
        0.95, len(values) - 1, loc=sum(values) / len(values), scale=stats.sem(values)
    )
    assert (len(values), True, True) == (
        row["seeds"],
        math.isclose(low, row["low"], rel_tol=1e-6, abs_tol=1e-6),
        math.isclose(high, row["high"], rel_tol=1e-6, abs_tol=1e-6),
    )


@pytest.mark.parametrize(
    ("each", "expected"),
    [
        ([1.0], (1.0, None, None, 1)),
        ([2.0, 2.0], (2.0, None, None, 2)),
        ([None, 3.0], (3.0, None, None, 1)),
        ([None, None], (None, None, None, 0)),
    ],
)
def test_what_seeds_cannot_say_is_null(each: list[float | None], expected: tuple[object, ...]) -> None:
    """One seed, seeds that agree, and numbers that not every seed has: no interval of no width."""
    (row,) = seeds_of(*({"x": value} for value in each)).means().iter_rows()
    assert ("x", *expected) == row


def test_they_are_a_sequence() -> None:
    """By place, in order, some of them; the frame has the seed before each row."""
    three = seeds_of({"x": 1.0}, {"x": 2.0}, {"x": 4.0})
    assert (3, {"x": 2.0}, [{"x": 1.0}, {"x": 2.0}, {"x": 4.0}]) == (len(three), three[1], list(three))
    assert (11, 12) == three[1:].seeds
    assert [(10, "x", 1.0), (11, "x", 2.0), (12, "x", 4.0)] == three.frame().rows()
    assert repr(three).startswith("3 seeds: 10, 11, 12\n")
    assert "<table" in three._repr_html_()
    assert three[3:].frame().is_empty()
