"""Draws as points over two numbers: rings where a claim holds, crosses where it fails, the box a frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from demerit.report.charts.dots import dot
from demerit.report.charts.figures import ChartSheet, Scale, both, drawing, finite, shortened, text, undrawn
from demerit.report.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LEFT: Final = 78.0
TOP: Final = 26.0
"""Room left of the points and above them, px."""
SIDE: Final = 300.0
"""How high the points' square is, px."""
SIZE: Final = 4.0
STRONG: Final = 1.1
"""How much wider bold letters are."""
TICKS: Final = 5


@dataclass(frozen=True, kw_only=True)
class ScatterAxis:
    """A number along a side: its words, its ends, how a place is written, and the part that a box takes.

    `line`: a place that is drawn through all points, with its words.
    """

    words: str
    low: float
    high: float
    write: Callable[[float], str]
    box: tuple[float, float] | None = None
    line: tuple[float, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Point:
    """A draw: where it lies, whether the claim fails there, and whether it lies in the box's third number."""

    across: float
    up: float
    fails: bool
    inside: bool = True


def scatter(points: Sequence[Point], across: ScatterAxis, up: ScatterAxis, label: str) -> Markup:
    """Points over two axes, those outside the box's third number faint, and the box as a dashed frame."""
    known = [point for point in points if len(finite((point.across, point.up))) == 2]  # noqa: PLR2004
    if not known:
        return undrawn([])
    return both(lambda sheet: _scatter(sheet, known, across, up, label))


def _scatter(
    sheet: ChartSheet, points: Sequence[Point], across: ScatterAxis, up: ScatterAxis, label: str
) -> Markup:
    """The points on a sheet."""
    bottom = TOP + SIDE
    wide = Scale(low=across.low, high=across.high, start=LEFT, end=sheet.width - 16)
    high = Scale(low=up.low, high=up.high, start=bottom, end=TOP)
    parts = [text(0, 14, shortened(up.words, sheet.width / STRONG), "label strong")]
    for place in _places(across, sheet):
        x = wide(place)
        parts.append(tag("line", x1=x, x2=x, y1=TOP, y2=bottom, class_="grid"))
        parts.append(text(x, bottom + 16, across.write(place), "tick", "middle"))
    for place in _places(up, sheet):
        y = high(place)
        parts.append(tag("line", x1=LEFT, x2=sheet.width - 16, y1=y, y2=y, class_="grid"))
        parts.append(text(LEFT - 8, y + 4, up.write(place), "tick", "end"))
    parts += _lines(up, high, sheet)
    parts += [_mark(point, wide, high) for point in sorted(points, key=lambda point: point.inside)]
    parts += _box(across, up, wide, high)
    start = LEFT if sheet.beside else 0
    named = shortened(across.words, (sheet.width - start) / STRONG)
    parts.append(text(start, bottom + 34, named, "label strong"))
    return drawing(bottom + 42, label, parts, width=sheet.width, class_=f"scatter {sheet.class_}")


def _places(axis: ScatterAxis, sheet: ChartSheet) -> list[float]:
    """Where an axis is named: evenly from end to end."""
    count = TICKS if sheet.beside else 3
    return [axis.low + (axis.high - axis.low) * n / (count - 1) for n in range(count)]


def _lines(up: ScatterAxis, high: Scale, sheet: ChartSheet) -> list[Markup]:
    """The line that the claim draws through the points."""
    if up.line is None or not up.low <= up.line[0] <= up.high:
        return []
    y = high(up.line[0])
    return [
        tag("line", x1=LEFT, x2=sheet.width - 16, y1=y, y2=y, class_="reference"),
        text(sheet.width - 18, y - 6, up.line[1], "tick", "end"),
    ]


def _mark(point: Point, wide: Scale, high: Scale) -> Markup:
    """A ring where the claim holds, a cross where it fails."""
    x, y = round(wide(point.across), 1), round(high(point.up), 1)
    mark = dot("times" if point.fails else "ring", x, y, SIZE)
    return mark if point.inside else tag("g", mark, opacity=0.25)


def _box(across: ScatterAxis, up: ScatterAxis, wide: Scale, high: Scale) -> list[Markup]:
    """The box as a frame: as wide or high as the picture where it does not limit a number."""
    if across.box is None and up.box is None:
        return []
    left, right = map(wide, across.box or (across.low, across.high))
    bottom, top = map(high, up.box or (up.low, up.high))
    frame = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    return [tag("rect", **frame, fill="none", class_="reference")]
