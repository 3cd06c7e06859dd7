"""How many people of each description a run lives: what floors are counted in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from demerit.formats.columns import AGE
from demerit.formats.columns import column as declared
from demerit.formats.values import is_by, unsourced
from demerit.schemes.model import StartShares
from demerit.societies.people import as_written
from demerit.world.columns.cells import at_or_above

if TYPE_CHECKING:
    from demerit.world.job import Job

Labels = npt.NDArray[np.int64]
ELSEWHERE: Final = -1


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """A row a description: `columns` as files write them (district ELSEWHERE: none that is named).

    `people`: float64[rows], how many are expected, who lives in the end being drawn. Persons only.
    """

    columns: dict[str, npt.NDArray[Any]]
    people: npt.NDArray[np.float64]

    @property
    def rows(self) -> int:
        """How many descriptions there are."""
        return len(self.people)

    def held(self, labels: Labels) -> npt.NDArray[np.float64]:
        """People by label: float64[labels]."""
        return np.bincount(labels, self.people, int(labels.max(initial=0)) + 1).astype(np.float64)

    def labels(self, value: Any) -> Labels:
        """Who shares a number of a file: rows of one label read the same in it."""
        return self._leaves(value, {})

    def where(self, **whom: Any) -> Labels:
        """1 for whoever `who` of an occasion means, else 0."""
        inside = np.ones(self.rows, bool)
        for name, asked in whom.items():
            mine = self.columns[name]
            inside &= (mine >= asked[0]) & (mine < asked[1]) if name == AGE else np.isin(mine, list(asked))
        return inside.astype(np.int64)

    def chosen(self, column: str, keys: Sequence[Any]) -> Labels:
        """Which of a table's keys each row falls under: equal for names, the one at or below for edges."""
        mine = self.columns[column]
        if declared(column).stepped:
            return at_or_above(keys, mine)
        return places_of(mine, keys, otherwise=len(keys))

    def _leaves(self, value: Any, known: dict[Any, int]) -> Labels:
        """What each row reads, as numbers; what goes by a state (score, band) is alike if all of it is."""
        value = unsourced(value)
        if not is_by(value):
            return np.full(self.rows, known.setdefault(repr(value), len(known)), np.int64)
        if value.by == "kind":
            return self._leaves(value.values.get("person"), known)
        parts = [self._leaves(part, known) for part in value.values.values()]
        if value.by in self.columns:
            nothing = np.full(self.rows, known.setdefault(None, len(known)), np.int64)
            return np.array([*parts, nothing])[
                self.chosen(value.by, list(value.values)), np.arange(self.rows)
            ]
        values, at = np.unique(reduce(together, parts), return_inverse=True)
        place = [known.setdefault((id(value), int(one)), len(known)) for one in values]
        return np.array(place, np.int64)[at.reshape(-1)]


def places_of(column: npt.NDArray[Any], names: Sequence[Any], *, otherwise: int) -> Labels:
    """The place of each row's name among the names; `otherwise` for one that is none of them."""
    place = {str(name): i for i, name in enumerate(names)}
    values, at = np.unique(column, return_inverse=True)
    return np.array([place.get(str(value), otherwise) for value in values], np.int64)[at.reshape(-1)]


def numbered(things: Iterable[Any]) -> Labels:
    """Equal things by equal numbers, from 0."""
    known: dict[Any, int] = {}
    return np.array([known.setdefault(thing, len(known)) for thing in things], np.int64)


def together(one: Labels, other: Labels) -> Labels:
    """Labels of whoever has both of two labels in common."""
    return np.unique(one * (int(other.max(initial=0)) + 1) + other, return_inverse=True)[1].reshape(-1)


def crowd_of(job: Job, *, districts: Iterable[int] = (), starts: bool = False) -> Crowd:
    """The persons that a job lives, by all their traits.

    `districts` are those to be told apart, `starts` tells start scores apart, too.
    """
    cells = job.recipe.cells
    years = cells.years.astype(np.int64)
    row = np.repeat(np.arange(len(years)), years)
    within = np.arange(len(row)) - np.repeat(np.cumsum(years) - years, years)
    held = np.diff(cells.bounds, prepend=0) / years
    columns = {name: as_written(job.recipe.names, name, values[row]) for name, values in cells.traits.items()}
    columns[AGE] += within
    crowd = Crowd(columns=columns, people=held[row])
    crowd = _in_districts(crowd, job, sorted(set(districts)))
    return _with_starts(crowd, job.scheme.model.score.start) if starts else crowd


def _in_districts(crowd: Crowd, job: Job, named: Sequence[int]) -> Crowd:
    """Every description once a named district and once for all others, as people are dealt to districts."""
    recipe = job.recipe
    living = [d for d in named if d < recipe.districts]
    sizes = [recipe.start(d + 1) - recipe.start(d) for d in living]
    share = np.array([*sizes, recipe.people - sum(sizes)]) / recipe.people
    return _times(crowd, "district", np.array([*living, ELSEWHERE]), np.tile(share, (crowd.rows, 1)))


def _with_starts(crowd: Crowd, start: Any) -> Crowd:
    """Every description once a start score, at its share."""
    if not isinstance(start, StartShares):
        return _times(crowd, "start_score", np.array([start]), np.ones((crowd.rows, 1)))
    scores = sorted({score for shares in start.shares.values() for score in shares})
    rows = start_rows(crowd, start)
    share = np.array([[rows[i].get(score, 0.0) for score in scores] for i in range(crowd.rows)])
    return _times(crowd, "start_score", np.array(scores), share)


def start_rows(crowd: Crowd, start: StartShares) -> list[Mapping[int, float]]:
    """Each description's shares by start score; empty where a district has none of its own."""
    shares = [*start.shares.values(), {}]
    return [shares[k] for k in crowd.chosen(start.by, list(start.shares))]


def _times(crowd: Crowd, column: str, values: npt.NDArray[Any], share: npt.NDArray[np.float64]) -> Crowd:
    """Every row once a value of a new column; `share`: float64[rows, values] of the row's people."""
    times = len(values)
    columns = {name: np.repeat(labels, times) for name, labels in crowd.columns.items()}
    people = (crowd.people[:, None] * share).reshape(-1)
    return Crowd(columns={**columns, column: np.tile(values, crowd.rows)}, people=people)
