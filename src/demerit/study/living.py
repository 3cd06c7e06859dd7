"""One run: lived, measured, reported, in a folder that appears whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from demerit.findings.evidence import load_evidence
from demerit.findings.measure import Finding, measure, write_findings
from demerit.study.folder import beside
from demerit.world.run import Job, job_key, live
from demerit.world.store import districts_done

Watch = Callable[[str, int, int], None]
"""Told what is going on: (stage, done, total); stages: living, measuring, reporting."""
Finish = Callable[[Path], object]
"""What is done to a measured folder before it is put in place: the report."""


def unwatched(_stage: str, _done: int, _total: int) -> None:
    """Let nobody know."""


def nothing_more(_folder: Path) -> None:
    """Leave a measured folder as it is."""


def live_one(
    job: Job, out: Path, *, watch: Watch = unwatched, finish: Finish = nothing_more
) -> Mapping[str, Finding]:
    """Live a job's worlds and leave the finished folder at `out`; the findings, with their replicates.

    Raises `WrongUse` where `out` cannot be written, `Interrupted` on Ctrl-C.
    """
    with beside(out, lambda partial: districts_done(partial)[0] == job_key(job)) as unfinished:
        return live_into(job, unfinished, watch=watch, finish=finish)


def live_into(job: Job, folder: Path, *, watch: Watch, finish: Finish) -> Mapping[str, Finding]:
    """Live, measure and finish in an empty folder that somebody else puts in place."""
    watch("living", 0, 1)
    live(job, folder, lambda done, total: watch("living", done, total))
    watch("measuring", 0, 1)
    findings = measure(load_evidence(folder))
    write_findings(findings, folder / "findings.json")
    watch("reporting", 0, 1)
    finish(folder)
    watch("reporting", 1, 1)
    return findings
