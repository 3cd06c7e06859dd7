"""Acts beside the burdens that they lead to: a curve of scores by acts, and a table."""

from __future__ import annotations

from string import ascii_uppercase
from typing import TYPE_CHECKING

from demerit.report.charts.figures import (
    LINE_HEIGHT,
    ChartSheet,
    Rows,
    Scale,
    both,
    dataless,
    drawing,
    figure,
    names_under,
    shortened,
    steps,
    text,
)
from demerit.report.markup import Markup, table, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.law.audit import Audit
    from demerit.law.proportion import Proportion

MOST_CURVES = 7
HEIGHT, TOP, BOTTOM, LEFT = 320.0, 14.0, 284.0, 52.0
EDGE = 470.0
"""Right end of the curves, px; beyond it stands what their letters mean."""
NAME = "Scores by number of acts"
HEAD = ("act", "law", "gravity", "into band", "fewest acts", "days until out", "way out")


def drawn(audit: Audit) -> list[Proportion]:
    """The rows that the curve shows: each act's way into the worst band it reaches, the steepest few."""
    bands = [band.id for band in audit.scheme.model.bands]
    worst: dict[str, Proportion] = {}
    for row in audit.proportion:
        if row.curve:
            known = worst.get(row.conduct.id)
            if known is None or bands.index(row.band) < bands.index(known.band):
                worst[row.conduct.id] = row
    return sorted(worst.values(), key=lambda row: row.acts)[:MOST_CURVES]


def curve(audit: Audit) -> Markup:
    """Score after none, one, … acts, with the bands' edges; a sentence where nothing leads to a burden."""
    rows = drawn(audit)
    if not rows:
        return dataless("No act of a person leads to a burden here, so there is no curve to draw.")
    longest = max(len(row.curve) - 1 for row in rows)
    title = "How few acts lead how far"
    return figure(
        both(lambda sheet: _drawing(sheet, audit, rows, longest)),
        title=title,
        caption="Score after so many of the strongest acts in a row, from the lowest start, luck aside; "
        "dashed lines are where the bands begin. A curve ends in the band that the table names, at most "
        "30 acts out; who is “sent” there is so by one act, whatever the score.",
        data=Rows(
            head=["acts", *(row.conduct.id for row in rows)],
            rows=[
                [str(n), *(f"{row.curve[n]:,.0f}" if n < len(row.curve) else "" for row in rows)]
                for n in range(longest + 1)
            ],
        ),
    )


def _drawing(sheet: ChartSheet, audit: Audit, rows: Sequence[Proportion], longest: int) -> Markup:
    """The curves, each with a letter at its end; what letters stand for is said at the right, or below."""
    edge = EDGE if sheet.beside else sheet.width - 24
    across = Scale(low=0, high=longest, start=LEFT, end=edge)
    scores = [score for row in rows for score in row.curve]
    low, high = min(scores), max(scores)
    up = Scale(low=low - 0.05 * ((high - low) or 1), high=high, start=BOTTOM, end=TOP)
    parts = _frame(audit, across, up, (low, high))
    letters: dict[tuple[float, ...], list[Proportion]] = {}
    for row in rows:
        letters.setdefault(row.curve, []).append(row)
    keys: list[tuple[Markup, str]] = []
    for letter, (scored, alike) in zip(ascii_uppercase, letters.items(), strict=False):
        points = [(across(n), up(score)) for n, score in enumerate(scored)]
        parts.append(tag("path", d=steps(points), class_="score"))
        x, end = points[-1]
        parts.append(tag("circle", cx=round(x, 1), cy=round(end, 1), r=3, class_="mark"))
        parts.append(text(x + 6, end + 4, letter, "label strong"))
        named = [letter, *[""] * (len(alike) - 1)]
        keys += [
            (text(-4, 4, mark, "label strong"), _named(row)) for mark, row in zip(named, alike, strict=True)
        ]
    if not sheet.beside:
        under, below = names_under(keys, HEIGHT + 6, sheet.width)
        return drawing(below, NAME, parts, under, width=sheet.width, class_=sheet.class_)
    for number, (mark, words) in enumerate(keys):
        y = TOP + 6 + LINE_HEIGHT * number
        parts.append(tag("g", mark, transform=f"translate({edge + 28:g},{y - 4:g})"))
        parts.append(text(edge + 40, y, shortened(words, sheet.width - edge - 44), "label"))
    return drawing(HEIGHT, NAME, parts)


def _named(row: Proportion) -> str:
    """An act with how many of it, as beside a curve."""
    sent = row.conduct.to_band is not None and row.conduct.to_band.id == row.band
    return f"{row.acts:,} × {row.conduct.id}{' (sent)' if sent else ''}"


def _frame(audit: Audit, across: Scale, up: Scale, ends: tuple[float, float]) -> list[Markup]:
    """Axes, and where bands begin."""
    low, high = ends
    parts: list[Markup] = []
    for value in across.ticks(6, least=1.0):
        x = across(value)
        parts.append(tag("line", x1=x, x2=x, y1=TOP, y2=BOTTOM, class_="grid"))
        parts.append(text(x, BOTTOM + 16, f"{value:.0f}", "tick", "middle"))
    parts.append(text(across.end, BOTTOM + 32, "acts", "tick", "end"))
    parts += [text(LEFT - 8, up(value) + 4, f"{value:,.0f}", "tick", "end") for value in up.ticks(5)]
    for band in audit.scheme.model.bands:
        begin = audit.case.ladder.spans[band.id][0]
        if low < begin <= high:
            y = up(begin)
            parts.append(tag("line", x1=LEFT, x2=across.end, y1=y, y2=y, class_="threshold"))
            parts.append(text(across.end - 24, y - 4, f"from here {band.id}", "tick", "end"))
    return parts


def proportion_table(audit: Audit, most: int | None = None) -> list[Markup]:
    """What follows in each band; then a row for each act and band it leads to: law, gravity, acts, days."""
    burdens: dict[str, dict[str, str]] = {}
    for row in audit.proportion:
        for name in row.refused:
            essential = " (essential)" if name in row.essential else ""
            burdens.setdefault(row.band, {})[name] = name + essential
    follows = [[band, ", ".join(refusals.values())] for band, refusals in burdens.items()]
    rows = [
        [
            _act(row),
            law_of(row),
            row.conduct.gravity or "unsaid",
            row.band,
            f"{row.acts:,}",
            f"{row.out.days:,}" if row.out.days is not None else "no number",
            row.out.how,
        ]
        for row in audit.proportion[:most]
    ]
    left = len(audit.proportion) - len(rows)
    return [
        table(
            "What follows in a band", ("band", "refused, late, dearer or shown up"), follows, numbers_from=2
        ),
        table("Acts that lead there, and the way out again", HEAD, rows, numbers_from=len(HEAD)),
        *([tag("p", f"{left:,} more rows stand in audit.json.", class_="quiet")] if left > 0 else []),
    ]


def _act(row: Proportion) -> str:
    """The act, with through whom it counts and which right it exercises."""
    through = f", of {row.through}" if row.through else ""
    rights = f" (exercises: {', '.join(row.exercised)})" if row.exercised else ""
    return f"{row.conduct.id}{through}{rights}"


def law_of(row: Proportion) -> str:
    """What the file says of an act's lawfulness."""
    if row.conduct.lawful is None:
        return "unsaid"
    if row.conduct.lawful:
        return "lawful"
    return f"unlawful under {row.conduct.unlawful_under}" if row.conduct.unlawful_under else "unlawful"
