"""Bound tuples: compiled code reads and writes through one pointer what Python holds."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.luck.bound import Bound
from demerit.luck.compiled import kernel

PERSON = np.dtype([("score", np.int32), ("band", np.int8), ("hardship", np.uint16)])


class Parts(NamedTuple):
    """One of each shape that the engine's tables have."""

    seed: np.uint64
    lowest: int
    people: npt.NDArray[Any]
    rates: npt.NDArray[np.float64]
    tally: npt.NDArray[np.int64]


@kernel
def read(t: Any, i: int, j: int, k: int) -> tuple[np.uint64, int, int, int, float]:
    """A number, two fields of a record, and a cell of a table of three dimensions."""
    return t.seed, t.lowest, t.people[i].score, t.people[i].hardship, t.rates[i, j, k]


@kernel
def count(t: Any) -> int:
    """Write into a record and a tally; how many people there are."""
    for i in range(t.people.shape[0]):
        t.people[i].band = i
        t.tally[1, i] += 10 * i
    return t.people.shape[0]


@kernel
def row(t: Any, i: int, j: int) -> tuple[Any, Any, Any, int]:
    """Rows of tables, and how many places a table has."""
    return t.rates[i].copy(), t.rates[i, j].copy(), t.tally[i % 2].copy(), len(t.rates)


def parts(people: int = 3, seed: int = 7, lowest: int = -5) -> Parts:
    """A small tuple with a different number in each place."""
    records = np.zeros(people, PERSON)
    records["score"] = 1000 + np.arange(people)
    records["hardship"] = 60_000 + np.arange(people)
    rates = np.arange(people * 4 * 5, dtype=np.float64).reshape(people, 4, 5)
    tally = np.zeros((2, people), np.int64)
    return Parts(seed=np.uint64(seed), lowest=lowest, people=records, rates=rates, tally=tally)


@given(
    place=st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(0, 4)),
    seed=st.integers(0, 2**64 - 1),
    lowest=st.integers(-(2**31), 2**31),
)
def test_compiled_code_reads_what_python_holds(place: tuple[int, int, int], seed: int, lowest: int) -> None:
    """Numbers, records and cells read the same through the pointer, whatever the place."""
    held = parts(seed=seed, lowest=lowest)
    i, j, k = place
    expected = (seed, lowest, 1000 + i, 60_000 + i, float(held.rates[i, j, k]))
    assert expected == read(Bound(held), i, j, k)


@given(st.integers(0, 2), st.integers(0, 3))
def test_a_row_is_an_array(i: int, j: int) -> None:
    """What is left of a table at its first places is what Python has there."""
    held = parts()
    *rows, length = row(Bound(held), i, j)
    expected = [held.rates[i], held.rates[i, j], held.tally[i % 2]]
    assert [each.tolist() for each in expected] == [np.asarray(each).tolist() for each in rows]
    assert len(held.rates) == length


def test_a_new_length_needs_no_new_code() -> None:
    """Shapes are read from the block: another district of another size runs the same compiled code."""
    assert [2, 9] == [count(Bound(parts(people))) for people in (2, 9)]


def test_writes_arrive() -> None:
    """What compiled code writes into a bound array is in the array."""
    held = parts()
    count(Bound(held))
    assert [[0, 0, 0], [0, 10, 20]] == held.tally.tolist()
    assert [0, 1, 2] == held.people["band"].tolist()


def test_scattered_arrays_are_refused() -> None:
    """An array that is not in one piece is named, not misread."""
    scattered = parts()._replace(rates=np.zeros((3, 4, 10))[:, :, ::2])
    with pytest.raises(ValueError, match="rates"):
        Bound(scattered)
