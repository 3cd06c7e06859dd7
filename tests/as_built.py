"""What was asked of a society and what came out, ties, incomes and margins alike."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from demerit.formats.columns import AGE, BYTE, DECILE
from demerit.formats.reading import Document
from demerit.societies.fitting import into_bands
from demerit.societies.margins import Age, Category, Cell, Margin, read_margins, show
from demerit.societies.model import Society
from demerit.societies.people import Districts
from demerit.societies.recipe import Recipe
from demerit.societies.tie_sums import SUMS, TIES, add_ties, clustering, homophily


@dataclass(frozen=True, kw_only=True)
class TiesMeasured:
    """Figures of ties as built; None where a figure has no meaning (no ties, or a single group)."""

    people: int
    mean_degree: float
    degree_sd: float
    most_friends: int
    friendless_share: float
    clustering: float | None
    homophily: float | None
    household_mean: float


def decile_shares(steps: NDArray[np.float32]) -> tuple[float, ...]:
    """The share of all income that each decile of a table holds."""
    sums = [math.fsum(row.tolist()) for row in steps]
    return tuple(part / math.fsum(sums) for part in sums)


def gini(incomes: NDArray[np.float32]) -> float:
    """Gini coefficient of incomes: twice the area between the Lorenz curve and the diagonal."""
    ordered = np.sort(incomes).astype(np.float64)
    n = len(ordered)
    total = float(ordered.sum())
    if n == 0 or total == 0.0:
        return 0.0
    weighted = float((ordered * np.arange(1, n + 1)).sum())
    return 2 * weighted / (n * total) - (n + 1) / n


def batches(districts: Districts | Iterable[Districts]) -> list[Districts]:
    """One batch, or several, as a list."""
    return [districts] if isinstance(districts, Districts) else list(districts)


def measure_ties(districts: Districts | Iterable[Districts]) -> TiesMeasured:
    """Mean, spread, clustering and homophily of friends, and household size, over all districts given."""
    sums = np.zeros(SUMS)
    people = most = homes = squares = alone = 0
    for batch in batches(districts):
        add_ties(batch.offsets, batch.group, batch.friend_start, batch.friends, sums)
        degree = np.diff(batch.friend_start)
        squares += int((degree * degree).sum())
        alone += int((degree == 0).sum())
        people += len(batch.group)
        most = max(most, int(degree.max()))
        homes += int((batch.household[batch.offsets[1:] - 1].astype(np.int64) + 1).sum())
    mean = float(sums[TIES]) / people
    return TiesMeasured(
        people=people,
        mean_degree=mean,
        degree_sd=math.sqrt(max(0.0, squares / people - mean * mean)),
        most_friends=most,
        friendless_share=alone / people,
        clustering=clustering(sums),
        homophily=homophily(sums),
        household_mean=people / homes,
    )


def margin_errors(
    society: Document[Society], recipe: Recipe, districts: Districts | Iterable[Districts]
) -> pl.DataFrame:
    """Every cell of every margin: margin, cell, target, got, absolute, relative (shares; got / target - 1).

    Targets are the margins as published; where two differ by their rounding the later one shows it.
    """
    counted = _counted(recipe, batches(districts))
    rows: list[dict[str, object]] = []
    for margin in read_margins(society):
        got = _got(recipe, margin, counted)
        for cell, target in margin.shares.items():
            have = got.get(cell, 0.0)
            off = {"absolute": have - target, "relative": have / target - 1 if target else None}
            rows.append({"margin": margin.name, "cell": show(cell), "target": target, "got": have, **off})
    return pl.DataFrame(rows, infer_schema_length=None)


def _counted(recipe: Recipe, built: list[Districts]) -> dict[tuple[int, ...], int]:
    """How many people there are of each combination of traits, in the order of the recipe's."""
    shape = tuple(len(recipe.names.get(trait, range(BYTE))) for trait in recipe.cells.traits)
    sums = np.zeros(math.prod(shape), dtype=np.int64)
    for batch in built:
        key = np.ravel_multi_index(tuple(batch.traits[trait] for trait in recipe.cells.traits), shape)
        sums += np.bincount(key, minlength=len(sums))
    filled = np.flatnonzero(sums)
    where = zip(*(axis.tolist() for axis in np.unravel_index(filled, shape)), strict=True)
    return dict(zip(where, sums[filled].tolist(), strict=True))


