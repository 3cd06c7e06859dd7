"""A run as asked for, and all that its contents depend on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Final

from demerit.formats.files import sha256_of
from demerit.formats.reading import Document
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.life import FixedLife
from demerit.societies.model import FileMargin, Society
from demerit.societies.recipe import Recipe, make_recipe
from demerit.societies.tables import data_file
from demerit.world.columns.plan import Plan
from demerit.world.crew import THREADS, Crew

BATCHES_A_WORKER: Final = 6  # small enough to share the last of the work, large enough to write in bulk
BATCH_PEOPLE_MOST: Final = 50_000


@dataclass(frozen=True, kw_only=True)
class Job:
    """A run as asked for: files read, life fixed, options settled.

    `assumed` is how many draws of all assumed numbers are lived beside it, in small worlds of their own;
    `workers` how many districts or draws are lived at a time, and `crew` who lives them.
    """

    scheme: Document[Scheme]
    society: Document[Society]
    behaviour: Document[Behaviour]
    life: FixedLife
    people: int
    days: int
    seed: int
    ledger: bool
    baseline: bool
    frozen: bool
    workers: int
    sets: tuple[str, ...] = ()
    assumed: int = 0
    crew: Crew = THREADS

    @cached_property
    def recipe(self) -> Recipe:
        """The society of this many people under this seed."""
        return make_recipe(self.society, people=self.people, seed=self.seed)

    @cached_property
    def plan(self) -> Plan:
        """What the worlds are made from."""
        behaviour = self.behaviour.model
        return Plan(
            scheme=self.scheme.model,
            recipe=self.recipe,
            life=self.life,
            behaviour=behaviour,
            days=self.days,
            frozen=self.frozen or behaviour.frozen,
            turnover=self.society.model.turnover,
        )

    def under(self, seed: int) -> Job:
        """The same world with other luck: its society is not fitted again."""
        other = replace(self, seed=seed)
        other.take(self.recipe.under(seed))
        return other

    def take(self, recipe: Recipe) -> None:
        """Have the society as it was fitted before, for so many people and this seed."""
        self.__dict__["recipe"] = recipe  # as the cached property would have it

    def only(self, *, ledger: bool, baseline: bool) -> Job:
        """The same world with other tables: neither its people nor its plan are worked out again."""
        other = replace(self, ledger=ledger, baseline=baseline)
        other.__dict__.update(recipe=self.recipe, plan=self.plan)
        return other

    @property
    def coupled(self) -> bool:
        """Whether districts live together, a day at a time, as a channel goes where records were."""
        return any(channel.allocation != "even" for channel in self.scheme.model.channels)

    @property
    def batch(self) -> int:
        """Districts lived and written together: all of them where a patrol goes about between them."""
        if self.coupled:
            return self.recipe.districts
        share = -(-self.recipe.districts // (self.workers * BATCHES_A_WORKER))
        return max(1, min(share, BATCH_PEOPLE_MOST // self.recipe.district_people))


def job_key(job: Job) -> str:
    """A hash over all that a job's contents depend on: two jobs of one key live the same worlds."""
    behaviour = job.behaviour.model.model_dump_json()
    files = (job.scheme.model.model_dump_json(), job.society.model.model_dump_json(), behaviour)
    data = [sha256_of(path) for _, path in sorted(data_files(job))]
    options = (job.people, job.days, job.seed, job.ledger, job.baseline, job.frozen)
    whole = repr((version("demerit"), files, job.life, data, options))
    return hashlib.sha256(whole.encode()).hexdigest()


def data_files(job: Job) -> Iterator[tuple[str, Path]]:
    """Every table that the society's file names, with where it lies."""
    society = job.society.model
    margins = [society.margins.age_sex, *society.margins.joint.values()]
    named = {margin.file for margin in margins if isinstance(margin, FileMargin)}
    for name in named | set(society.error_tables.values()):
        yield name, data_file(job.society, name, ("margins",))
