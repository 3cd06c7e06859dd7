"""The number that tells worlds that failed from those that did not, and that chance is not taken for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.study.ensemble.failing import Failing, failing
from demerit.study.ensemble.kept import Answered
from demerit.study.ensemble.runner import Asked


def told(rows: Sequence[Mapping[str, Any]], failed: Sequence[bool]) -> Failing | None:
    """What is said of worlds with these numbers, of which these failed."""
    asked = [Asked(answer=lambda: 1, sets=sets) for sets in rows]
    found = [
        Answered(number=n, answer=None if no else 1, failure="no" if no else None)
        for n, no in enumerate(failed)
    ]
    return failing(asked, found)


def rows(seed: int, count: int = 64, numbers: int = 20) -> list[dict[str, float]]:
    """So many worlds with numbers between 0 and 1."""
    luck = np.random.default_rng(seed)
    return [{f"n{k}": float(luck.random()) for k in range(numbers)} for _ in range(count)]


@given(st.integers(0, 2**32), st.integers(3, 12), st.booleans())
def test_a_number_beyond_which_all_fail_is_found(seed: int, count: int, above: bool) -> None:
    """However many others there are: its end is the innermost of those that failed, no other lies there."""
    worlds = rows(seed)
    order = sorted(each["n7"] for each in worlds)
    end = order[-count] if above else order[count - 1]
    failed = [each["n7"] >= end if above else each["n7"] <= end for each in worlds]
    assert Failing(path="n7", end=end, above=above, failed=count, others=0) == told(worlds, failed)


def test_those_that_fail_at_random_have_nothing_in_common() -> None:
    """In a hundred ensembles, at most a few times what is said to be rarer than one in a hundred."""
    luck = np.random.default_rng(1)
    said = [told(rows(seed), (luck.random(64) < 0.1).tolist()) for seed in range(100)]
    assert sum(each is not None for each in said) <= 4


@pytest.mark.parametrize("failed", [[False] * 8, [True] * 8])
def test_nothing_is_said_of_none_or_all(failed: list[bool]) -> None:
    """There are no others to tell them from."""
    assert told(rows(3, count=8), failed) is None


def test_worlds_without_numbers_and_numbers_in_tables_are_left_aside() -> None:
    """The reference has no drawn numbers; a table is no one number."""
    worlds: list[dict[str, Any]] = [{}, *({"x": float(n), "t": {"a": n}} for n in range(64))]
    found = told(worlds, [False, *(n >= 60 for n in range(64))])
    assert found is not None
    assert Failing(path="x", end=60.0, above=True, failed=4, others=0) == found
    assert {"path": "x", "from": 60.0, "failed": 4, "others": 0} == found.as_json()
    assert told([{"t": {"a": 1}}, {"t": {"a": 2}}], [True, False]) is None
