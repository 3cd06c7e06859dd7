"""What charts are drawn with: a frame with caption and data table, linear scales, ticks, labels kept apart.

Charts are SVG written by hand: Altair with vl-convert was measured at 0.9 s to import and 0.7 s for the first
chart on two cores, half of what the page may take in all; its text also follows neither the reader's dark
setting nor the page's fonts.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from demerit.formats.vocabulary import YEAR_DAYS
from demerit.report.markup import Child, Markup, folded, table, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

WIDTH = 720
NARROW_WIDTH = 360
LINE_HEIGHT = 17
LETTER = 7.0
"""Width of a letter in a label, px: wide enough for the fonts that readers have."""


BESIDE = 42.0
"""Room right of a drawing for a line to its names and for letters wider than LETTER, px."""
YEAR_LABEL = 56.0
"""Room that 'year 12' takes under an axis, px."""
NAME_COLUMN = 230.0
"""Least width of a column of names, px."""
MOST_TOLD = 12
"""So many rows without a number are told by name in place of a chart."""
TICK_GAP = 14.0
"""Least room between the words of two ticks, px."""


@dataclass(frozen=True, kw_only=True)
class ChartSheet:
    """What a chart is drawn on: its width, px, and whether names stand beside what they name or under it."""

    width: float
    beside: bool

    @property
    def class_(self) -> str:
        """By which the style sheet shows one of the two drawings."""
        return "wide" if self.beside else "narrow"


WIDE, NARROW = ChartSheet(width=WIDTH, beside=True), ChartSheet(width=NARROW_WIDTH, beside=False)
SHEETS = (WIDE, NARROW)


def both(draw: Callable[[ChartSheet], Markup]) -> Markup:
    """A chart twice, of which the reader sees one: for a page and paper, and for a phone's width.

    One drawing shrunk to a phone would have letters of six pixels, or need a finger to see its right half.
    """
    return Markup("".join(map(draw, SHEETS)))


@dataclass(frozen=True, kw_only=True)
class Scale:
    """A linear map from data [low, high] to pixels [start, end]; what lies outside is drawn at the edge."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Pixel of a value."""
        span = self.high - self.low
        share = 0.0 if span == 0 else (value - self.low) / span
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)

    def ticks(self, about: int = 5, *, least: float = 0.0) -> list[float]:
        """Round values inside the scale, about so many: steps of 1, 2, 2.5 or 5 times a power of ten.

        A step is `least` at least: 1 for what is counted.
        """
        span = self.high - self.low
        if span < sys.float_info.min:  # none, or so small that numbers lose their digits
            return [self.low]
        rough = max(span / max(1, about), least)
        power = 10.0 ** math.floor(math.log10(rough))
        step = next((f * power for f in (1, 2, 2.5, 5, 10) if f * power >= rough * 0.999), 10 * power)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [n * step for n in range(first, last + 1)]

    def fitting(self, write: Callable[[float], str]) -> list[tuple[float, str]]:
        """Up to five ticks with their words, each other than the last, so few that the words keep apart."""
        for about in (5, 4, 3, 2, 1):
            words = {write(value): value for value in reversed(self.ticks(about))}
            named = [(value, label) for label, value in reversed(words.items())]
            apart_by = [
                abs(self(b) - self(a)) - LETTER * (len(one) + len(other)) / 2
                for (a, one), (b, other) in pairwise(named)
            ]
            if named and min(apart_by, default=TICK_GAP) >= TICK_GAP:
                return named
        return [(self.low, write(self.low))]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """A data table: column headings and rows whose first cell is the row's heading; later cells are numbers.

    `numbers_from`: the first column that is numbers, where words come before.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[Child]]
    numbers_from: int = 1


def drawing(
    height: float, label: str, *parts: Child, width: float = WIDTH, class_: str = WIDE.class_
) -> Markup:
    """An SVG picture with a role and a label, as wide as its column."""
    box = f"0 0 {width:g} {height:g}"
    return tag("svg", *parts, role="img", aria_label=label, viewBox=box, class_=class_ or None)


def text(x: float, y: float, words: str, class_: str | None = None, anchor: str | None = None) -> Markup:
    """A line of text in a drawing."""
    return tag("text", words, x=round(x, 1), y=round(y, 1), class_=class_, text_anchor=anchor)


def room_for(words: Iterable[str], most: float) -> float:
    """Pixels that the longest of some labels needs, at most `most`."""
    return min(most, LETTER * max(map(len, words), default=0))


def shortened(words: str, room: float) -> str:
    """A label as far as there is room for it; all of it stands in the table below."""
    letters = max(1, int(room / LETTER))
    return words if len(words) <= letters else f"{words[: letters - 1].rstrip()}…"


def finite(values: Iterable[float | None]) -> list[float]:
    """The numbers among some values, without what is missing or no number."""
    return [value for value in values if value is not None and math.isfinite(value)]


def names_under(names: Sequence[tuple[Child, str]], top: float, room: float) -> tuple[list[Markup], float]:
    """Names right of their marks (drawn around 0, 0), from `top` on; and where they end, px.

    They stand in as many columns as there is room for, one below the other first.
    """
    columns = max(1, int(room // NAME_COLUMN))
    deep, wide = -(-len(names) // columns), room / columns
    parts: list[Markup] = []
    for i, (mark, words) in enumerate(names):
        x, y = wide * (i // deep), top + LINE_HEIGHT * (i % deep + 0.5)
        parts.append(tag("g", mark, transform=f"translate({x + 12:.1f},{y:.1f})"))
        parts.append(text(x + 28, y + 4, shortened(words, wide - 28), "label"))
    return parts, top + LINE_HEIGHT * deep


def widened(low: float, high: float) -> tuple[float, float]:
    """The ends of a scale: a span of nothing is one of 1."""
    return low, high if high > low else low + 1


def rungs(up: Scale, left: float, right: float, tick: Callable[[float], str]) -> list[Markup]:
    """Lines across at round values, each with its words on the left."""
    parts: list[Markup] = []
    for value in up.ticks():
        parts.append(tag("line", x1=left, x2=right, y1=up(value), y2=up(value), class_="grid"))
        parts.append(text(50, up(value) + 4, tick(value), "tick", "end"))
    return parts


def day_axis(across: Scale, days: int, top: float, bottom: float) -> list[Markup]:
    """Vertical lines where years begin (or days passed, for runs under two years), named as many as fit."""
    if days >= 2 * YEAR_DAYS:
        every = -(-(days // YEAR_DAYS) // max(1, int((across.end - across.start) / YEAR_LABEL)))
        named = [(float(n * YEAR_DAYS), f"year {n + 1}") for n in range(0, -(-days // YEAR_DAYS), every)]
    else:
        scale = Scale(low=0, high=days, start=across.start, end=across.end)
        ticks = [day for day in scale.ticks(4, least=1.0) if day < days or days < 1]
        named = [(day, "start" if day == 0 else f"{day:,.0f} day{'' if day == 1 else 's'}") for day in ticks]
    parts: list[Markup] = []
    for day, words in named:
        x = across(day)
        parts.append(tag("line", x1=x, x2=x, y1=top, y2=bottom, class_="grid"))
        if day == 0 or across.end - x >= YEAR_LABEL / 2:
            parts.append(text(x, bottom + 16, words, "tick", "start"))
    return parts


def figure(picture: Markup, *, title: str, caption: str, data: Rows, class_: str = "") -> Markup:
    """A picture with its title, caption and the numbers it shows in a table that opens under it.

    The picture may be `dataless` words; where there are no rows there is no table.
    """
    inner = table(title, data.head, data.rows, numbers_from=data.numbers_from)
    numbers = folded("The numbers", inner) if data.rows else None
    words = tag("figcaption", tag("strong", title), " ", tag("span", caption))
    return tag("figure", words, tag("div", picture, class_="picture"), numbers, class_=class_ or None)


def apart(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions near those wanted (ascending), `gap` between neighbours, within [low, high]."""
    placed: list[float] = []
    for want in wanted:
        placed.append(max(want, low if not placed else placed[-1] + gap))
    over = high
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = min(placed[i], over)
        over = placed[i] - gap
    return placed


