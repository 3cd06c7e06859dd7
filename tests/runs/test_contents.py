"""What a table contains, as one hash."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from demerit.runs.contents import ContentHash

COLUMNS = {
    "name": (
        pl.String,
        st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=4),
    ),
    "whole": (pl.Int32, st.none() | st.integers(-3, 3)),
    "level": (pl.Float64, st.none() | st.sampled_from([0.0, 0.5, -1.25])),
    "flag": (pl.Boolean, st.none() | st.booleans()),
}
SCHEMA = {name: kind for name, (kind, _) in COLUMNS.items()}
rows = st.lists(st.tuples(*[values for _, values in COLUMNS.values()]), max_size=8)


def table(content: list[tuple[object, ...]]) -> pl.DataFrame:
    """Rows as a table of every type that a run's tables have."""
    return pl.DataFrame(content, schema=SCHEMA, orient="row")


def hash_of(*parts: pl.DataFrame) -> str:
    """The hash of a table that comes in parts."""
    content = ContentHash()
    for part in parts:
        content.add(part)
    return content.digest()


@given(rows, st.sets(st.integers(1, 7), max_size=4))
def test_the_sizes_of_parts_change_nothing(content: list[tuple[object, ...]], cuts: set[int]) -> None:
    """A table cut anywhere, empty parts included, has the hash of the whole, nulls or none."""
    edges = [0, *sorted(min(cut, len(content)) for cut in cuts), len(content)]
    parts = [table(content[low:high]) for low, high in pairwise(edges)]
    assert hash_of(table(content)) == hash_of(*parts)


@given(rows, rows)
def test_other_rows_have_another_hash(one: list[tuple[object, ...]], other: list[tuple[object, ...]]) -> None:
    """Two tables have one hash exactly if they have the same rows in the same order; null is no value."""
    assert (one == other) == (hash_of(table(one)) == hash_of(table(other)))


def test_names_and_types_count() -> None:
    """The same numbers under another name or in another type are another table."""
    frame = pl.DataFrame({"a": [1, 2]})
    assert 3 == len({hash_of(each) for each in (frame, frame.rename({"a": "b"}), frame.cast(pl.Int32))})


def test_rows_are_counted() -> None:
    """The manifest's number of rows is that of all parts."""
    content = ContentHash()
    for part in (3, 0, 4):
        content.add(pl.DataFrame({"day": [date(2020, 1, 1).year] * part}, schema={"day": pl.Int32}))
    assert 7 == content.rows
