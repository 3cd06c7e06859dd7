"""What a finished run is in Python: its findings, and the tables of both worlds, read when asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from demerit.errors import WrongUse
from demerit.findings.measure import Finding, read_findings
from demerit.formats.files import json_of
from demerit.formats.reading import Document
from demerit.runs.inputs import INPUTS
from demerit.runs.opening import FINDINGS, read_manifest, refuse_altered
from demerit.runs.store import MANIFEST
from demerit.runs.tables import BASELINE, Sometimes, needed, scanned
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.study.compare import Differences


class World:
    """The tables of one world, read when asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def people(self) -> pl.DataFrame:
        """A row a subject."""
        return needed(self.folder, "people").collect()

    @cached_property
    def days(self) -> pl.DataFrame:
        """A row a day, group and band."""
        return needed(self.folder, "days").collect()

    @cached_property
    def tallies(self) -> pl.DataFrame:
        """A row a district, group and conduct or need."""
        return needed(self.folder, "tallies").collect()

    @cached_property
    def ledger(self) -> pl.DataFrame | None:
        """A row an entry; None where no ledger was kept."""
        return self._where_kept("ledger")

    @cached_property
    def needs(self) -> pl.DataFrame | None:
        """A row a denied or delayed need; None where no ledger was kept."""
        return self._where_kept("needs")

    def _where_kept(self, name: Sometimes) -> pl.DataFrame | None:
        """Read a table that not every run keeps."""
        table = scanned(self.folder, name)
        return None if table is None else table.collect()


class Run(World):
    """A finished run: findings, the tables of the world under the scheme, and the world without it.

    `folder` holds everything; for a run without `out` it lasts as long as this object does.
    """

    def __init__(
        self,
        folder: Path,
        *,
        findings: Mapping[str, Finding] | None = None,
        held: tempfile.TemporaryDirectory[str] | None = None,
        unreported: Exception | None = None,
    ) -> None:
        """`unreported` is what went wrong with the report, where it could not be made: it is not there."""
        super().__init__(folder)
        self.unreported = unreported
        self._findings = findings
        self._held = held

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """Finding by id: value, low, high, unit, definition, groups."""
        return self._findings if self._findings is not None else read_findings(self.folder / FINDINGS)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Versions, inputs, options and content hashes."""
        return json_of(self.folder / MANIFEST)

    @cached_property
    def baseline(self) -> World | None:
        """The world without the scheme; None where it was not lived."""
        folder = self.folder / BASELINE
        return World(folder) if folder.exists() else None

    @cached_property
    def counterparts(self) -> pl.DataFrame | None:
        """A row a subject, the scheme minus none; None where no such world was lived."""
        return self._where_kept("counterparts")

    @cached_property
    def scheme(self) -> Document[Scheme]:
        """The scheme as it was lived."""
        return load_scheme(self.folder / INPUTS / "scheme.yaml")

    @property
    def report(self) -> Path:
        """The page for people."""
        return self.folder / "report.html"

    def __repr__(self) -> str:
        """Say where it lies."""
        return f"Run({str(self.folder)!r})"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Runs side by side; the first is the reference."""

    folder: Path
    runs: tuple[Run, ...]
    by_other: Mapping[str, Differences]
    unreported: Exception | None = None  # what went wrong with the page of the comparison

    @property
    def report(self) -> Path:
        """The page that shows the runs side by side."""
        return self.folder / "compare.html"

    @property
    def differences(self) -> Differences:
        """Finding id to {a, b, difference, low, high}: of the last run against the first."""
        return self.by_other[list(self.by_other)[-1]]


def open_run(folder: str | Path) -> Run:
    """A finished run's folder, its files held against its manifest.

    Raises `WrongUse` where it is none, `FileInvalid` that names every file that is missing, not readable or
    altered.
    """
    folder = Path(folder)
    if (folder / "compare.json").exists():
        runs = ", ".join(sorted(entry.name for entry in folder.iterdir() if entry.is_dir()))
        raise WrongUse(f"{folder} is a comparison: name one of its runs, {runs}")
    missing = [name for name in (MANIFEST, "people.parquet", FINDINGS) if not (folder / name).exists()]
    if MANIFEST in missing:
        raise WrongUse(f"{folder} is no finished run: it lacks {', '.join(missing)}")
    refuse_altered(folder, read_manifest(folder / MANIFEST))
    return Run(folder, findings=read_findings(folder / FINDINGS))
