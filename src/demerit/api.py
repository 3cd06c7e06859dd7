"""The Python API, and what the command line is a thin layer over.

Nothing here takes rows of persons: a run is made of a scheme, a society's published figures and a behaviour.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from demerit.errors import WrongUse
from demerit.formats.reading import Document
from demerit.formats.sets import Change, by_file, changed, changes
from demerit.law.audit import Audit, audit_scheme
from demerit.law.measured import measured
from demerit.report.comparison.page import write_comparison
from demerit.report.folder import read_folder
from demerit.report.life.followed import Story, one_life
from demerit.report.page import write_report
from demerit.report.study.page import write_study
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.loading import load_behaviour, load_society
from demerit.societies.model import Society
from demerit.study import result
from demerit.study.cluster import on_cluster
from demerit.study.compare import FEWEST, PAGE, live_and_compare
from demerit.study.inquiry.designs import is_power_of_two
from demerit.study.inquiry.model import FEWEST as FEWEST_SAMPLES
from demerit.study.inquiry.model import load_study
from demerit.study.inquiry.planned import Inquiry, planned
from demerit.study.inquiry.screening import Screening, live_screening, screening
from demerit.study.inquiry.studied import live_study
from demerit.study.living import OnProgress, simulate, simulate_into, unheard
from demerit.study.plan import Options, plan
from demerit.study.result import Comparison, StudyResult
from demerit.study.turning.entries import bare
from demerit.world.run import Job

__all__ = [
    "Comparison",
    "Run",
    "SizedSociety",
    "StudyResult",
    "audit",
    "behaviour",
    "compare",
    "open_run",
    "run",
    "scheme",
    "society",
    "study",
]

DEFAULT_SCHEME = "as-described"
DEFAULT_SOCIETY = "china-2020"
DEFAULT_BEHAVIOUR = "everyday"
DEFAULT_PEOPLE = 100_000


@dataclass(frozen=True, kw_only=True)
class SizedSociety:
    """A society, and how many of its people are lived (None: as many as its file says)."""

    document: Document[Society]
    people: int | None = None


SchemeLike = str | Path | Document[Scheme]
SocietyLike = str | Path | Document[Society] | SizedSociety
BehaviourLike = str | Path | Document[Behaviour]


class Run(result.Run):
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


def scheme(ref: SchemeLike, sets: Sequence[str] = ()) -> Document[Scheme]:
    """A scheme by library id or file, changed by `sets` such as 'conducts.jaywalking.points=0'."""
    return _scheme(ref, changes(sets))


def _scheme(ref: SchemeLike, made: Sequence[Change] = ()) -> Document[Scheme]:
    """A scheme with changes that were read."""
    return changed(ref if isinstance(ref, Document) else load_scheme(ref), made)


def society(ref: SocietyLike, sets: Sequence[str] = (), *, people: int | None = None) -> SizedSociety:
    """A society by library id or file, of `people` people (None: as its file says), changed by `sets`."""
    return _society(ref, changes(sets, of="society"), people=people)


def _society(ref: SocietyLike, made: Sequence[Change], *, people: int | None) -> SizedSociety:
    """A society with changes that were read."""
    if isinstance(ref, SizedSociety):
        ref, people = ref.document, ref.people if people is None else people
    document = ref if isinstance(ref, Document) else load_society(ref)
    return SizedSociety(document=changed(document, made, of="society"), people=people)


def behaviour(ref: BehaviourLike, sets: Sequence[str] = ()) -> Document[Behaviour]:
    """How people respond, by library id or file, changed by `sets` such as 'caution.half_life_days=90'."""
    return _behaviour(ref, changes(sets, of="behaviour"))


def _behaviour(ref: BehaviourLike, made: Sequence[Change]) -> Document[Behaviour]:
    """A behaviour with changes that were read."""
    return changed(ref if isinstance(ref, Document) else load_behaviour(ref), made, of="behaviour")


def jobs_for(
    schemes: Sequence[SchemeLike],
    society_ref: SocietyLike | None,
    behaviour_ref: BehaviourLike | None,
    options: Options,
    sets: Sequence[str] = (),
) -> list[Job]:
    """Read the files and plan one job a scheme on one fixed life.

    `sets` change the last scheme, or, where a path begins with 'society.' or 'behaviour.', what all of them
    share. Without a society: `china-2020` with 100,000 people; a named one has as many as its file says.
    Raises `FileInvalid` for a file, `WrongUse` for an option.
    """
    options.validate()
    made = by_file(changes(sets))
    documents = [_scheme(ref) for ref in schemes[:-1]] + [_scheme(schemes[-1], made["scheme"])]
    people = DEFAULT_PEOPLE if society_ref is None else None
    place = _society(DEFAULT_SOCIETY if society_ref is None else society_ref, made["society"], people=people)
    sized = options if options.people is not None else options.with_people(place.people)
    return plan(
        documents,
        place.document,
        _behaviour(DEFAULT_BEHAVIOUR if behaviour_ref is None else behaviour_ref, made["behaviour"]),
        sized,
        sets=tuple(sets),
    )


def run(
    scheme: SchemeLike = DEFAULT_SCHEME,
    society: SocietyLike | None = None,
    behaviour: BehaviourLike | None = None,
    *,
    sets: Sequence[str] = (),
    people: int | None = None,
    days: int = 1_825,
    seed: int = 1,
    ledger: bool | None = None,
    baseline: bool = True,
    frozen_behaviour: bool = False,
    workers: int | None = None,
    assumed: int | None = None,
    out: str | Path | None = None,
    cluster: str | None = None,
    on_progress: OnProgress = unheard,
) -> Run:
    """Let a society live under a scheme, and without it; measure, report, and return the run.

    `sets` change the scheme ('conducts.jaywalking.points=0'), the society ('society.people=5000') or the
    behaviour ('behaviour.caution.floor=0'). `ledger`: None keeps it up to 200,000 people. `assumed`: how
    many draws of all assumed numbers give findings their second range (None: 64; 0: none). `out`: None uses
    a temporary folder that the run holds. `cluster`: 'local' or the address of a scheduler of
    dask.distributed, which lives districts and draws in place of threads.
    """
    options = Options(
        people=people, days=days, seed=seed, ledger=ledger, baseline=baseline,
        frozen_behaviour=frozen_behaviour, workers=workers, assumed=assumed,
    )  # fmt: skip
    (job,) = jobs_for([scheme], society, behaviour, options, sets)
    return run_job(job, None if out is None else Path(out), cluster=cluster, on_progress=on_progress)


def run_job(
    job: Job, out: Path | None, *, cluster: str | None = None, on_progress: OnProgress = unheard
) -> Run:
    """Live a planned job, with report, at `out` (None: a temporary folder that the run holds).

    A report that cannot be made leaves the run whole without it; the run's `unreported` says why.
    """
    held, folder = _held(out)
    living = simulate if held is None else simulate_into
    with on_cluster([job], cluster) as (given,):
        lived = living(given, folder, on_progress=on_progress, finish=write_report)
    return Run(lived.stored, findings=lived.findings, held=held, unreported=lived.unreported)


def compare(
    *schemes: SchemeLike,
    sets: Sequence[str] = (),
    society: SocietyLike | None = None,
    behaviour: BehaviourLike | None = None,
    people: int | None = None,
    days: int = 1_825,
    seed: int = 1,
    ledger: bool | None = None,
    baseline: bool = True,
    frozen_behaviour: bool = False,
    workers: int | None = None,
    assumed: int | None = None,
    by_rule: bool = False,
    out: str | Path | None = None,
    cluster: str | None = None,
    on_progress: OnProgress = unheard,
) -> Comparison:
    """Live schemes on shared luck; the first is the reference.

    `sets` change the last scheme; those of 'society.' or 'behaviour.' change what all of them share.
    `by_rule`: each rule that differs is also left out by itself; one scheme is compared with none of its own.
    """
    if len(schemes) < FEWEST and not (by_rule and schemes):
        message = f"a comparison takes {FEWEST} or more schemes, not {len(schemes)}"
        raise WrongUse(message)
    options = Options(
        people=people, days=days, seed=seed, ledger=ledger, baseline=baseline,
        frozen_behaviour=frozen_behaviour, workers=workers, assumed=assumed,
    )  # fmt: skip
    jobs = jobs_for(with_reference(schemes, sets), society, behaviour, options, sets)
    return compare_jobs(
        jobs, None if out is None else Path(out), by_rule=by_rule, cluster=cluster, on_progress=on_progress
    )


def with_reference(schemes: Sequence[SchemeLike], sets: Sequence[str] = ()) -> Sequence[SchemeLike]:
    """The schemes of a comparison; one alone, changed by `sets`, is compared with itself without rules."""
    if len(schemes) != 1:
        return schemes
    return [bare(_scheme(schemes[0], by_file(changes(sets))["scheme"])), schemes[0]]


def compare_jobs(
    jobs: Sequence[Job],
    out: Path | None,
    *,
    by_rule: bool = False,
    cluster: str | None = None,
    on_progress: OnProgress = unheard,
) -> Comparison:
    """Live planned jobs side by side below `out` (None: a temporary folder that the runs hold)."""
    held, folder = _held(out)
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
    document = scheme(ref, sets)
    folder = run.folder if isinstance(run, Run) else run
    return audit_scheme(document, None if folder is None else measured(Path(folder), document))


def study(
    file: str | Path,
    *,
    assumed: bool = False,
    society: SocietyLike | None = None,
    behaviour: BehaviourLike | None = None,
    sets: Sequence[str] = (),
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    draws: int | None = None,
    workers: int | None = None,
    out: str | Path | None = None,
    cluster: str | None = None,
    on_progress: OnProgress = unheard,
) -> StudyResult:
    """Live the worlds of a study's file, and say what moves each finding.

    `people`, `days`, `seed` and `draws` (samples of the method) replace what the file says. With `assumed`,
    `file` is a scheme, all assumed numbers of which, and of its society and behaviour, are screened for what
    moves its findings. `cluster`: 'local' or the address of a scheduler of dask.distributed, whose workers
    live worlds in place of threads. Raises `FileInvalid` for the file or where every world failed,
    `WrongUse` for an option.
    """
    if assumed:
        asked = screening_for(
            file,
            society,
            behaviour,
            draws=draws,
            sets=sets,
            people=people,
            days=days,
            seed=seed,
            workers=workers,
        )
        return live_screened(
            asked, None if out is None else Path(out), cluster=cluster, on_progress=on_progress
        )
    inquiry = inquiry_for(file, people=people, days=days, seed=seed, draws=draws, workers=workers)
    return live_inquiry(inquiry, None if out is None else Path(out), cluster=cluster, on_progress=on_progress)


def inquiry_for(
    file: str | Path,
    *,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    draws: int | None = None,
    workers: int | None = None,
) -> Inquiry:
    """A study's file ready to be lived; raises `FileInvalid` for a file, `WrongUse` for an option."""
    document = load_study(file)
    base, fewest = document.model.base, FEWEST_SAMPLES[document.model.method]
    if draws is not None and draws < fewest:
        raise WrongUse(f"--draws {draws}: expected {fewest} or more for {document.model.method}")
    if draws is not None and document.model.method == "sobol" and not is_power_of_two(draws):
        raise WrongUse(f"--draws {draws}: expected a power of two for sobol, such as 64")
    own = Options(people=base.people, days=base.days, seed=document.model.seeds[0], assumed=0)
    options = own.but(people=people, days=days, seed=seed, workers=workers)
    options.validate()
    return planned(document, options, draws, None if seed is None else (seed,))


