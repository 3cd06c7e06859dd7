"""Facts held against runs: every file's run lived under its seeds, every fact measured in each."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain, islice
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
    runs = [_runs(file, job, draws) for file, job in jobs]
    calls = [*chain.from_iterable(runs)]
    answers = iter([*in_turn(calls, workers=workers, on_progress=partial(on_progress, "living"))])
    rows: list[FactRow] = []
    for file, own in zip(files, runs, strict=True):
        lived, seeds = list(islice(answers, len(own))), file.model.run.seeds
        for fact in file.model.facts:
            seen = [values[fact.id] for values in lived[:seeds] if fact.id in values]
            drawn = [values[fact.id] for values in lived[seeds:] if fact.id in values]
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


def _runs(file: Document[Facts], job: Job, draws: int) -> list[Callable[[], dict[str, float]]]:
    """The runs of a file: its seeds, then the draws on the luck of the first; none where nothing is held."""
    run = file.model.run
    if all(fact.unheld is not None for fact in file.model.facts):
        return []
    numbers = assumed_numbers(job) if draws else []
    shares = hypercube([number.name for number in numbers], draws, run.seed) if numbers else ()
    return [
        *(partial(lived_facts, file, job.under(run.seed + number)) for number in range(run.seeds)),
        *(partial(_drawn, file, job, numbers, values_at(numbers, row)) for row in shares),
    ]


def _drawn(
    file: Document[Facts], job: Job, numbers: Sequence[Number], values: Mapping[str, Any]
) -> dict[str, float]:
    """The facts of a file in a draw of its numbers, those that can be measured; none where it is refused."""
    try:
        return lived_facts(file, with_values(job, values, numbers), strict=False)
    except FileInvalid:
        return {}


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
