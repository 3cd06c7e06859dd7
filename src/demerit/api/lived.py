"""Runs and comparisons in one call, and the audit of a scheme."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Unpack, overload

from demerit.api.given import (
    DEFAULT_SCHEME,
    BehaviourLike,
    Choices,
    SchemeLike,
    SocietyLike,
    held_at,
    jobs_for,
    with_reference,
)
from demerit.api.given import scheme as scheme_of
from demerit.errors import WrongUse
from demerit.law.audit import Audit, audit_scheme
from demerit.law.measured import measured
from demerit.report.comparison.page import write_comparison
from demerit.report.folder import read_folder
from demerit.report.life.followed import Story, one_life
from demerit.report.page import write_report
from demerit.study import result
from demerit.study.cluster import on_cluster
from demerit.study.compare import FEWEST, PAGE, live_and_compare
from demerit.study.living import OnProgress, simulate, simulate_into, unheard
from demerit.study.plan import Options
from demerit.study.result import Comparison
from demerit.study.seeds import Seeds, lived_under
from demerit.world.run import Job


class Run(result.RunResult):
    """A finished run: findings, tables of both worlds, and the lives in it."""

    def life(self, subject: str) -> Story:
        """A subject's life, with and without the scheme; ids such as '17-1752' stand in `people`.

        Raises `WrongUse` where the run kept no ledger or has no such subject.
        """
        run = read_folder(self.stored)
        return Story(run, one_life(run, subject))


def open_run(folder: str | Path) -> Run:
    """A finished run's folder, its files held against its manifest.

    Raises `WrongUse` where it is none, `FileInvalid` that names every file that is missing, not readable or
    altered.
    """
    opened = result.open_run(folder)
    return Run(opened.stored, findings=opened.findings)


@overload
def run(
    scheme: SchemeLike = DEFAULT_SCHEME,
    society: SocietyLike | None = None,
    behaviour: BehaviourLike | None = None,
    *,
    seed: int = 1,
    seeds: None = None,
    **choices: Unpack[Choices],
) -> Run: ...


@overload
def run(
    scheme: SchemeLike = DEFAULT_SCHEME,
    society: SocietyLike | None = None,
    behaviour: BehaviourLike | None = None,
    *,
    seeds: Sequence[int],
    **choices: Unpack[Choices],
) -> Seeds[Run]: ...


def run(
    scheme: SchemeLike = DEFAULT_SCHEME,
    society: SocietyLike | None = None,
    behaviour: BehaviourLike | None = None,
    *,
    sets: Sequence[str] = (),
    people: int | None = None,
    days: int = 1_825,
    seed: int = 1,
    seeds: Sequence[int] | None = None,
    ledger: bool | None = None,
    baseline: bool = True,
    frozen_behaviour: bool = False,
    workers: int | None = None,
    assumed: int | None = None,
    out: str | Path | None = None,
    cluster: str | None = None,
    on_progress: OnProgress = unheard,
) -> Run | Seeds[Run]:
    """Let a society live under a scheme, and without it; measure, report, and return the run.

    `sets` change the scheme ('conducts.jaywalking.points=0'), the society ('society.people=5000') or the
    behaviour ('behaviour.caution.floor=0'). `ledger`: None keeps it up to 200,000 people. `assumed`: how
    many draws of all assumed numbers give findings their second range (None: 64; 0: none). `out`: None uses
    a temporary folder that the run holds. `cluster`: 'local' or the address of a scheduler of
    dask.distributed, which lives districts and draws in place of threads. `seeds`, in place of `seed`: a run
    under each, below `out` in folders `seed-1` and so on, as one sequence with `frame()` and `means()`.
    """
    options = Options(
        people=people, days=days, seed=seed, ledger=ledger, baseline=baseline,
        frozen_behaviour=frozen_behaviour, workers=workers, assumed=assumed,
    )  # fmt: skip
    jobs = jobs_for([scheme], society, behaviour, options, sets)

    def live(jobs: Sequence[Job], out: str | Path | None) -> Run:
        return run_job(jobs[0], out, cluster=cluster, on_progress=on_progress)

    return lived_under(seeds, jobs, out, live, lambda run: run.findings.frame(), "value")


def run_job(
    job: Job, out: str | Path | None, *, cluster: str | None = None, on_progress: OnProgress = unheard
) -> Run:
    """Live a planned job, with report, at `out` (None: a temporary folder that the run holds).

    A report that cannot be made leaves the run whole without it; the run's `unreported` says why.
    """
    held, folder = held_at(out)
    living = simulate if held is None else simulate_into
    with on_cluster([job], cluster) as (given,):
        lived = living(given, folder, on_progress=on_progress, finish=write_report)
    return Run(lived.stored, findings=lived.findings, held=held, unreported=lived.unreported)


class CompareChoices(Choices, total=False):
    """What `compare` may be told besides."""

    society: SocietyLike | None
    behaviour: BehaviourLike | None
    by_rule: bool


@overload
def compare(
    *schemes: SchemeLike, seed: int = 1, seeds: None = None, **choices: Unpack[CompareChoices]
) -> Comparison: ...


@overload
def compare(
    *schemes: SchemeLike, seeds: Sequence[int], **choices: Unpack[CompareChoices]
) -> Seeds[Comparison]: ...


def compare(
    *schemes: SchemeLike,
    sets: Sequence[str] = (),
    society: SocietyLike | None = None,
    behaviour: BehaviourLike | None = None,
    people: int | None = None,
    days: int = 1_825,
    seed: int = 1,
    seeds: Sequence[int] | None = None,
    ledger: bool | None = None,
    baseline: bool = True,
    frozen_behaviour: bool = False,
    workers: int | None = None,
    assumed: int | None = None,
    by_rule: bool = False,
    out: str | Path | None = None,
    cluster: str | None = None,
    on_progress: OnProgress = unheard,
) -> Comparison | Seeds[Comparison]:
    """Live schemes on shared luck; the first is the reference.

    `sets` change the last scheme; those of 'society.' or 'behaviour.' change what all of them share.
    `by_rule`: each rule that differs is also left out by itself; one scheme is compared with none of its own.
    `seeds`, in place of `seed`: a comparison under each, as `run` has it.
    """
    if len(schemes) < FEWEST and not (by_rule and schemes):
        raise WrongUse(f"a comparison takes {FEWEST} or more schemes, not {len(schemes)}")
    options = Options(
        people=people, days=days, seed=seed, ledger=ledger, baseline=baseline,
        frozen_behaviour=frozen_behaviour, workers=workers, assumed=assumed,
    )  # fmt: skip
    jobs = jobs_for(with_reference(schemes, sets), society, behaviour, options, sets)

    def live(jobs: Sequence[Job], out: str | Path | None) -> Comparison:
        return compare_jobs(jobs, out, by_rule=by_rule, cluster=cluster, on_progress=on_progress)

    return lived_under(seeds, jobs, out, live, Comparison.frame, "difference")


def compare_jobs(
    jobs: Sequence[Job],
    out: str | Path | None,
    *,
    by_rule: bool = False,
    cluster: str | None = None,
    on_progress: OnProgress = unheard,
) -> Comparison:
    """Live planned jobs side by side below `out` (None: a temporary folder that the runs hold)."""
    held, folder = held_at(out)
    with on_cluster(list(jobs), cluster) as lived:
        compared = live_and_compare(
            lived,
            folder,
            on_progress=on_progress,
            finish=write_report,
            page=write_comparison,
            rule_by_rule=by_rule,
        )
    failed = compared.unreported
    runs = tuple(Run(run, held=held, unreported=failed.get(label)) for label, run in compared.runs.items())
    return Comparison(folder=folder, runs=runs, by_other=compared.by_other, unreported=failed.get(PAGE))


def audit(ref: SchemeLike, *, run: str | Path | Run | None = None, sets: Sequence[str] = ()) -> Audit:
    """Hold a scheme against the law, clause by clause; `run`, a run of the same file, adds evidence.

    Raises `FileInvalid` for a file, `WrongUse` for a run of another scheme.
    """
    document = scheme_of(ref, sets)
    folder = run.folder if isinstance(run, Run) else run
    return audit_scheme(document, None if folder is None else measured(Path(folder), document))