def live_inquiry(
    inquiry: Inquiry, out: Path | None, *, cluster: str | None = None, on_progress: OnProgress = unheard
) -> StudyResult:
    """Live a study that was planned, with its page, at `out` (None: a temporary folder that is held)."""
    held, folder = _held(out)
    with on_cluster([inquiry.base], cluster) as (base,):
        lived = replace(inquiry, base=base)
        studied = live_study(lived, folder, on_progress=on_progress, finish=write_study)
    return StudyResult(folder=folder, studied=studied, held=held)


def screening_for(
    ref: SchemeLike,
    society_ref: SocietyLike | None,
    behaviour_ref: BehaviourLike | None,
    *,
    draws: int | None = None,
    sets: Sequence[str] = (),
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    workers: int | None = None,
) -> Screening:
    """All assumed numbers of a scheme, its society and behaviour, ready to be screened.

    Raises `FileInvalid` for a file, `WrongUse` for an option.
    """
    options = Options(assumed=0).but(people=people, days=days, seed=seed, workers=workers)
    (job,) = jobs_for([ref], society_ref, behaviour_ref, options, sets)
    return screening(job) if draws is None else screening(job, draws)


def live_screened(
    asked: Screening, out: Path | None, *, cluster: str | None = None, on_progress: OnProgress = unheard
) -> StudyResult:
    """Screen all assumed numbers, with the page, at `out` (None: a temporary folder that is held)."""
    held, folder = _held(out)
    with on_cluster([asked.base], cluster) as (base,):
        lived = replace(asked, base=base)
        studied = live_screening(lived, folder, on_progress=on_progress, finish=write_study)
    return StudyResult(folder=folder, studied=studied, held=held)


def _held(out: Path | None) -> tuple[tempfile.TemporaryDirectory[str] | None, Path]:
    """Where to write, and what keeps it alive."""
    if out is not None:
        return None, out
    held = tempfile.TemporaryDirectory(prefix="demerit-")
    return held, Path(held.name) / "run"
