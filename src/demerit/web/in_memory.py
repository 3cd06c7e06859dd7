"""A world in memory as pages read a run's folder: the same titles, findings and tables, and no file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

import polars as pl

from demerit.findings.evidence import Evidence
from demerit.findings.finding import Finding
from demerit.report.folder import RunFolder
from demerit.runs.stored import Stored
from demerit.study.ensemble.lived import evidence_in
from demerit.world.job import Job
from demerit.world.output.frames import Frames

NOWHERE: Final = Path("a world in memory")
"""Where such a run lies: no path that is ever opened."""


@dataclass(frozen=True, kw_only=True)
class RunInMemory(RunFolder):
    """A run whose tables are in memory."""

    job: Job
    frames: Frames

    @cached_property
    def evidence(self) -> Evidence | None:
        """What findings are measured on; None before the ledger is there."""
        return evidence_in(self.job, self.frames) if "ledger" in self.frames else None

    def table(self, name: str) -> pl.LazyFrame | None:
        """A table, or None where the world has none."""
        return self.frames[name].lazy() if name in self.frames else None


def in_memory(job: Job, frames: Frames, findings: Mapping[str, Finding]) -> RunInMemory:
    """A world as a run's folder would have it."""
    options = {
        "people": job.people, "days": job.days, "baseline": job.baseline, "ledger": job.ledger,
        "frozen_behaviour": job.frozen, "sets": list(job.sets), "assumed": 0,
    }  # fmt: skip
    return RunInMemory(
        stored=Stored(NOWHERE),
        manifest={"seed": job.seed, "options": options},
        findings=dict(findings),
        scheme=job.scheme,
        society=job.society,
        behaviour=job.behaviour,
        job=job,
        frames=frames,
    )
