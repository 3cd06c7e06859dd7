"""Answers of blocks put together: districts behind districts, counts added, and nothing else mixed up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.finding import Estimate
from demerit.findings.jackknife import Sums, ratio
from demerit.findings.pooled import Pooled, in_spells, joined
from demerit.findings.survival import Spells, median_days

ROWS = st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1, max_size=12)


def of(rows: list[tuple[int, int]]) -> Sums:
    """A share by district, of one group."""
    return Sums(sums=np.array(rows, np.float64)[:, None], statistic=ratio)


@given(blocks=st.lists(ROWS, min_size=1, max_size=4))
def test_sums_of_blocks_are_those_of_all_districts(blocks: list[list[tuple[int, int]]]) -> None:
    """In the order of the blocks, and what is estimated of them is the same."""
    whole, parts = of([row for block in blocks for row in block]), joined([of(block) for block in blocks])
    assert isinstance(parts, Sums)
    assert np.array_equal(parts.sums, whole.sums)
    one, other = parts.estimate(), whole.estimate()
    assert (one.value, one.low, one.high, one.events) == (other.value, other.low, other.high, other.events)


def test_spells_keep_their_districts() -> None:
    """The first district of the second block stands behind the last of the first."""
    first = Spells(
        district=np.array([0, 1]), length_days=np.array([3, 5]), ended=np.ones(2, np.bool_), districts=3
    )
    second = Spells(
        district=np.array([0]), length_days=np.array([9]), ended=np.ones(1, np.bool_), districts=1
    )
    found = joined([in_spells(first, median_days), in_spells(second, median_days)])
    assert isinstance(found, Pooled)
    spells: Spells = found.parts["spells"]
    assert spells.district.tolist() == [0, 1, 3]
    assert spells.districts == 4
    estimate = found.estimate()
    assert estimate is not None
    assert estimate.value == 5


def test_counts_are_added_and_missing_ids_are_none() -> None:
    """Where not all blocks have an id, all ids stand in the order of their words."""

    def answer(counts: dict[str, int]) -> Pooled:
        return Pooled(parts={"times": {"causes": counts}}, work_out=lambda _: None)

    found = joined([answer({"own": 2}), answer({"alarm": 1, "own": 3})])
    assert isinstance(found, Pooled)
    assert list(found.parts["times"]["causes"].items()) == [("alarm", 1), ("own", 5)]


def test_counts_by_how_often_reach_as_far_as_the_widest() -> None:
    """A block in which nobody was refused as often as in another has nobody there."""
    few, many = (Pooled(parts={"n": np.array([row])}, work_out=lambda _: None) for row in ([4, 1], [2, 0, 7]))
    found = joined([few, many])
    assert isinstance(found, Pooled)
    assert found.parts["n"].tolist() == [[4, 1, 0], [2, 0, 7]]


def test_what_does_not_depend_on_districts_stays() -> None:
    """An estimate worked out of the rules is the same in every block."""
    assert joined([Estimate(value=0.5), Estimate(value=0.5)]) == Estimate(value=0.5)
    assert joined([None, None]) is None


def test_blocks_that_answer_by_different_things_are_a_fault() -> None:
    """A question that says nothing for a block where others have sums would lose that block's districts."""
    with pytest.raises(TypeError, match="NoneType and Sums"):
        joined([of([(1, 2)]), None])
