"""A run's tables on their way to disk: parts as they come, one file each at the end.

Parts and daily tallies lie in a folder of their own until the run is whole. An interrupted run
leaves that folder; the same job, given the same folder, goes on after the last district in it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from demerit.world.contents import ContentHash

PARTS: Final = ".parts"
PROGRESS: Final = "progress.json"
DAYS: Final = "days-{}.npy"
BLOCK: Final = 4096  # bytes

Days = dict[str, npt.NDArray[np.int64]]


def districts_done(folder: Path) -> tuple[str, int]:
    """Of an interrupted run: the key of its job and how many districts are kept; ("", 0) for none."""
    try:
        said = json.loads((folder / PARTS / PROGRESS).read_text(encoding="utf-8"))
        return str(said["key"]), int(said["districts"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", 0


class Store:
    """Writes tables part by part, in the order of districts, so that memory holds one batch."""

    def __init__(self, out: Path, key: str) -> None:
        """Begin in `out`, or go on there if what it holds was begun by a job of the same key."""
        self._out = out
        self._parts = out / PARTS
        self._key = key
        self._hashes: dict[str, ContentHash] = {}
        self._files: dict[str, list[Path]] = {}
        self.days: Days = {}
        known, self.districts = districts_done(out)
        if known == key:
            self._go_on()
        else:
            shutil.rmtree(self._parts, ignore_errors=True)
            self._parts.mkdir(parents=True)
            self.districts = 0

    def _go_on(self) -> None:
        """Take in what is kept: parts up to the last district that was finished, and the tallies so far."""
        for path in sorted(self._parts.glob("*.parquet")):
            table, _, first = path.stem.rpartition("@")
            if int(first) >= self.districts:
                path.unlink()
                continue
            name = table.replace("+", "/")
            self._files.setdefault(name, []).append(path)
            self._hashes.setdefault(name, ContentHash()).add(pl.read_parquet(path))
        said = json.loads((self._parts / PROGRESS).read_text(encoding="utf-8"))
        for world, file in said["days"].items():
            self.days[world] = np.load(self._parts / file)

    def add(self, frames: Mapping[str, pl.DataFrame], days: Days, districts: int) -> None:
        """Keep the next rows of each table, and count so many more districts as done."""
        for name, frame in frames.items():
            self._write(name, frame)
        first = self.districts
        self.districts += districts
        for world, counted in days.items():
            self.days[world] = self.days[world] + counted if world in self.days else counted
        self._note_progress(first)

    def _write(self, name: str, frame: pl.DataFrame) -> None:
        """One part of one table, named by its first district."""
        self._hashes.setdefault(name, ContentHash()).add(frame)
        path = self._parts / f"{name.replace('/', '+')}@{self.districts:08d}.parquet"
        with asking_again(path):
            frame.write_parquet(path, compression="lz4", statistics=False)
        self._files.setdefault(name, []).append(path)

    def _note_progress(self, before: int) -> None:
        """Say how far it is: tallies under a new name first, then the note in one move, then the old away."""
        files: dict[str, str] = {}
        for world, counted in self.days.items():
            files[world] = DAYS.format(f"{world or 'scheme'}-{self.districts:08d}")
            np.save(self._parts / files[world], counted)
        note = {"key": self._key, "districts": self.districts, "days": files}
        beside = self._parts / f"{PROGRESS}.new"
        beside.write_text(json.dumps(note), encoding="utf-8")
        beside.replace(self._parts / PROGRESS)
        for old in self._parts.glob(DAYS.format(f"*-{before:08d}")):
            old.unlink()

    def finish(self, last: Mapping[str, pl.DataFrame]) -> dict[str, dict[str, Any]]:
        """Add the tables that come whole, join every other's parts, and take the parts away.

        Returns what the manifest says of each table: rows and content hash.
        """
        for name, frame in last.items():
            self._write(name, frame)
        for name, files in self._files.items():
            path = self._out / f"{name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            if len(files) == 1:
                shutil.copyfile(files[0], path)
            else:
                with asking_again(path):
                    pl.scan_parquet(files).sink_parquet(path, compression="lz4", maintain_order=True)
        shutil.rmtree(self._parts, ignore_errors=True)
        return dict(self._said())

    def _said(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Rows and content hash of every table, by file name."""
        for name, content in sorted(self._hashes.items()):
            yield f"{name}.parquet", {"rows": content.rows, "sha256": content.digest()}


@contextmanager
def asking_again(path: Path) -> Generator[None, None, None]:
    """While polars writes `path`: OSError in the system's words, which polars loses inside a footer."""
    try:
        yield
    except pl.exceptions.ComputeError:
        with path.open("ab", buffering=0) as file:
            while file.write(bytes(BLOCK)) < BLOCK:
                pass
        raise