def _got(recipe: Recipe, margin: Margin, counted: dict[tuple[int, ...], int]) -> dict[Cell, float]:
    within = into_bands(margin.bands())
    people = sum(counted.values())
    at = [(tuple(recipe.cells.traits).index(trait), trait) for trait in margin.columns]
    bands: dict[int, Age] = {age: within((age, age + 1)) for age in range(BYTE)}

    def category(trait: str, number: int) -> Category:
        """A person's trait as margins count it."""
        if trait in recipe.names:
            return recipe.names[trait][number]
        return bands[number] if trait == AGE else number

    sums: dict[Cell, int] = {}
    for numbers, count in counted.items():
        cell = tuple(category(trait, numbers[i]) for i, trait in at)
        sums[cell] = sums.get(cell, 0) + count
    return {cell: count / people for cell, count in sums.items()}


@dataclass(frozen=True, kw_only=True)
class SocietyReport:
    """A society as asked and as built: `figures` (what, asked, got) and the margins' cells."""

    title: str
    ties: TiesMeasured
    figures: pl.DataFrame
    margins: pl.DataFrame

    def worst(self) -> pl.DataFrame:
        """Each margin's cells and its largest error, in shares of the society."""
        return self.margins.group_by("margin", maintain_order=True).agg(
            cells=pl.len(), worst=pl.col("absolute").abs().max()
        )

    def text(self) -> str:
        """A few lines to read: what was asked, what came out."""
        lines = [self.title, f"{'':<28}{'asked':>10}{'got':>10}"]
        for what, asked, got in self.figures.iter_rows():
            lines.append(f"{what:<28}{_plain(asked):>10}{_plain(got):>10}")
        for margin, cells, worst in self.worst().iter_rows():
            lines.append(f"margin {margin}: {cells} cells, worst off by {100 * worst:.4f} % of the society")
        return "\n".join(lines)


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:.4g}"


def describe(
    society: Document[Society], recipe: Recipe, districts: Districts | Iterable[Districts]
) -> SocietyReport:
    """Asked against got, for every margin, tie figure, household size and the spread of incomes."""
    built = batches(districts)
    ties = measure_ties(built)
    asked = recipe.friends
    incomes = np.concatenate([batch.income for batch in built])
    deciles = np.concatenate([batch.traits[DECILE] for batch in built])
    total = float(incomes.sum(dtype=np.float64))
    shares = np.bincount(deciles, incomes, 11)[1:] / total
    rows = [
        ("friends, mean", asked.mean, ties.mean_degree),
        ("friends, spread (sd)", None, ties.degree_sd),
        ("friends, clustering", asked.clustering, ties.clustering),
        ("friends, homophily", asked.homophily, ties.homophily),
        ("household, mean size", recipe.household_mean, ties.household_mean),
        ("income, mean", 1.0, total / len(incomes)),
        ("income, Gini", gini(recipe.income.ravel()), gini(incomes)),
    ]
    table = decile_shares(recipe.income)
    rows += [(f"income, share of decile {d + 1}", table[d], float(shares[d])) for d in range(10)]
    return SocietyReport(
        title=f"{society.model.id}: {ties.people:,} people",
        ties=ties,
        figures=pl.DataFrame(
            rows, schema={"what": pl.String, "asked": pl.Float64, "got": pl.Float64}, orient="row"
        ),
        margins=margin_errors(society, recipe, built),
    )
