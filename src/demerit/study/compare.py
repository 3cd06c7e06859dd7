"""Worlds side by side: several schemes on shared luck and one fixed life, and what differs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import ascii_lowercase

from demerit.errors import WrongUse
from demerit.findings.compare import Difference
from demerit.findings.compare import compare as differences_between
from demerit.findings.measure import Finding
from demerit.study.folder import beside, write_beside
from demerit.study.living import Finish, Watch, live_into, nothing_more, unwatched
from demerit.world.run import Job

FEWEST = 2

Differences = dict[str, Difference]
"""Finding id to {a, b, difference, low, high}."""


def live_and_compare(
    jobs: Sequence[Job],
    out: Path,
    *,
    watch: Watch = unwatched,
    finish: Finish = nothing_more,
    page: Finish = nothing_more,
) -> dict[str, Differences]:
    """Live every job in a folder of its own below `out`, and write `compare.json` there.

    The first job is the reference. Returned by the label of each other job (see `labels`);
    `compare.json` holds the one comparison itself where there are two jobs. `finish` makes each run's page,
    `page` that of the comparison.
    Raises `WrongUse` for fewer than two or too many jobs, or where `out` cannot be written.
    """
    if not FEWEST <= len(jobs) <= len(ascii_lowercase):
        message = f"a comparison takes {FEWEST} to {len(ascii_lowercase)} schemes, not {len(jobs)}"
        raise WrongUse(message)
    with beside(out) as unfinished:
        findings: dict[str, Mapping[str, Finding]] = {}
        for number, (label, job) in enumerate(zip(labels(jobs), jobs, strict=True), start=1):
            (unfinished / label).mkdir()
            findings[label] = live_into(
                job, unfinished / label, watch=_numbered(watch, number, len(jobs)), finish=finish
            )
        reference, *others = findings
        compared = {other: differences_between(findings[reference], findings[other]) for other in others}
        written = compared[others[0]] if len(others) == 1 else compared
        write_beside(unfinished / "compare.json", json.dumps(written, indent=1, allow_nan=False) + "\n")
        page(unfinished)
    return compared


def labels(jobs: Sequence[Job]) -> list[str]:
    """The folders' names: a letter for the place in the comparison, then the scheme's id."""
    return [f"{letter}-{job.scheme.model.id}" for letter, job in zip(ascii_lowercase, jobs, strict=False)]


def _numbered(watch: Watch, number: int, count: int) -> Watch:
    """Say which of the runs it is."""
    return lambda stage, done, total: watch(f"{stage} {number} of {count}", done, total)
