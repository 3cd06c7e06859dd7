"""The charts of the page, each from plain numbers to one drawing; `figure` adds table and caption.

Every chart takes what there is: nothing, one row, equal values, rows without a number. What cannot be drawn
says so in a sentence in place of the drawing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from demerit.report.charts.figures import (
    BESIDE,
    LETTER,
    LINE_HEIGHT,
    ChartSheet,
    Scale,
    apart,
    band_colour,
    both,
    day_axis,
    drawing,
    finite,
    names_under,
    path,
    room_for,
    shortened,
    text,
    undrawn,
    widened,
)
from demerit.report.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROW = 34
LOW_ROW = 24
GAP_LABEL = 0.075
BOLD = 1.1
"""Width of bold letters over plain ones."""
MOST_LABEL = 236.0
"""Widest room for labels beside a chart, px."""
MOST_NAMED = 40
"""So many bands are named beside their areas; of more, those with most, and the others are counted."""
TALL_ROWS = 10
"""More rows of moves than this are drawn low, that they stay on one sheet of paper."""
UNMEASURED, UNBEGUN = "not measured", "nobody began a year here"


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A row of a bar chart: a value with its 95 % interval (None: no range) and how it is written.

    A value of None is a row that has no number: it keeps its place, and says so.
    """

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None
    words: str = ""

    @property
    def ends(self) -> list[float]:
        """Value and interval, as far as they are numbers."""
        return finite((self.value, self.low, self.high)) if finite([self.value]) else []


def swatch(fill: str) -> Markup:
    """A square of a band's colour around 0, 0."""
    return tag("rect", x=-5, y=-5, width=10, height=10, fill=fill, class_="swatch")


# ---------------------------------------------------------------- areas


def areas(
    days: Sequence[int],
    shares: Sequence[Sequence[float]],
    names: Sequence[str],
    label: str,
    start: int | None = None,
) -> Markup:
    """Stacked areas, one a band, worst first at the bottom; shares[band][i] is the share on days[i].

    `start`: the place of the band that people start in.

    Where nobody is in any band on any day there is nothing to draw: a kind without members.
    """
    if not days or not any(value > 0 for share in shares for value in finite(share)):
        return undrawn([])
    held = [[value if math.isfinite(value) else 0.0 for value in share] for share in shares]
    labels = [f"{_per_cent(share[-1])} {name}" for share, name in zip(shares, names, strict=True)]
    fills = [band_colour(i, len(names), start)[0] for i in range(len(names))]
    return both(lambda sheet: _areas(sheet, days, held, labels, fills, label))


def _areas(
    sheet: ChartSheet,
    days: Sequence[int],
    shares: Sequence[Sequence[float]],
    labels: Sequence[str],
    fills: Sequence[str],
    label: str,
) -> Markup:
    """The areas on a sheet; what holds on a day holds until the next, so that one day is an area too."""
    named = sorted(sorted(range(len(shares)), key=lambda i: (-shares[i][-1], i))[:MOST_NAMED])
    room = room_for(labels, MOST_LABEL) if sheet.beside else 0.0
    top, right = 12.0, sheet.width - (BESIDE + room if sheet.beside else 4)
    bottom = max(300.0, top + LINE_HEIGHT * (len(named) + 1)) if sheet.beside else 210.0
    until = days[-1] + 1
    across = Scale(low=days[0], high=until, start=44, end=right)
    up = Scale(low=0, high=1, start=bottom, end=top)
    places = [*days, until]
    low = [0.0] * len(places)
    parts: list[Markup] = []
    middles: list[float] = []
    for share, fill in zip(shares, fills, strict=True):
        high = [a + b for a, b in zip(low, [*share, share[-1]], strict=True)]
        edge = [(across(d), up(v)) for d, v in zip(places, high, strict=True)]
        floor = [(across(d), up(v)) for d, v in zip(reversed(places), reversed(low), strict=True)]
        parts.append(tag("path", d=path([*edge, *floor]) + "Z", fill=fill, class_="area"))
        middles.append((edge[-1][1] + floor[0][1]) / 2)
        low = high
    parts += day_axis(across, until, top, bottom)
    parts += [text(38, up(v) + 4, f"{v:.0%}".replace("%", " %"), "tick", "end") for v in (0, 0.5, 1)]
    below = bottom + 30
    if sheet.beside:
        beside = [(middles[i], shortened(labels[i], room), fills[i]) for i in named]
        parts += _edge_labels(beside, right, (18, bottom - 6), len(labels) - len(named))
    else:
        keys = [(swatch(fill), words) for fill, words in zip(fills, labels, strict=True)]
        under, below = names_under(list(reversed(keys)), below, sheet.width)
        parts += under
    return drawing(below, label, parts, width=sheet.width, class_=sheet.class_)


