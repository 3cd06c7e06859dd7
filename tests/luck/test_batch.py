"""Luck drawn for everybody at once is the luck that each draws alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.luck.batch import words_of_all
from demerit.luck.compiled import kernel
from demerit.luck.philox import draw


@kernel
def alone(seed: np.uint64, district: int, subject: int, purpose: int, index: int) -> np.uint64:
    """The first word of one subject's address."""
    return draw(seed, district, subject, 0, purpose, index)[0]


@given(
    st.integers(0, 2**64 - 1), st.integers(0, 2**32 - 1), st.integers(0, 99), st.integers(0, 2**20 - 1),
    st.integers(0, 40),
)  # fmt: skip
def test_words_of_all_are_those_of_each(
    seed: int, district: int, purpose: int, index: int, people: int
) -> None:
    """The first word of every subject's own address, in a batch of any length."""
    words = np.zeros(people, np.uint32)
    words_of_all(np.uint64(seed), district, purpose, index, words)
    expected = [int(alone(np.uint64(seed), district, i, purpose, index)) for i in range(people)]
    assert expected == words.tolist()
