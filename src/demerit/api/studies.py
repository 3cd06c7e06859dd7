"""Studies in one call: a study's file, or all assumed numbers of a scheme screened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from demerit.api.given import BehaviourLike, SocietyLike, held_at, jobs_for
from demerit.errors import WrongUse
from demerit.report.study.page import write_study
from demerit.study.cluster import on_cluster
from demerit.study.inquiry.designs import is_power_of_two
from demerit.study.inquiry.model import FEWEST as FEWEST_SAMPLES
from demerit.study.inquiry.model import load_study
from demerit.study.inquiry.planned import PlannedStudy, planned
from demerit.study.inquiry.screening import Screening, live_screening, screening
from demerit.study.inquiry.studied import live_study
from demerit.study.living import OnProgress, unheard
from demerit.study.plan import Options
from demerit.study.result import StudyResult


def study_for(
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
) -> PlannedStudy | Screening:
    """A study's file ready to be lived, or all assumed numbers of a scheme, its society and behaviour.

    `society`, `behaviour` and `sets` go with `assumed` only: a study's file names its own. Raises
    `FileInvalid` for a file, `WrongUse` for an option.
    """
    chosen = {"people": people, "days": days, "seed": seed, "workers": workers}
    if assumed:
        (job,) = jobs_for([file], society, behaviour, Options(assumed=0).but(**chosen), sets)
        return screening(job) if draws is None else screening(job, draws)
    if society is not None or behaviour is not None or sets:
        raise WrongUse("society, behaviour and sets go with assumed=True: a study's file names its own")
    document = load_study(file)
    base, fewest = document.model.base, FEWEST_SAMPLES[document.model.method]
    if draws is not None and draws < fewest:
        raise WrongUse(f"--draws {draws}: expected {fewest} or more for {document.model.method}")
    if draws is not None and document.model.method == "sobol" and not is_power_of_two(draws):
        raise WrongUse(f"--draws {draws}: expected a power of two for sobol, such as 64")
    own = Options(people=base.people, days=base.days, seed=document.model.seeds[0], assumed=0)
    options = own.but(**chosen)
    options.validate()
    return planned(document, options, draws, None if seed is None else (seed,))


def run_study(
    asked: PlannedStudy | Screening,
    out: str | Path | None,
    *,
    cluster: str | None = None,
    on_progress: OnProgress = unheard,
) -> StudyResult:
    """Live a study that was planned, with its page, at `out` (None: a temporary folder that is held)."""
    held, folder = held_at(out)
    with on_cluster([asked.base], cluster) as (base,):
        given = replace(asked, base=base)
        live = partial(live_screening, given) if isinstance(given, Screening) else partial(live_study, given)
        studied = live(folder, on_progress=on_progress, finish=write_study)
    return StudyResult(folder=folder, studied=studied, held=held)
