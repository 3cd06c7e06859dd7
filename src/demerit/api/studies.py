"""Studies in one call: a study's file, or all assumed numbers of a scheme screened."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from demerit.api.given import BehaviourLike, SchemeLike, SocietyLike, held_at, jobs_for
from demerit.errors import WrongUse
from demerit.report.study.page import write_study
from demerit.study.cluster import on_cluster
from demerit.study.inquiry.designs import is_power_of_two
from demerit.study.inquiry.model import FEWEST as FEWEST_SAMPLES
from demerit.study.inquiry.model import load_study
from demerit.study.inquiry.planned import PlannedStudy, planned
from demerit.study.inquiry.screening import Screening, live_screening, screening
from demerit.study.inquiry.studied import Studied, live_study
from demerit.study.living import OnProgress, unheard
from demerit.study.plan import Options
from demerit.study.result import StudyResult

A = TypeVar("A", PlannedStudy, Screening)


def inquiry_for(
    file: str | Path,
    *,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    draws: int | None = None,
    workers: int | None = None,
) -> PlannedStudy:
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
    inquiry: PlannedStudy,
    out: str | Path | None,
    *,
    cluster: str | None = None,
    on_progress: OnProgress = unheard,
) -> StudyResult:
    """Live a study that was planned, with its page, at `out` (None: a temporary folder that is held)."""
    return _lived(inquiry, live_study, out, cluster, on_progress)


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
    asked: Screening, out: str | Path | None, *, cluster: str | None = None, on_progress: OnProgress = unheard
) -> StudyResult:
    """Screen all assumed numbers, with the page, at `out` (None: a temporary folder that is held)."""
    return _lived(asked, live_screening, out, cluster, on_progress)


def _lived(
    asked: A, live: Callable[..., Studied], out: str | Path | None, cluster: str | None, progress: OnProgress
) -> StudyResult:
    """Worlds that were planned, lived by a cluster's workers or here, with their page."""
    held, folder = held_at(out)
    with on_cluster([asked.base], cluster) as (base,):
        studied = live(replace(asked, base=base), folder, on_progress=progress, finish=write_study)
    return StudyResult(folder=folder, studied=studied, held=held)