def _edge_labels(
    named: Sequence[tuple[float, str, str]], right: float, within: tuple[float, float], more: int
) -> list[Markup]:
    """Labels right of the areas they name, moved apart and joined to them by a hairline and a swatch.

    `more`: how many are named in the numbers only.
    """
    order = sorted(named, key=lambda label: label[0])
    places = apart([middle for middle, _, _ in order], LINE_HEIGHT, *within)
    parts: list[Markup] = []
    for (middle, words, fill), y in zip(order, places, strict=True):
        parts.append(tag("path", d=path([(right, middle), (right + 10, y), (right + 14, y)]), class_="lead"))
        parts.append(tag("g", swatch(fill), transform=f"translate({right + 21:.1f},{y:.1f})"))
        parts.append(text(right + 31, y + 4, words, "label"))
    if more:
        parts.append(text(right + 31, within[1] + LINE_HEIGHT + 8, f"and {more} more", "tick"))
    return parts


def _per_cent(share: float) -> str:
    """A share in whole per cent, '<1 %' where that would hide it."""
    if not math.isfinite(share):
        return f"{UNMEASURED}:"
    return "<1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"  # noqa: PLR2004


# ---------------------------------------------------------------- moves


def hundreds(
    rows: Sequence[tuple[str, Sequence[float]]], names: Sequence[str], label: str, start: int | None = None
) -> Markup:
    """Where a hundred from each band are a year later: a full-width bar a band, split by the later band.

    `start`: the place of the band that people start in.

    Names that fit in no segment stand under the bars, with the colours that they stand for.
    """
    held = [(name, [value if math.isfinite(value) else 0.0 for value in shares]) for name, shares in rows]
    if not names or not any(sum(shares) > 0 for _, shares in held):
        return undrawn([name for name, _ in rows])
    colours = [band_colour(i, len(names), start) for i in range(len(names))]
    return both(lambda sheet: _hundreds(sheet, held, names, colours, label))


def _hundreds(
    sheet: ChartSheet,
    rows: Sequence[tuple[str, Sequence[float]]],
    names: Sequence[str],
    colours: Sequence[tuple[str, str]],
    label: str,
) -> Markup:
    """The bars on a sheet: rows named on the left, or above on a narrow one."""
    room = min(MOST_LABEL, LETTER * BOLD * max(len(name) for name, _ in rows))
    left = max(130.0, room + 10) if sheet.beside else 0.0
    deep = ROW + 4 if len(rows) <= TALL_ROWS else LOW_ROW
    above = 0 if sheet.beside else LINE_HEIGHT + 3
    step = deep + (12 if len(rows) <= TALL_ROWS else 4) + above
    across = Scale(low=0, high=1, start=left, end=sheet.width - 4)
    heads = ((0.0, "began the year in …"), (left or 140.0, "… and a year later are in"))
    parts = [text(x, 16, words, "tick") for x, words in heads]
    labelled: set[int] = set()
    for r, (name, shares) in enumerate(rows):
        y, begun = 30.0 + r * step, 0.0
        at = (y + deep / 2 + 5) if sheet.beside else y + 12
        parts.append(text(0, at, shortened(name, (room or sheet.width) / BOLD), "label strong"))
        if sum(shares) <= 0:
            parts.append(text(left, y + above + deep / 2 + 5, UNBEGUN, "tick"))
        for i, share in enumerate(shares):
            x, wide = across(begun), across(begun + share) - across(begun)
            fill, ink = colours[i]
            box = {"x": x, "y": y + above, "width": max(0.0, wide - 1), "height": deep}
            parts.append(tag("rect", **box, fill=fill, rx=2))
            if share > GAP_LABEL:
                inside, named = _inside((x, y + above, wide, deep), names[i], f"{share * 100:.0f}", ink)
                parts += inside
                labelled |= {i} if named else set()
            begun += share
    there = {i for _, shares in rows for i, share in enumerate(shares) if share > 0}
    keys = [(swatch(colours[i][0]), names[i]) for i in sorted(there - labelled)]
    under, below = names_under(keys, 30 + step * len(rows), sheet.width)
    return drawing(below + 4, label, parts, under, width=sheet.width, class_=sheet.class_)


def _inside(
    box: tuple[float, float, float, float], name: str, count: str, ink: str
) -> tuple[list[Markup], bool]:
    """Count, and the band's name where it fits, written inside a segment; and whether the name does."""
    x, y, wide, deep = box
    fits = len(name) * LETTER + 14 < wide and deep > LOW_ROW
    at = y + 16 if deep > LOW_ROW else y + deep / 2 + 5
    parts = [text(x + 8, at, count, "on strong")]
    inside = [*parts, text(x + 8, y + 31, name, "on")] if fits else parts
    return [tag("g", inside, fill=ink)], fits


