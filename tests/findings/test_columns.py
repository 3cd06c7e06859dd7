"""Columns of words as numbers, whatever type a table writes them in."""

from __future__ import annotations

import polars as pl
import pytest

from demerit.findings.columns import codes, places


@pytest.mark.parametrize("dtype", [pl.String, pl.Categorical, pl.Enum(["x", "b", "a", "other"])])
def test_ids_read_alike_from_any_column(dtype: pl.DataType) -> None:
    """Plain, categorical and enum columns give the same places; null and unknown are -1."""
    column = pl.Series(["a", "b", None, "other", "a"]).cast(dtype)
    assert [1, 0, -1, -1, 1] == codes(column, ["b", "a"]).tolist()


def test_no_known_ids() -> None:
    """A scheme without channels reads every channel as none."""
    assert [-1, -1] == codes(pl.Series(["a", None]), []).tolist()


def test_addresses_are_district_and_place() -> None:
    """'3-0417' is place 417 of district 3, also beyond four digits; null is nobody."""
    expected = [3 * 2**20 + 417, 12 * 2**20 + 12345, -1]
    assert expected == places(pl.Series(["3-0417", "12-12345", None])).tolist()
