"""What a world is made from, and the order in which its parts are numbered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, TypeVar, get_args

from demerit.formats.columns import AGE, column
from demerit.formats.occasions import Who
from demerit.formats.vocabulary import Family, Kind
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.life import FixedLife
from demerit.societies.organisations import ORGANISATIONS
from demerit.societies.recipe import Recipe
from demerit.world.columns.cells import Space, make_space

T = TypeVar("T")
FAMILIES: Final[tuple[str, ...]] = get_args(Family)
KINDS: Final[tuple[str, ...]] = get_args(Kind)
PERSON_KIND: Final = KINDS[0]


def _asked(whos: Iterable[Who]) -> dict[str, set[int]]:
    """The traits that occasions ask for, with the edges at which those that are asked begin and end."""
    edges_by: dict[str, set[int]] = {}
    for name, asked in ((name, asked) for who in whos for name, asked in who.asked.items()):
        edges = edges_by.setdefault(name, set())
        if name == AGE:
            edges |= {*asked}
        elif column(name).stepped:
            edges |= {edge for value in asked for edge in (value, value + 1)}
    return edges_by


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Scheme, society, life and behaviour of a run, and the numbering of everything in them.

    Numbers follow the ids' alphabet, never a file's order, so that reordering a file's entries
    changes nothing (channels and bands excepted: their order means something).
    """

    scheme: Scheme
    recipe: Recipe
    life: FixedLife
    behaviour: Behaviour
    days: int
    frozen: bool
    turnover: Any = 0.0  # share of people replaced a year

    @cached_property
    def _known(self) -> dict[str, Any]:
        """What has been worked out of it so far."""
        return {}

    def once(self, name: str, work_out: Callable[[Plan], T]) -> T:
        """What follows from a plan alone: worked out when first asked for, and kept for all its worlds."""
        if name not in self._known:
            self._known[name] = work_out(self)
        return self._known[name]

    @cached_property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of subject that the society has, persons first."""
        present = self.recipe.workplaces.per_million > 0
        return (PERSON_KIND, *(kind for kind, here in zip(ORGANISATIONS, present, strict=True) if here))

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """What tables are kept by: the groups of persons, then the other kinds of subject."""
        return (*self.recipe.groups, *self.kinds[1:])

    @cached_property
    def opportunities(self) -> tuple[str, ...]:
        """Ids of opportunities, in order of their numbers."""
        return tuple(sorted(self.life.opportunities))

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Ids of needs; their numbers follow the opportunities'."""
        return tuple(sorted(self.life.needs))

    @cached_property
    def occasions(self) -> dict[str, int]:
        """Number of each opportunity; a need's is `need_number`."""
        return {name: i for i, name in enumerate(self.opportunities)}

    def need_number(self, need: str) -> int:
        """Number of a need among the occasions."""
        return len(self.opportunities) + self.needs.index(need)

    @cached_property
    def conducts(self) -> dict[str, int]:
        """Number of each conduct: all that subjects may do in this life or be recorded for."""
        named = {c.id for c in self.scheme.conducts}
        for name, opportunity in self.life.opportunities.items():
            named.add(opportunity.takes or name)
            if opportunity.leaves:
                named.add(opportunity.leaves)
        return {name: i for i, name in enumerate(sorted(named))}

    @cached_property
    def tally_ids(self) -> tuple[str, ...]:
        """Rows of the district tallies: conducts, then needs."""
        return (*self.conducts, *self.needs)

    @cached_property
    def channels(self) -> dict[str, int]:
        """Number of each channel, in file order."""
        return {c.id: i for i, c in enumerate(self.scheme.channels)}

    @cached_property
    def bands(self) -> dict[str, int]:
        """Number of each band, worst first."""
        return {b.id: i for i, b in enumerate(self.scheme.bands)}

    @cached_property
    def space(self) -> Space:
        """The cells and steps that the files' numbers need."""
        occasions: list[Any] = [*self.life.opportunities.values(), *self.life.needs.values()]
        scheme = self.scheme
        rules = [scheme.bands, scheme.channels, scheme.conducts, scheme.treatments, scheme.influence]
        scored = (scheme.population.who,) if scheme.population else ()
        return make_space(
            [*occasions, *rules, scheme.traits, scheme.redress, self.behaviour],
            names=self.recipe.names,
            asked=_asked([*(occasion.who for occasion in occasions), *scored]),
            districts=self.recipe.districts,
            bands=tuple(self.bands),
            lowest=scheme.score.min,
            kinds=self.kinds,
        )

    def slot_of(self, opportunity: str) -> int:
        """Which of a person's propensities an opportunity is taken by: its family's.

        An opportunity of no family has the slot of its id's length, the same in every world.
        """
        family = self.life.families.get(opportunity)
        return FAMILIES.index(family) if family else len(opportunity) % len(FAMILIES)
