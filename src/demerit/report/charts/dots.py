"""A hundred as dots; a hundred refusals by what they would not have happened but for.

A refusal can have several causes, so each dot takes the first that applies in a fixed order: wrong record;
speech, belief or protest; other conduct unrelated to the service; none of these. The joint shares come from
the finding `access.but_for_first`; a run without it gets a hundred dots a cause instead, which claims nothing
about the overlap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from demerit.findings.catalogue import words_of
from demerit.report.charts.figures import drawing, undrawn
from demerit.report.folder import nested
from demerit.report.markup import Markup, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from demerit.report.folder import RunFolder

HUNDRED = 100
JOINT = "access.but_for_first"


@dataclass(frozen=True, kw_only=True)
class Cause:
    """A cause in the order of assignment: key, single finding ('' for none), shape and words."""

    key: str
    finding: str
    shape: str
    words: str


CAUSES = (
    *(
        Cause(key=key, finding=name, shape=shape, words=words_of(name).cause)
        for key, shape in (("wrong", "cross"), ("expressive", "triangle"), ("unrelated", "square"))
        for name in (f"access.but_for_{key}",)
    ),
    Cause(key="other", finding="", shape="ring", words="none of these"),
)


def whole_dots(shares: Sequence[float], of: int) -> list[int]:
    """Shares that add to one as whole dots that add to so many: largest remainders are rounded up.

    Shares that add to nothing are no dots.
    """
    if not sum(shares) > 0:
        return [0] * len(shares)
    exact = [share * of for share in shares]
    counts = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda i: (counts[i] - exact[i], i))
    for i in order[: of - sum(counts)]:
        counts[i] += 1
    return counts


def joint_shares(run: RunFolder) -> dict[str, float] | None:
    """Share of refusals by first cause, adding to one; None where the run has no such finding."""
    finding = run.finding(JOINT)
    held = nested(finding.value) if finding is not None else {}
    shares = {cause.key: float(held.get(cause.key) or 0.0) for cause in CAUSES}
    return shares if abs(sum(shares.values()) - 1) < 1e-6 else None  # noqa: PLR2004


def dot(shape: str, x: float, y: float, size: float = 7.0) -> Markup:
    """One dot, its cause told by shape as well as colour."""
    mark = f"dot {shape}"
    if shape == "triangle":
        points = f"{x:g},{y - size:g} {x + size:g},{y + size * 0.8:g} {x - size:g},{y + size * 0.8:g}"
        return tag("polygon", points=points, class_=mark)
    if shape == "square":
        return tag(
            "rect",
            x=x - size * 0.85,
            y=y - size * 0.85,
            width=size * 1.7,
            height=size * 1.7,
            rx=2,
            class_=mark,
        )
    if shape in {"times", "cross"}:
        arm = size * (0.9 if shape == "times" else 0.45)
        lines = f"M{x - arm:g},{y - arm:g}l{2 * arm:g},{2 * arm:g}m0,{-2 * arm:g}l{-2 * arm:g},{2 * arm:g}"
        if shape == "times":
            return tag("path", d=lines, class_=mark)
        return tag("g", tag("circle", cx=x, cy=y, r=size), tag("path", d=lines, class_="stroke"), class_=mark)
    return tag("circle", cx=x, cy=y, r=size - 1, class_=mark)


def hundred(counts: Sequence[tuple[str, int]], label: str) -> Markup:
    """A hundred dots, ten a row: so many of each shape in turn."""
    shapes = [shape for shape, count in counts for _ in range(count)]
    if not shapes:
        return undrawn([])
    parts = [dot(shape, 12 + 21 * (i % 10), 12 + 21 * (i // 10)) for i, shape in enumerate(shapes)]
    return drawing(213, label, parts, width=213, class_="hundred")


def key_mark(shape: str) -> Markup:
    """A dot by itself, for the key beside the picture."""
    inner = dot(shape, 9, 9)
    return tag("svg", inner, viewBox="0 0 18 18", class_="key", aria_hidden="true")
