"""A run's tables on their way to disk: parts as they come, one file each at the end."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import polars as pl

from demerit.world.contents import ContentHash

PARTS: Final = ".parts"


class Store:
    """Writes tables part by part, in the order of districts, so that memory holds one batch."""

    def __init__(self, out: Path) -> None:
        """Parts lie in a folder of their own below `out` until the run is whole."""
        self._out = out
        self._parts = out / PARTS
        self._hashes: dict[str, ContentHash] = {}
        self._files: dict[str, list[Path]] = {}

    def __enter__(self) -> Self:
        """Make the folder of parts."""
        self._parts.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the folder of parts away."""
        shutil.rmtree(self._parts, ignore_errors=True)

    def add(self, frames: dict[str, pl.DataFrame]) -> None:
        """Write the next rows of each table; the key is its path without the ending."""
        for name, frame in frames.items():
            self._hashes.setdefault(name, ContentHash()).add(frame)
            files = self._files.setdefault(name, [])
            files.append(self._parts / f"{name.replace('/', '-')}-{len(files):06d}.parquet")
            frame.write_parquet(files[-1], compression="lz4", statistics=False)

    def finish(self) -> dict[str, dict[str, Any]]:
        """Join every table's parts; what the manifest says of each: rows and content hash."""
        for name, files in self._files.items():
            path = self._out / f"{name}.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            if len(files) == 1:
                files[0].replace(path)
            else:
                pl.scan_parquet(files).sink_parquet(path, compression="lz4", maintain_order=True)
        return {
            f"{name}.parquet": {"rows": content.rows, "sha256": content.digest()}
            for name, content in sorted(self._hashes.items())
        }
