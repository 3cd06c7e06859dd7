"""Lines over the days of a run, each named at its end, with 95 % ranges where there are some."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import compress
from typing import TYPE_CHECKING

from demerit.report.charts.figures import (
    BESIDE,
    LINE_HEIGHT,
    ChartSheet,
    Scale,
    apart,
    both,
    day_axis,
    drawing,
    finite,
    names_under,
    path,
    room_for,
    rungs,
    shortened,
    steps,
    text,
    undrawn,
    widened,
)
from demerit.report.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HEIGHT = 250.0
MOST_LABEL = 236.0
"""Widest room for names right of the lines, px."""
MOST_LINES = 6
"""So many can be told apart: each has a colour and a dash of its own."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """Values on days, each with the ends of its interval or None; `held`: it keeps each until the next.

    `tone`: colour and dash by number, the line's place unless said; `thin`: what another is held against.
    """

    name: str
    points: Sequence[tuple[int, float]]
    ends: Sequence[tuple[float, float] | None] = field(default=())
    held: bool = False
    tone: int | None = None
    thin: bool = False

    @property
    def class_(self) -> str:
        """By which the style sheet gives it colour and dash."""
        return f"series s{(self.tone or 0) % MOST_LINES}{' thin' if self.thin else ''}"


def lines(
    drawn: Sequence[Line],
    label: str,
    tick: Callable[[float], str],
    *,
    days: int,
    limits: tuple[float, float] | None = None,
) -> Markup:
    """Up to MOST_LINES lines over so many days; whiskers are 95 % intervals.

    A line without a number on any day is left out, and named under the drawing.
    """
    kept = [read for place, line in enumerate(drawn) if (read := _measured(line, place)).points]
    if not kept:
        return undrawn([line.name for line in drawn])
    lacking = [line.name for line in drawn if not finite(value for _, value in line.points)]
    values = [value for line in kept for _, value in line.points]
    values += [end for line in kept for ends in line.ends if ends for end in ends]
    span = widened(*(limits or (min(0.0, *values), max(0.0, *values))))
    return both(lambda sheet: _lines(sheet, kept, lacking, label, tick, days, span))


def _measured(line: Line, place: int) -> Line:
    """A line without the days on which it has no number, and without ends that are none."""
    known = [bool(finite([value])) for _, value in line.points]
    ends = [around if around and len(finite(around)) == len(around) else None for around in line.ends]
    points, ends = list(compress(line.points, known)), list(compress(ends, known))
    return replace(line, points=points, ends=ends, tone=place if line.tone is None else line.tone)


def _lines(
    sheet: ChartSheet,
    drawn: Sequence[Line],
    lacking: Sequence[str],
    label: str,
    tick: Callable[[float], str],
    days: int,
    span: tuple[float, float],
) -> Markup:
    """The lines on a sheet, named at their ends or, on a narrow one, under the axis."""
    room = room_for([line.name for line in drawn], MOST_LABEL) if sheet.beside else 0.0
    top, right = 12.0, sheet.width - (room + BESIDE if sheet.beside else 8)
    bottom = max(HEIGHT - 30, top + LINE_HEIGHT * len(drawn)) if sheet.beside else HEIGHT - 50
    up = Scale(low=span[0], high=span[1], start=bottom, end=top)
    across = Scale(low=0, high=max(1, days), start=56, end=right)
    parts: list[Markup] = []
    parts += rungs(up, across(0), right, tick)
    parts += day_axis(across, days, top, bottom)
    for line in drawn:
        parts += _line(line, across, up)
    below = bottom + 30
    if sheet.beside:
        ends = [(across(days if line.held else line.points[-1][0]), up(line.points[-1][1])) for line in drawn]
        parts += _names(ends, drawn, right, room, bottom)
    else:
        keys = [(tag("path", d="M-9,0H9", class_=line.class_), line.name) for line in drawn]
        under, below = names_under(keys, below, sheet.width)
        parts += under
    if lacking:
        under, below = names_under([(None, f"not measured: {name}") for name in lacking], below, sheet.width)
        parts += under
    return drawing(below, label, parts, width=sheet.width, class_=sheet.class_)


def _line(line: Line, across: Scale, up: Scale) -> list[Markup]:
    """One line with its whiskers; single points are dots."""
    points = [(across(day), up(value)) for day, value in line.points]
    parts: list[Markup] = []
    for (x, _), ends in zip(points, line.ends, strict=False):
        if ends is not None:
            a, b = map(up, ends)
            whisker = f"M{x - 4:.1f},{a:.1f}h8m-4,0V{b:.1f}m-4,0h8"
            parts.append(tag("path", d=whisker, class_="whisker"))
    if line.held:
        points.append((across.end, points[-1][1]))
    parts.append(tag("path", d=steps(points) if line.held else path(points), class_=line.class_))
    if line.ends or len(points) == 1:
        dots = ((round(x, 1), round(y, 1)) for x, y in points)
        parts += [tag("circle", cx=x, cy=y, r=3.5, class_=f"{line.class_} point") for x, y in dots]
    return parts


def _names(
    ends: Sequence[tuple[float, float]],
    drawn: Sequence[Line],
    right: float,
    room: float,
    bottom: float,
) -> list[Markup]:
    """Names right of the lines' ends, moved apart and joined to them by a hairline."""
    order = sorted(range(len(ends)), key=lambda i: ends[i][1])
    places = apart([ends[i][1] for i in order], LINE_HEIGHT, 12, bottom)
    parts: list[Markup] = []
    for i, y in zip(order, places, strict=True):
        x, here = ends[i]
        parts.append(tag("path", d=path([(x, here), (right + 8, y), (right + 12, y)]), class_="lead"))
        parts.append(tag("path", d=path([(right + 12, y), (right + 26, y)]), class_=drawn[i].class_))
        parts.append(text(right + 31, y + 4, shortened(drawn[i].name, room), "label"))
    return parts
