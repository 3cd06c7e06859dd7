"""Arrays come back as they were sent."""

from __future__ import annotations

import json
import struct

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from demerit.web.binary import packed
from served import unpacked

KINDS = st.sampled_from([np.uint8, np.uint16, np.int16, np.int32, np.float32])


@given(
    st.lists(
        KINDS.flatmap(lambda kind: arrays.arrays(kind, arrays.array_shapes(max_dims=2, max_side=9))),
        max_size=4,
    )
)
def test_what_is_packed_is_unpacked(columns: list[np.ndarray]) -> None:
    """Shapes, types and values come back, bit by bit, and every array begins at a multiple of 8."""
    named = {f"column {place}": column for place, column in enumerate(columns)}
    content = packed({"people": 3}, named)
    header, found = unpacked(content)
    assert 3 == header["people"]
    assert list(named) == list(found)
    assert [0] * len(columns) == [each["offset"] % 8 for each in header["arrays"]]
    for name, column in named.items():
        assert (column.shape, column.dtype) == (found[name].shape, found[name].dtype)
        assert column.tobytes() == found[name].tobytes()


def test_the_layout_is_the_one_that_is_written_down() -> None:
    """Four letters, the header's length, the header, and at a multiple of 8 the numbers, low byte first."""
    content = packed({}, {"a": np.array([258], np.uint16)}, {"a": ["x"]})
    (length,) = struct.unpack("<I", content[4:8])
    assert (b"DMB1", 0) == (content[:4], (8 + length) % 8)
    (told,) = json.loads(content[8 : 8 + length])["arrays"]
    assert {
        "name": "a",
        "dtype": "uint16",
        "shape": [1],
        "offset": 0,
        "bytes": 2,
        "categories": ["x"],
    } == told
    assert b"\x02\x01" == content[8 + length : 10 + length]
