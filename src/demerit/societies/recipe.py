"""A society as a recipe: quotas, tables and numbers from which any district can be built alone.

People are numbered through the whole society; district d holds people d · district_people onwards.
All districts hold `district_people` people but the last, which holds what is left; a last district of
one person would have nobody to be tied to, and joins the one before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from demerit.errors import WrongUse
from demerit.formats import limits
from demerit.formats.columns import AGE, column
from demerit.formats.values import number
from demerit.societies.apart import fitted_and_apart, split
from demerit.societies.fitting import TraitSpace, agree, fit, quotas, space_of, years_in
from demerit.societies.households import size_bounds
from demerit.societies.income import income_steps
from demerit.societies.margins import Category, Margin, names_by, read_margins
from demerit.societies.organisations import Workplaces, workplaces
from demerit.societies.tuning import FriendFigures, tuned

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from demerit.formats.reading import Document
    from demerit.societies.model import Society

FEWEST_PEOPLE, MOST_PEOPLE = 2, 10**12  # nobody is tied to oneself
PEOPLE: Final = f"expected {FEWEST_PEOPLE} to {MOST_PEOPLE:,}"
"""How many people a society may have, as messages say it."""
SEEDS: Final = 2**64


@dataclass(frozen=True, kw_only=True)
class Cells:
    """What people have in common, a row a cell; `bounds` are the running sums of their quotas."""

    traits: Mapping[str, NDArray[np.uint8]]  # places among names, else values; ages: first year of the band
    years: NDArray[np.uint8]  # years in the band of ages
    bounds: NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """All that is needed to build any district: quotas and tables, how many people, and the seed."""

    people: int
    seed: int
    district_people: int
    names: Mapping[str, tuple[str, ...]]  # of traits that go by names
    cells: Cells
    income: NDArray[np.float32]
    friends: FriendFigures  # as asked
    drawn: FriendFigures  # what ties are drawn with, so that they come out as asked
    household_mean: float
    household_bounds: NDArray[np.uint64]
    workplaces: Workplaces

    @property
    def groups(self) -> tuple[str, ...]:
        """The names of the groups."""
        return self.names["group"]

    @property
    def districts(self) -> int:
        """How many districts there are."""
        whole, left = divmod(self.people, self.district_people)
        return max(1, whole + (left > 1))

    def start(self, district: int) -> int:
        """The number, in the whole society, of a district's first person; the people, for the end."""
        return self.people if district >= self.districts else district * self.district_people

    def under(self, seed: int) -> Recipe:
        """The same society with other luck: quotas and ties are fitted to it, whatever the seed.

        Raises WrongUse for a seed that is none.
        """
        _check_seed(seed)
        return replace(self, seed=seed)

    def organisations(self, district: int) -> NDArray[np.int64]:
        """How many companies, government entities and social organisations a district has: int64[3]."""
        return self.workplaces.before(self.start(district + 1)) - self.workplaces.before(self.start(district))


def make_recipe(society: Document[Society], *, people: int | None = None, seed: int = 1) -> Recipe:
    """Fit a society's margins and turn them into quotas for so many people (default: the file's own).

    Raises WrongUse for fewer than two people or a seed that is none, Problems at the line of a margin
    or figure that cannot be.
    """
    model = society.model
    people = model.people if people is None else people
    if not FEWEST_PEOPLE <= people <= MOST_PEOPLE:
        raise WrongUse(f"a society of {people:,} people: {PEOPLE}")
    _check_seed(seed)
    if people > limits.DISTRICTS * model.district_people:
        most = limits.DISTRICTS * model.district_people
        raise WrongUse(f"{people:,} people in districts of {model.district_people:,}: at most {most:,}")
    household_mean = number(model.ties.household.mean_size)
    published = read_margins(society)
    asked = model.ties.friends
    friends = FriendFigures(
        mean=number(asked.mean), clustering=number(asked.clustering), homophily=number(asked.homophily)
    )
    cells = _cells(society, published, people)
    shares = next(tuple(margin.shares.values()) for margin in published if margin.columns == ("group",))
    return Recipe(
        people=people,
        seed=seed,
        district_people=model.district_people,
        names={name: names_by(model, column(name)) for name in cells.traits if column(name).keys == "names"},
        cells=cells,
        income=income_steps(society),
        friends=friends,
        drawn=tuned(friends, shares, min(people, model.district_people)),
        household_mean=household_mean,
        household_bounds=size_bounds(household_mean),
        workplaces=workplaces(model),
    )


def _check_seed(seed: int) -> None:
    if not 0 <= seed < SEEDS:
        raise WrongUse(f"seed {seed}: expected a whole number from 0 to {SEEDS - 1}")


def _cells(society: Document[Society], published: tuple[Margin, ...], people: int) -> Cells:
    kept, apart = fitted_and_apart(society, published)
    space = space_of(society, kept)
    margins = agree(society, kept)
    joint = fit(society, margins, space)
    labels = [np.maximum(space.labels(margin)[0], 0) for margin in margins]
    counts = quotas(joint, labels, people)
    return _filled(society.model, space, counts, apart)


def _filled(society: Society, space: TraitSpace, counts: NDArray[np.int64], apart: Iterable[Margin]) -> Cells:
    """The cells that hold somebody, in the space's order, split by what is told apart."""
    cells = [cell for cell, count in zip(space.cells(), counts, strict=True) if count]
    values = dict(zip(space.parts, zip(*cells, strict=True), strict=True))

    def number_of(trait: str, value: Category) -> int:
        """A trait's value as people carry it."""
        if isinstance(value, tuple):
            return value[0]
        return value if isinstance(value, int) else names_by(society, column(trait)).index(value)

    traits = {
        trait: np.array([number_of(trait, value) for value in of_cell], dtype=np.uint8)
        for trait, of_cell in values.items()
    }
    years = np.array([years_in(band) for band in values[AGE]], dtype=np.uint8)
    held = counts[counts > 0]
    for margin in apart:
        traits, years, held = split(society, margin, traits, years, held)
    return Cells(traits=traits, years=years, bounds=np.cumsum(held))
