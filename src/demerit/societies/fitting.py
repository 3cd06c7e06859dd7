"""Iterative proportional fitting: one joint table of age, sex, group and income that meets all margins.

Source: Deming & Stephan 1940, "On a least squares adjustment of a sampled frequency table when the
expected marginal totals are known", Annals of Mathematical Statistics 11:427-444. Fitting starts from
a table that is even over single years, so whatever the margins leave open stays independent.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from demerit.societies.margins import DECILES, Age, Cell, Margin, group_names, show
from demerit.societies.refusal import refusal
from demerit.societies.tables import COLUMNS, SEXES, Column

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.formats.problems import Problems
    from demerit.formats.reading import Document
    from demerit.societies.model import Society

CLOSE: Final = 1e-9
SETTLED: Final = 1e-12
MOST_ROUNDS: Final = 5_000
DISAGREEMENT: Final = 0.005


@dataclass(frozen=True, kw_only=True)
class Space:
    """All cells that a person can fall into: age band × sex × group × income decile, in this order."""

    ages: tuple[Age, ...]
    groups: tuple[str, ...]

    def cells(self) -> list[tuple[Age, str, str, int]]:
        """Every cell, the last column running fastest."""
        return list(itertools.product(self.ages, SEXES, self.groups, DECILES))

    def labels(self, margin: Margin) -> tuple[NDArray[np.int64], list[Cell]]:
        """For every cell the number of the margin's cell it belongs to (-1: none), and those cells."""
        targets = list(margin.shares)
        number = {cell: i for i, cell in enumerate(targets)}
        within = into_bands(margin.bands())
        keys = (picked(cell, COLUMNS, margin.columns, within) for cell in self.cells())
        return np.array([number.get(key, -1) for key in keys], dtype=np.int64), targets


def picked(
    cell: Cell, columns: Sequence[Column], wanted: Sequence[Column], age_of: Callable[[Age], Age]
) -> Cell:
    """A cell's values in the wanted columns only, its age put into a wider band."""
    values = (cell[columns.index(column)] for column in wanted)
    return tuple(age_of(value) if isinstance(value, tuple) else value for value in values)


def into_bands(bands: Sequence[Age]) -> Callable[[Age], Age]:
    """A function that puts a narrow age band into the one of `bands` that holds it (else: itself)."""

    def within(age: Age) -> Age:
        return next((band for band in bands if band[0] <= age[0] and age[1] <= band[1]), age)

    return within


def space_of(society: Document[Society], margins: Sequence[Margin]) -> Space:
    """The cells that all margins can tell apart: their age edges together cut the ages asked."""
    low, high = society.model.ages
    edges = sorted({low, high} | {edge for m in margins for band in m.bands() for edge in band})
    return Space(ages=tuple(itertools.pairwise(edges)), groups=group_names(society.model))


def _common(one: Margin, other: Margin) -> tuple[tuple[Column, ...], Callable[[Age], Age]]:
    """The columns that two margins share, and age bands wide enough for both."""
    columns: tuple[Column, ...] = tuple(column for column in one.columns if column in other.columns)
    mine, theirs = ({edge for band in m.bands() for edge in band} for m in (one, other))
    if not (mine and theirs):
        return columns, lambda age: age
    edges = sorted((mine & theirs) | {min(mine | theirs), max(mine | theirs)})
    return columns, into_bands(tuple(itertools.pairwise(edges)))


def agree(society: Document[Society], margins: Sequence[Margin]) -> tuple[Margin, ...]:
    """The margins with later ones raked to earlier ones wherever both speak of the same.

    Published tables differ by their rounding: up to half a percentage point the earlier margin (ages,
    groups, income, joint ones by name) wins, and the report shows what is left. Further apart they
    contradict each other: Problems, naming both and the cell.
    """
    agreed: list[Margin] = []
    for margin in margins:
        pairs = [(earlier, *_common(margin, earlier)) for earlier in agreed]
        pairs = [pair for pair in pairs if pair[1]]
        for earlier, columns, age_of in pairs:
            _check_pair(society, margin, earlier, columns, age_of)
        agreed.append(_raked(margin, [(e.onto(c, a), c, a) for e, c, a in pairs]))
    return tuple(agreed)


