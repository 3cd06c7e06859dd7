"""A life as a line: its score day by day, with wrong records, corrections and refusals marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.formats.values import bare
from demerit.report.figures import LINE_HEIGHT, WIDTH, Scale, apart, day_axis, drawing, shortened, steps, text
from demerit.report.markup import Child, Markup, tag
from demerit.report.words import plain, years

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder
    from demerit.report.story import Life, Row

MARGIN = 230.0
"""Room for labels right of the line, px."""


def trace(run: RunFolder, life: Life) -> Markup:
    """The score day by day, with wrong records crossed on it and refusals as triangles below."""
    top, bottom, right = 14.0, 196.0, WIDTH - MARGIN
    start = int(life.lived["score_start"])
    values = [start, *(int(r["score"]) for r in life.records)]
    model = run.scheme.model.score
    pad = max(20.0, (max(values) - min(values)) * 0.15)
    up = Scale(
        low=max(model.min, min(values) - pad), high=min(model.max, max(values) + pad), start=bottom, end=top
    )
    across = Scale(low=0, high=max(1, run.days), start=48, end=right)
    walk = [(across(0), up(start)), *((across(r["day"]), up(r["score"])) for r in life.records)]
    walk.append((across(run.days), walk[-1][1]))
    parts: list[Child] = [
        _zones(run, up, right, walk[-1][1], values[-1]),
        day_axis(across, run.days, top, bottom),
    ]
    parts.append(tag("path", d=steps(walk), class_="score"))
    parts += [_cross(across(r["day"]), up(r["score"])) for r in life.wrong]
    parts += [_ring(across(r["day"]), up(r["score"])) for r in corrections(life)]
    parts += [_wedge(across(n["day"]), bottom + 40) for n in life.denied]
    parts.append(text(right + 8, bottom + 44, "refused" if life.denied else "never refused", "label"))
    label = (
        f"Score of subject {life.subject} over {years(run.days)}, from {start:,} to {values[-1]:,}, "
        f"with {len(life.wrong)} wrong records and {len(life.denied)} refusals marked."
    )
    return drawing(bottom + 54, label, parts)


def _zones(run: RunFolder, up: Scale, right: float, last_y: float, last: int) -> list[Markup]:
    """A line at each score where a class begins; right of it the classes' names and the last score."""
    parts: list[Markup] = []
    named = [(last_y, f"score {last:,}", "label strong")]
    for band in run.scheme.model.bands:
        edge = bare(band.from_)
        if edge is not None and up.low < edge < up.high:
            y = up(edge)
            parts.append(tag("line", x1=48, x2=right, y1=y, y2=y, class_="threshold"))
            named.append((y, shortened(f"from {plain(edge, 4)}: {run.title(band.id)}", MARGIN - 12), "tick"))
    named.sort()
    places = apart([y for y, _, _ in named], LINE_HEIGHT, up.end, up.start)
    parts += [text(right + 8, y + 4, words, kind) for y, (_, words, kind) in zip(places, named, strict=True)]
    parts += [text(42, up(value) + 4, f"{value:,.0f}", "tick", "end") for value in (up.low, up.high)]
    return parts


def _cross(x: float, y: float) -> Markup:
    """A wrong record on the line."""
    lines = f"M{x - 3:.1f},{y - 3:.1f}l6,6m0,-6l-6,6"
    disc = tag("circle", cx=round(x, 1), cy=round(y, 1), r=7)
    return tag("g", disc, tag("path", d=lines, class_="stroke"), class_="dot cross")


def corrections(life: Life) -> list[Row]:
    """Entries by which a record was corrected."""
    return [record for record in life.records if record["cause"] == "redress"]


def _ring(x: float, y: float) -> Markup:
    """A correction on the line."""
    return tag("circle", cx=round(x, 1), cy=round(y, 1), r=5, class_="dot ring back")


def _wedge(x: float, y: float) -> Markup:
    """A refusal under the line."""
    return tag(
        "polygon",
        points=f"{x - 4:.1f},{y - 5:.1f} {x + 4:.1f},{y - 5:.1f} {x:.1f},{y + 5:.1f}",
        class_="refusal",
    )
