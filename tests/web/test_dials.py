"""Numbers as dials."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.web.dials import Leaf, dial, leaves, sorts

SHARE = sorts().channels["misnames"]
POINTS = sorts().conducts["points"]


def test_a_number_is_found_in_each_of_its_shapes() -> None:
    """Plain, assumed, and by column, however nested: each number once, at a path that a set can take."""
    raw = {"by": "age", "values": {18: 0.1, 65: {"value": 0.2, "assumed": True, "range": [0.1, 0.3]}}}
    found = {leaf.path: (leaf.value, leaf.provenance.get("range")) for leaf in leaves(raw, "x", {})}
    assert {"x.values.18": (0.1, None), "x.values.65": (0.2, [0.1, 0.3])} == found
    assert [(0.5, "x")] == [
        (leaf.value, leaf.path) for leaf in leaves({"value": 0.5, "source": "s"}, "x", {})
    ]
    assert [[-3, -2]] == [leaf.value for leaf in leaves([-3, -2], "x", {})]


@pytest.mark.parametrize("raw", [None, "text", {}, {"by": "age"}, [1], [1, "x"], True, math.nan])
def test_what_is_no_number_is_no_dial(raw: Any) -> None:
    """Nothing, words and broken tables have no dial."""
    assert [] == list(leaves(raw, "x", {}))


@given(st.floats(-100, 1_000), st.tuples(st.floats(-5, 0), st.floats(0.1, 9)))
def test_a_dial_reaches_its_value_and_its_range(value: float, ends: tuple[float, float]) -> None:
    """Whatever a file says lies between a dial's ends, and it can be turned."""
    leaf = Leaf(path="x", keys=(), value=value, provenance={"assumed": True, "range": list(ends)})
    told = dial(leaf, SHARE, "y", {}, {})
    assert told["low"] <= min(value, *ends)
    assert max(value, *ends) <= told["high"]
    assert 0 < told["step"] <= told["high"] - told["low"]
    assert list(ends) == told["range"]


def test_points_turn_as_far_down_as_up() -> None:
    """A dial of points has its zero in the middle, and may hold two ends."""
    told = dial(Leaf(path="x", keys=(), value=[-90, -2], provenance={}), POINTS, "y", {}, {})
    assert ([-90, -2], -90, 90, 1) == (told["value"], told["low"], told["high"], told["step"])


def test_a_changed_dial_knows_its_own_value() -> None:
    """What the file says stays beside what was set."""
    told = dial(Leaf(path="x", keys=("a-b",), value=0.5, provenance={}), SHARE, "y", {}, {"x": 0.1})
    assert (0.5, 0.1, True) == (told["value"], told["of"], told["changed"])
    assert told["label"].endswith("y takes one for another: a b") or "a b" in told["label"]
