"""Differences as a picture."""

from __future__ import annotations

import re

import pytest

from demerit.report.charts.figures import SHEETS
from demerit.report.comparison.apart import Apart
from demerit.report.comparison.pairs import pairs


def one(difference: float, low: float | None = None, high: float | None = None) -> Apart:
    """A difference of people."""
    return Apart(
        name="x",
        group="Band",
        words="of 1,000 people <b>",
        a=10.0,
        b=10.0 + difference,
        difference=difference,
        low=low,
        high=high,
        of=1_000,
    )


@pytest.mark.parametrize(
    "rows", [[], [one(0.0)], [one(5, 4, 6), one(-3)], [one(1e-12)], [one(1e12, 0, 2e12), one(0.1)]]
)
def test_whatever_differs_is_drawn(rows: list[Apart]) -> None:
    """Nothing, no difference, both signs, hardly any and very much: a mark each, words escaped."""
    drawn = pairs(rows, "Band.")
    assert len(SHEETS) * len(rows) == drawn.count("<circle")
    assert len(SHEETS) * sum(row.low is not None for row in rows) == drawn.count("whisker")
    assert bool(rows) != ("Nothing is drawn here" in drawn)
    assert "<b>" not in drawn
    assert "nan" not in re.sub(r"[^<>]*</text>", "", drawn)
