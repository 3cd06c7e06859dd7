"""Claims over draws in words: how often each holds, where it fails, and a picture of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from demerit.findings.catalogue import words_of
from demerit.findings.wording import plain
from demerit.report.charts.figures import Rows, dataless, figure
from demerit.report.charts.scatter import Point, ScatterAxis, scatter
from demerit.report.markup import Child, tag
from demerit.report.second import number_words, why_failed
from demerit.report.study.words import written
from demerit.report.words import listed, percent
from demerit.study.turning.holds import mean_of, part_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.findings.finding import FloatArray
    from demerit.study.ensemble.varied import Number
    from demerit.study.turning.box import Box, Side
    from demerit.study.turning.holds import Claims, HeldClaim

MOST_ROWS: Final = 400
"""Draws that a picture's table lists."""
NOISY: Final = (
    "Small worlds' chance is most of what its draws differ by, so some hold or fail by chance alone."
)


def lead(claims: Claims) -> str:
    """What was drawn, before any claim."""
    numbers = len(claims.numbers)
    failed = f"; {len(claims.failed):,} failed and are left out" if claims.failed else ""
    return (
        f"{claims.draws:,} draws of all {numbers:,} assumed numbers at once, each from its range, lived by "
        f"{claims.people:,} people each on common luck, and carried over to the run{failed}."
        f"{why_failed(claims.failed)}"
    )


def held_words(held: HeldClaim) -> str:
    """'holds in 122 of 128 draws (95 %, 90-98)'."""
    return holds_in((held.share, held.low, held.high), int(held.known.sum()), int(held.fails.sum()))


def holds_in(ends: tuple[float | None, float | None, float | None], known: int, failing: int) -> str:
    """The same by its numbers: the share in which it holds with its interval, and of how many draws."""
    share, low, high = ends
    if share is None or low is None or high is None:
        return f"cannot be told: only {known:,} draws have a value"
    interval = f"{low * 100:.0f}-{high * 100:.0f}"
    return f"holds in {known - failing:,} of {known:,} draws ({percent(share)}, {interval})"


def run_words(claims: Claims, held: HeldClaim) -> str:
    """What the findings of a claim are called, and are in the run: 'In the run: wrong records, 22 %.'."""
    known = [
        f"{words_of(ref.name).label.lower()}{f' of {ref.scheme}' if ref.scheme else ''}, "
        f"{written(ref.name)(claims.values[ref.text])}"
        for _, ref in held.claim.terms
        if ref.text in claims.values
    ]
    return f"In the run: {'; '.join(known)}." if known else "The run has no such number."


def box_words(claims: Claims, held: HeldClaim) -> str:
    """Where it fails, in a sentence; or why no box says so."""
    box = held.box
    if box is None:
        return boxless_words(held.boxless)
    where = [side_words(claims, side) for side in box.sides]
    return fails_where(where, box.failing, (box.inside, box.density), (int(held.fails.sum()), box.coverage))


def boxless_words(reason: str) -> str:
    """Why no box says where a claim fails, as a sentence; '' for no reason."""
    return f"{reason[:1].upper()}{reason[1:]}." if reason else ""


def fails_where(
    where: Sequence[str], failing: int, inside: tuple[int, float], everywhere: tuple[int, float]
) -> str:
    """'It fails where …': of draws, so many fail in the box, of all `inside` it, and of all that fail.

    `inside` and `everywhere`: a count, and the share of it that the failing ones in the box are.
    """
    most = "" if 2 * failing > everywhere[0] else "only "
    return (
        f"It fails where {listed(where)}: {failing:,} of the {inside[0]:,} draws there fail "
        f"({percent(inside[1])}), and {most}{failing:,} of all {everywhere[0]:,} that fail lie there "
        f"({percent(everywhere[1])})."
    )


def side_words(claims: Claims, side: Side) -> str:
    """'how many looks street camera takes is above 120', 'lies between 3 and 9'."""
    number = claims.numbers[side.column]
    first, last = part_of(number, (side.low, side.high))
    called, low, high = number_words(number.name), plain(first), plain(last)
    above, below = (side.low > 0.0, side.high < 1.0)
    upward = _at(number, 0.0) <= _at(number, 1.0)
    if above and below:
        return f"{called} lies between {low} and {high}"
    if above == upward:
        return f"{called} is above {low}"
    return f"{called} is below {high}"


