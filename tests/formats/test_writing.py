"""What is written reads as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.errors import WrongUse
from demerit.formats.compose import compose
from demerit.formats.writing import dump, flow

words = st.text(
    st.characters(blacklist_categories=["Cs"], min_codepoint=32, max_codepoint=0x2FFF), max_size=12
).filter(str.isprintable)
plain = st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False) | words
keys = words.filter(bool) | st.integers(-99, 99)
nested = st.recursive(
    plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3), max_leaves=10
)


@given(st.dictionaries(words.filter(bool), nested, min_size=1, max_size=4))
def test_what_is_dumped_reads_as_it_was(data: dict[str, Any]) -> None:
    """Any plain data survives the way through a file."""
    tree, said = compose(dump(data))
    assert [] == said
    assert tree is not None
    assert data == tree.data


def test_flow() -> None:
    """Words stay plain, what would read as something else is quoted."""
    assert '{a: [1, 0.5, true, null, no, "true", "a: b", ""]}' == flow(
        {"a": (1, 0.5, True, None, "no", "true", "a: b", "")}
    )
    with pytest.raises(WrongUse, match="nothing that a file can hold"):
        flow(object())
