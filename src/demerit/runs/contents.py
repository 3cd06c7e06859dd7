"""What a table contains, as one hash: over its columns, not over a file's bytes; and a hash over those."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import polars as pl


class ContentHash:
    """SHA-256 of a table's columns, fed in parts of rows; the parts' sizes change nothing.

    Each column is hashed alone, numbers as little-endian bytes and, apart from them, a byte a row for
    nulls, strings each with a line end; the hash of the table is over the columns' names, types and hashes.
    """

    def __init__(self) -> None:
        """Begin with no rows."""
        self.rows = 0
        self._columns: dict[str, tuple[str, Any, Any]] = {}

    def add(self, part: pl.DataFrame) -> None:
        """Take in the next rows."""
        self.rows += part.height
        for column in part.iter_columns():
            if column.name not in self._columns:
                self._columns[column.name] = (str(column.dtype), hashlib.sha256(), hashlib.sha256())
            _, values, nulls = self._columns[column.name]
            values.update(value_bytes(column))
            nulls.update(column.is_null().to_numpy().tobytes())

    def digest(self) -> str:
        """The hash of all rows so far, in hexadecimal."""
        whole = hashlib.sha256()
        for name, (kind, values, nulls) in self._columns.items():
            whole.update(f"{name}:{kind}:{values.hexdigest()}:{nulls.hexdigest()}\n".encode())
        return whole.hexdigest()


def value_bytes(column: pl.Series) -> bytes:
    """A column's rows as bytes, each row's independent of the others'; a null's are those of nothing."""
    if len(column) == 0:
        return b""
    if column.dtype == pl.String:
        joined = column.fill_null("").str.join("\n").item()
        return f"{joined}\n".encode()
    if column.null_count() == 0:
        return column.to_numpy().tobytes()
    return column.fill_null(False if column.dtype == pl.Boolean else 0).to_numpy().tobytes()


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def seal_of(content: Any) -> str:
    """SHA-256 over what a note says, as JSON: a note that carries it is known to be as it was written."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
