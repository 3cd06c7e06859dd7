"""Living worlds: districts in batches, each lived with and without the scheme, handed on as they come."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from threading import Event
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from demerit.formats.problems import Problems
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.luck import ahead
from demerit.societies.error_tables import error_table
from demerit.societies.people import Districts, build
from demerit.world.capacity import capacity_problems
from demerit.world.columns.encode import encode
from demerit.world.columns.encode_life import rates
from demerit.world.columns.encode_scheme import punished
from demerit.world.columns.plan import FAMILIES, Plan
from demerit.world.columns.state import DAY_SIZE, bytes_per_person
from demerit.world.columns.tables import Tables
from demerit.world.engine.district import Alive, Lived, live_district
from demerit.world.engine.patrol import live_together
from demerit.world.foresee import first_cells, level_problems, rows_of
from demerit.world.job import Job, job_key
from demerit.world.output.frames import Frames, Writer, counterparts, joined, make_writer
from demerit.world.rules import replay
from demerit.world.support import cross_problems, district_problems

SECONDS_PER_OCCASION: Final = 25e-9
SECONDS_PER_ROW: Final = 1e-6  # findings included
BYTES_PER_OUTPUT: Final = 1_500  # a person's rows while a batch is written, ledger included
BYTES_LIVED: Final = 200  # an entry's in a district's ledger, which doubles as it grows
BYTES_WRITTEN: Final = 250  # an entry's as a row of a table, on its way to the disk
DISK_PERSON: Final = 25  # bytes of a row of one table of persons; the differences between worlds are one
DISK_ENTRY: Final = 12  # bytes of an entry or a refusal
BYTES_AT_REST: Final = 500_000_000  # interpreter, libraries, compiled code

CALL_DAYS: Final = 30
"""Days a call of the kernel where subjects meet: a full district of a busy scheme takes two milliseconds."""
PASSED: Final = "passed"

Days = npt.NDArray[np.int64]
A = TypeVar("A")


@dataclass(frozen=True, kw_only=True)
class JobEstimate:
    """What a job will take: bytes of memory and of disk, seconds, occasions and rows of all its worlds.

    `disk_bytes` is what it leaves; on its way it holds up to twice as much. `entries` is how many ledger
    entries and refusals it keeps, `of_district` how many of the ledger's a full district has, kept or not.
    """

    memory_bytes: int
    seconds: float
    occasions: float
    entries: float = 0.0
    of_district: float = 0.0
    disk_bytes: float = 0.0


def estimate(job: Job) -> JobEstimate:
    """Expected cost of a job from its rates: no world is lived for it."""
    yearly = occasions_per_person(job.plan)
    worlds = 2 if job.baseline else 1
    occasions = yearly * job.days / YEAR_DAYS * job.people * worlds
    foreseen = rows_of(job.plan)
    written = (foreseen.entries + foreseen.refusals) * job.days
    groups, bands = len(job.plan.groups), len(job.plan.bands)
    tallies = worlds * job.days * groups * bands * DAY_SIZE * 8
    at_once = min(job.people, (job.workers + 1) * job.batch * job.recipe.district_people)
    a_person = BYTES_PER_OUTPUT + state_bytes(job) + written * (BYTES_LIVED + job.ledger * BYTES_WRITTEN)
    memory = BYTES_AT_REST + tallies + at_once * a_person
    rows = job.people * (worlds + written)
    return JobEstimate(
        memory_bytes=int(memory),
        seconds=(occasions * SECONDS_PER_OCCASION + rows * SECONDS_PER_ROW) / job.workers,
        occasions=occasions,
        entries=job.people * written if job.ledger else 0.0,
        of_district=min(job.people, job.recipe.district_people) * foreseen.entries * job.days,
        disk_bytes=job.people * (2 * worlds - 1) * DISK_PERSON
        + job.people * written * job.ledger * DISK_ENTRY,
    )


def occasions_per_person(plan: Plan) -> float:
    """Occasions a person-year, averaged over the first district's people."""
    yearly = rates(plan).sum(axis=0) * YEAR_DAYS
    return float(yearly[first_cells(plan)].mean())


def state_bytes(job: Job) -> float:
    """Bytes of state a person takes in one world, ties included."""
    alarms = sum(channel.alarms is not None for channel in job.scheme.model.channels)
    return bytes_per_person(
        families=len(FAMILIES),
        minds=len(punished(job.plan)),
        alarms=alarms,
        friends_mean=job.recipe.friends.mean,
    )


def check_job(job: Job) -> None:
    """Refuse what this version would not act on, and names that do not meet.

    Raises Problems with all of it at once, each at its line. A job that has passed is not looked at again.
    """
    if job.__dict__.get(PASSED):
        return
    problems = cross_problems(job.scheme, job.society, job.life, job.behaviour)
    problems += district_problems(job.scheme, job.society, job.behaviour, job.recipe.districts)
    problems = problems or capacity_problems(job) or level_problems(job.plan, job.behaviour)
    if problems:
        raise Problems(problems)
    job.__dict__[PASSED] = True  # beside what else it has worked out


