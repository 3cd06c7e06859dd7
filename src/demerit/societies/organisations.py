"""Organisations: how many of each kind a district has, who works for whom, and who answers for which.

A district's subjects are its people and, after them, its companies, government entities and social
organisations, in this order. Every organisation of a kind employs as many people in the mean; real ones
differ by orders of magnitude, which nothing here needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, get_args

import numpy as np
from numpy.typing import NDArray

from demerit.formats.values import number
from demerit.formats.vocabulary import OrganisationKind
from demerit.luck.compiled import inline_allocating, kernel
from demerit.luck.philox import UNIT, below
from demerit.luck.purposes import EMPLOYMENT, RESPONSIBLE
from demerit.societies.words import signed, words

if TYPE_CHECKING:
    from demerit.societies.model import Society

ORGANISATIONS: Final[tuple[OrganisationKind, ...]] = get_args(OrganisationKind)
NOBODY: Final = (1 << 16) - 1  # no employer: no district holds as many subjects
MILLION: Final = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Workplaces:
    """How many organisations of each kind there are for a million people, and what each employs.

    `per_million`: int64[kinds]; `employees`: float64[kinds], means; `ages`: of who may work, [from, below].
    """

    per_million: NDArray[np.int64]
    employees: NDArray[np.float64]
    ages: tuple[int, int]

    def before(self, people: int) -> NDArray[np.int64]:
        """How many of each kind so many people have: whole numbers that add up over districts."""
        return np.array([people * int(rate) // MILLION for rate in self.per_million], np.int64)


def workplaces(society: Society) -> Workplaces:
    """What a society's file says of organisations."""
    kinds = [society.organisations.get(kind) for kind in ORGANISATIONS]
    return Workplaces(
        per_million=np.array([round(number(k.per_1000_people) * 1000) if k else 0 for k in kinds], np.int64),
        employees=np.array([number(k.employees) if k else 0.0 for k in kinds], np.float64),
        ages=society.ties.employment.ages,
    )


@inline_allocating
def workplace(
    luck: float, able: int, first: int, organisations: NDArray[np.int64], employees: NDArray[np.float64]
) -> int:
    """Where who may work works, by luck 0-1: an organisation's number from `first` on, NOBODY for nowhere.

    Jobs stand in a row, an organisation's side by side; of `able` people each takes one at random.
    """
    jobs = 0.0
    for kind in range(len(organisations)):
        jobs += organisations[kind] * employees[kind]
    place = luck * max(jobs, np.float64(able))
    for kind in range(len(organisations)):
        here = organisations[kind] * employees[kind]
        if place < here:
            return first + min(signed(place / employees[kind]), organisations[kind] - 1)
        place -= here
        first += organisations[kind]
    return NOBODY


@kernel
def fill_employment(
    seed: np.uint64, first: int, offsets: NDArray[np.int64], age: NDArray[np.uint8], low: int, high: int,
    organisations: NDArray[np.int64], employees: NDArray[np.float64], employer: NDArray[np.uint16],
) -> None:  # fmt: skip
    """Write every person's employer, its number among the district's subjects, or NOBODY.

    `organisations`: int64[districts, kinds].
    """
    for d in range(len(offsets) - 1):
        people = offsets[d + 1] - offsets[d]
        able = 0
        for person in range(offsets[d], offsets[d + 1]):
            able += low <= age[person] < high
        for person in range(offsets[d], offsets[d + 1]):
            employer[person] = NOBODY
            if low <= age[person] < high:
                word = words(seed, first + d, person - offsets[d], 0, EMPLOYMENT, 0)[0]
                luck = np.float64(word) * UNIT
                employer[person] = workplace(luck, able, people, organisations[d], employees)


@kernel
def fill_responsible(
    seed: np.uint64, first: int, offsets: NDArray[np.int64], employer: NDArray[np.uint16],
    starts: NDArray[np.int64], responsible: NDArray[np.uint16],
) -> None:  # fmt: skip
    """Write who answers for each organisation: one of its staff, or anybody where it has none.

    From a place by luck on, the first who works there; `starts` are where districts' organisations begin.
    """
    for d in range(len(offsets) - 1):
        people = offsets[d + 1] - offsets[d]
        for organisation in range(starts[d], starts[d + 1]):
            mine = people + organisation - starts[d]
            place = below(words(seed, first + d, mine, 0, RESPONSIBLE, 0)[0], people)
            responsible[organisation] = place
            for step in range(people):
                person = (place + step) % people
                if employer[offsets[d] + person] == mine:
                    responsible[organisation] = person
                    break
