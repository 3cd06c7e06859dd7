"""What a finished run is in Python: its findings, and the tables of both worlds, read when asked for."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any, Final

import polars as pl

from demerit.errors import WrongUse
from demerit.findings.answers import Findings
from demerit.findings.finding import Finding, read_findings
from demerit.findings.wording import as_number
from demerit.formats.reading import Document
from demerit.runs.opening import COMPARED, FINDINGS
from demerit.runs.store import MANIFEST
from demerit.runs.stored import REPORT, Stored
from demerit.runs.tables import BASELINE, TABLES, Always, Sometimes
from demerit.schemes.model import Scheme
from demerit.societies.behaviour import Behaviour
from demerit.societies.model import Society
from demerit.study.compare import Differences
from demerit.study.inquiry.studied import SENSITIVITY, TABLE, Studied

APART: Final = ("a", "b", "difference", "low", "high", "assumed_low", "assumed_high")
"""Numbers of a difference, b minus a: by chance, and by draws of all assumed numbers."""


class WorldTables:
    """The tables of one world, read when asked for."""

    def __init__(self, stored: Stored, within: str = "") -> None:
        self.stored = stored
        self._within = within

    @cached_property
    def people(self) -> pl.DataFrame:
        """A row a subject."""
        return self._needed("people")

    @cached_property
    def days(self) -> pl.DataFrame:
        """A row a day, group and band."""
        return self._needed("days")

    @cached_property
    def tallies(self) -> pl.DataFrame:
        """A row a district, group and conduct or need."""
        return self._needed("tallies")

    @cached_property
    def ledger(self) -> pl.DataFrame | None:
        """A row an entry; None where no ledger was kept."""
        return self._where_kept("ledger")

    @cached_property
    def needs(self) -> pl.DataFrame | None:
        """A row a denied or delayed need; None where no ledger was kept."""
        return self._where_kept("needs")

    def _needed(self, name: Always) -> pl.DataFrame:
        """Read a table that every world has."""
        return self.stored.needed(f"{self._within}{name}").collect()

    def _where_kept(self, name: Sometimes) -> pl.DataFrame | None:
        """Read a table that not every run keeps."""
        table = self.stored.table(f"{self._within}{name}")
        return None if table is None else table.collect()


class RunResult(WorldTables):
    """A finished run: findings, the tables of the world under the scheme, and the world without it.

    `folder` holds everything; for a run without `out` it lasts as long as this object does.
    """

    def __init__(
        self,
        folder: Path | Stored,
        *,
        findings: Mapping[str, Finding] | None = None,
        held: tempfile.TemporaryDirectory[str] | None = None,
        unreported: Exception | None = None,
    ) -> None:
        """`unreported` is what went wrong with the report, where it could not be made: it is not there."""
        super().__init__(folder if isinstance(folder, Stored) else Stored(folder))
        self.unreported = unreported
        self._findings = findings
        self._held = held

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self.stored.path

    @cached_property
    def findings(self) -> Findings:
        """Finding by id: value, low, high, unit, definition, groups; `frame()` has them as a table."""
        known = self._findings
        return Findings(self.stored.once(FINDINGS, read_findings) if known is None else known)

    @property
    def manifest(self) -> dict[str, Any]:
        """Versions, inputs, options and content hashes."""
        return self.stored.manifest

    @cached_property
    def baseline(self) -> WorldTables | None:
        """The world without the scheme; None where it was not lived."""
        return WorldTables(self.stored, f"{BASELINE}/") if self.stored.has_baseline else None

    @cached_property
    def counterparts(self) -> pl.DataFrame | None:
        """A row a subject, the scheme minus none; None where no such world was lived."""
        return self._where_kept("counterparts")

    @cached_property
    def ties(self) -> pl.DataFrame | None:
        """A row a tie on the last day of a year; None where none was kept."""
        return self._where_kept("ties")

    @cached_property
    def providers(self) -> pl.DataFrame | None:
        """A row a subject and provider; None where the scheme has one provider."""
        return self._where_kept("providers")

    @cached_property
    def allocation(self) -> pl.DataFrame | None:
        """A row a day, district and channel that is sent about; None where there is none."""
        return self._where_kept("allocation")

    @property
    def scheme(self) -> Document[Scheme]:
        """The scheme as it was lived."""
        return self.stored.inputs.scheme

    @property
    def society(self) -> Document[Society]:
        """The society that lived."""
        return self.stored.inputs.society

    @property
    def behaviour(self) -> Document[Behaviour]:
        """How people responded."""
        return self.stored.inputs.behaviour

    @property
    def report(self) -> Path:
        """The page for people."""
        return self.folder / REPORT

    def __repr__(self) -> str:
        """What was lived, what is there to ask for, and where it lies."""
        return "\n".join(self._told())

    def _repr_html_(self) -> str:
        """The same in a notebook, with the report to open."""
        lines = "<br>".join(escape(line) for line in self._told())
        return f'<p>{lines}</p><p><a href="{escape(self.report.absolute().as_uri())}">the report</a></p>'

    def _told(self) -> list[str]:
        """The lines of both."""
        if not (self.folder / MANIFEST).is_file():
            return [f"no finished run in {self.folder}"]
        options = self.stored.options
        titles = " in ".join(document.model.title for document in (self.scheme, self.society))
        lived = (
            f"{options['people']:,} synthetic people, {options['days']:,} days, seed {self.manifest['seed']}"
        )
        names = [name for name in TABLES if self.stored.table(name) is not None]
        without = " and the same of .baseline" if self.stored.has_baseline else ""
        return [
            f"{titles}: {lived}",
            f"{len(self.findings)} findings: .findings[name], .findings.frame()",
            f"tables: {', '.join(f'.{name}' for name in names)}{without}",
            f"in {self.folder}",
        ]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Runs side by side; the first is the reference."""

    folder: Path
    runs: tuple[RunResult, ...]
    by_other: Mapping[str, Differences]
    unreported: Exception | None = None  # what went wrong with the page of the comparison

    def __repr__(self) -> str:
        """What was compared, and where it lies."""
        titles = "; ".join(f"{run.folder.name}: {run.scheme.model.title}" for run in self.runs)
        return f"{titles}\n{len(self.differences)} differences: .differences[name]\nin {self.folder}"

    @property
    def report(self) -> Path:
        """The page that shows the runs side by side."""
        return self.folder / "compare.html"

    @property
    def differences(self) -> Differences:
        """Finding id to {a, b, difference, low, high}: of the last run against the first."""
        return self.by_other[list(self.by_other)[-1]]

    def frame(self) -> pl.DataFrame:
        """The differences as a table: a row a finding; what is no number is null."""
        rows = [
            (name, *(as_number(difference.get(key)) for key in APART), difference.get("reason"))
            for name, difference in self.differences.items()
        ]
        numbers = dict.fromkeys(APART, pl.Float64)
        return pl.DataFrame(rows, schema={"finding": pl.String, **numbers, "reason": pl.String}, orient="row")


