"""A study lived and left in a folder: worlds as a table, what moves each finding, what shared luck gave."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, Final

import polars as pl

from demerit.errors import FileInvalid
from demerit.findings.finding import rounded
from demerit.findings.wording import as_number
from demerit.formats.writing import flow
from demerit.runs.begun import STUDY, begun_by
from demerit.runs.contents import ContentHash, seal_of
from demerit.runs.folder import Belongs, beside, write_json
from demerit.runs.manifest import made_by, said_of, write_inputs
from demerit.runs.store import MANIFEST
from demerit.study.ensemble.kept import KeptAnswers
from demerit.study.inquiry.gain import gains
from demerit.study.inquiry.indices import Index, indices
from demerit.study.inquiry.planned import PlannedStudy
from demerit.study.inquiry.worlds import LivedDesign, WorldAnswer, course_days, kept_at, live_design
from demerit.study.living import OnProgress, failure, unheard
from demerit.study.plan import expected_of
from demerit.world.job import Job
from demerit.world.run import JobEstimate

FORMAT: Final = "demerit/study-result/1"
TABLE: Final = "worlds.parquet"
SENSITIVITY: Final = "sensitivity.json"
RESULT: Final = "study.json"
FILE: Final = "study.yaml"
WORLD_SECONDS: Final = 0.3
"""Of a core, that a world takes beside its occasions: its files, its findings."""

Sensitivity = Mapping[str, Mapping[str, Index]]
"""Finding to path to {index, low, high} and what the method has besides."""


@dataclass(frozen=True, kw_only=True)
class Stage:
    """One design lived: what varied in it, and what moves each finding."""

    inquiry: PlannedStudy
    lived: LivedDesign
    sensitivity: Sensitivity


@dataclass(frozen=True, kw_only=True)
class Studied:
    """A study that was lived, in its folder; `unreported` is what went wrong with its page."""

    stages: tuple[Stage, ...]
    gain: Mapping[str, float | None]
    unreported: Exception | None = field(default=None, compare=False)

    @property
    def last(self) -> Stage:
        """The design that says what moves each finding."""
        return self.stages[-1]

    @property
    def failed(self) -> list[str]:
        """Every world that failed, and with which numbers."""
        return [message for stage in self.stages for message in stage.lived.failed.failures]

    @property
    def worlds(self) -> int:
        """How many worlds were lived or failed."""
        return sum(stage.inquiry.worlds for stage in self.stages)


def of_study(key: str) -> Belongs:
    """Whether an unfinished folder is the beginning of the study with this key."""
    return lambda partial: begun_by(partial) == key


def expected(base: Job, worlds: int) -> JobEstimate:
    """What a study will take: so many worlds of its base, several at a time."""
    one = expected_of(replace(base, workers=1))
    return replace(
        one,
        memory_bytes=one.memory_bytes * base.workers,
        seconds=(one.seconds + WORLD_SECONDS) * worlds / base.workers,
        entries=0.0,
    )


def live_study(
    inquiry: PlannedStudy,
    out: Path,
    *,
    on_progress: OnProgress = unheard,
    finish: Callable[[Studied, Path], object] | None = None,
) -> Studied:
    """Live a study's worlds, and leave its finished folder at `out`.

    What the same study left unfinished for `out` is gone on with, whatever ended it.
    Raises `WrongUse` where `out` cannot be written, `FileInvalid` where every world failed.
    """
    with beside(out, of_study(inquiry.key)) as unfinished:
        kept = kept_at(unfinished, inquiry.key)
        stage = live_stage(inquiry, kept, on_progress)
        return leave([stage], unfinished, inquiry.key, on_progress, finish)


def live_stage(
    inquiry: PlannedStudy,
    kept: KeptAnswers[WorldAnswer] | None,
    on_progress: OnProgress,
    stage: str = "living",
) -> Stage:
    """Live one design, and work out what moves each finding.

    Raises `FileInvalid` where every world failed.
    """
    lived = live_design(inquiry, kept, partial(on_progress, stage))
    if len(lived.failed) == inquiry.worlds:
        raise FileInvalid(f"all {inquiry.worlds:,} worlds failed; the first: {lived.failed.failures[0]}")
    return Stage(inquiry=inquiry, lived=lived, sensitivity=sensitivity_of(inquiry, lived))


def sensitivity_of(inquiry: PlannedStudy, lived: LivedDesign) -> Sensitivity:
    """What moves each finding, by the method of the design."""
    sensitivity: dict[str, dict[str, Index]] = {}
    for column, outcome in enumerate(inquiry.outcomes):
        of_groups = indices(inquiry.design, lived.values[:, :, column], inquiry.seeds[0])
        sensitivity[outcome] = dict(zip(inquiry.groups, of_groups, strict=True))
    return sensitivity


def leave(
    stages: Sequence[Stage],
    folder: Path,
    key: str,
    on_progress: OnProgress = unheard,
    finish: Callable[[Studied, Path], object] | None = None,
) -> Studied:
    """Write everything that a study leaves into a folder that somebody else puts in place."""
    last = stages[-1]
    studied = Studied(stages=tuple(stages), gain=gains(last.lived, last.inquiry.outcomes))
    table = worlds_table(stages)
    table.write_parquet(folder / TABLE, compression="zstd")
    write_json(folder / SENSITIVITY, rounded(last.sensitivity))
    write_json(folder / RESULT, rounded(result_of(studied)))
    inquiry = last.inquiry
    if inquiry.text:
        (folder / FILE).write_text(inquiry.text, encoding="utf-8", newline="")
    on_progress("reporting", 0, 1)
    unreported = None if finish is None else failure(partial(finish, studied), folder)
    _manifest(studied, table, folder, key)
    shutil.rmtree(folder / STUDY, ignore_errors=True)
    on_progress("reporting", 1, 1)
    return replace(studied, unreported=unreported)


def worlds_table(stages: Sequence[Stage]) -> pl.DataFrame:
    """A row a world and finding: world, seed, a column for each thing that varied, outcome, value."""
    columns = list(dict.fromkeys(name for stage in stages for name in stage.inquiry.columns))
    rows: list[tuple[Any, ...]] = []
    number = 0
    for stage in stages:
        worlds = product(enumerate(stage.lived.settings), enumerate(stage.inquiry.seeds))
        for (row, setting), (place, seed) in worlds:
            values = stage.lived.values[row, place].tolist()
            own = [setting.get(name) for name in columns]
            for outcome, value in zip(stage.inquiry.outcomes, values, strict=True):
                rows.append((number, seed, *own, outcome, value))
            number += 1
    numbers, seeds, *varied, outcomes, values = zip(*rows, strict=True) if rows else [()] * (len(columns) + 4)
    return pl.DataFrame(
        [
            pl.Series("world", numbers, pl.Int64),
            pl.Series("seed", seeds, pl.Int64),
            *map(_column, columns, varied),
            pl.Series("outcome", outcomes, pl.String),
            pl.Series("value", values, pl.Float64).fill_nan(None),
        ]
    )


def _column(name: str, values: Sequence[Any]) -> pl.Series:
    """A column of numbers where all are numbers, else of words as a file would have them."""
    numbers = [as_number(value) for value in values]
    if all(number is not None or value is None for number, value in zip(numbers, values, strict=True)):
        return pl.Series(name, numbers, pl.Float64)
    texts = [value if value is None or isinstance(value, str) else flow(value) for value in values]
    return pl.Series(name, texts, pl.String)


def result_of(studied: Studied) -> dict[str, Any]:
    """The contents of `study.json`: what was lived, what failed, what moves what, what shared luck gave."""
    last = studied.last.inquiry
    return {
        "format": FORMAT,
        "id": last.id,
        "title": last.title,
        "method": last.design.method,
        "samples": last.design.samples,
        "worlds": studied.worlds,
        "seeds": list(last.seeds),
        "people": last.base.people,
        "days": last.base.days,
        "outcomes": list(last.outcomes),
        "sensitivity": studied.last.sensitivity,
        "screening": [_screened(stage) for stage in studied.stages[:-1]],
        "shared_luck": {"worlds_without_for_each_with": studied.gain},
        "failed": studied.failed,
        "course_days": course_days(last.base.days),
    }


def _screened(stage: Stage) -> dict[str, Any]:
    """An earlier design of the study."""
    design = stage.inquiry.design
    return {"method": design.method, "samples": design.samples, "sensitivity": stage.sensitivity}


def _manifest(studied: Studied, table: pl.DataFrame, folder: Path, key: str) -> None:
    """Say what the study was made from, with hashes of every input and of what it left."""
    inquiry = studied.last.inquiry
    content = ContentHash()
    content.add(table)
    names = sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    manifest: dict[str, Any] = {
        "format": "demerit/study-manifest/1",
        **made_by(),
        "seeds": list(inquiry.seeds),
        "options": {"people": inquiry.base.people, "days": inquiry.base.days},
        "inputs": write_inputs(inquiry.base, folder),
        "tables": {TABLE: {"rows": content.rows, "sha256": content.digest()}},
        "files": {name: said_of(folder / name) for name in names},
        "key": key,
    }
    write_json(folder / MANIFEST, {**manifest, "seal": seal_of(manifest)})
