"""The worlds of a study, lived by the one runner: every row of its design under every seed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl

from demerit.findings.catalogue import GAP
from demerit.findings.evidence import Evidence
from demerit.findings.finding import FloatArray
from demerit.findings.measure import measure
from demerit.runs.begun import STUDY, STUDY_KEY, WORLDS
from demerit.study.ensemble.failing import Failed, failed_of
from demerit.study.ensemble.kept import KeptAnswers
from demerit.study.ensemble.lived import Measured, checked_evidence, kept_as_json, kept_of, kept_of_json
from demerit.study.ensemble.runner import Asked, Progress, ensemble
from demerit.study.ensemble.varied import values_at
from demerit.study.inquiry.planned import PlannedStudy
from demerit.world.job import Job

DAYS: Final = 24
"""Days, at most, on which a world's course is kept."""


@dataclass(frozen=True, kw_only=True)
class WorldAnswer:
    """What is kept of a world: the findings asked for, and the share in the lowest band on some days."""

    measured: dict[str, Measured]
    course: list[float]


@dataclass(frozen=True, kw_only=True)
class LivedDesign:
    """All worlds of a study, the seeds of a row behind each other.

    `values`: float64[rows, seeds, outcomes], NaN where a world has none; `replicates`: the same by outcome
    without each district, a list a world (None of one that failed); `courses`: float64[rows, seeds, days];
    `settings`: what is set in each row by name; `failed`: which worlds failed.
    """

    values: FloatArray
    replicates: list[dict[str, FloatArray] | None]
    courses: FloatArray
    settings: list[dict[str, Any]]
    failed: Failed = field(default_factory=Failed)


def live_design(
    inquiry: PlannedStudy, kept: KeptAnswers[WorldAnswer] | None, on_progress: Progress
) -> LivedDesign:
    """Live every row of a design under every seed; what `kept` has is not lived again.

    A world that the files do not take, or that fails, says so with its numbers, and the others go on.
    """
    base, seeds, outcomes = inquiry.base, inquiry.seeds, inquiry.outcomes
    settings = [values_at(inquiry.vary, row) for row in inquiry.design.shares]
    asked = [_asked(inquiry, sets, seed) for sets, seed in product(settings, seeds)]
    running = ensemble(
        asked, workers=base.workers, crew=base.crew, kept=kept, first=inquiry.first, on_progress=on_progress
    )
    answers = list(running)
    shape = (len(settings), len(seeds))
    values = np.full((*shape, len(outcomes)), np.nan)
    courses = np.full((*shape, len(course_days(base.days))), np.nan)
    replicates: list[dict[str, FloatArray] | None] = []
    for (row, place), answered in zip(np.ndindex(shape), answers, strict=True):
        answer = answered.answer
        replicates.append(None if answer is None else {n: m.replicates for n, m in answer.measured.items()})
        if answer is not None:
            for column, outcome in enumerate(outcomes):
                value = answer.measured[outcome].value if outcome in answer.measured else None
                values[row, place, column] = np.nan if value is None else value
            courses[row, place, : len(answer.course)] = answer.course
    return LivedDesign(
        values=values, replicates=replicates, courses=courses, settings=settings,
        failed=failed_of(asked, answers),
    )  # fmt: skip


def _asked(inquiry: PlannedStudy, sets: dict[str, Any], seed: int) -> Asked[WorldAnswer]:
    """One world that is asked for."""
    setting, outcomes = inquiry.setting, inquiry.outcomes  # all of the inquiry that a task takes with it
    return Asked(answer=lambda: answer_of(setting(sets, seed), outcomes), sets=sets)


def answer_of(job: Job, outcomes: Collection[str]) -> WorldAnswer:
    """Live one world; raises `FileInvalid` for numbers that cannot be lived."""
    evidence = checked_evidence(job)
    measured = measure(evidence, [name.removeprefix(GAP) for name in outcomes], before_each=job.crew.go_on)
    asked = {name: finding for name, finding in measured.items() if name in outcomes}
    return WorldAnswer(measured=kept_of(asked), course=_course(evidence, job))


def course_days(days: int) -> list[int]:
    """The days on which a course is kept: at most DAYS of them, evenly, the last one always."""
    count = min(DAYS, days)
    return sorted({round((place + 1) * days / count) - 1 for place in range(count)})


def _course(evidence: Evidence, job: Job) -> list[float]:
    """The share of people in the lowest band on those days."""
    wanted = course_days(job.days)
    lowest = job.scheme.model.bands[0].id
    table = evidence.days_table.filter(pl.col("day").is_in(wanted))
    people = table.group_by("day").agg(
        all=pl.col("people").sum(),
        low=pl.col("people").filter(pl.col("band") == lowest).sum(),
    )
    rows = {day: (low, every) for day, every, low in people.sort("day").collect().iter_rows()}
    return [rows[day][0] / rows[day][1] if day in rows and rows[day][1] else float("nan") for day in wanted]


def kept_at(folder: Path, key: str) -> KeptAnswers[WorldAnswer]:
    """Where a study's answers are kept while it is lived; the key is written first."""
    (folder / STUDY).mkdir(parents=True, exist_ok=True)
    (folder / STUDY / STUDY_KEY).write_text(key, encoding="utf-8")
    return KeptAnswers(folder / STUDY / WORLDS, key, to_json=_to_json, of_json=_of_json)


def _to_json(answer: WorldAnswer) -> Any:
    """An answer as a line has it."""
    return {"findings": kept_as_json(answer.measured), "course": answer.course}


def _of_json(content: Any) -> WorldAnswer:
    """An answer of a line."""
    return WorldAnswer(measured=kept_of_json(content["findings"]), course=list(content["course"]))
