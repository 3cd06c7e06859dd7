"""A run's tables on their way to disk: parts as they come, one file each at the end.

A batch of districts leaves a part of every table and its daily tallies, each in a file of its own.
The note of progress names the batch's districts and each of its files with a checksum, and is replaced
in one move: what it does not name is not there, and what is not as it says is lived again. So the
folder may be left at any moment, and the same job goes on in it. The parts go when the manifest stands.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zlib
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from demerit.runs.contents import ContentHash, seal_of, sha256
from demerit.world.run import Batch

MANIFEST: Final = "manifest.json"
PARTS: Final = ".parts"
PROGRESS: Final = "progress.json"
DAYS: Final = "days-of-"  # before a world's name: its daily tallies, which are no table yet
QUICK: Final = 1  # zlib's level: tallies are mostly zeros
BLOCK: Final = 4096  # bytes

Days = dict[str, npt.NDArray[np.int64]]


@dataclass(frozen=True, kw_only=True)
class Noted:
    """A batch that was written: `districts` from `first` on, and the SHA-256 of its files by table."""

    first: int
    districts: int
    files: dict[str, str]

    @property
    def end(self) -> int:
        """The first district after it."""
        return self.first + self.districts

    def seal(self, key: str) -> str:
        """A checksum over the note itself, and the job that it belongs to."""
        return seal_of([key, asdict(self)])


class Encoded:
    """A batch as the bytes of its files, by table and, of its daily tallies, `DAYS` and the world."""

    def __init__(self, first: int, districts: int, files: dict[str, bytes], lived: Batch | None) -> None:
        """`lived` is the batch where it was made; where it was sent, it is read from the bytes."""
        self.first, self.districts, self.files = first, districts, files
        self.checksums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
        self._lived = lived

    def __reduce__(self) -> tuple[Any, ...]:
        """Sent to another process, it is its bytes alone."""
        return Encoded, (self.first, self.districts, self.files, None)

    @cached_property
    def batch(self) -> Batch:
        """Its tables by path, and its daily tallies by world."""
        if self._lived is not None:
            return self._lived
        frames: dict[str, pl.DataFrame] = {}
        days: Days = {}
        for name, content in self.files.items():
            if name.startswith(DAYS):
                days[name.removeprefix(DAYS)] = _unpacked(content)
            else:
                frames[name] = pl.read_parquet(io.BytesIO(content), glob=False)
        return Batch(frames=frames, days=days, first=self.first, districts=self.districts)


def encoded(batch: Batch) -> Encoded:
    """A batch that was lived as the bytes of its files; whoever lived it does this, beside all others."""
    files = {name: _parquet(frame) for name, frame in batch.frames.items()}
    files |= {DAYS + world: _packed(counted) for world, counted in batch.days.items()}
    return Encoded(batch.first, batch.districts, files, batch)


def districts_done(folder: Path) -> tuple[str, int]:
    """Of an interrupted run: the key of its job and how many districts are noted; ("", 0) for none."""
    key, noted = _read_note(folder)
    return key, sum(batch.districts for batch in noted)


def _read_note(folder: Path) -> tuple[str, list[Noted]]:
    """The key of the job that was begun in a folder, and its batches as far as the note can be believed."""
    try:
        note = json.loads((folder / PARTS / PROGRESS).read_text(encoding="utf-8"))
        key, batches = str(note["key"]), list(note["batches"])
    except (OSError, ValueError, KeyError, TypeError):
        return "", []
    return key, _apart([batch for entry in batches if (batch := _believed(entry, key)) is not None])


def _believed(entry: Any, key: str) -> Noted | None:
    """A batch as it was noted; None where its seal is not that of what it says."""
    try:
        batch = Noted(first=entry["first"], districts=entry["districts"], files=entry["files"])
        return batch if batch.seal(key) == entry["seal"] else None
    except (KeyError, TypeError):
        return None


def _apart(batches: list[Noted]) -> list[Noted]:
    """Batches in the order of their districts, of two that share some the first."""
    kept: list[Noted] = []
    for batch in sorted(batches, key=lambda batch: batch.first):
        if not kept or batch.first >= kept[-1].end:
            kept.append(batch)
    return kept


def clear_parts(folder: Path) -> None:
    """Take the parts away, once the tables stand."""
    shutil.rmtree(folder / PARTS, ignore_errors=True)


class Store:
    """Writes tables part by part, in the order of districts, so that memory holds one batch."""

    def __init__(self, out: Path, key: str) -> None:
        """Begin in `out`, or go on there with what a job of the same key has left whole."""
        self._out = out
        self._parts = out / PARTS
        self._key = key
        self._hashes: dict[str, ContentHash] = {}
        known, noted = _read_note(out)
        if known != key:
            noted = []
            clear_parts(out)
            self._parts.mkdir(parents=True)
        self.batches = [batch for batch in noted if self._is_whole(batch)]
        self._said = [self._say(batch) for batch in self.batches]
        self.days: Days = {}  # daily tallies by world, over all districts that are done
        for batch in self.batches:
            parts = {name: self._part(name, batch.first) for name in batch.files if name.startswith(DAYS)}
            self._count({name: _unpacked(part.read_bytes()) for name, part in parts.items()})
        self._hashed = 0  # batches whose rows the content hashes have taken in
        self._note()

    @property
    def districts(self) -> int:
        """How many districts are done."""
        return sum(batch.districts for batch in self.batches)

    def scanned(self) -> dict[str, pl.LazyFrame]:
        """Tables by path as far as they lie here in parts, to be read when asked."""
        return {
            name: pl.scan_parquet(self._parts_of(name), glob=False)
            for name in self.batches[0].files
            if not name.startswith(DAYS)
        }

    def _parts_of(self, name: str) -> list[Path]:
        """A table's parts, in the order of districts."""
        return [self._part(name, batch.first) for batch in self.batches]

    def _is_whole(self, batch: Noted) -> bool:
        """Whether every file of a batch is what the note says."""
        try:
            return all(
                sha256(self._part(name, batch.first)) == digest for name, digest in batch.files.items()
            )
        except OSError:
            return False

    def _part(self, name: str, first: int) -> Path:
        """Where a batch's part of a table, or its tallies, lie."""
        ending = "npy.z" if name.startswith(DAYS) else "parquet"
        return self._parts / f"{name.replace('/', '+')}@{first:08d}.{ending}"

    def missing(self, districts: int, most: int) -> Iterator[tuple[int, int]]:
        """What is still to be lived of so many districts, in order: (first, how many), `most` at a time."""
        edges = [(batch.first, batch.end) for batch in self.batches]
        begin = 0
        for low, high in [*edges, (districts, districts)]:
            for first in range(begin, low, most):
                yield first, min(most, low - first)
            begin = high

    def keep(self, made: Encoded) -> None:
        """Keep a batch that is encoded; batches come in order."""
        for name, content in made.files.items():
            path = self._part(name, made.first)
            if path.is_dir():  # as nothing of ours would
                shutil.rmtree(path)
            path.write_bytes(content)
        batch = Noted(first=made.first, districts=made.districts, files=made.checksums)
        place = sum(kept.first < made.first for kept in self.batches)
        self._take_in(self.batches[self._hashed : place])
        self._hash(made.batch.frames)
        self._hashed += 1
        self._count(made.batch.days)
        self.batches.insert(place, batch)
        self._said.insert(place, self._say(batch))
        self._note()

    def _say(self, batch: Noted) -> str:
        """A batch as the note has it."""
        return json.dumps({**asdict(batch), "seal": batch.seal(self._key)})

    def _note(self) -> None:
        """Say which batches are done, in one move."""
        beside = self._parts / f"{PROGRESS}.new"
        note = f'{{"key": {json.dumps(self._key)}, "batches": [{", ".join(self._said)}]}}'
        beside.write_text(note, encoding="utf-8")
        beside.replace(self._parts / PROGRESS)

    def _take_in(self, kept: Sequence[Noted]) -> None:
        """Take the rows of batches that an earlier process wrote into the content hashes."""
        for batch in kept:
            tables = [name for name in batch.files if not name.startswith(DAYS)]
            self._hash({name: pl.read_parquet(self._part(name, batch.first), glob=False) for name in tables})
        self._hashed += len(kept)

    def _hash(self, frames: Mapping[str, pl.DataFrame]) -> None:
        """Take the next rows of each table into its content hash."""
        for name, frame in frames.items():
            self._hashes.setdefault(name, ContentHash()).add(frame)

    def _count(self, days: Days) -> None:
        """Add the daily tallies of a batch, by world, to those of all."""
        for name, counted in days.items():
            world = name.removeprefix(DAYS)
            self.days[world] = self.days[world] + counted if world in self.days else counted

    def finish(
        self, last: Mapping[str, pl.DataFrame], held: Mapping[str, pl.DataFrame]
    ) -> dict[str, dict[str, Any]]:
        """Join every table's parts, or write it from memory where it is `held`, and those that come whole.

        Returns what the manifest says of each table: rows and content hash. The parts stay.
        """
        self._take_in(self.batches[self._hashed :])
        names = [name for name in self.batches[0].files if not name.startswith(DAYS)]
        for name in names:
            _join(self._parts_of(name), self._table(name), held.get(name))
        self._hash(last)
        for name, frame in last.items():
            self._table(name).write_bytes(_parquet(frame))
        return {
            f"{name}.parquet": {"rows": content.rows, "sha256": content.digest()}
            for name, content in sorted(self._hashes.items())
        }

    def _table(self, name: str) -> Path:
        """Where a whole table lies."""
        path = self._out / f"{name}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def _join(files: list[Path], path: Path, held: pl.DataFrame | None) -> None:
    """Put a table's parts behind each other in one file: the same bytes from memory, in half the time."""
    if len(files) == 1:
        shutil.copyfile(files[0], path)
        return
    rows = pl.scan_parquet(files, glob=False) if held is None else held.lazy()
    with asking_again(path):
        rows.sink_parquet(path, compression="lz4", maintain_order=True)


def _parquet(frame: pl.DataFrame) -> bytes:
    """A table as the bytes of a file."""
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="lz4", statistics=False)
    return buffer.getvalue()


def _packed(counted: npt.NDArray[np.int64]) -> bytes:
    """Tallies as the bytes of a file."""
    buffer = io.BytesIO()
    np.save(buffer, counted)
    return zlib.compress(buffer.getbuffer(), QUICK)


def _unpacked(content: bytes) -> npt.NDArray[np.int64]:
    """Tallies from the bytes of a file."""
    return np.load(io.BytesIO(zlib.decompress(content)))


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
