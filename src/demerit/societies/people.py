"""People, a district at a time: who they are, whom they live with, whom they know.

Everything about a person follows from the recipe and the person's address; nothing is drawn in turn.
So districts come out the same alone, in any batch, and in any number of threads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from demerit.errors import WrongUse
from demerit.formats.columns import AGE, DECILE
from demerit.luck.batch import words_of_all
from demerit.luck.compiled import inline_allocating, kernel
from demerit.luck.philox import below
from demerit.luck.purposes import INCOME, PERSON
from demerit.societies.households import fill_households
from demerit.societies.organisations import NOBODY, fill_employment, fill_responsible
from demerit.societies.permutation import fill_ranks
from demerit.societies.tuning import friends_of

if TYPE_CHECKING:
    from demerit.societies.recipe import Recipe


@dataclass(frozen=True, kw_only=True)
class Districts:
    """The people of districts `first`, `first + 1`, …: n in all, a district a slice of `offsets`.

    `friends[friend_start[i]:friend_start[i + 1]]` are person i's friends, ascending, as numbers within
    the district. `traits` are theirs by name, as places among the recipe's `names`, else as values; income is
    a multiple of the mean; households are numbered within the district. `organisations`: int64[districts,
    kinds], how many; `employer`: person i's, a number after the district's people, or NOBODY; organisations
    `organisation_start[d]` to `organisation_start[d + 1]` are district d's, each with who is `responsible`.
    """

    first: int
    offsets: NDArray[np.int64]
    traits: Mapping[str, NDArray[np.uint8]]
    income: NDArray[np.float32]
    household: NDArray[np.uint16]
    friend_start: NDArray[np.int64]
    friends: NDArray[np.uint16]
    organisations: NDArray[np.int64]
    employer: NDArray[np.uint16]
    organisation_start: NDArray[np.int64]
    responsible: NDArray[np.uint16]

    @property
    def group(self) -> NDArray[np.uint8]:
        """Each person's group."""
        return self.traits["group"]


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
    seed: np.uint64, first: int, offsets: NDArray[np.int64], places: NDArray[np.int64],
    bounds: NDArray[np.int64], of_cell: NDArray[np.uint8], years: NDArray[np.uint8],
    age: int, decile: int, steps: NDArray[np.float32],
    traits: NDArray[np.uint8], income: NDArray[np.float32],
) -> None:  # fmt: skip
    """Write the traits, uint8[traits, people], and the income of districts from `first` on.

    `places` are theirs in the shuffled society, int64[people]; `of_cell`, uint8[traits, cells], holds
    each cell's traits, of its ages the first, and `years` how many there are. `age` and `decile` are the rows
    of these.
    """
    aged, earned = np.empty(len(income), np.uint32), np.empty(len(income), np.uint32)
    for d in range(len(offsets) - 1):
        here = slice(offsets[d], offsets[d + 1])
        words_of_all(seed, first + d, PERSON, 0, aged[here])
        words_of_all(seed, first + d, INCOME, 0, earned[here])
    for person in range(len(income)):
        cell = cell_of(bounds, places[person])
        for trait in range(len(of_cell)):
            traits[trait, person] = of_cell[trait, cell]
        traits[age, person] = of_cell[age, cell] + below(aged[person], years[cell])
        income[person] = steps[of_cell[decile, cell] - 1, below(earned[person], steps.shape[1])]


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
    names = tuple(cells.traits)
    filled = np.empty((len(names), n), dtype=np.uint8)
    income, places = np.empty(n, dtype=np.float32), np.empty(n, dtype=np.int64)
    fill_ranks(seed, before, recipe.people, places)
    fill_people(
        seed, first, offsets, places, cells.bounds, np.stack(list(cells.traits.values())),
        cells.years, names.index(AGE), names.index(DECILE), recipe.income, filled, income,
    )  # fmt: skip
    traits = dict(zip(names, filled, strict=True))
    household = np.empty(n, dtype=np.uint16)
    fill_households(seed, first, offsets, recipe.household_bounds, household)
    friend_start, friends = friends_of(recipe.drawn, seed, first, offsets, traits["group"])
    return Districts(
        first=first, offsets=offsets, traits=traits, income=income,
        household=household, friend_start=friend_start, friends=friends,
        **_work(recipe, first, offsets, traits[AGE]),
    )  # fmt: skip


def as_written(names: Mapping[str, tuple[str, ...]], trait: str, numbers: NDArray[Any]) -> NDArray[Any]:
    """A trait of people as files write it: its names, else whole numbers."""
    return np.array(names[trait])[numbers] if trait in names else numbers.astype(np.int64)


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
