"""Replications lived: every setting under its seeds, every figure measured and held against the paper's."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal, TypeVar

from demerit.errors import WrongUse
from demerit.formats.problems import Problem, Problems, all_made
from demerit.runs.live import live
from demerit.study.ensemble.runner import in_turn
from demerit.study.expect import FEWEST_FOR_SD, RUNS_AT_MOST, Figure
from demerit.study.living import OnProgress, unheard
from demerit.study.measured import Measurement, Request, RunTables
from demerit.study.plan import expected_of, refuse_too_large
from demerit.study.replication import Replication
from demerit.study.verdict import answer
from demerit.world.run import JobEstimate

T = TypeVar("T")
TRIED_DAYS: Final = 1
Announce = Callable[[Sequence[JobEstimate]], None]


@dataclass(frozen=True, kw_only=True)
class FigureRow:
    """A line of the table; `low` and `high` are the interval that the verdict is by.

    `power`: the least by which the figure would have to be off to be missed with 90 %, in its own unit.
    `input_change`: likewise for the figure's input, as a share of it; infinity: it does not move the figure.
    """

    replication: str
    figure: str
    paper: float
    ours: float
    low: float
    high: float
    power: float
    verdict: Literal["met", "missed"]
    input_change: float | None = None

    def as_json(self) -> dict[str, Any]:
        """What `--format json` says of it; the input's change only where it was asked for."""
        entry = asdict(self)
        if self.input_change is None or math.isinf(self.input_change):
            del entry["input_change"]
        return entry


@dataclass(frozen=True, kw_only=True)
class FigureWork:
    """One run to live: of which replication and variant, under which seed, for which figures."""

    replication: Replication
    variant: str | None
    seed: int
    places: tuple[int, ...]

    def measured(self) -> dict[int, Measurement]:
        """Live it, and measure its figures by their places.

        Raises:
            Problems: all figures that cannot be measured, each at its line.
        """
        return self._lived(None, RunTables.measured)

    def tried(self) -> None:
        """Live a day of it, and see whether its figures could be measured.

        Raises:
            Problems: all that cannot, each at its line.
        """
        self._lived(TRIED_DAYS, RunTables.can_measure)

    def _lived(self, days: int | None, measure: Callable[[RunTables, Request], T]) -> dict[int, T]:
        """What `each` says of the figures once it is lived, in a folder that goes."""
        job = self.replication.settings[self.variant].job(self.seed, days)
        with tempfile.TemporaryDirectory(prefix="demerit-") as held:
            tables = RunTables(live(job, Path(held)))
            asked = [partial(measure, tables, self.replication.asked(place)) for place in self.places]
            return dict(zip(self.places, all_made(asked), strict=True))


def runs_of(figure: Figure, asked: int | None) -> int:
    """How many runs a figure takes: the file's, or as many as are asked for (a spread needs three)."""
    if asked is None:
        return figure.runs
    return max(asked, FEWEST_FOR_SD if figure.stat == "sd" else 1)


def replicate(
    replications: Sequence[Replication],
    *,
    runs: int | None = None,
    workers: int = 1,
    on_progress: OnProgress = unheard,
    announce: Announce = lambda _estimates: None,
) -> list[FigureRow]:
    """The table of all figures, in the order of the files.

    Each variant is first tried for a day, so that whatever cannot be measured is said before the long runs.
    `runs`: None leaves their number to each figure.

    Raises:
        Problems: files that do not go together, figures that cannot be measured: all of them at once.
        WrongUse: a number of runs out of range, or more people than this machine can hold.
    """
    if runs is not None and not 1 <= runs <= RUNS_AT_MOST:
        raise WrongUse(f"--runs {runs}: expected 1 to {RUNS_AT_MOST:,}")
    works = [work for row in replications for work in _works(row, runs)]
    announce([_tried(works, on_progress, workers)])
    answers = list(lived(works, workers, on_progress))
    rows: list[Callable[[], FigureRow]] = []
    for replication in replications:
        own = [values for work, values in answers if work.replication is replication]
        for place in range(len(replication.expect.model.expect)):
            values = [of_work[place] for of_work in own if place in of_work]
            rows.append(partial(_row, replication, place, values))
    return all_made(rows)


def by_replication(
    replications: Sequence[Replication], rows: Sequence[FigureRow]
) -> Iterator[tuple[Replication, list[FigureRow]]]:
    """Each replication with its rows of the table: two folders may have one name."""
    rest = iter(rows)
    for replication in replications:
        yield replication, list(islice(rest, len(replication.expect.model.expect)))


def _row(replication: Replication, place: int, values: Sequence[Measurement]) -> FigureRow:
    """A figure's line of the table. Raises `Problems` where some run had no number for it."""
    figure = replication.expect.model.expect[place]
    if any(math.isnan(value.value) for value in values):
        expected = "a number from every run (some need a ledger or a baseline: run.ledger, run.baseline)"
        key = "sql" if figure.finding is None else "finding"
        raise Problems([replication.expect.problem(("expect", place, key), expected=expected)])
    judged = asdict(answer(figure, values))
    return FigureRow(replication=replication.name, figure=figure.figure, paper=figure.paper, **judged)


def _works(replication: Replication, runs: int | None) -> Iterator[FigureWork]:
    """The runs that a replication needs: for each variant as many seeds as its figures want."""
    for variant, setting in replication.settings.items():
        figures = replication.figures(variant)
        first = setting.expect.model.run.seed
        most = max(runs_of(figure, runs) for _, figure in figures)
        for number in range(most):
            places = tuple(place for place, figure in figures if number < runs_of(figure, runs))
            yield FigureWork(replication=replication, variant=variant, seed=first + number, places=places)


def _tried(works: Sequence[FigureWork], on_progress: OnProgress, workers: int) -> JobEstimate:
    """Live one day of every variant; what all runs will take, from that and from their rates.

    Raises:
        Problems: everything that cannot be measured, in any variant.
    """
    problems: list[Problem] = []
    memory, seconds, occasions = 0, 0.0, 0.0
    first = {(id(work.replication), work.variant): work for work in reversed(works)}
    with suppress(Problems):  # its words come below; what a first call loads or compiles is not timed
        works[0].tried()
    for done, (key, work) in enumerate(reversed(first.items())):
        on_progress("trying", done, len(first))
        started = time.monotonic()
        try:
            work.tried()
            job = work.replication.settings[work.variant].job(work.seed)
            expected = expected_of(job)
            refuse_too_large(job, replace(expected, memory_bytes=expected.memory_bytes * workers))
        except Problems as refused:
            problems += refused.problems
            continue
        fixed = time.monotonic() - started
        count = sum((id(other.replication), other.variant) == key for other in works)
        memory = max(memory, expected.memory_bytes)
        seconds += count * (fixed + expected.seconds) / workers
        occasions += count * expected.occasions
    if problems:
        raise Problems(problems)
    return JobEstimate(memory_bytes=memory * min(workers, len(works)), seconds=seconds, occasions=occasions)


def lived(
    works: Sequence[FigureWork], workers: int, on_progress: OnProgress
) -> Iterator[tuple[FigureWork, dict[int, Measurement]]]:
    """Every run with what it says of its figures, in order; several at a time, each on one core."""
    measured = in_turn(
        [work.measured for work in works], workers=workers, on_progress=partial(on_progress, "living")
    )
    yield from zip(works, measured, strict=True)
