"""Cells: subjects whose numbers are all alike share one, and every rate becomes a small table.

A file may let any number differ by column. Instead of asking the columns again at every occasion,
a subject's columns are turned once into a cell number, and each number of each file into an array
over (cell, step). A step is the part that changes during a run: score and band. Organisations differ by
kind and by what is no trait of persons; their cells stand after the persons'.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel

from demerit.errors import FileInvalid, WrongUse
from demerit.formats import limits
from demerit.formats.columns import ANYBODYS, STATIC, columns
from demerit.formats.columns import column as declared
from demerit.formats.values import By, Sourced
from demerit.world.columns.tables import NONE

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

PERSON: Final = "person"
ELSEWHERE: Final = "every other district"
PLAIN: Final = (str, float, int, bool, type(None))
"""What differs by nothing."""


def columns_used(parts: Iterable[Any]) -> dict[str, set[Any]]:
    """The columns that any number in `parts` differs by, each with all its keys."""
    used: dict[str, set[Any]] = {}
    for part in parts:
        for column, keys in _uses(part):
            used.setdefault(column, set()).update(keys)
    return used


def _uses(part: Any) -> Iterator[tuple[str, Iterable[Any]]]:
    """Every (column, keys) below a part of a file."""
    if type(part) in PLAIN:  # nearly all of them
        return
    if isinstance(part, By):
        yield part.by, part.values
        part = part.values
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _uses(getattr(part, name))
    elif isinstance(part, Mapping):
        for value in part.values():
            yield from _uses(value)
    elif isinstance(part, Sequence):
        for value in part:
            yield from _uses(value)


@dataclass(frozen=True, kw_only=True)
class Space:
    """All cells and steps: which columns matter, and where each column's parts begin.

    `keys` holds, for each static column that matters, its parts in order: the names of an exact
    column, the lower edges of a stepped one. `score_edges` are the lower edges of score steps. `kinds`
    are the kinds of subject that there are, persons first.
    """

    keys: dict[str, tuple[Any, ...]]
    score_edges: tuple[int, ...]
    bands: tuple[str, ...]
    by_band: bool
    kinds: tuple[str, ...] = (PERSON,)

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many parts each static column has."""
        return tuple(len(keys) for keys in self.keys.values())

    @cached_property
    def cells(self) -> int:
        """How many cells there are."""
        return math.prod(self.shape) + (len(self.kinds) - 1) * math.prod(self._others)

    @cached_property
    def _others(self) -> tuple[int, ...]:
        """How many parts each column that matters to organisations has."""
        return tuple(len(keys) for column, keys in self.keys.items() if _anybodys(column))

    @cached_property
    def steps(self) -> int:
        """How many steps of score and band there are."""
        return len(self.score_edges) * (len(self.bands) if self.by_band else 1)

    @cached_property
    def parts(self) -> dict[str, IntArray]:
        """For each static column that matters, the part that each cell lies in: int64[cells].

        NONE for a cell of organisations and a column that they do not have.
        """
        grid = np.indices(self.shape).reshape(len(self.shape), math.prod(self.shape))
        theirs = iter(np.indices(self._others).reshape(len(self._others), math.prod(self._others)))
        of_kind, times = math.prod(self._others), len(self.kinds) - 1
        lies_in: dict[str, IntArray] = {}
        for i, column in enumerate(self.keys):
            others = np.tile(next(theirs), times) if _anybodys(column) else np.full(of_kind * times, NONE)
            lies_in[column] = np.concatenate([grid[i], others])
        return lies_in

    @cached_property
    def kind_of(self) -> IntArray:
        """The kind of each cell, a place in `kinds`: int64[cells]."""
        counts = [math.prod(self.shape), *[math.prod(self._others)] * (len(self.kinds) - 1)]
        return np.repeat(np.arange(len(self.kinds)), counts)

    def cell_of(self, columns: Mapping[str, npt.NDArray[Any]], kind: str = PERSON) -> npt.NDArray[np.uint16]:
        """The cell of each subject of a kind: exact columns as places in `keys`, stepped ones as values."""
        length = len(next(iter(columns.values())))
        cell = np.zeros(length, np.int64)
        for column, keys in self.keys.items():
            if kind != PERSON and not _anybodys(column):
                continue
            part = columns[column]
            if declared(column).stepped:
                part = np.searchsorted(np.array(keys), part, side="right") - 1
            cell = cell * len(keys) + np.clip(part, 0, len(keys) - 1)
        return (cell + int(np.argmax(self.kind_of == self.kinds.index(kind)))).astype(np.uint16)

    def table(
        self, value: Any, *, conduct: str | None = None, leaf: Callable[[Any], float] = float
    ) -> FloatArray:
        """A number of a file as float64[cells, steps].

        `conduct` answers `by: conduct` of a channel; `leaf` reads a plain number.
        """
        if isinstance(value, Sourced):
            return self.table(value.value, conduct=conduct, leaf=leaf)
        if not isinstance(value, By):
            return np.full((self.cells, self.steps), leaf(value))
        if value.by == "conduct":
            watched: Any = value.values.get(conduct or "", 0.0)
            return self.table(watched, conduct=conduct, leaf=leaf)
        keys = list(value.values)
        chosen = self._chosen(value.by, keys)
        table = np.zeros((self.cells, self.steps))
        for i, key in enumerate(keys):
            part = self.table(value.values[key], conduct=conduct, leaf=leaf)
            table = np.where(chosen == i, part, table)
        return table

    def _chosen(self, column: str, keys: list[Any]) -> IntArray:
        """Which of a table's keys holds, broadcastable to (cells, steps); FileInvalid where none does."""
        if declared(column).about == "standing":
            return self._chosen_step(column, keys)
        parts = self.kinds if column == "kind" else self.keys[column]
        if declared(column).stepped:
            answer = at_or_above(keys, np.array(parts, dtype=float))
        else:
            names = [str(key) for key in keys]
            unsaid = [str(part) for part in parts if str(part) not in names]
            if unsaid:
                raise FileInvalid(
                    f"a number by {column} says nothing for {', '.join(unsaid)}: {names} are all"
                )
            answer = np.array([names.index(str(part)) for part in parts])
        of_cell = self.kind_of if column == "kind" else self.parts[column]
        return np.where(of_cell == NONE, NONE, answer[of_cell])[:, None]

    def _chosen_step(self, column: str, keys: list[Any]) -> IntArray:
        """Which key of a table by score or band holds at each step: int64[1, steps]."""
        bands = len(self.bands) if self.by_band else 1
        if column == "score":
            by_score = at_or_above(keys, np.array(self.score_edges, dtype=float))
            return np.repeat(by_score, bands)[None, :]
        ranks = [self.bands.index(str(key)) for key in keys]
        return np.tile(at_or_above(ranks, np.arange(bands)), len(self.score_edges))[None, :]

    def score_step(self, low: int, high: int) -> npt.NDArray[np.int32]:
        """First step of each whole score from `low` to `high`: int32[high - low + 1]; add the band."""
        scores = np.arange(low, high + 1)
        edge = np.clip(np.searchsorted(np.array(self.score_edges), scores, side="right") - 1, 0, None)
        return (edge * (len(self.bands) if self.by_band else 1)).astype(np.int32)


