"""Lines over the days of a run, each named at its end, with 95 % ranges where there are some."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from demerit.report.figures import (
    BESIDE,
    LINE_HEIGHT,
    WIDTH,
    Scale,
    apart,
    day_axis,
    drawing,
    path,
    room_for,
    shortened,
    steps,
    text,
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


def lines(
    drawn: Sequence[Line],
    label: str,
    tick: Callable[[float], str],
    *,
    days: int,
    limits: tuple[float, float] | None = None,
) -> Markup:
    """Up to MOST_LINES lines over so many days; whiskers are 95 % intervals."""
    names = [line.name for line in drawn]
    room = room_for(names, MOST_LABEL)
    right, top, bottom = WIDTH - room - BESIDE, 12.0, HEIGHT - 30
    values = [value for line in drawn for _, value in line.points]
    values += [end for line in drawn for ends in line.ends if ends for end in ends]
    low, high = limits or (min(0.0, *values), max(0.0, *values))
    up = Scale(low=low, high=high if high > low else low + 1, start=bottom, end=top)
    across = Scale(low=0, high=max(1, days), start=56, end=right)
    parts: list[Markup] = []
    for value in up.ticks():
        parts.append(tag("line", x1=across(0), x2=right, y1=up(value), y2=up(value), class_="grid"))
        parts.append(text(50, up(value) + 4, tick(value), "tick", "end"))
    parts += day_axis(across, days, top, bottom)
    for place, line in enumerate(drawn):
        parts += _line(line, across, up, place)
    ends = [(across(days if line.held else line.points[-1][0]), up(line.points[-1][1])) for line in drawn]
    parts += _names(ends, drawn, right, room)
    return drawing(HEIGHT, label, parts)


def _kind(line: Line, place: int) -> str:
    """The class of a line's strokes."""
    tone = place if line.tone is None else line.tone
    return f"series s{tone % MOST_LINES}{' thin' if line.thin else ''}"


def _line(line: Line, across: Scale, up: Scale, place: int) -> list[Markup]:
    """One line with its whiskers; single points are dots."""
    points = [(across(day), up(value)) for day, value in line.points]
    if line.held:
        points.append((across.end, points[-1][1]))
    kind = _kind(line, place)
    parts: list[Markup] = []
    for (x, _), ends in zip(points, line.ends, strict=False):
        if ends is not None:
            a, b = map(up, ends)
            whisker = f"M{x - 4:.1f},{a:.1f}h8m-4,0V{b:.1f}m-4,0h8"
            parts.append(tag("path", d=whisker, class_="whisker"))
    parts.append(tag("path", d=steps(points) if line.held else path(points), class_=kind))
    if line.ends or len(points) == 1:
        dots = ((round(x, 1), round(y, 1)) for x, y in points)
        parts += [tag("circle", cx=x, cy=y, r=3.5, class_=f"{kind} point") for x, y in dots]
    return parts


def _names(
    ends: Sequence[tuple[float, float]], drawn: Sequence[Line], right: float, room: float
) -> list[Markup]:
    """Names right of the lines' ends, moved apart and joined to them by a hairline."""
    order = sorted(range(len(ends)), key=lambda i: ends[i][1])
    places = apart([ends[i][1] for i in order], LINE_HEIGHT, 12, HEIGHT - 30)
    parts: list[Markup] = []
    for i, y in zip(order, places, strict=True):
        x, here = ends[i]
        parts.append(tag("path", d=path([(x, here), (right + 8, y), (right + 12, y)]), class_="lead"))
        kind = _kind(drawn[i], i)
        parts.append(tag("path", d=path([(right + 12, y), (right + 26, y)]), class_=kind))
        parts.append(text(right + 31, y + 4, shortened(drawn[i].name, room), "label"))
    return parts
