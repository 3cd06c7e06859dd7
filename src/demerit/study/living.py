"""One run: lived, measured, reported, in a folder that appears whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from concurrent.futures import CancelledError, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from typing import Final, TypeVar

from demerit.findings.evidence import load_evidence
from demerit.findings.finding import Finding, write_findings
from demerit.findings.measure import measure
from demerit.runs.begun import begun_by
from demerit.runs.folder import Belongs, atomic_write, beside
from demerit.runs.inputs import inputs_of
from demerit.runs.live import LivedDistricts, live_districts
from demerit.runs.locking import undisturbed
from demerit.runs.manifest import note_assumed, note_file
from demerit.runs.opening import ASSUMED, FINDINGS, is_lived
from demerit.runs.store import clear_parts
from demerit.runs.stored import Stored
from demerit.study.ensemble.assumed import Drawn, draw_all
from demerit.study.ensemble.lived import evidence_in
from demerit.world.job import Job, job_key

T = TypeVar("T")
OnProgress = Callable[[str, int, int], None]
"""Told what is going on: (stage, done, total); stages: living, measuring, assumptions, reporting."""
BEGUN: Final = ".draws"
"""Where the answers of draws are kept until all are there."""
Finish = Callable[[Stored], object]
"""What is done to a measured run before its folder is put in place: the report."""


@dataclass(frozen=True, kw_only=True)
class Finished:
    """A run that was lived and measured: its findings, with their replicates.

    `stored` is the run in its folder; `drawn` is what the draws of its assumed numbers said, where there were
    some; `unreported` what went wrong with the report, where it could not be made: the run is whole without.
    """

    stored: Stored
    findings: Mapping[str, Finding]
    drawn: Drawn | None = None
    unreported: Exception | None = None


def unheard(_stage: str, _done: int, _total: int) -> None:
    """Let nobody know."""


def nothing_more(_measured: object) -> None:
    """Leave what was measured as it is."""


def of_job(job: Job) -> Belongs:
    """Whether an unfinished folder is the beginning of this job."""
    return lambda partial: begun_by(partial) == job_key(job)


def simulate(
    job: Job, out: Path, *, on_progress: OnProgress = unheard, finish: Finish = nothing_more
) -> Finished:
    """Live a job's worlds and leave the finished folder at `out`.

    What the same job left unfinished for `out` is gone on with, whatever ended it.
    Raises `WrongUse` where `out` cannot be written, `Interrupted` on Ctrl-C.
    """
    with beside(out, of_job(job)) as unfinished:
        finished = simulate_into(job, unfinished, on_progress=on_progress, finish=finish)
    return replace(finished, stored=finished.stored.moved(out))


def simulate_into(job: Job, folder: Path, *, on_progress: OnProgress, finish: Finish) -> Finished:
    """Live, measure and finish in a folder that somebody else puts in place, or go on with it there."""
    on_progress("living", 0, 1)
    if is_lived(folder, job_key(job)):
        clear_parts(folder)
        stored = Stored(folder, inputs=inputs_of(job))
        on_progress("measuring", 0, 1)
        findings = measure(load_evidence(stored))
    else:
        lived = live_districts(job, folder, lambda done, total: on_progress("living", done, total))
        stored, findings = _written_and_measured(lived, on_progress)
    drawn = _drawn(job, folder, findings, on_progress)
    findings = findings if drawn is None else drawn.with_ranges(findings)
    write_findings(findings, folder / FINDINGS)
    note_file(folder, FINDINGS)
    shutil.rmtree(folder / BEGUN, ignore_errors=True)
    on_progress("reporting", 0, 1)
    unreported = failure(finish, stored.moved(folder, keep_tables=True))
    on_progress("reporting", 1, 1)
    return Finished(stored=stored.moved(folder), findings=findings, drawn=drawn, unreported=unreported)


def _written_and_measured(
    lived: LivedDistricts, on_progress: OnProgress
) -> tuple[Stored, dict[str, Finding]]:
    """A run's folder written, and its findings; at once where its tables are at hand or few are its parts.

    This thread only waits, as Ctrl-C comes to it, and in the middle of a table it could be lost. Whatever
    stops measuring, writing is waited for: what was lived stays.
    """
    tables, pool, stopped = lived.tables(), ThreadPoolExecutor(2), Event()

    def go_on() -> None:
        if stopped.is_set():
            raise CancelledError

    try:
        writing = pool.submit(lived.written)
        if not tables:
            writing.result()
        on_progress("measuring", 0, 1)
        measuring = pool.submit(
            lambda: measure(
                evidence_in(lived.job, tables) if tables else load_evidence(writing.result()),
                before_each=go_on,
            )
        )
        stored, findings = writing.result(), measuring.result()
    finally:
        stopped.set()
        with undisturbed():
            pool.shutdown()
    clear_parts(lived.out)
    return stored, findings


def _drawn(job: Job, folder: Path, findings: Mapping[str, Finding], on_progress: OnProgress) -> Drawn | None:
    """The draws of a run's assumed numbers; what was begun in the folder is gone on with. None for none."""
    note_assumed(folder, job.assumed)
    if job.assumed == 0:
        return None
    drawn = draw_all(
        job,
        findings,
        draws=job.assumed,
        folder=folder / BEGUN,
        on_progress=lambda done, total: on_progress("assumptions", done, total),
    )
    atomic_write(folder / ASSUMED, json.dumps(drawn.as_json(), indent=1, allow_nan=False) + "\n")
    note_file(folder, ASSUMED)
    return drawn


def failure(finish: Callable[[T], object], measured: T) -> Exception | None:
    """What went wrong in finishing something, None for nothing: no page may cost the run that it tells of."""
    try:
        finish(measured)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told, and the run is whole
        return error
    return None