def _at(number: Number, share: float) -> float:
    """A number's value at a place in its range, of a table the mean."""
    return mean_of(number.at(share))


def claims_body(claims: Claims) -> list[Child]:
    """The section of a page: each claim with its sentences, and the picture where there is a box."""
    body: list[Child] = [tag("p", lead(claims))]
    for held in claims.held:
        holds = held_words(held)
        body.append(tag("h3", tag("code", held.claim.text)))
        body.append(tag("p", tag("strong", f"{holds[:1].upper()}{holds[1:]}."), " ", box_words(claims, held)))
        body.append(tag("p", run_words(claims, held), class_="quiet"))
        body += [tag("p", NOISY, class_="quiet")] if held.noisy else []
        if held.box is not None:
            body.append(_picture(claims, held, held.box))
    return body or [dataless("No claim was asked about.")]


def _picture(claims: Claims, held: HeldClaim, box: Box) -> Child:
    """Draws over the first two numbers of the box; over one, the claim's own margin stands upward."""
    first, *others = box.sides
    across = _axis(claims, first)
    up = _axis(claims, others[0]) if others else _margin_axis(held, held.margins[held.known])
    points = [
        Point(across=x, up=y, fails=fails, inside=inside) for x, y, fails, inside in placed(claims, held, box)
    ]
    faint = (
        f" Faint: draws in which it is not true that {side_words(claims, others[1])}."
        if len(others) > 1
        else ""
    )
    head = ["draw", *(number_words(claims.numbers[side.column].name) for side in box.sides), "margin", "it"]
    return figure(
        scatter(points, across, up, f"{held.claim.text}. {box_words(claims, held)}"),
        title=f"Where “{held.claim.text}” fails.",
        caption=f"Cross: a draw in which it fails; ring: one in which it holds; the frame is the box.{faint}",
        data=Rows(head=head, rows=_rows(claims, held, box)),
    )


def placed(claims: Claims, held: HeldClaim, box: Box) -> list[tuple[float, float, bool, bool]]:
    """Each draw with a value over the first two numbers of a box; over one, the claim's margin stands upward.

    Across, up, whether it fails there, and whether it lies inside what a third number says.
    """
    places, (first, *others) = claims.shares[held.known], box.sides
    high = places[:, others[0].column] if others else held.margins[held.known]
    inside = np.ones(len(places), np.bool_)
    for side in others[1:]:
        inside &= (places[:, side.column] >= side.low) & (places[:, side.column] <= side.high)
    columns = (places[:, first.column], high, held.fails[held.known], inside)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _rows(claims: Claims, held: HeldClaim, box: Box) -> list[tuple[str, ...]]:
    """Every draw that has a value: the box's numbers, by how much the claim holds, and whether."""
    rows: list[tuple[str, ...]] = []
    for draw in np.flatnonzero(held.known)[:MOST_ROWS]:
        numbers = [
            plain(_at(claims.numbers[side.column], float(claims.shares[draw, side.column])))
            for side in box.sides
        ]
        margin = f"{float(held.margins[draw]):.3g}"
        rows.append((str(int(draw) + 1), *numbers, margin, "fails" if held.fails[draw] else "holds"))
    return rows


def _axis(claims: Claims, side: Side) -> ScatterAxis:
    """A number of the box along a side: even in its draws, so that a wide range is read by order of size."""
    number = claims.numbers[side.column]
    words = number_words(number.name)
    return ScatterAxis(
        words=f"{words[:1].upper()}{words[1:]}",
        low=0.0,
        high=1.0,
        write=lambda share: plain(_at(number, share)),
        box=(side.low, side.high),
    )


def _margin_axis(held: HeldClaim, margins: FloatArray) -> ScatterAxis:
    """By how much the claim holds or fails, with a line where it turns; of one finding, that itself."""
    low, high = float(min(0.0, margins.min())), float(max(0.0, margins.max()))
    high = high if high > low else low + 1.0
    (weight, ref), *others = held.claim.terms
    if others or weight != 1.0:
        return ScatterAxis(
            words="Left side minus right side",
            low=low,
            high=high,
            write=lambda y: f"{y:.3g}",
            line=(0.0, "it turns"),
        )
    turn = -held.claim.constant
    return ScatterAxis(
        words=ref.text, low=low, high=high, write=lambda y: f"{y + turn:.3g}", line=(0.0, f"{turn:g}")
    )
