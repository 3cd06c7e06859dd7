"""A life as a line: its score day by day, with wrong records, corrections and refusals marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from demerit.findings.wording import plain
from demerit.formats.values import bare
from demerit.report.charts.figures import (
    LINE_HEIGHT,
    ChartSheet,
    Scale,
    apart,
    both,
    day_axis,
    drawing,
    names_under,
    shortened,
    steps,
    text,
)
from demerit.report.markup import Child, Markup, tag
from demerit.report.words import many, years

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder
    from demerit.report.life.story import Row, SubjectLife

MARGIN = 230.0
"""Room for labels right of the line, px."""
LEAST_BOTTOM = 196.0


def trace(run: RunFolder, life: SubjectLife) -> Markup:
    """The score day by day, with wrong records crossed on it and refusals as triangles below."""
    return both(lambda sheet: _trace(sheet, run, life))


def _trace(sheet: ChartSheet, run: RunFolder, life: SubjectLife) -> Markup:
    """The line on a sheet: bands' edges and the last score named beside it, or under it."""
    start = int(life.lived["score_start"])
    values = [start, *(int(r["score"]) for r in life.records)]
    model = run.scheme.model.score
    pad = max(20.0, (max(values) - min(values)) * 0.15)
    low, high = max(model.min, min(values) - pad), min(model.max, max(values) + pad)
    edges = _edges(run, low, high)
    top, right = 14.0, sheet.width - (MARGIN if sheet.beside else 8)
    bottom = max(LEAST_BOTTOM, top + LINE_HEIGHT * (len(edges) + 1)) if sheet.beside else LEAST_BOTTOM
    up = Scale(low=low, high=high, start=bottom, end=top)
    across = Scale(low=0, high=max(1, run.days), start=48, end=right)
    walk = [(across(0), up(start)), *((across(r["day"]), up(r["score"])) for r in life.records)]
    walk.append((across(run.days), walk[-1][1]))
    parts: list[Child] = [
        tag("line", x1=48, x2=right, y1=up(edge), y2=up(edge), class_="threshold") for edge, _ in edges
    ]
    parts += [text(42, up(value) + 4, f"{value:,.0f}", "tick", "end") for value in (low, high)]
    parts.append(day_axis(across, run.days, top, bottom))
    parts.append(tag("path", d=steps(walk), class_="score"))
    parts += [_cross(across(r["day"]), up(r["score"])) for r in life.wrong]
    parts += [_ring(across(r["day"]), up(r["score"])) for r in corrections(life)]
    parts += [_wedge(across(n["day"]), bottom + 40) for n in life.denied]
    last, refused = f"score {values[-1]:,}", "refused" if life.denied else "never refused"
    if sheet.beside:
        parts += _beside(edges, (walk[-1][1], last), up, right)
        parts.append(text(right + 8, bottom + 44, refused, "label"))
        below = bottom + 54
    else:
        under, below = names_under(_keys(edges, last, refused), bottom + 56, sheet.width)
        parts += under
    label = (
        f"Score of subject {life.subject} over {years(run.days)}, from {start:,} to {values[-1]:,}, "
        f"with {many(len(life.wrong), 'wrong record')} and {many(len(life.denied), 'refusal')} marked."
    )
    return drawing(below, label, parts, width=sheet.width, class_=sheet.class_)


def _edges(run: RunFolder, low: float, high: float) -> list[tuple[float, str]]:
    """Where bands begin within the drawing, from the best down, each with its words."""
    bands = [(bare(band.from_), run.title(band.id)) for band in run.scheme.model.bands]
    within = [(edge, name) for edge, name in bands if edge is not None and low < edge < high]
    return [(edge, f"from {plain(edge, 4)}: {name}") for edge, name in reversed(within)]


def _beside(edges: list[tuple[float, str]], last: tuple[float, str], up: Scale, right: float) -> list[Markup]:
    """Right of the line: the last score, and the bands' names at their edges, kept apart."""
    named = [(last[0], last[1], "label strong")]
    named += [(up(edge), shortened(words, MARGIN - 12), "tick") for edge, words in edges]
    named.sort()
    places = apart([y for y, _, _ in named], LINE_HEIGHT, up.end, up.start)
    return [text(right + 8, y + 4, words, kind) for y, (_, words, kind) in zip(places, named, strict=True)]


def _keys(edges: list[tuple[float, str]], last: str, refused: str) -> list[tuple[Child, str]]:
    """Under the line: the last score, what triangles are, and the bands' edges."""
    score, edge = (tag("path", d="M-9,0H9", class_=kind) for kind in ("score", "threshold"))
    return [
        (score, f"{last} on the last day"),
        (_wedge(0, 0), refused),
        *((edge, words) for _, words in edges),
    ]


def _cross(x: float, y: float) -> Markup:
    """A wrong record on the line."""
    lines = f"M{x - 3:.1f},{y - 3:.1f}l6,6m0,-6l-6,6"
    disc = tag("circle", cx=round(x, 1), cy=round(y, 1), r=7)
    return tag("g", disc, tag("path", d=lines, class_="stroke"), class_="dot cross")


def corrections(life: SubjectLife) -> list[Row]:
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
