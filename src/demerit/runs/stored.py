"""A run's folder as one object: what it says of itself, what it was made from, its tables, and what follows.

Whoever wants something of a run asks here, and each file is read once, when it is asked for.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, TypeVar

import polars as pl

from demerit.errors import FileInvalid, WrongUse
from demerit.formats.files import Unreadable, json_of
from demerit.formats.plain import is_mapping
from demerit.runs.inputs import Inputs, read_inputs
from demerit.runs.opening import ASSUMED, COMPARED, FINDINGS, read_manifest, refuse_altered
from demerit.runs.store import MANIFEST
from demerit.runs.tables import BASELINE

T = TypeVar("T")
HASH_LETTERS: Final = 12
REPORT: Final = "report.html"


class Stored:
    """A run in its folder. `inputs` and `frames` (tables by path) are at hand where it was just lived."""

    def __init__(
        self, path: Path, *, inputs: Inputs | None = None, frames: Mapping[str, pl.DataFrame] | None = None
    ) -> None:
        self.path = path
        self._frames = dict(frames or {})
        self._known: dict[str, Any] = {}
        if inputs is not None:
            self.inputs = inputs

    def moved(self, path: Path, *, keep_tables: bool = False) -> Stored:
        """The same run once its folder has changed or moved: its inputs stay, all else is read anew."""
        frames = self._frames if keep_tables else None
        return Stored(path, inputs=self.__dict__.get("inputs"), frames=frames)

    def once(self, name: str, read: Callable[[Path], T]) -> T:
        """A file of the folder as `read` has it; it is read once. Raises whatever `read` raises."""
        if name not in self._known:
            self._known[name] = read(self.path / name)
        return self._known[name]

    @cached_property
    def inputs(self) -> Inputs:
        """Scheme, society, behaviour and life. Raises `FileInvalid` where a file is off."""
        return read_inputs(self.path)

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the run says of itself.

        Raises `WrongUse` where there is no finished run, `FileInvalid` for what is no JSON object.
        """
        path = self.path / MANIFEST
        try:
            read: object = json_of(path)
        except Unreadable as fault:
            if fault.missing:
                raise WrongUse(f"{self.path}: no finished run, its {MANIFEST} is not there") from fault
            raise FileInvalid(f"{path}: not readable as a manifest ({fault.says})") from fault
        if not is_mapping(read):
            raise FileInvalid(f"{path}: expected a JSON object, found {type(read).__name__}")
        return read

    @property
    def options(self) -> dict[str, Any]:
        """The run's options: people, days, ledger, baseline, frozen_behaviour, workers, sets, assumed."""
        return dict(self.manifest.get("options") or {})

    @cached_property
    def drawn(self) -> dict[str, Any]:
        """What the draws of assumed numbers said besides ranges; nothing where none was, or none readable."""
        try:
            content: object = json_of(self.path / ASSUMED)
        except (Unreadable, OSError, ValueError):
            return {}
        return content if is_mapping(content) else {}

    @property
    def has_baseline(self) -> bool:
        """Whether the same lives were lived without the scheme."""
        return f"{BASELINE}/people" in self._frames or (self.path / BASELINE).is_dir()

    def table(self, name: str) -> pl.LazyFrame | None:
        """A table ('needs', 'baseline/people'), to be collected when asked; None where the run has none."""
        if name in self._frames:
            return self._frames[name].lazy()
        path = self.path / f"{name}.parquet"
        return pl.scan_parquet(path, glob=False) if path.is_file() else None

    def needed(self, name: str) -> pl.LazyFrame:
        """A table that every world has. Raises `WrongUse` where it is not there."""
        table = self.table(name)
        if table is None:
            raise WrongUse(f"{self.path}: no finished run, its {name}.parquet is not there")
        return table

    def tables(self) -> dict[str, pl.LazyFrame]:
        """All tables by path."""
        written = {
            path.relative_to(self.path).with_suffix("").as_posix() for path in self.path.rglob("*.parquet")
        }
        return {name: self.needed(name) for name in sorted(written | set(self._frames))}

    def refuse_altered(self) -> None:
        """Hold every file against the manifest. Raises `FileInvalid` that names each that has changed."""
        refuse_altered(self.path, read_manifest(self.path / MANIFEST))

    def refuse_unfinished(self) -> None:
        """Raise `WrongUse` where the folder holds no measured run."""
        if not all((self.path / name).is_file() for name in (MANIFEST, FINDINGS)):
            lacks = f"{self.path}: no finished run, it lacks {MANIFEST} or {FINDINGS}"
            raise WrongUse(f"{lacks}. 'demerit run' makes one.")


@dataclass(frozen=True, kw_only=True)
class SideBySide:
    """A comparison in its folder: its runs by the names of their folders, the reference first."""

    folder: Path
    runs: Mapping[str, Stored]


def side_by_side(folder: Path) -> SideBySide:
    """The comparison in a folder. Raises WrongUse where the folder holds none."""
    if not (folder / COMPARED).is_file():
        raise WrongUse(f"{folder}: no finished comparison, it lacks {COMPARED}")
    names = sorted(entry.name for entry in folder.iterdir() if (entry / MANIFEST).is_file())
    return SideBySide(folder=folder, runs={name: Stored(folder / name) for name in names})


def hash_of(manifest: Mapping[str, Any]) -> str:
    """Short SHA-256 over the content hashes of all tables: two runs with it have the same contents."""
    tables = json.dumps(manifest.get("tables") or {}, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(tables.encode()).hexdigest()[:HASH_LETTERS]