def _check_pair(
    society: Document[Society],
    margin: Margin,
    earlier: Margin,
    columns: tuple[Column, ...],
    age_of: Callable[[Age], Age],
) -> None:
    mine, theirs = margin.onto(columns, age_of), earlier.onto(columns, age_of)
    for cell in mine | theirs:
        have, want = mine.get(cell, 0.0), theirs.get(cell, 0.0)
        if abs(have - want) > DISAGREEMENT or (have == 0.0) != (want == 0.0):
            expected = f"a share of {want:.4f} of {show(cell)}, as {'.'.join(map(str, earlier.place))} has it"
            raise refusal(society, margin.place, value=round(have, 4), expected=expected)


def _raked(
    margin: Margin, targets: Sequence[tuple[dict[Cell, float], tuple[Column, ...], Callable[[Age], Age]]]
) -> Margin:
    for _ in range(MOST_ROUNDS):
        worst = 0.0
        for target, columns, age_of in targets:
            have = margin.onto(columns, age_of)
            factor = {cell: target[cell] / share for cell, share in have.items()}
            worst = max(worst, *(abs(target[cell] - share) for cell, share in have.items()))
            shares = {
                cell: share * factor[picked(cell, margin.columns, columns, age_of)]
                for cell, share in margin.shares.items()
            }
            margin = replace(margin, shares=shares)
        if worst < SETTLED:
            break
    return margin


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One margin over the cells of a space: each cell's number in it, and the shares to meet."""

    margin: Margin
    label: NDArray[np.int64]
    target: NDArray[np.float64]
    cells: list[Cell]

    def sums(self, joint: NDArray[np.float64]) -> NDArray[np.float64]:
        """The joint table summed into the margin's cells, in one fixed order on every machine."""
        return np.bincount(self.label, joint, len(self.target)).astype(np.float64, copy=False)

    def gap(self, joint: NDArray[np.float64]) -> NDArray[np.float64]:
        """How far each cell of the margin is off."""
        return np.abs(self.sums(joint) - self.target)


def fit(society: Document[Society], margins: Sequence[Margin], space: Space) -> NDArray[np.float64]:
    """Shares of all cells of `space` that meet every margin within 1e-9.

    Raises Problems where no table meets all margins, naming the worst cell.
    """
    joint = np.array([float(age[1] - age[0]) for age, *_ in space.cells()])
    plans: list[Plan] = []
    for margin in margins:
        label, cells = space.labels(margin)
        target = np.array([margin.shares[cell] for cell in cells])
        joint[label < 0] = 0.0
        plans.append(Plan(margin=margin, label=np.maximum(label, 0), target=target, cells=cells))
    if not joint.any():
        raise _worst(society, joint, plans)
    joint /= math.fsum(joint)
    error = math.inf
    for _ in range(MOST_ROUNDS):
        for plan in plans:
            have = plan.sums(joint)
            factor = np.divide(plan.target, have, out=np.zeros_like(have), where=have > 0)
            joint *= factor[plan.label]
        error = max(plan.gap(joint).max() for plan in plans)
        if error < SETTLED:
            break
    if error >= CLOSE:
        raise _worst(society, joint, plans)
    return joint


def _worst(society: Document[Society], joint: NDArray[np.float64], plans: Sequence[Plan]) -> Problems:
    """What to say where fitting does not settle: the cell that is furthest off."""
    plan = max(plans, key=lambda plan: float(plan.gap(joint).max()))
    at = int(np.argmax(plan.gap(joint)))
    allowed = f"{plan.sums(joint)[at]:.4f} of {show(plan.cells[at])}"
    expected = f"margins that one society can meet: the others together allow {allowed}"
    return refusal(society, plan.margin.place, value=round(float(plan.target[at]), 4), expected=expected)
