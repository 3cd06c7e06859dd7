"""Columns of words as columns of numbers: each id the place in a list, each subject its address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

IntArray = npt.NDArray[np.int64]
SmallArray = npt.NDArray[np.int32]
Codes = npt.NDArray[np.int16]
BoolArray = npt.NDArray[np.bool_]

NONE: Final = -1
PLACE: Final = 1 << 20  # more than a district holds
RECORDS: Final = 1 << 31  # more than a subject has entries


def codes(series: pl.Series, known: Sequence[str]) -> Codes:
    """An id column as places in `known`; -1 for null and for what is not there."""
    if not known:
        return np.full(len(series), NONE, np.int16)
    physical = series.cast(pl.Enum(known), strict=False).to_physical()
    return physical.cast(pl.Int16).fill_null(NONE).to_numpy()


def places(subject: pl.Series) -> IntArray:
    """'3-0417' as 3 * 2^20 + 417; -1 for null."""
    parts = subject.cast(pl.String).str.split_exact("-", 1).struct.unnest()
    district, place = (parts[name].cast(pl.Int64) for name in parts.columns)
    return (district * PLACE + place).fill_null(NONE).to_numpy()


def small(table: pl.DataFrame, name: str, rows: IntArray) -> SmallArray:
    """A whole-number column in the order of `rows`; null reads as 0."""
    return table[name].cast(pl.Int32).fill_null(0).to_numpy()[rows]


def in_order(person: IntArray, record: npt.NDArray[Any]) -> IntArray:
    """Rows of persons by person and record; a run's tables stand so already."""
    key = person * RECORDS + record
    rows = np.arange(len(key)) if bool(np.all(key[1:] >= key[:-1])) else np.argsort(key, kind="stable")
    return rows[person[rows] >= 0]
