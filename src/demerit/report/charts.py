"""The charts of the page, each from plain numbers to one drawing; `figure` adds table and caption."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from demerit.report.figures import (
    BESIDE,
    LETTER,
    LINE_HEIGHT,
    WIDTH,
    Scale,
    apart,
    band_colour,
    day_axis,
    drawing,
    path,
    room_for,
    shortened,
    text,
)
from demerit.report.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROW = 34
GAP_LABEL = 0.075
BOLD = 1.1
"""Width of bold letters over plain ones."""
MOST_LABEL = 236.0
"""Widest room for labels beside a chart, px."""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A row of a bar chart: a value with its 95 % interval (None: no range) and how it is written."""

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    words: str = ""
    class_: str = "mark"


def areas(days: Sequence[int], shares: Sequence[Sequence[float]], names: Sequence[str], label: str) -> Markup:
    """Stacked areas, one a band, worst first at the bottom; shares[band][i] is the share on days[i]."""
    labels = [f"{_per_cent(s[-1])} {n}" for n, s in zip(names, shares, strict=True)]
    room = room_for(labels, MOST_LABEL)
    height, top, right = 330.0, 12.0, WIDTH - BESIDE - room
    labels = [shortened(words, room) for words in labels]
    across = Scale(low=days[0], high=max(days[-1] + 1, days[0] + 1), start=44, end=right)
    up = Scale(low=0, high=1, start=height - 30, end=top)
    low = [0.0] * len(days)
    parts: list[Markup] = []
    middles: list[float] = []
    for i, share in enumerate(shares):
        high = [a + b for a, b in zip(low, share, strict=True)]
        edge = [(across(d), up(v)) for d, v in zip(days, high, strict=True)]
        floor = [(across(d), up(v)) for d, v in zip(reversed(days), reversed(low), strict=True)]
        fill, _ = band_colour(i / max(1, len(shares) - 1))
        parts.append(tag("path", d=path([*edge, *floor]) + "Z", fill=fill, class_="area"))
        middles.append((edge[-1][1] + floor[0][1]) / 2)
        low = high
    parts += day_axis(across, days[-1] + 1, top, height - 30)
    parts += [text(38, up(v) + 4, f"{v:.0%}".replace("%", " %"), "tick", "end") for v in (0, 0.5, 1)]
    parts += _edge_labels(middles, labels, right, height)
    return drawing(height, label, parts)


def _edge_labels(middles: Sequence[float], words: Sequence[str], right: float, height: float) -> list[Markup]:
    """Labels right of the areas they name, moved apart and joined to them by a hairline and a swatch."""
    order = sorted(range(len(middles)), key=middles.__getitem__)
    places = apart([middles[i] for i in order], LINE_HEIGHT, 18, height - 36)
    parts: list[Markup] = []
    for i, y in zip(order, places, strict=True):
        fill, _ = band_colour(i / max(1, len(middles) - 1))
        parts.append(
            tag("path", d=path([(right, middles[i]), (right + 10, y), (right + 14, y)]), class_="lead")
        )
        parts.append(tag("rect", x=right + 16, y=y - 5, width=10, height=10, fill=fill, class_="swatch"))
        parts.append(text(right + 31, y + 4, words[i], "label"))
    return parts


def _per_cent(share: float) -> str:
    """A share in whole per cent, '<1 %' where that would hide it."""
    return "<1 %" if 0 < share < 0.005 else f"{share * 100:.0f} %"  # noqa: PLR2004


