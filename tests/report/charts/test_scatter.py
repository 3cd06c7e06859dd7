"""Draws as points: marks, box, line, and the edges."""

from __future__ import annotations

import math
from typing import Any

from demerit.report.charts.scatter import Point, ScatterAxis, scatter


def axis(**more: object) -> ScatterAxis:
    """An axis from 0 to 1."""
    plain: dict[str, Any] = {"words": "How often", "low": 0.0, "high": 1.0, "write": lambda at: f"{at:.2f}"}
    plain.update(more)
    return ScatterAxis(**plain)


POINTS = [Point(across=0.2, up=0.3, fails=True), Point(across=0.8, up=0.9, fails=False)]


def test_what_fails_is_a_cross_and_what_holds_a_ring() -> None:
    """Told by shape as well as colour, on both sheets, with the label in words."""
    drawn = str(scatter(POINTS, axis(), axis(words="How many"), "x > 1. It fails there."))
    assert (2, 2) == (drawn.count('class="dot times"'), drawn.count('class="dot ring"'))
    assert 2 == drawn.count('aria-label="x &gt; 1. It fails there."')
    assert "How often" in drawn
    assert "How many" in drawn


def test_the_box_is_a_frame() -> None:
    """As wide or as high as the picture where it limits only the other number."""
    drawn = str(scatter(POINTS, axis(box=(0.0, 0.5)), axis(), "x"))
    assert 2 == drawn.count("<rect")
    assert 'width="313.0"' in drawn or "<rect" in drawn
    assert "<rect" not in str(scatter(POINTS, axis(), axis(), "x"))


def test_the_line_of_the_claim_is_drawn() -> None:
    """Where it turns, with its words; outside of the picture, nowhere."""
    assert "it turns" in str(scatter(POINTS, axis(), axis(line=(0.5, "it turns")), "x"))
    assert "it turns" not in str(scatter(POINTS, axis(), axis(line=(2.0, "it turns")), "x"))


def test_nothing_and_no_numbers_are_told() -> None:
    """No picture of nothing; what has no number is not drawn; equal ends draw."""
    assert "<svg" not in str(scatter([], axis(), axis(), "x"))
    assert "<svg" not in str(scatter([Point(across=math.nan, up=0.1, fails=True)], axis(), axis(), "x"))
    assert "<svg" in str(scatter(POINTS, axis(high=0.0), axis(high=0.0), "x"))


def test_points_outside_the_third_number_are_faint() -> None:
    """They are there, and lie below the others."""
    drawn = str(scatter([Point(across=0.5, up=0.5, fails=True, inside=False), *POINTS], axis(), axis(), "x"))
    assert 2 == drawn.count('opacity="0.25"')
    assert drawn.index("opacity") < drawn.index('class="dot ring"')
