"""Differences as a picture: a line for no difference, a disc for each, and as far as chance may go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.report.apart import signed
from demerit.report.figures import WIDTH, Scale, drawing, shortened, text
from demerit.report.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.report.apart import Apart

ROW = 50
LEFT, RIGHT = 14.0, 230.0
"""Room at the left, and for the numbers at the right, px."""
LEAST = 1e-9
"""An axis is at least so wide."""


def pairs(rows: Sequence[Apart], title: str) -> Markup:
    """A line of words and a line of marks for each difference, on one axis with nothing in it."""
    bottom = ROW * len(rows) + 4.0
    ends = [end for row in rows for end in (row.difference, row.low, row.high) if end is not None]
    across = Scale(low=min([0.0, *ends]), high=max([LEAST, *ends]), start=LEFT + 20, end=WIDTH - RIGHT)
    parts: list[Markup] = []
    for tick in across.ticks():
        parts.append(tag("line", x1=across(tick), x2=across(tick), y1=0, y2=bottom, class_="grid"))
        parts.append(text(across(tick), bottom + 16, signed(tick), "tick", "middle"))
    parts.append(tag("line", x1=across(0), x2=across(0), y1=0, y2=bottom, class_="reference"))
    for place, row in enumerate(rows):
        parts += _row(row, across, ROW * place)
    said = "; ".join(f"{row.words}: {row.both}" for row in rows)
    return drawing(bottom + 22, f"{title} {said}.", parts, class_="pairs")


def _row(row: Apart, across: Scale, top: float) -> list[Markup]:
    """One difference: its words, its mark, the interval, and both values."""
    y, x = top + 33, across(row.difference)
    parts = [
        text(LEFT, top + 17, shortened(row.words, WIDTH - 2 * LEFT), "label"),
        tag("line", x1=across(0), x2=x, y1=y, y2=y, class_="between"),
    ]
    if row.low is not None and row.high is not None:
        low, high = across(row.low), across(row.high)
        parts.append(tag("path", d=f"M{low:.1f},{y - 4}v8m0,-4H{high:.1f}m0,-4v8", class_="whisker"))
    words = f"{row.signed} ({row.both})"
    return [
        *parts,
        tag("circle", cx=x, cy=y, r=5, class_="mark"),
        text(WIDTH - RIGHT + 14, y + 4, words, "label strong"),
    ]
