"""Iterative proportional fitting: one joint table of all traits that meets all margins.

Source: Deming & Stephan 1940, "On a least squares adjustment of a sampled frequency table when the
expected marginal totals are known", Annals of Mathematical Statistics 11:427-444. Fitting starts from
a table that is even over single years, so whatever the margins leave open stays independent. Quotas then make
whole people of it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from demerit.formats.columns import AGE, traits
from demerit.societies.margins import Age, Category, Cell, Margin, names_by, show

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.formats.problems import Problems
    from demerit.formats.reading import Document
    from demerit.societies.model import Society

CLOSE: Final = 1e-9
SETTLED: Final = 1e-12
MOST_ROUNDS: Final = 5_000
DISAGREEMENT: Final = 0.005
GRAIN: Final = 2.0**-30


@dataclass(frozen=True, kw_only=True)
class TraitSpace:
    """All cells that a person can fall into: `parts` are the values of each trait, ages as bands."""

    parts: Mapping[str, tuple[Category, ...]]

    def cells(self) -> list[Cell]:
        """Every cell, the last trait running fastest."""
        return list(itertools.product(*self.parts.values()))

    def labels(self, margin: Margin) -> tuple[NDArray[np.int64], list[Cell]]:
        """For every cell the number of the margin's cell it belongs to (-1: none), and those cells."""
        targets = list(margin.shares)
        number = {cell: i for i, cell in enumerate(targets)}
        within = into_bands(margin.bands())
        axes = [[put(value, within) for value in self.parts[name]] for name in margin.columns]
        table = np.array([number.get(key, -1) for key in itertools.product(*axes)], dtype=np.int64)
        places = np.indices([len(values) for values in self.parts.values()]).reshape(len(self.parts), -1)
        at = [places[[*self.parts].index(name)] for name in margin.columns]
        return table.reshape([len(values) for values in axes])[tuple(at)], targets


def picked(cell: Cell, columns: Sequence[str], wanted: Sequence[str], age_of: Callable[[Age], Age]) -> Cell:
    """A cell's values in the wanted columns only, its age put into a wider band."""
    return tuple(put(cell[columns.index(name)], age_of) for name in wanted)


def put(value: Category, age_of: Callable[[Age], Age]) -> Category:
    """A value as it is, an age put into a wider band."""
    return age_of(value) if isinstance(value, tuple) else value


def years_in(category: Category) -> int:
    """How many years of age a category holds; 1 where it is no band of ages."""
    return category[1] - category[0] if isinstance(category, tuple) else 1


def into_bands(bands: Sequence[Age]) -> Callable[[Age], Age]:
    """A function that puts a narrow age band into the one of `bands` that holds it (else: itself)."""

    def within(age: Age) -> Age:
        return next((band for band in bands if band[0] <= age[0] and age[1] <= band[1]), age)

    return within


def space_of(society: Document[Society], margins: Sequence[Margin]) -> TraitSpace:
    """The cells that all margins can tell apart: their age edges together cut the ages asked.

    A trait that not every society has is one of its cells' where a margin counts by it.
    """
    low, high = society.model.ages
    edges = sorted({low, high} | {edge for m in margins for band in m.bands() for edge in band})
    counted = {name for margin in margins for name in margin.columns}
    parts: dict[str, tuple[Category, ...]] = {
        trait.name: names_by(society.model, trait) if trait.keys == "names" else trait.values
        for trait in traits()
        if trait.everywhere or trait.name in counted
    }
    return TraitSpace(parts={**parts, AGE: tuple(itertools.pairwise(edges))})


def _common(one: Margin, other: Margin) -> tuple[tuple[str, ...], Callable[[Age], Age]]:
    """The columns that two margins share, and age bands wide enough for both."""
    columns: tuple[str, ...] = tuple(name for name in one.columns if name in other.columns)
    mine, theirs = ({edge for band in m.bands() for edge in band} for m in (one, other))
    if not (mine and theirs):
        return columns, lambda age: age
    edges = sorted((mine & theirs) | {min(mine | theirs), max(mine | theirs)})
    return columns, into_bands(tuple(itertools.pairwise(edges)))


