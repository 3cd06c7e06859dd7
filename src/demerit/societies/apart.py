"""Traits that are told apart after all else is fitted: who holds a licence, draws benefits, seeks work.

Each cell of people is split by the shares of one margin, given the other columns that this margin counts by,
and beyond those evenly. So nobody's other traits change by it, and a society may learn of one more trait
without becoming another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from demerit.formats.columns import AGE, Column, column, traits
from demerit.societies.margins import Category, Cell, Margin, names_by

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.formats.reading import Document
    from demerit.societies.model import Society

Values: TypeAlias = "Mapping[str, NDArray[np.uint8]]"
HALF: Final = 0.5


def fitted_and_apart(
    society: Document[Society], margins: Sequence[Margin]
) -> tuple[list[Margin], list[Margin]]:
    """Margins that are fitted, and those by which cells are split afterwards, in the order of their traits.

    Raises Problems at a margin that counts by two such traits, or by one that another margin counts by.
    """
    by: dict[str, Margin] = {}
    fitted: list[Margin] = []
    for margin in margins:
        apart = margin.apart
        if not apart:
            fitted.append(margin)
            continue
        if len(apart) > 1 or apart[0] in by:
            expected = "one margin for each trait that is told apart, and one such trait in a margin"
            raise society.refusal(margin.place, value=" and ".join(apart), expected=expected)
        by[apart[0]] = margin
    return fitted, [by[trait.name] for trait in traits() if trait.name in by]


def split(
    society: Society, margin: Margin, values: Values, years: NDArray[np.uint8], counts: NDArray[np.int64]
) -> tuple[dict[str, NDArray[np.uint8]], NDArray[np.uint8], NDArray[np.int64]]:
    """The cells of people, with their years of age and counts, each split by a margin's trait.

    A cell's people stay together, and so do the cells; what is rounded in one is made up for in the next that
    the margin counts alike. Empty parts are left out.
    """
    trait = column(margin.apart[0])
    table = _shares_of(society, margin, trait)
    keys = _keys(society, margin, trait, values, years)
    first = np.eye(len(names_by(society, trait)))[0]  # of whom the margin says nothing
    shares = [table.get(key) for key in keys]
    parts = _dealt([first if share is None else share for share in shares], keys, counts)
    rows, places = np.nonzero(parts)
    taken = {name: value[rows] for name, value in values.items()}
    numbers = np.arange(parts.shape[1], dtype=np.uint8)
    return {**taken, trait.name: numbers[places]}, years[rows], parts[rows, places]


def _dealt(
    shares: Sequence[NDArray[np.float64]], keys: Sequence[Cell], counts: NDArray[np.int64]
) -> NDArray[np.int64]:
    """How many of each cell's people have each value: int64[cells, values], rows adding up to the counts."""
    parts = np.zeros((len(counts), len(shares[0])), dtype=np.int64)
    owed: dict[Cell, NDArray[np.float64]] = {}
    for cell, (key, count) in enumerate(zip(keys, counts.tolist(), strict=True)):
        due = owed.get(key, np.zeros(parts.shape[1])) + shares[cell] * count
        left = count
        for value in range(1, parts.shape[1]):
            parts[cell, value] = min(left, max(0, int(due[value] + HALF)))
            left -= int(parts[cell, value])
        parts[cell, 0] = left
        owed[key] = due - parts[cell]
    return parts


def _shares_of(society: Society, margin: Margin, trait: Column) -> dict[Cell, NDArray[np.float64]]:
    """The share of each value of the trait, by the other columns of the margin."""
    names = names_by(society, trait)
    at = margin.columns.index(trait.name)
    table: dict[Cell, NDArray[np.float64]] = {}
    for cell, share in margin.shares.items():
        row = table.setdefault((*cell[:at], *cell[at + 1 :]), np.zeros(len(names)))
        row[names.index(str(cell[at]))] += share
    return {key: row / row.sum() for key, row in table.items()}


def _keys(
    society: Society, margin: Margin, trait: Column, values: Values, years: NDArray[np.uint8]
) -> list[Cell]:
    """For each cell of people, the values of the margin's other columns: the band of ages that it lies in."""
    given = [column(name) for name in margin.columns if name != trait.name]
    parts: list[list[Category]] = []
    for one in given:
        numbers = values[one.name].tolist()
        if one.name == AGE:
            middle = [low + held / 2 for low, held in zip(numbers, years.tolist(), strict=True)]
            parts.append([next((b for b in margin.bands() if b[0] <= age < b[1]), (0, 0)) for age in middle])
        else:
            known: Sequence[Category] | None = names_by(society, one) if one.keys == "names" else None
            parts.append([number if known is None else known[number] for number in numbers])
    return list(zip(*parts, strict=True)) if parts else [()] * len(years)
