"""One pointer for rules, state and logs."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.luck.bound import Bound
from demerit.luck.compiled import kernel
from demerit.world.columns.world import World, bound_world


class Few(NamedTuple):
    """A tuple of arrays, as tables, states and logs are."""

    rows: np.ndarray
    size: int


@kernel
def moved(w: Any, at: int) -> int:
    """Read from all three, write into the third."""
    w.log.rows[at] = w.t.rows[at] + w.s.rows[at]
    return w.t.size + w.s.size + w.log.size


@given(st.lists(st.integers(-(2**40), 2**40), min_size=1, max_size=20), st.integers(-9, 9))
def test_parts_of_a_world_read_and_write_as_they_do_alone(numbers: list[int], count: int) -> None:
    """Three tuples behind one pointer are the same arrays, bound before or not."""
    rows = np.array(numbers, np.int64)
    parts = [Few(rows, count), Few(2 * rows, 2 * count), Few(np.zeros_like(rows), 0)]
    for whole in (bound_world(*parts), bound_world(*(Bound(part) for part in parts))):  # type: ignore[arg-type]
        found = [moved(whole, at) for at in range(len(rows))]
        assert [3 * count] * len(rows) == found
        assert (3 * rows).tolist() == parts[2].rows.tolist()
        parts[2].rows[:] = 0


def test_a_world_is_rules_state_logs_and_a_hand() -> None:
    """In this order, by these names."""
    assert ("t", "s", "log", "h") == World._fields