def open_run(folder: str | Path) -> RunResult:
    """A finished run's folder, its files held against its manifest.

    Raises `WrongUse` where it is none, `FileInvalid` that names every file that is missing, not readable or
    altered.
    """
    folder = Path(folder)
    if (folder / COMPARED).exists():
        runs = ", ".join(sorted(entry.name for entry in folder.iterdir() if entry.is_dir()))
        raise WrongUse(f"{folder} is a comparison: name one of its runs, {runs}")
    missing = [name for name in (MANIFEST, "people.parquet", FINDINGS) if not (folder / name).exists()]
    if MANIFEST in missing:
        raise WrongUse(f"{folder} is no finished run: it lacks {', '.join(missing)}")
    stored = Stored(folder)
    stored.refuse_altered()
    return RunResult(stored, findings=stored.once(FINDINGS, read_findings))


@dataclass(frozen=True, kw_only=True)
class StudyResult:
    """A study that was lived: what moves each finding, its worlds, which of them failed.

    `folder` holds everything; without `out` it lasts as long as this object does.
    """

    folder: Path
    studied: Studied
    held: tempfile.TemporaryDirectory[str] | None = None

    @property
    def worlds(self) -> pl.DataFrame:
        """A row a world and finding: world, seed, a column for each thing that varied, outcome, value."""
        return pl.read_parquet(self.folder / TABLE, glob=False)

    @property
    def sensitivity(self) -> Mapping[str, Mapping[str, Mapping[str, float | None]]]:
        """Finding to path to {index, low, high}, as `sensitivity.json` has it."""
        return json.loads((self.folder / SENSITIVITY).read_text(encoding="utf-8"))

    @property
    def failed(self) -> list[str]:
        """The worlds that failed, each with the numbers that made it fail."""
        return self.studied.failed

    @property
    def report(self) -> Path:
        """The page for people."""
        return self.folder / "study.html"
