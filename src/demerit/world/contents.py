"""What a table contains, as one hash: over its columns, not over a file's bytes."""

from __future__ import annotations

import hashlib
from typing import Any

import polars as pl


class ContentHash:
    """SHA-256 of a table's columns, fed in parts of rows; the parts' sizes change nothing.

    Each column is hashed alone, numbers as little-endian bytes with a byte a row for nulls, strings
    each with a line end; the hash of the table is over the columns' names, types and hashes.
    """

    def __init__(self) -> None:
        """Begin with no rows."""
        self.rows = 0
        self._columns: dict[str, tuple[str, Any]] = {}

    def add(self, part: pl.DataFrame) -> None:
        """Take in the next rows."""
        self.rows += part.height
        for column in part.iter_columns():
            if column.name not in self._columns:
                self._columns[column.name] = (str(column.dtype), hashlib.sha256())
            self._columns[column.name][1].update(column_bytes(column))

    def digest(self) -> str:
        """The hash of all rows so far, in hexadecimal."""
        whole = hashlib.sha256()
        for name, (kind, columns) in self._columns.items():
            whole.update(f"{name}:{kind}:{columns.hexdigest()}\n".encode())
        return whole.hexdigest()


def column_bytes(column: pl.Series) -> bytes:
    """A column's rows as bytes, each row's independent of the others'."""
    if column.dtype == pl.String:
        joined = column.fill_null("\0").str.join("\n").item()
        return f"{joined}\n".encode() if len(column) else b""
    if column.null_count() == 0:
        return column.to_numpy().tobytes() + bytes(len(column))
    zero = False if column.dtype == pl.Boolean else 0
    return column.fill_null(zero).to_numpy().tobytes() + column.is_null().to_numpy().tobytes()
