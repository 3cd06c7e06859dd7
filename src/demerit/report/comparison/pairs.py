"""Differences as a picture: a line for no difference, a disc for each, and as far as chance may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.report.charts.figures import (
    LETTER,
    ChartSheet,
    Scale,
    both,
    drawing,
    finite,
    shortened,
    text,
    undrawn,
)
from demerit.report.comparison.apart import signed
from demerit.report.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.report.comparison.apart import Apart

ROW = 50
LEFT = 14.0
"""Room at the left, px."""
NUMBERS = 216.0
"""Most room for the numbers at the right of a page, px; on a phone they stand under the words."""
LEAST = 1e-9
"""An axis is at least so wide."""


def pairs(rows: Sequence[Apart], title: str) -> Markup:
    """A line of words and a line of marks for each difference, on one axis with nothing in it."""
    if not rows:
        return undrawn([])
    listing = "; ".join(f"{row.words}: {row.both}" for row in rows)
    return both(lambda sheet: _pairs(sheet, rows, f"{title} {listing}."))


def _pairs(sheet: ChartSheet, rows: Sequence[Apart], label: str) -> Markup:
    """The differences on a sheet."""
    step = ROW if sheet.beside else ROW + 18
    bottom = step * len(rows) + 4.0
    ends = finite(end for row in rows for end in (row.difference, row.low, row.high))
    right = sheet.width - (NUMBERS + 14 if sheet.beside else LEFT)
    across = Scale(low=min([0.0, *ends]), high=max([LEAST, *ends]), start=LEFT + 20, end=right)
    parts: list[Markup] = []
    for tick, words in across.fitting(signed):
        parts.append(tag("line", x1=across(tick), x2=across(tick), y1=0, y2=bottom, class_="grid"))
        parts.append(text(across(tick), bottom + 16, words, "tick", "middle"))
    parts.append(tag("line", x1=across(0), x2=across(0), y1=0, y2=bottom, class_="reference"))
    for place, row in enumerate(rows):
        parts += _row(sheet, row, across, step * place)
    return drawing(bottom + 22, label, parts, width=sheet.width, class_=f"pairs {sheet.class_}")


def _row(sheet: ChartSheet, row: Apart, across: Scale, top: float) -> list[Markup]:
    """One difference: its words, its mark, the interval, and both values."""
    y, x = top + (33 if sheet.beside else 51), across(row.difference)
    words, numbers = shortened(row.words, sheet.width - 2 * LEFT), f"{row.signed} ({row.both})"
    at = (sheet.width - NUMBERS, y + 4) if sheet.beside else (LEFT, top + 35)
    parts = [
        text(LEFT, top + 17, words, "label"),
        text(*at, shortened(numbers, sheet.width - at[0] + LETTER), "label strong"),
        tag("line", x1=across(0), x2=x, y1=y, y2=y, class_="between"),
    ]
    if row.low is not None and row.high is not None:
        low, high = across(row.low), across(row.high)
        parts.append(tag("path", d=f"M{low:.1f},{y - 4}v8m0,-4H{high:.1f}m0,-4v8", class_="whisker"))
    return [*parts, tag("circle", cx=x, cy=y, r=5, class_="mark")]
