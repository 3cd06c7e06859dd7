"""One world of an ensemble: lived in memory, measured, and nothing kept of it but what was asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from demerit.findings.evidence import Evidence, evidence_on
from demerit.findings.finding import Finding, FloatArray
from demerit.findings.measure import measure
from demerit.findings.wording import as_number
from demerit.formats.problems import Problems
from demerit.runs.inputs import inputs_of
from demerit.runs.tables import BASELINE
from demerit.world.capacity import capacity_problems
from demerit.world.foresee import level_problems
from demerit.world.job import Job
from demerit.world.output.frames import day_table
from demerit.world.run import live_batch, make_worlds, path_of


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What is kept of a finding: its value (None where it has none), and it without each of the districts."""

    value: float | None
    replicates: FloatArray


def findings_of(job: Job, wanted: Collection[str] | None = None) -> dict[str, Finding]:
    """A job's findings, or those wanted, with no folder written.

    The files are taken as checked but for their numbers, which may be others than were read.
    Raises `FileInvalid` for numbers beyond what counters and levels hold.
    """
    return measure(checked_evidence(job), wanted, before_each=job.crew.go_on)


def checked_evidence(job: Job) -> Evidence:
    """What findings are measured on, of a job whose numbers may be others than were read.

    Raises `FileInvalid` for numbers beyond what counters and levels hold.
    """
    job.crew.go_on()
    problems = capacity_problems(job) or level_problems(job.plan, job.behaviour)
    if problems:
        raise Problems(problems)
    return evidence_of(job)


def measured_of(job: Job, wanted: Collection[str] | None = None) -> dict[str, Measured]:
    """Of each finding of a job that is a number, or has none here, what an ensemble keeps."""
    return kept_of(findings_of(job, wanted))


def kept_of(findings: Mapping[str, Finding]) -> dict[str, Measured]:
    """What an ensemble keeps of findings: those that are a number, or have none."""
    return {
        name: Measured(value=as_number(finding.value), replicates=_replicates(finding))
        for name, finding in findings.items()
        if finding.value is None or as_number(finding.value) is not None
    }


def kept_as_json(answer: Mapping[str, Measured]) -> Any:
    """What is kept of findings, as a line of a file has it."""
    return {name: [measured.value, *measured.replicates.tolist()] for name, measured in answer.items()}


def kept_of_json(content: Any) -> dict[str, Measured]:
    """What a line of a file has kept of findings."""
    return {
        name: Measured(value=value, replicates=np.array(replicates, np.float64))
        for name, (value, *replicates) in content.items()
    }


def _replicates(finding: Finding) -> FloatArray:
    """A finding without each of the districts, none where that was not worked out."""
    return np.empty(0) if finding.replicates is None else finding.replicates


def evidence_of(job: Job) -> Evidence:
    """What findings are measured on, of a job lived in memory, all its districts at once."""
    job.crew.go_on()
    batch = live_batch(make_worlds(job), 0, job.recipe.districts)
    days = {path_of(world, "days"): day_table(job.plan, counted) for world, counted in batch.days.items()}
    return evidence_in(job, {**batch.frames, **days})


def evidence_in(job: Job, frames: Mapping[str, pl.DataFrame | pl.LazyFrame]) -> Evidence:
    """What findings are measured on, of all tables of a job's worlds by path."""
    tables = {name: frame.lazy() for name, frame in frames.items()}
    return evidence_on(
        inputs_of(job),
        tables.__getitem__,
        tables.get,
        baseline=path_of(BASELINE, "people") in tables,
        days=job.days,
        seed=job.seed,
        frozen=job.frozen,
    )