def hundreds(rows: Sequence[tuple[str, Sequence[float]]], names: Sequence[str], label: str) -> Markup:
    """Where a hundred from each band are a year later: a full-width bar a band, split by the later band."""
    room = room_for([name for name, _ in rows], MOST_LABEL)
    left, height = max(130.0, room * BOLD + 10), 44.0 + 50 * len(rows)
    across = Scale(low=0, high=1, start=left, end=WIDTH - 4)
    parts: list[Markup] = [
        text(0, 16, "began the year in …", "tick"),
        text(left, 16, "… and a year later are in", "tick"),
    ]
    for r, (name, shares) in enumerate(rows):
        y, begun = 30 + r * 50, 0.0
        parts.append(text(0, y + 24, shortened(name, room), "label strong"))
        for i, share in enumerate(shares):
            x, wide = across(begun), across(begun + share) - across(begun)
            fill, ink = band_colour(i / max(1, len(names) - 1))
            parts.append(tag("rect", x=x, y=y, width=max(0.0, wide - 1), height=38, fill=fill, rx=2))
            parts += _inside(x, y, wide, names[i], f"{share * 100:.0f}", ink) if share > GAP_LABEL else []
            begun += share
    return drawing(height, label, parts)


def _inside(x: float, y: float, wide: float, name: str, count: str, ink: str) -> list[Markup]:
    """Count, and the band's name where it fits (7 px a letter), written inside a segment."""
    number = tag("text", count, x=x + 8, y=y + 16, style=f"fill:{ink}", class_="on strong")
    fits = len(name) * 7 + 14 < wide
    return (
        [number, tag("text", name, x=x + 8, y=y + 31, style=f"fill:{ink}", class_="on")] if fits else [number]
    )


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
    ends = [v for r in rows for v in (r.value, r.low, r.high) if v is not None] + (
        [reference[0]] if reference else []
    )
    lines = [wrap(row.label, int(MOST_LABEL / LETTER), max_lines=2, placeholder="…") or [""] for row in rows]
    left = room_for([words for label in lines for words in label], MOST_LABEL) + 14
    low, high = limits or (min(0.0, *ends), max(0.0, *ends))
    across = Scale(low=low, high=high if high > low else low + 1, start=left + 8, end=WIDTH - 150)
    top = 26.0 if reference else 6.0
    bottom = top + ROW * len(rows)
    parts: list[Markup] = []
    for value in across.ticks():
        x = across(value)
        parts.append(tag("line", x1=x, x2=x, y1=top, y2=bottom, class_="grid"))
        parts.append(text(x, bottom + 16, tick(value), "tick", "middle"))
    if reference:
        x = across(reference[0])
        parts.append(tag("line", x1=x, x2=x, y1=top - 6, y2=bottom, class_="reference"))
        parts.append(text(x, 14, reference[1], "tick", "middle"))
    zero = across(0.0)
    for i, row in enumerate(rows):
        y = top + ROW * i + ROW / 2
        parts += [text(left, y + dy, words, "label", "end") for dy, words in _two_lines(lines[i])]
        parts += _bar(row, across, zero, y)
    parts.append(tag("line", x1=zero, x2=zero, y1=top, y2=bottom, class_="axis"))
    return drawing(bottom + 24, label, parts)


def _two_lines(lines: Sequence[str]) -> list[tuple[float, str]]:
    """One or two lines of a label with their places around the middle of its row, px."""
    return [(4.0, lines[0])] if len(lines) == 1 else [(-3.0, lines[0]), (12.0, lines[1])]


def _bar(row: Bar, across: Scale, zero: float, y: float) -> list[Markup]:
    """A row: its label on the left, the bar, the whisker, the written value on the right of both."""
    x = across(row.value)
    end = max(x, zero)
    parts = [
        tag("rect", x=min(x, zero), y=y - 9, width=abs(x - zero), height=18, class_=row.class_, rx=2),
    ]
    if row.low is not None and row.high is not None:
        a, b = across(row.low), across(row.high)
        whisker = f"M{a:.1f},{y - 5}V{y + 5}M{a:.1f},{y}H{b:.1f}M{b:.1f},{y - 5}V{y + 5}"
        parts.append(tag("path", d=whisker, class_="whisker"))
        end = max(end, b)
    parts.append(text(end + 8, y + 4, row.words, "label strong"))
    return parts