# ---------------------------------------------------------------- bars


def bars(
    rows: Sequence[Bar],
    label: str,
    tick: Callable[[float], str],
    *,
    reference: tuple[float, str] | None = None,
    limits: tuple[float, float] | None = None,
) -> Markup:
    """Horizontal bars from nothing with 95 % whiskers, each with its value written beside it.

    `reference` is a value drawn as a line through all rows, with its words; values below zero run left.
    """
    if not any(row.ends for row in rows):
        return undrawn([row.label for row in rows])
    shown = reference if reference is not None and finite(reference[:1]) else None
    ends = [v for row in rows for v in row.ends] + ([shown[0]] if shown else [])
    span = widened(*(limits or (min(0.0, *ends), max(0.0, *ends))))
    return both(lambda sheet: _bars(sheet, rows, label, tick, shown, span))


def _bars(
    sheet: ChartSheet,
    rows: Sequence[Bar],
    label: str,
    tick: Callable[[float], str],
    reference: tuple[float, str] | None,
    span: tuple[float, float],
) -> Markup:
    """The bars on a sheet: labels on the left, or above each bar on a narrow one."""
    letters = int((MOST_LABEL if sheet.beside else sheet.width - 16) / LETTER)
    lines = [wrap(row.label, letters, max_lines=2, placeholder="…") or [""] for row in rows]
    left = room_for([words for two in lines for words in two], MOST_LABEL) + 14 if sheet.beside else 6.0
    written = max(150.0 if sheet.beside else 60.0, *(LETTER * BOLD * len(_said(row)) + 18 for row in rows))
    right = sheet.width - min(written, (sheet.width - left) / 2)
    across = Scale(low=span[0], high=span[1], start=left + 8, end=right)
    top = 26.0 if reference else 6.0
    heights = [ROW if sheet.beside else LINE_HEIGHT * len(two) + ROW - 4 for two in lines]
    bottom = top + sum(heights)
    parts: list[Markup] = []
    for value, words in across.fitting(tick):
        x = across(value)
        parts.append(tag("line", x1=x, x2=x, y1=top, y2=bottom, class_="grid"))
        parts.append(text(x, bottom + 16, words, "tick", "middle"))
    zero = across(0.0)
    parts.append(tag("line", x1=zero, x2=zero, y1=top, y2=bottom, class_="axis"))
    if reference:
        x, half = across(reference[0]), LETTER * len(reference[1]) / 2
        parts.append(tag("line", x1=x, x2=x, y1=top - 6, y2=bottom, class_="reference"))
        parts.append(text(min(max(x, half), sheet.width - half), 14, reference[1], "tick", "middle"))
    y = top
    for row, two, high in zip(rows, lines, heights, strict=True):
        middle = y + high / 2 if sheet.beside else y + LINE_HEIGHT * len(two) + 14
        if sheet.beside:
            around = zip((4.0,) if len(two) == 1 else (-3.0, 12.0), two, strict=True)
            parts += [text(left, middle + dy, words, "label", "end") for dy, words in around]
        else:
            above = [y + LINE_HEIGHT * (n + 1) - 2 for n in range(len(two))]
            parts += [text(left + 12, at, words, "label") for at, words in zip(above, two, strict=True)]
        parts += _bar(row, across, middle)
        y += high
    return drawing(bottom + 24, label, parts, width=sheet.width, class_=sheet.class_)


def _said(row: Bar) -> str:
    """What is written beside a bar."""
    return row.words if row.ends else row.words or UNMEASURED


def _bar(row: Bar, across: Scale, y: float) -> list[Markup]:
    """A row's bar, its whisker, and the written value on the right of both."""
    zero = across(0.0)
    if not row.ends or row.value is None:
        return [text(zero + 8, y + 4, _said(row), "tick")]
    x = across(row.value)
    end = max(x, zero)
    parts = [
        tag("rect", x=min(x, zero), y=y - 9, width=abs(x - zero), height=18, class_="mark", rx=2),
    ]
    ends = finite((row.low, row.high))
    if len(ends) == 2:  # noqa: PLR2004 both ends
        a, b = map(across, ends)
        whisker = f"M{a:.1f},{y - 5}V{y + 5}M{a:.1f},{y}H{b:.1f}M{b:.1f},{y - 5}V{y + 5}"
        parts.append(tag("path", d=whisker, class_="whisker"))
        end = max(end, b)
    parts.append(text(end + 8, y + 4, row.words, "label strong"))
    return parts
