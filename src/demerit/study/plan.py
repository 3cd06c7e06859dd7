"""From what was asked to a job that the world can live: options checked, life fixed, memory weighed."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demerit.errors import WrongUse
from demerit.findings.blocks import MOST_ROWS
from demerit.formats.limits import DAYS
from demerit.formats.reading import Document
from demerit.formats.sets import shared
from demerit.luck.ahead import usable_cores
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.life import FixedLife
from demerit.societies.loading import load_behaviour, load_society
from demerit.societies.model import Society
from demerit.societies.recipe import FEWEST_PEOPLE, MOST_PEOPLE, PEOPLE, Recipe
from demerit.study.ensemble.ranges import FEWEST_DRAWS
from demerit.study.fixed import life_of
from demerit.study.floors import refuse_few
from demerit.world.run import BYTES_AT_REST, Job, JobEstimate, check_job, estimate

LEDGER_UP_TO_PEOPLE = 200_000
BYTES_MEASURED = 200  # a person's or an entry's, of those that are measured at a time
BYTES_A_DISTRICT = 12_000  # what all findings are worked out of, twice: 5,700 in `as-described`
SEED_BELOW = 2**63
DRAWS, MOST_DRAWS = 64, 10_000
"""Draws of the assumed numbers where nobody says how many, and at most."""
DRAWS_FROM = "DEMERIT_ASSUMED"
"""The variable of the environment that says how many where the call does not."""
DISTRICT_ENTRIES_AT_MOST = 500_000_000
"""Rows of a district's ledger are numbered in 31 bits; four times as many as foreseen still are."""
MUCH = 20
"""Rows a person from which on they are what a run's memory goes to."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a run may be told; None leaves the choice to the society's file and the machine."""

    people: int | None = None
    days: int = 1_825
    seed: int = 1
    ledger: bool | None = None
    baseline: bool = True
    frozen_behaviour: bool = False
    workers: int | None = None
    assumed: int | None = None

    def but(self, **given: int | None) -> Options:
        """The same with what is given; None leaves what there was."""
        options: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
        return replace(self, **options)

    @property
    def draws(self) -> int:
        """How many draws of the assumed numbers are lived: as asked, else by `DEMERIT_ASSUMED`, else 64."""
        if self.assumed is not None:
            return self.assumed
        text = os.environ.get(DRAWS_FROM, "")
        return int(text) if text.isdecimal() else DRAWS

    def validate(self) -> None:
        """Raise `WrongUse` that lists every option outside its range."""
        draws = f"expected {FEWEST_DRAWS} to {MOST_DRAWS:,} draws, or 0 for none"
        asked = (
            ("people", self.people, FEWEST_PEOPLE, MOST_PEOPLE, PEOPLE),
            ("days", self.days, 1, DAYS, f"expected 1 to {DAYS:,}"),
            ("seed", self.seed, 0, SEED_BELOW - 1, "expected 0 to 2^63 - 1"),
            ("workers", self.workers, 1, math.inf, "expected 1 or more"),
            ("assumed", self.draws or None, FEWEST_DRAWS, MOST_DRAWS, draws),
        )
        wrong = [
            f"--{name} {value}: {expected}"
            for name, value, least, most, expected in asked
            if value is not None and not least <= value <= most
        ]
        if wrong:
            raise WrongUse("\n".join(wrong))


def plan(
    schemes: Sequence[Document[Scheme]],
    society: Document[Society],
    behaviour: Document[Behaviour],
    options: Options,
    sets: tuple[str, ...] = (),
    life: FixedLife | None = None,
    recipe: Recipe | None = None,
    *,
    floored: bool = True,
) -> list[Job]:
    """One job a scheme, all with the same fixed life; `sets` were made before, and are noted.

    A `life` that was fixed before, as a rerun's, is taken as it is, and so is the `recipe` of this society
    for so many people and this seed. Whatever is lived comes through here: commands, Python, reruns and
    replications; what is not, need not be `floored`: neither held against the floors of people nor against
    this machine's memory.

    Raises `WrongUse` for options out of range or too many people for this machine's memory,
    `FileInvalid` for files that do not go together, or that mean fewer people than the floors ask.
    """
    options.validate()
    people = options.people or society.model.people
    life = life or life_of(schemes, society)
    jobs = [
        Job(
            scheme=scheme,
            society=society,
            behaviour=behaviour,
            life=life,
            people=people,
            days=options.days,
            seed=options.seed,
            ledger=people <= LEDGER_UP_TO_PEOPLE if options.ledger is None else options.ledger,
            baseline=options.baseline,
            frozen=options.frozen_behaviour,
            workers=options.workers or usable_cores(),
            sets=sets if place == len(schemes) - 1 else shared(sets),
            assumed=options.draws,
        )
        for place, scheme in enumerate(schemes)
    ]
    for job in jobs:
        if recipe is not None:
            job.take(recipe)
        check_job(job)
    for job in jobs if floored else ():
        refuse_few(job)
        refuse_too_large(job, expected_of(job))
    return jobs