def path(points: Iterable[tuple[float, float]]) -> str:
    """An SVG path through points; '' where there are none."""
    drawn = "L".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f"M{drawn}" if drawn else ""


def steps(points: Sequence[tuple[float, float]]) -> str:
    """An SVG path that holds each value until the next point's place."""
    if not points:
        return ""
    out = f"M{points[0][0]:.1f},{points[0][1]:.1f}"
    return out + "".join(f"H{x:.1f}V{y:.1f}" for x, y in points[1:])


STEPS_EACH_WAY = 8
"""Colours of tokens.css on each side of where people start, worst to nearest and nearest to best."""


def band_colour(place: int, count: int, start: int | None = None) -> tuple[str, str]:
    """Fill of a band by its place from the worst, and ink to read on it, as tokens.css names them.

    Worse than `start` (the middle where none is known) is warm, better cool; the colours differ in the dark.
    """
    start = count // 2 if start is None else start
    if place == start:
        return "var(--start)", "var(--on-start)"
    side, at, last = (
        ("bad", place, start - 1) if place < start else ("good", place - start - 1, count - start - 2)
    )
    step = round(STEPS_EACH_WAY * at / last) if last > 0 else 0
    return f"var(--{side}-{step})", f"var(--on-{side}-{step})"


def dataless(words: str) -> Markup:
    """What stands where a chart cannot be drawn: why not, in a sentence."""
    return tag("p", words, class_="missing")


NOTHING = "Nothing is drawn here, because nothing of the kind was there to draw."
"""What a chart of no rows says."""


def undrawn(names: Sequence[str]) -> Markup:
    """What stands in place of a chart of which nothing has a number: no rows, or rows all without one."""
    if not any(names):
        return dataless(NOTHING)
    more = f" and {len(names) - MOST_TOLD:,} more" if len(names) > MOST_TOLD else ""
    listing = ", ".join(filter(None, names[:MOST_TOLD]))
    return dataless(f"Nothing is drawn here, because none of these has a number: {listing}{more}.")
