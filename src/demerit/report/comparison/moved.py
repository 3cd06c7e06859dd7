"""Why a conduct moves whose own rule stays: what deters, what presses, and how both differ between runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import polars as pl

from demerit.findings.wording import plain
from demerit.formats.values import bare, every_number
from demerit.report.folder import PERSON, RunFolder
from demerit.report.words import listed

if TYPE_CHECKING:
    from demerit.report.comparison.apart import Apart
    from demerit.schemes.model import Conduct

BEGINS: Final = "conduct.acts_change."
MOST: Final = 3
"""So many conducts are explained."""


@dataclass(frozen=True, kw_only=True)
class Driver:
    """Something that the response to a rule hangs on: its mean over persons on the last day, in both runs."""

    words: str
    a: float
    b: float

    def phrase(self) -> str:
        """'caution from 0.42 to 0.31', or that it stays."""
        if self.a == self.b:
            return f"{self.words} stays at {plain(self.a)}"
        return f"{self.words} goes from {plain(self.a)} to {plain(self.b)}"


def explained(reference: RunFolder, other: RunFolder, differences: Sequence[Apart]) -> list[str]:
    """What moves conduct, then each conduct that moved though its own rule is the same; none without such.

    `differences` are the differences of both runs as told.
    """
    before = {conduct.id: conduct for conduct in reference.scheme.model.conducts}
    same = {c.id: c for c in other.scheme.model.conducts if before.get(c.id) == c}
    moved = [one for one in differences if one.name.startswith(BEGINS) and one.moved]
    moved.sort(key=lambda one: not one.beyond)
    pairs = [(one, same[name]) for one in moved if (name := one.name.removeprefix(BEGINS)) in same][:MOST]
    tables = [_persons(run) for run in (reference, other)]
    if not pairs or tables[0] is None or tables[1] is None:
        return []
    a, b = tables[0], tables[1]
    frozen = any(run.options.get("frozen_behaviour") for run in (reference, other))
    shared = [*([] if frozen else _means("caution", a, b)), *_means("hardship", a, b)]
    lead = f"Means of all persons on the last day: {listed(driver.phrase() for driver in shared)}."
    sentences: list[str] = []
    for one, conduct in pairs:
        stakes = [] if frozen else _stakes((reference, a), (other, b), conduct)
        sentences.append(_sentence(other, one, conduct, stakes, [*shared, *stakes]))
    return [lead, *sentences] if shared else sentences


def _sentence(
    run: RunFolder, one: Apart, conduct: Conduct, stakes: Sequence[Driver], drivers: Sequence[Driver]
) -> str:
    """What a conduct did, and what of it is at stake."""
    sure = "" if one.beyond else " (within chance)" if one.low is not None else " (without an interval)"
    acts = f"{plain(one.a)}, then {plain(one.b)} acts for each 100 without a scheme{sure}"
    head = f"{run.title(conduct.id)}, whose rule is the same in both: {acts}"
    if all(driver.a == driver.b for driver in drivers):
        return f"{head}; as none of this differs, it moved by what others do."
    return f"{head}; {stakes[0].phrase()}." if stakes else f"{head}."


def _stakes(
    a: tuple[RunFolder, pl.DataFrame], b: tuple[RunFolder, pl.DataFrame], conduct: Conduct
) -> list[Driver]:
    """What one more record puts at stake in both runs; none where it cannot be said."""
    stakes = stake(*a, conduct), stake(*b, conduct)
    if stakes[0] is None or stakes[1] is None:
        return []
    return [Driver(words="what one more record of it puts at stake", a=stakes[0], b=stakes[1])]


def _persons(run: RunFolder) -> pl.DataFrame | None:
    """Score, band, caution and hardship of every person on the last day; None without such a table."""
    scan = run.table("people")
    if scan is None:
        return None
    held = [name for name in ("score", "band", "caution", "hardship") if name in scan.collect_schema()]
    persons = scan.filter(pl.col("kind") == PERSON).select(held).collect()
    return persons.with_columns(pl.col("band").cast(pl.String)) if persons.height else None


def _means(column: str, a: pl.DataFrame, b: pl.DataFrame) -> list[Driver]:
    """The means of a column that both have."""
    if column not in a.columns or column not in b.columns:
        return []
    return [Driver(words=column, a=float(a[column].sum() / a.height), b=float(b[column].sum() / b.height))]


def stake(run: RunFolder, persons: pl.DataFrame, conduct: Conduct) -> float | None:
    """Mean stake of a record: weight lost if one band is lost, times the part of the way there that it costs.

    `max(0, weight of the lower band - own) * min(1, points / (score - band's from + 1))`, 0 in the lowest.
    None where weights, edges or points differ between people, or nothing is lost.
    """
    bands = run.scheme.model.bands
    edges, weights = [bare(band.from_) for band in bands], [bare(band.weight) for band in bands]
    points = every_number(conduct.points)
    if None in edges or None in weights or isinstance(conduct.points, dict) or min(points) >= 0:
        return None
    cost = -sum(points) / len(points)
    total = 0.0
    for place in range(1, len(bands)):
        own = persons.filter(pl.col("band") == bands[place].id)
        apart = max(0.0, float(weights[place - 1] or 0) - float(weights[place] or 0))
        way = (own["score"] - float(edges[place] or 0) + 1).clip(lower_bound=1)
        total += apart * float((cost / way).clip(upper_bound=1.0).sum())
    return total / persons.height