def plan_beside(file: Document[Any], scheme: str, society: str, behaviour: str, options: Options) -> Job:
    """The job of three files that a file names, by id or as paths beside itself. Raises as `plan` does."""
    documents = load_scheme(file.beside(scheme)), load_society(file.beside(society))
    (job,) = plan([documents[0]], documents[1], load_behaviour(file.beside(behaviour)), options)
    return job


def expected_of(job: Job) -> JobEstimate:
    """What a job will take in all: living streams, and measuring holds a block of persons and entries.

    Where a channel goes about between districts they are one block.
    """
    lived = estimate(job)
    rows = job.people * (3 if job.baseline else 1) + lived.entries
    at_once = 1.0 if job.coupled else min(1.0, MOST_ROWS / rows)
    measured = BYTES_AT_REST + (job.people + lived.entries) * at_once * BYTES_MEASURED
    measured += job.recipe.districts * BYTES_A_DISTRICT
    return replace(lived, memory_bytes=max(lived.memory_bytes, int(measured)))


def refuse_too_large(job: Job, expected: JobEstimate) -> None:
    """Raise `WrongUse` where a job needs more memory than the machine has free, or too many rows."""
    if expected.of_district > DISTRICT_ENTRIES_AT_MOST:
        days = job.days * DISTRICT_ENTRIES_AT_MOST / expected.of_district
        message = (
            f"--days {job.days}: about {expected.of_district:,.0f} entries in each district's ledger, and at "
            f"most {DISTRICT_ENTRIES_AT_MOST:,} are numbered: try {days:,.0f} days or fewer, or lower rates"
        )
        raise WrongUse(message)
    free = free_memory_bytes()
    if free is not None and expected.memory_bytes > free:
        message = (
            f"--people {job.people}: needs about {gigabytes(expected.memory_bytes)} of memory, and "
            f"{gigabytes(free)} are free here: try {_fitting(job, expected, free):,} or fewer"
        )
        if expected.entries > MUCH * job.people:
            message += f", fewer --days or --no-ledger, as it writes about {expected.entries:,.0f} rows"
        raise WrongUse(message)


def _fitting(job: Job, expected: JobEstimate, free: int) -> int:
    """How many people would fit, in two digits, at least two: memory is no multiple of people."""
    people = job.people
    while expected.memory_bytes > free and people > FEWEST_PEOPLE:
        people = max(FEWEST_PEOPLE, _rounded_down(int(people * free / expected.memory_bytes)))
        expected = expected_of(replace(job, people=people))
    return people


def gigabytes(size_bytes: float) -> str:
    """A size as people say it: '2.3 GB'."""
    return f"{size_bytes / 1e9:,.1f} GB"


def free_memory_bytes() -> int | None:
    """Memory that is free to take: the kernel's estimate, cut to what a container leaves; None if unknown."""
    known = [size for size in (_machine_free(), _container_free()) if size is not None]
    return min(known) if known else None


def _machine_free() -> int | None:
    """MemAvailable, or the physical memory where the system does not say."""
    try:
        for line in Path("/proc/meminfo").read_text(encoding="ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (ValueError, OSError, AttributeError):
        return None


def _container_free() -> int | None:
    """What the control group leaves, where one sets a limit."""
    folder = Path("/sys/fs/cgroup")
    try:
        limit = (folder / "memory.max").read_text(encoding="ascii").strip()
        used = (folder / "memory.current").read_text(encoding="ascii").strip()
    except OSError:
        return None
    return None if limit == "max" else max(0, int(limit) - int(used))


def _rounded_down(people: int) -> int:
    """Two leading digits: 123,456 becomes 120,000."""
    step = 10 ** max(0, len(str(people)) - 2)
    return people // step * step
