"""People, a district at a time: who they are, whom they live with, whom they know.

Everything about a person follows from the recipe and the person's address; nothing is drawn in turn.
So districts come out the same alone, in any batch, and in any number of threads.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demerit.errors import WrongUse
from demerit.luck.compiled import inline_allocating, kernel
from demerit.luck.philox import below
from demerit.luck.purposes import INCOME, PERSON
from demerit.societies.households import fill_households
from demerit.societies.organisations import NOBODY, fill_employment, fill_responsible
from demerit.societies.permutation import rank
from demerit.societies.ties import capacity, fill_ties
from demerit.societies.words import words

if TYPE_CHECKING:
    from demerit.societies.recipe import Recipe


@dataclass(frozen=True, kw_only=True)
class Districts:
    """The people of districts `first`, `first + 1`, …: n in all, a district a slice of `offsets`.

    `friends[friend_start[i]:friend_start[i + 1]]` are person i's friends, ascending, as numbers within
    the district. `group` indexes the recipe's groups; sex is 0 female, 1 male; income is a multiple of
    the mean; households are numbered within the district. `organisations`: int64[districts, kinds], how many;
    `employer`: person i's, a number after the district's people, or NOBODY; organisations
    `organisation_start[d]` to `organisation_start[d + 1]` are district d's, each with who is `responsible`.
    """

    first: int
    offsets: NDArray[np.int64]
    group: NDArray[np.uint8]
    sex: NDArray[np.uint8]
    age: NDArray[np.uint8]
    income_decile: NDArray[np.uint8]
    income: NDArray[np.float32]
    household: NDArray[np.uint16]
    friend_start: NDArray[np.int64]
    friends: NDArray[np.uint16]
    organisations: NDArray[np.int64]
    employer: NDArray[np.uint16]
    organisation_start: NDArray[np.int64]
    responsible: NDArray[np.uint16]


@inline_allocating
def cell_of(bounds: NDArray[np.int64], place: int) -> int:
    """The first cell whose running sum is above a place (by halves)."""
    low, high = 0, len(bounds) - 1
    while low < high:
        middle = (low + high) // 2
        if bounds[middle] > place:
            high = middle
        else:
            low = middle + 1
    return low


@kernel
def fill_people(
    seed: np.uint64, first: int, offsets: NDArray[np.int64], before: int, total: int,
    bounds: NDArray[np.int64], of_cell: tuple[NDArray[np.uint8], ...], steps: NDArray[np.float32],
    columns: tuple[NDArray[np.uint8], ...], income: NDArray[np.float32],
) -> None:  # fmt: skip
    """Write group, sex, age, income decile (in this order) and income of districts from `first` on.

    `before` people live in earlier districts, `total` in the society; `of_cell` holds group, sex, first
    year of age, income decile and years of age, a row a cell.
    """
    for d in range(len(offsets) - 1):
        for person in range(offsets[d], offsets[d + 1]):
            cell = cell_of(bounds, rank(seed, before + person, total))
            years = of_cell[4][cell]
            within = person - offsets[d]
            aged = words(seed, first + d, within, 0, PERSON, 0)[0]
            earned = words(seed, first + d, within, 0, INCOME, 0)[0]
            columns[0][person] = of_cell[0][cell]
            columns[1][person] = of_cell[1][cell]
            columns[2][person] = of_cell[2][cell] + below(aged, years)
            columns[3][person] = of_cell[3][cell]
            income[person] = steps[of_cell[3][cell] - 1, below(earned, steps.shape[1])]


def build(recipe: Recipe, first: int, count: int) -> Districts:
    """Build districts `first` to `first + count - 1`.

    Raises WrongUse for districts that the society does not have.
    """
    if first < 0 or count < 1 or first + count > recipe.districts:
        raise WrongUse(f"districts {first} to {first + count - 1}: there are {recipe.districts}, from 0 on")
    seed = np.uint64(recipe.seed)
    before = recipe.start(first)
    offsets = np.array([recipe.start(first + d) - before for d in range(count + 1)], dtype=np.int64)
    n = int(offsets[-1])
    cells = recipe.cells
    columns = tuple(np.empty(n, dtype=np.uint8) for _ in range(4))
    income = np.empty(n, dtype=np.float32)
    of_cell = (cells.group, cells.sex, cells.age, cells.income_decile, cells.years)
    fill_people(
        seed, first, offsets, before, recipe.people, cells.bounds, of_cell, recipe.income, columns, income
    )
    group, sex, age, decile = columns
    household = np.empty(n, dtype=np.uint16)
    fill_households(seed, first, offsets, recipe.household_bounds, household)
    friend_start, friends = _friends(recipe, first, offsets, group)
    return Districts(
        first=first, offsets=offsets, group=group, sex=sex, age=age, income_decile=decile, income=income,
        household=household, friend_start=friend_start, friends=friends,
        **_work(recipe, first, offsets, age),
    )  # fmt: skip


def _work(
    recipe: Recipe, first: int, offsets: NDArray[np.int64], age: NDArray[np.uint8]
) -> dict[str, NDArray[Any]]:
    """Organisations, who works where and who answers for which."""
    seed, places = np.uint64(recipe.seed), recipe.workplaces
    organisations = np.array([recipe.organisations(first + d) for d in range(len(offsets) - 1)])
    starts = np.concatenate([[0], np.cumsum(organisations.sum(axis=1))])
    employer = np.full(len(age), NOBODY, dtype=np.uint16)
    responsible = np.empty(int(starts[-1]), dtype=np.uint16)
    if len(responsible):
        low, high = places.ages
        fill_employment(seed, first, offsets, age, low, high, organisations, places.employees, employer)
        fill_responsible(seed, first, offsets, employer, starts, responsible)
    return {
        "organisations": organisations,
        "employer": employer,
        "organisation_start": starts,
        "responsible": responsible,
    }


def _friends(
    recipe: Recipe, first: int, offsets: NDArray[np.int64], group: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
    drawn = recipe.drawn
    room = sum(capacity(int(people), drawn.mean) for people in np.diff(offsets))
    friend_start = np.empty(len(group) + 1, dtype=np.int64)
    friends = np.empty(room, dtype=np.uint16)
    used = fill_ties(
        np.uint64(recipe.seed), first, offsets, group,
        drawn.mean, drawn.clustering, drawn.homophily, friend_start, friends,
    )  # fmt: skip
    return friend_start, friends[:used].copy()
