"""Worlds side by side: several schemes on shared luck and one fixed life, and what differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_lowercase

from demerit.errors import WrongUse
from demerit.findings.compare import Difference
from demerit.findings.compare import compare as differences_between
from demerit.findings.finding import rounded
from demerit.runs.begun import begun_as
from demerit.runs.contents import sha256
from demerit.runs.folder import Belongs, atomic_write, beside
from demerit.runs.opening import COMPARED, SUMS
from demerit.runs.stored import SideBySide, Stored
from demerit.study.ensemble.assumed import Drawn, apart
from demerit.study.living import Finish, OnProgress, failure, nothing_more, simulate_into, unheard
from demerit.study.turning.by_rule import by_rule
from demerit.world.run import Job

FEWEST = 2

Differences = dict[str, Difference]
"""Finding id to {a, b, difference, low, high}."""


PAGE = "compare"


@dataclass(frozen=True, kw_only=True)
class Compared:
    """Runs side by side by their labels, and the differences by the label of each other run.

    `unreported` is what went wrong, by the label of a run, or `PAGE` for the page of the comparison.
    """

    runs: Mapping[str, Stored]
    by_other: Mapping[str, Differences]
    unreported: Mapping[str, Exception]


def live_and_compare(
    jobs: Sequence[Job],
    out: Path,
    *,
    on_progress: OnProgress = unheard,
    finish: Finish = nothing_more,
    page: Callable[[SideBySide], object] = nothing_more,
    rule_by_rule: bool = False,
) -> Compared:
    """Live every job in a folder of its own below `out`, and write `compare.json` there.

    The first job is the reference; labels are those of `labels`. `compare.json` holds the one comparison
    itself where there are two jobs. `finish` makes each run's page, `page` that of the comparison.
    `rule_by_rule`: each rule that differs is also left out by itself, and what it adds stands with findings.
    What the same comparison left unfinished for `out` is gone on with.
    Raises `WrongUse` for fewer than two or too many jobs, or where `out` cannot be written.
    """
    if not FEWEST <= len(jobs) <= len(ascii_lowercase):
        message = f"a comparison takes {FEWEST} to {len(ascii_lowercase)} schemes, not {len(jobs)}"
        raise WrongUse(message)
    labelled = dict(zip(labels(jobs), jobs, strict=True))
    with beside(out, of_jobs(jobs)) as unfinished:
        lived = {
            label: simulate_into(
                job, unfinished / label, on_progress=_numbered(on_progress, number, len(jobs)), finish=finish
            )
            for number, (label, job) in enumerate(labelled.items(), start=1)
        }
        reference, *others = lived
        a = lived[reference]
        compared: dict[str, Differences] = {}
        for other in others:
            b = lived[other]  # all but their schemes they share anyway
            identical = jobs[0].scheme.model == labelled[other].scheme.model
            differences = differences_between(a.findings, b.findings, identical=identical)
            compared[other] = _with_ranges(differences, a.drawn, b.drawn)
            if rule_by_rule:
                compared[other] = _by_rule(jobs[0], labelled[other], compared[other], on_progress)
        written = compared[others[0]] if len(others) == 1 else compared
        atomic_write(unfinished / COMPARED, json.dumps(written, indent=1, allow_nan=False) + "\n")
        atomic_write(unfinished / SUMS, f"{sha256(unfinished / COMPARED)}  {COMPARED}\n")
        runs = {label: finished.stored for label, finished in lived.items()}
        unreported = {label: finished.unreported for label, finished in lived.items()}
        unreported[PAGE] = failure(page, SideBySide(folder=unfinished, runs=runs))
    runs = {label: run.moved(out / label) for label, run in runs.items()}
    failed = {name: error for name, error in unreported.items() if error is not None}
    return Compared(runs=runs, by_other=compared, unreported=failed)


def _with_ranges(differences: Differences, a: Drawn | None, b: Drawn | None) -> Differences:
    """Differences with their assumed ranges, draw against draw."""
    if a is None or b is None:
        return differences
    ranged: Differences = {}
    for name, difference in differences.items():
        low, high = apart(a, b, name) or (None, None)
        ranged[name] = {**difference, "assumed_low": rounded(low), "assumed_high": rounded(high)}
    return ranged


def _by_rule(a: Job, b: Job, differences: Differences, on_progress: OnProgress) -> Differences:
    """Differences with what each rule adds to them."""
    parted = by_rule(a, b, on_progress=lambda done, total: on_progress("rule by rule", done, total))
    added: Differences = {}
    for name, difference in differences.items():
        parts = parted.of(name)
        added[name] = difference if parts is None else {**difference, "by_rule": parts}
    return added


def of_jobs(jobs: Sequence[Job]) -> Belongs:
    """Whether an unfinished folder is the beginning of this comparison."""
    return lambda partial: begun_as(partial, dict(zip(labels(jobs), jobs, strict=True)))


def labels(jobs: Sequence[Job]) -> list[str]:
    """The folders' names: a letter for the place in the comparison, then the scheme's id."""
    return [f"{letter}-{job.scheme.model.id}" for letter, job in zip(ascii_lowercase, jobs, strict=False)]


def _numbered(on_progress: OnProgress, number: int, count: int) -> OnProgress:
    """Say which of the runs it is."""
    return lambda stage, done, total: on_progress(f"{stage} {number} of {count}", done, total)
