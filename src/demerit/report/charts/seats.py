"""People as dots in the boxes of their bands: each has the same seat in every box.

A dot tells its band by its box before it does by its colour, and one that moves keeps its seat: nothing else
moves with it. The page's script draws the same into an empty drawing, day by day.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from demerit.report.charts.figures import (
    LINE_HEIGHT,
    ChartSheet,
    band_colour,
    both,
    drawing,
    shortened,
    text,
    undrawn,
)
from demerit.report.markup import Child, Markup, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

DEEP, DEEPER = 84.0, 150.0
"""About how deep a box is, px, in a still and in what moves."""
WIDEST: Final = 6.0
"""Between two seats at most, px."""
GAP: Final = 10.0
ABREAST: Final[dict[bool, int]] = {True: 5, False: 2}
"""How many boxes stand side by side on a page, and on a phone."""


@dataclass(frozen=True, kw_only=True)
class Hall:
    """Where boxes and seats are on a sheet: boxes abreast and their width, seats abreast, px between them."""

    boxes: int
    width: float
    seats: int
    pitch: float
    deep: float

    def box(self, place: int) -> tuple[float, float]:
        """Left and upper end of a box."""
        down, across = divmod(place, self.boxes)
        return across * (self.width + GAP), down * (self.deep + 2 * LINE_HEIGHT)


def hall(sheet: ChartSheet, bands: int, people: int, deep: float = DEEP) -> Hall:
    """Boxes for so many bands with so many seats each, about so deep."""
    boxes = max(1, min(bands, ABREAST[sheet.beside]))
    width = (sheet.width - GAP * (boxes - 1)) / boxes
    seats = max(1, int(width / min(WIDEST, math.sqrt(width * deep / max(1, people)))))
    pitch = width / seats if people > seats else min(WIDEST, width / seats)
    return Hall(boxes=boxes, width=width, seats=seats, pitch=pitch, deep=pitch * -(-people // seats))


def seated(band: Sequence[int], names: Sequence[str], head: str, start: int | None = None) -> Markup:
    """Everybody in the box of their band, with how many that are; `head`: when it is.

    `start`: the place of the band that people start in. The drawing is made for a page and for a phone.
    """
    if not len(band) or not names:
        return undrawn([])
    fills = [band_colour(place, len(names), start)[0] for place in range(len(names))]
    counts = [sum(1 for own_band in band if own_band == place) for place in range(len(names))]
    label = f"{head}: {', '.join(f'{count:,} in {name}' for count, name in zip(counts, names, strict=True))}."

    def draw(sheet: ChartSheet) -> Markup:
        """The boxes on one of the two sheets."""
        held = hall(sheet, len(names), len(band))
        parts: list[Child] = [text(0, 12, head, "strong")]
        for place, name in enumerate(names):
            parts.append(_box(held, place, f"{counts[place]:,} {name}"))
            seats = "".join(
                f"M{i % held.seats} {i // held.seats}h0"
                for i, own_band in enumerate(band)
                if own_band == place
            )
            where = f"translate({_left(held, place):.1f},{_top(held, place):.1f}) scale({held.pitch:.3f})"
            parts.append(tag("path", d=seats or "M0 0", stroke=fills[place], transform=where, class_="seats"))
        return drawing(_end(held, len(names)), label, parts, width=sheet.width, class_=sheet.class_)

    return both(draw)


def empty(people: int, names: Sequence[str], start: int | None = None) -> Markup:
    """The same without dots, hidden, for the page's script: attributes say where boxes and seats are."""

    def draw(sheet: ChartSheet) -> Markup:
        """The empty boxes on one of the two sheets."""
        held = hall(sheet, len(names), people, DEEPER)
        parts: list[Child] = [text(0, 12, " ", "strong")]
        for place, name in enumerate(names):
            parts.append(_box(held, place, name))
            parts.append(
                tag(
                    "path", d="M0 0", stroke=band_colour(place, len(names), start)[0], class_="seats alive",
                    stroke_width=round(held.pitch * 0.84, 2), data_name=name,
                    data_left=round(_left(held, place), 1), data_top=round(_top(held, place), 1),
                )
            )  # fmt: skip
        return tag(
            "svg", parts, role="img", aria_label="Everybody on the day chosen", hidden="",
            viewBox=f"0 0 {sheet.width:g} {_end(held, len(names)):g}", class_=f"{sheet.class_} moving",
            data_seats=held.seats, data_pitch=round(held.pitch, 3),
        )  # fmt: skip

    return both(draw)


def _box(held: Hall, place: int, words: str) -> list[Markup]:
    """A box, and what stands over it as far as there is room."""
    left, top = held.box(place)
    edge = top + 2 * LINE_HEIGHT
    floor = tag("rect", x=left, y=edge, width=held.width, height=held.deep + 6, class_="hall")
    return [floor, text(left, edge - 5, shortened(words, held.width), "label")]


def _left(held: Hall, place: int) -> float:
    """The middle of a box's first seat, px from the left."""
    return held.box(place)[0] + held.pitch / 2


def _top(held: Hall, place: int) -> float:
    """The middle of a box's first seat, px from above."""
    return held.box(place)[1] + 2 * LINE_HEIGHT + 3 + held.pitch / 2


def _end(held: Hall, bands: int) -> float:
    """Where the last box ends, px."""
    return held.box(bands - 1)[1] + 2 * LINE_HEIGHT + held.deep + 8