@dataclass(frozen=True, kw_only=True)
class Worlds:
    """The tables of a job's worlds: under the scheme, and under none where a baseline is wanted."""

    job: Job
    tables: dict[str, Tables]
    writers: dict[str, Writer]
    stopped: Event  # set when nobody waits for the rest any more
    progress: Callable[[int], None] = lambda _days: None  # told of days where all districts live together

    def go_on(self, days: int) -> None:
        """Say how many days are lived; CancelledError once it is stopped."""
        if self.stopped.is_set():
            raise CancelledError
        self.job.crew.go_on()
        self.progress(days)

    def __reduce__(self) -> tuple[Any, ...]:
        """Sent to another process, they are encoded there, once."""
        return _encoded, (job_key(self.job), self.job)


_sent: dict[str, Worlds] = {}
"""The worlds of the last job that was sent here, by its key."""


def _encoded(key: str, job: Job) -> Worlds:
    """The worlds of a job that was sent here."""
    if key not in _sent:
        _sent.clear()
        _sent[key] = make_worlds(job)
    return _sent[key]


def make_worlds(job: Job) -> Worlds:
    """Encode a job's worlds; the key is the folder their tables go to, '' for the scheme's."""
    errors = {
        name: error_table(job.society, name)
        for name in {channel.misnamed_by for channel in job.scheme.model.channels}
        if name
    }
    tables = {"": encode(job.plan, errors, judged=True, ledger=job.ledger)}
    if job.baseline:
        tables["baseline"] = encode(job.plan, errors, judged=False, ledger=job.ledger)
    writers = {world: make_writer(job.plan, its, ledger=job.ledger) for world, its in tables.items()}
    return Worlds(job=job, tables=tables, writers=writers, stopped=Event())


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What a batch of districts leaves: its tables by path, and its daily tallies by world."""

    frames: Frames
    days: dict[str, Days]
    first: int
    districts: int


def live_batch(worlds: Worlds, first: int, count: int) -> Batch:
    """Live districts `first` to `first + count - 1` in every world; CancelledError once it is stopped."""
    job = worlds.job
    districts = build(job.recipe, first, count)
    frames: Frames = {}
    days: dict[str, Days] = {}
    for world, tables in worlds.tables.items():
        if job.coupled and tables.judged:
            lived, frames["allocation"] = live_together(
                job.plan, tables, districts, job.workers, worlds.go_on
            )
        else:
            lived = [simulate(worlds, tables, districts, d) for d in range(count)]
        rows: list[Frames] = []
        for d, district in enumerate(lived):
            worlds.go_on(0)
            rows.append(worlds.writers[world].of_district(districts, d, district))
        frames |= {path_of(world, name): frame for name, frame in joined(rows).items()}
        days[world] = np.sum([one.state.days for one in lived], axis=0, dtype=np.int64)
    if job.baseline:
        frames["counterparts"] = counterparts(frames["people"], frames[path_of("baseline", "people")])
    return Batch(frames=frames, days=days, first=first, districts=count)


def simulate(worlds: Worlds, tables: Tables, districts: Districts, d: int) -> Lived:
    """Live one district from the first to the last day, unless nobody waits for it any more.

    Where subjects meet they live day by day anyway, and a call of the kernel ends every so often to ask.
    """
    days = CALL_DAYS if tables.crossing else None
    return live_district(
        worlds.job.plan, tables, districts, d, call_days=days, before_call=lambda: worlds.go_on(0)
    )


def path_of(world: str, table: str) -> str:
    """Where a world's table lies in a run's folder, without its ending."""
    return f"{world}/{table}" if world else table


def made_of_batches(
    worlds: Worlds, ranges: Sequence[tuple[int, int]], make: Callable[[Batch], A]
) -> Iterator[A]:
    """What `make` makes of each of these batches, in order; whoever lives a batch also makes it."""
    job = worlds.job
    warm(worlds)
    with job.crew.pool(job.workers) as pool:
        waiting: list[Future[A]] = []
        try:
            for first, count in ranges:
                waiting.append(pool.submit(_made, worlds, first, count, make))
                if len(waiting) > job.workers + 1:
                    yield waiting.pop(0).result()
            while waiting:
                yield waiting.pop(0).result()
        finally:
            worlds.stopped.set()
            for future in waiting:
                future.cancel()


def warm(worlds: Worlds) -> None:
    """Where the kernel of a day is being compiled beside this: compile the others meanwhile, and wait for it.

    Here, so that Ctrl-C is answered: a thread that waits for it would be waited for.
    """
    if ahead.at_it():
        Alive(worlds.job.plan, worlds.tables[""], build(worlds.job.recipe, 0, 1), 0)
        if worlds.job.ledger:
            replay.warm()
        ahead.wait_for()


def _made(worlds: Worlds, first: int, count: int, make: Callable[[Batch], A]) -> A:
    """A batch lived, and what is made of it."""
    return make(live_batch(worlds, first, count))
