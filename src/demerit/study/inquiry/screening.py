"""What drives a scheme's findings: all assumed numbers screened, then the leading ones measured.

Three designs in a row, each fixed before its first world: trajectories that move a section of a file at once
(grouped screening: Campolongo, Cariboni & Saltelli 2007, Environmental Modelling & Software 22), a Latin
hypercube over every number, in which those that lead are told from chance (`ensemble.leading`), and Sobol's
two samples over the leading ones by themselves and all others as one group. What is chosen is what moves a
finding most, whichever way: no direction of any finding is sought.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final

from demerit.errors import WrongUse
from demerit.findings.catalogue import in_headline
from demerit.runs.folder import beside
from demerit.study.ensemble.assumed import small
from demerit.study.ensemble.hypercube import hypercube
from demerit.study.ensemble.leading import leading
from demerit.study.ensemble.lived import measured_of
from demerit.study.ensemble.varied import Number, assumed_numbers, with_values
from demerit.study.inquiry.designs import Design, hypercube_design, is_power_of_two, morris, sobol
from demerit.study.inquiry.planned import PlannedStudy
from demerit.study.inquiry.studied import Stage, Studied, leave, live_stage, of_study
from demerit.study.inquiry.worlds import kept_at
from demerit.study.living import OnProgress, unheard
from demerit.world.job import Job

SAMPLES: Final = 32
"""Base samples of the last design; the trajectories are an eighth of it, the draws three times it."""
FEWEST: Final = 16
MOST_LEADING: Final = 6
METHOD_SCREEN, METHOD_DRAWS = "screening", "drawing"


@dataclass(frozen=True, kw_only=True)
class Screening:
    """The three designs of one scheme: its small world, its numbers, how many samples, what is watched."""

    base: Job
    numbers: tuple[Number, ...]
    samples: int
    outcomes: tuple[str, ...]

    @cached_property
    def first(self) -> PlannedStudy:
        """The trajectories over sections."""
        sections = list(dict.fromkeys(map(section_of, self.numbers)))
        groups = [sections.index(section_of(number)) for number in self.numbers]
        return self._inquiry(morris(groups, max(4, self.samples // 8), self.base.seed), sections, 0)

    @cached_property
    def second(self) -> PlannedStudy:
        """The draws of every number."""
        names = [number.name for number in self.numbers]
        shares = hypercube(names, 3 * self.samples, self.base.seed)
        return self._inquiry(hypercube_design(shares), names, self.first.worlds)

    def third(self, drawn: Stage) -> PlannedStudy:
        """Sobol's two samples over those that led in the draws, all others as one group."""
        leaders = leaders_of(drawn)
        rest = len(self.numbers) - len(leaders)
        names = [*leaders, *([others(rest)] if rest else [])]
        groups = [
            leaders.index(number.name) if number.name in leaders else len(leaders) for number in self.numbers
        ]
        design = sobol(groups, self.samples, self.base.seed)
        return self._inquiry(design, names, self.first.worlds + self.second.worlds)

    @property
    def worlds(self) -> int:
        """How many worlds there are at most."""
        return self.first.worlds + self.second.worlds + self.samples * (MOST_LEADING + 3)

    @property
    def id(self) -> str:
        """What it is called, as each of its designs is."""
        return self.second.id

    @property
    def key(self) -> str:
        """A hash over all that the contents depend on."""
        return self.second.key

    def _inquiry(self, design: Design, groups: Sequence[str], first: int) -> PlannedStudy:
        """One of the designs."""
        scheme = self.base.scheme.model
        return PlannedStudy(
            id=f"{scheme.id}-assumed",
            title=f"What drives the findings of {scheme.title}",
            base=self.base,
            design=design,
            groups=tuple(groups),
            vary=self.numbers,
            setting=partial(_with, self.base, self.numbers),
            seeds=(self.base.seed,),
            outcomes=self.outcomes,
            first=first,
        )


def section_of(number: Number) -> str:
    """The part of a file that a number stands in: 'scheme:channels', 'life:opportunities'."""
    return f"{number.home}:{number.path.partition('.')[0].partition('[')[0]}"


def others(count: int) -> str:
    """What all numbers but the leading ones are called."""
    return f"the other {count:,} numbers"


def leaders_of(drawn: Stage) -> list[str]:
    """The numbers that lead any finding in the draws, those with the largest shares first."""
    strongest: dict[str, float] = {}
    for column, _ in enumerate(drawn.inquiry.outcomes):
        values = drawn.lived.values[:, 0, column]
        for leader in leading(drawn.inquiry.columns, drawn.inquiry.design.shares, values):
            strongest[leader.number] = max(strongest.get(leader.number, 0.0), leader.share)
    return sorted(strongest, key=lambda name: (-strongest[name], name))[:MOST_LEADING]


def _with(base: Job, numbers: Sequence[Number], values: Mapping[str, Any], seed: int) -> Job:
    """The job of one world, with these values by name."""
    return replace(with_values(base, values, numbers), seed=seed)


def screening(job: Job, samples: int = SAMPLES) -> Screening:
    """The screening of a job's assumed numbers, in small worlds of it.

    What is watched are the headline's findings that the job has a number for.
    Raises `WrongUse` for too few samples, or where nothing is assumed.
    """
    base = replace(small(job), workers=job.workers)
    if samples < FEWEST or not is_power_of_two(samples):
        raise WrongUse(f"--draws {samples}: expected a power of two from {FEWEST} on, such as {SAMPLES}")
    numbers = tuple(assumed_numbers(base))
    if not numbers:
        raise WrongUse(f"{base.scheme.name}: nothing in the three files is assumed")
    known = measured_of(base, [question.id for question in in_headline()])
    outcomes = [q.id for q in in_headline() if q.id in known and known[q.id].value is not None]
    return Screening(base=base, numbers=numbers, samples=samples, outcomes=tuple(outcomes))


def live_screening(
    asked: Screening,
    out: Path,
    *,
    on_progress: OnProgress = unheard,
    finish: Callable[[Studied, Path], object] | None = None,
) -> Studied:
    """Live the three designs, and leave the finished folder at `out`; what was begun is gone on with.

    Raises `WrongUse` where `out` cannot be written, `FileInvalid` where every world of a design failed.
    """
    with beside(out, of_study(asked.key)) as unfinished:
        kept = kept_at(unfinished, asked.key)
        screened = live_stage(asked.first, kept, on_progress, METHOD_SCREEN)
        drawn = live_stage(asked.second, kept, on_progress, METHOD_DRAWS)
        last = live_stage(asked.third(drawn), kept, on_progress)
        return leave([screened, drawn, last], unfinished, asked.key, on_progress, finish)