def agree(society: Document[Society], margins: Sequence[Margin]) -> tuple[Margin, ...]:
    """The margins with later ones raked to earlier ones wherever both speak of the same.

    Published tables differ by their rounding: up to half a percentage point the earlier margin (ages,
    groups, income, joint ones by name) wins. Further apart they contradict each other: Problems, naming both
    and the cell.
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
    columns: tuple[str, ...],
    age_of: Callable[[Age], Age],
) -> None:
    mine, theirs = margin.onto(columns, age_of), earlier.onto(columns, age_of)
    for cell in mine | theirs:
        have, want = mine.get(cell, 0.0), theirs.get(cell, 0.0)
        if abs(have - want) > DISAGREEMENT or (have == 0.0) != (want == 0.0):
            expected = f"a share of {want:.4f} of {show(cell)}, as {'.'.join(map(str, earlier.place))} has it"
            raise society.refusal(margin.place, value=round(have, 4), expected=expected)


def _raked(
    margin: Margin, targets: Sequence[tuple[dict[Cell, float], tuple[str, ...], Callable[[Age], Age]]]
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
class Constraint:
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


def fit(society: Document[Society], margins: Sequence[Margin], space: TraitSpace) -> NDArray[np.float64]:
    """Shares of all cells of `space` that meet every margin within 1e-9.

    Raises Problems where no table meets all margins, naming the worst cell.
    """
    at = tuple(space.parts).index(AGE)
    joint = np.array([float(years_in(cell[at])) for cell in space.cells()])
    constraints: list[Constraint] = []
    for margin in margins:
        label, cells = space.labels(margin)
        target = np.array([margin.shares[cell] for cell in cells])
        joint[label < 0] = 0.0
        constraints.append(Constraint(margin=margin, label=np.maximum(label, 0), target=target, cells=cells))
    if not joint.any():
        raise _worst(society, joint, constraints)
    joint /= math.fsum(joint)
    error = math.inf
    for _ in range(MOST_ROUNDS):
        for constraint in constraints:
            have = constraint.sums(joint)
            factor = np.divide(constraint.target, have, out=np.zeros_like(have), where=have > 0)
            joint *= factor[constraint.label]
        error = max(one.gap(joint).max() for one in constraints)
        if error < SETTLED:
            break
    if error >= CLOSE:
        raise _worst(society, joint, constraints)
    return joint


def _worst(
    society: Document[Society], joint: NDArray[np.float64], constraints: Sequence[Constraint]
) -> Problems:
    """What to say where fitting does not settle: the cell that is furthest off."""
    worst = max(constraints, key=lambda constraint: float(constraint.gap(joint).max()))
    at = int(np.argmax(worst.gap(joint)))
    allowed = f"{worst.sums(joint)[at]:.4f} of {show(worst.cells[at])}"
    expected = f"margins that one society can meet: the others together allow {allowed}"
    return society.refusal(worst.margin.place, value=round(float(worst.target[at]), 4), expected=expected)


def quotas(
    joint: NDArray[np.float64], margins: Sequence[NDArray[np.int64]], people: int
) -> NDArray[np.int64]:
    """How many of `people` each cell holds: shares rounded so that the margins come out, too.

    Every cell gets its whole part. The people left over are dealt one by one to the cell with the
    largest remainder, its own and those of its margins' cells added up, so that neither a cell nor a
    margin's cell drifts away from its share. Plain largest remainders, tried first, were off by dozens
    in a margin's cell where cells are many and people few. `margins` holds a label for every cell.
    """
    expected = np.round(joint * people / GRAIN) * GRAIN  # last-bit differences between machines disappear
    dealt = np.floor(expected)
    own = expected - dealt
    open_cells = own > 0
    short = [np.bincount(label, own, int(label.max()) + 1) for label in margins]
    for _ in range(people - int(dealt.sum())):
        score = own.copy()
        for label, missing in zip(margins, short, strict=True):
            score += missing[label]
        score[~open_cells] = -np.inf
        chosen = int(np.argmax(score))
        dealt[chosen] += 1
        open_cells[chosen] = False
        for label, missing in zip(margins, short, strict=True):
            missing[label[chosen]] -= 1
    return dealt.astype(np.int64)