def _anybodys(column: str) -> bool:
    """Whether organisations have a column, too."""
    return declared(column).about in ANYBODYS


def at_or_above(keys: Sequence[float], points: npt.NDArray[Any]) -> IntArray:
    """The key at or below each point, as a step table reads; below the lowest, the lowest."""
    order = np.argsort(np.array(keys, dtype=float), kind="stable")
    ranked = np.array(keys, dtype=float)[order]
    return order[np.clip(np.searchsorted(ranked, points, side="right") - 1, 0, None)]


def make_space(
    parts: Iterable[Any],
    *,
    names: Mapping[str, Sequence[str]],
    asked: Mapping[str, Iterable[int]],
    districts: int,
    bands: Sequence[str],
    lowest: int,
    kinds: Sequence[str] = (PERSON,),
) -> Space:
    """The space that all numbers in `parts` need.

    `names` are those of traits that have names, `districts` is how many there are; `asked` are further
    columns that eligibility needs, with further edges of stepped ones; `lowest` is the lowest score; `kinds`
    are those of the society's subjects. Raises WrongUse when the files distinguish more cells than two bytes
    can number.
    """
    used = columns_used(parts)
    for name, edges in asked.items():
        used.setdefault(name, set()).update(edges)
    keys: dict[str, tuple[Any, ...]] = {}
    for column in (column for column in columns(*STATIC) if column.name in used):
        if column.stepped:
            keys[column.name] = tuple(sorted({-(2**31), *map(math.ceil, used[column.name])}))
        elif column.keys == "numbers":
            named = sorted({str(key) for key in used[column.name]} & {str(d) for d in range(districts)})
            keys[column.name] = tuple(named) if len(named) == districts else (*named, ELSEWHERE)
        else:
            keys[column.name] = tuple(names[column.name])
    space = Space(
        keys=keys,
        score_edges=tuple(sorted({lowest, *map(math.ceil, used.get("score", set()))})),
        bands=tuple(bands),
        by_band="band" in used,
        kinds=tuple(kinds),
    )
    if space.cells > limits.CELLS:
        raise WrongUse(
            f"the files tell {space.cells:,} kinds of people apart; at most {limits.CELLS:,} are possible: "
            "let fewer numbers differ by column, or by fewer keys"
        )
    return space
