"""A fan: how a number is spread at each of several places, as bands around a middle line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from demerit.report.charts.figures import (
    LETTER,
    LINE_HEIGHT,
    ChartSheet,
    Rows,
    Scale,
    both,
    drawing,
    finite,
    path,
    rungs,
    shortened,
    text,
    undrawn,
    widened,
)
from demerit.report.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HEIGHT = 250.0
QUANTILES = (0.025, 0.25, 0.5, 0.75, 0.975)


@dataclass(frozen=True, kw_only=True)
class Slice:
    """What is spread at one place: where it stands along the axis, its words, and the quantiles.

    `quantiles`: those of QUANTILES in their order; none where nothing has a number there.
    """

    at: float
    words: str
    quantiles: tuple[float, ...]
    count: int


def sliced(at: float, words: str, values: Sequence[float | None]) -> Slice:
    """A slice from the values at a place."""
    known = finite(values)
    quantiles = tuple(float(q) for q in np.quantile(known, QUANTILES)) if known else ()
    return Slice(at=at, words=words, quantiles=quantiles, count=len(known))


def fan(slices: Sequence[Slice], label: str, tick: Callable[[float], str], axis: str) -> Markup:
    """Bands of half and of 95 % of the worlds around the middle one, from place to place.

    `axis` says what lies along the bottom. Slices without a number are left out; one alone is a whisker.
    """
    known = [spread for spread in slices if spread.quantiles]
    if not known:
        return undrawn([spread.words for spread in slices])
    ends = [end for spread in known for end in spread.quantiles]
    span = widened(min(0.0, *ends), max(0.0, *ends))
    return both(lambda sheet: _fan(sheet, known, label, tick, axis, span))


def _fan(
    sheet: ChartSheet,
    slices: Sequence[Slice],
    label: str,
    tick: Callable[[float], str],
    axis: str,
    span: tuple[float, float],
) -> Markup:
    """The fan on a sheet."""
    top, bottom, right = 12.0, HEIGHT - 30, sheet.width - 24
    places = [spread.at for spread in slices]
    up = Scale(low=span[0], high=span[1], start=bottom, end=top)
    across = Scale(low=min(places), high=max(places), start=64, end=right)
    parts: list[Markup] = []
    parts += rungs(up, 56, right, tick)
    last = -1e9
    for labelled in slices:
        x, room = across(labelled.at), LETTER * len(labelled.words) / 2
        if x - room >= last and x + room <= sheet.width:
            parts.append(text(max(x, room), bottom + 16, labelled.words, "tick", "middle"))
            last = x + room + LETTER
    parts.append(
        text((56 + right) / 2, bottom + 16 + LINE_HEIGHT, shortened(axis, right - 56), "tick", "middle")
    )
    for inner in (0, 1):
        above = [(across(spread.at), up(spread.quantiles[-1 - inner])) for spread in slices]
        below = [(across(spread.at), up(spread.quantiles[inner])) for spread in reversed(slices)]
        if len(slices) > 1:
            parts.append(tag("path", d=path([*above, *below]) + "Z", class_=f"fan f{inner}"))
        else:
            (x, high), (_, low) = above[0], below[0]
            parts.append(
                tag("path", d=f"M{x - 5:.1f},{high:.1f}h10m-5,0V{low:.1f}m-5,0h10", class_="whisker")
            )
    middle = [(across(spread.at), up(spread.quantiles[2])) for spread in slices]
    parts.append(tag("path", d=path(middle), class_="series s0"))
    parts += [
        tag("circle", cx=round(x, 1), cy=round(y, 1), r=3.5, class_="series s0 point") for x, y in middle
    ]
    return drawing(bottom + 24 + LINE_HEIGHT, label, parts, width=sheet.width, class_=sheet.class_)


def fan_rows(slices: Sequence[Slice], first: str, write: Callable[[float], str]) -> Rows:
    """The same as a data table."""
    head = (first, "least 2.5 %", "quarter", "middle", "three quarters", "most 2.5 %", "worlds")
    rows = [
        (
            spread.words,
            *(map(write, spread.quantiles) if spread.quantiles else ("–",) * 5),
            f"{spread.count:,}",
        )
        for spread in slices
    ]
    return Rows(head=head, rows=rows)
