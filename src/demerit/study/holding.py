"""Facts held against runs: every file's run lived under its seeds, every fact measured in each."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from demerit.errors import FileInvalid, WrongUse
from demerit.facts.model import Fact, Facts
from demerit.facts.verdict import HeldFact, held
from demerit.formats.problems import Problem, Problems
from demerit.formats.reading import Document
from demerit.formats.setting import FILES, place_in
from demerit.runs.live import live
from demerit.study.ensemble.hypercube import hypercube
from demerit.study.ensemble.runner import in_turn
from demerit.study.ensemble.varied import Number, assumed_numbers, values_at, with_values
from demerit.study.living import OnProgress, unheard
from demerit.study.measured import Request, RunTables
from demerit.study.plan import Options, plan_beside
from demerit.world.run import Job


@dataclass(frozen=True, kw_only=True)
class FactRow:
    """A fact of a file, and what came of holding it; `held` is None where no run can be held against it."""

    file: Document[Facts]
    fact: Fact
    held: HeldFact | None

    @property
    def name(self) -> str:
        """The file's id and the fact's, as `demerit facts` has them."""
        return f"{self.file.model.id}.{self.fact.id}"

    def as_json(self) -> dict[str, Any]:
        """An entry of `demerit facts --format json`; of facts that no run is held against there is none.

        Whether a hit is wide can be read off its ranges.
        """
        verdict = {} if self.held is None else asdict(self.held)
        verdict.pop("wide", None)
        return {"fact": self.name, "published": self.fact.value} | verdict


def hold(
    files: Sequence[Document[Facts]],
    *,
    draws: int = 0,
    workers: int = 1,
    on_progress: OnProgress = unheard,
) -> list[FactRow]:
    """Every fact of every file, in their order.

    `draws`: in how many draws of all assumed numbers each fact is measured too, for its second range; a draw
    that the formats do not take, or in which a fact has no number, is left out.

    Raises:
        Problems: files that do not go together, inputs that do not exist, facts that cannot be measured.
    """
    jobs = [(file, job_of(file)) for file in files]
    problems = [problem for file, job in jobs for problem in input_problems(file, job)]
    if problems:
        raise Problems(problems)
    works = [work for file, job in jobs for work in _works(file, job, draws)]
    calls = [work.measured for work in works]
    answers = list(in_turn(calls, workers=workers, on_progress=partial(on_progress, "living")))
    rows: list[FactRow] = []
    for file in files:
        own = [(work, values) for work, values in zip(works, answers, strict=True) if work.file is file]
        for fact in file.model.facts:
            seen = [values[fact.id] for work, values in own if not work.drawn and fact.id in values]
            drawn = [values[fact.id] for work, values in own if work.drawn and fact.id in values]
            rows.append(FactRow(file=file, fact=fact, held=held(fact, seen, drawn) if seen else None))
    return rows


def input_problems(file: Document[Facts], job: Job) -> list[Problem]:
    """Inputs that a fact names and the files of its run, a job of it, do not have, each at its line."""
    problems: list[Problem] = []
    documents: dict[str, Document[Any]] = {name: getattr(job, name) for name in FILES}
    for place, fact in enumerate(file.model.facts):
        for number, path in enumerate(fact.put_in):
            where = ("facts", place, "put_in", number)
            try:
                if place_in(documents, path) is None:
                    expected = "a path that begins with scheme, society or behaviour"
                    problems.append(file.problem(where, value=path, expected=expected))
            except (Problems, WrongUse) as refused:
                reason = refused.problems[0].says() if isinstance(refused, Problems) else str(refused)
                problems.append(file.problem(where, value=path, expected=f"an input of the run ({reason})"))
    return problems


def job_of(file: Document[Facts]) -> Job:
    """The run that a file's facts are held against, under the first of its seeds.

    Raises `FileInvalid` for files that do not go together, `WrongUse` for what the machine cannot hold.
    """
    run = file.model.run
    options = run.model_dump(include={"people", "days", "seed", "ledger", "baseline"})
    return plan_beside(file, run.scheme, run.society, run.behaviour, Options(**options, workers=1))


@dataclass(frozen=True, kw_only=True)
class FactWork:
    """A run of a file to live: a job under its seed, and the values of its assumed numbers, by name."""

    file: Document[Facts]
    job: Job
    drawn: Mapping[str, Any] = field(default_factory=dict[str, Any])
    numbers: Sequence[Number] = ()

    def measured(self) -> dict[str, float]:
        """Live it; every fact that is held against it, measured.

        Raises:
            Problems: all facts that cannot be measured, each at its line; in a draw they are left out.
        """
        if not self.drawn:
            return lived_facts(self.file, self.job)
        try:
            drawn = with_values(self.job, self.drawn, self.numbers)
            return lived_facts(self.file, drawn, strict=False)
        except FileInvalid:
            return {}


def _works(file: Document[Facts], job: Job, draws: int) -> list[FactWork]:
    """The runs of a file: its seeds, then the draws on the luck of the first; none where nothing is held."""
    run = file.model.run
    if all(fact.unheld is not None for fact in file.model.facts):
        return []
    seeds = [FactWork(file=file, job=job.under(run.seed + number)) for number in range(run.seeds)]
    numbers = assumed_numbers(job) if draws else []
    shares = hypercube([number.name for number in numbers], draws, run.seed) if numbers else ()
    return seeds + [
        FactWork(file=file, job=job, numbers=numbers, drawn=values_at(numbers, row)) for row in shares
    ]


def lived_facts(file: Document[Facts], job: Job, *, strict: bool = True) -> dict[str, float]:
    """Live a job; the facts of the file in it. Where not `strict`, what cannot be measured is left out.

    Raises:
        Problems: all facts that cannot be measured, each at its line.
    """
    by_fact: dict[str, float] = {}
    problems: list[Problem] = []
    with tempfile.TemporaryDirectory(prefix="demerit-") as folder:
        tables = RunTables(live(job, Path(folder)))
        for place, fact in enumerate(file.model.facts):
            if fact.unheld is not None:
                continue
            where = ("facts", place)
            asked = Request(document=file, where=where, finding=fact.finding, sql=fact.sql)
            try:
                value = tables.measured(asked).value
            except Problems as refused:
                problems += refused.problems
                continue
            if math.isnan(value):
                key = "sql" if fact.finding is None else "finding"
                problems.append(file.problem((*where, key), expected="a number from every run"))
            else:
                by_fact[fact.id] = value
    if problems and strict:
        raise Problems(problems)
    return by_fact
