"""Luck drawn for everybody at once is the luck that each draws alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.luck.batch import words_in_a_row, words_of_all
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


@kernel
def alone_in_a_row(seed: np.uint64, subject: int, number: int, words: np.ndarray) -> None:
    """All words of one number of a subject."""
    four = draw(seed, 3, subject, number, 5, 7)
    for word in range(4):
        words[word] = np.uint32(four[word])


@given(st.integers(0, 2**64 - 1), st.integers(0, 2**32 - 1), st.integers(0, 40))
def test_words_in_a_row_are_those_of_each(seed: int, subject: int, count: int) -> None:
    """Every word of a subject's first numbers, in a batch of any length."""
    found, expected = np.zeros((4, count), np.uint32), np.zeros((count, 4), np.uint32)
    words_in_a_row(np.uint64(seed), 3, subject, 5, 7, found)
    for number in range(count):
        alone_in_a_row(np.uint64(seed), subject, number, expected[number])
    assert expected.T.tolist() == found.tolist()
