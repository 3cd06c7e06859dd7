"""The room's own door to luck opens on the same numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.luck.compiled import kernel
from demerit.luck.philox import Words, draw
from demerit.societies.words import signed, words

SMALL = st.integers(0, 4_000)


@kernel
def straight(seed: np.uint64, district: int, subject: int, number: int, purpose: int, index: int) -> Words:
    """The same draw without the door."""
    return draw(seed, district, subject, number, purpose, index)


@kernel
def less(one: np.uint16, other: int) -> int:
    """A difference of an unsigned and a signed number."""
    return signed(one) - other


@given(seed=st.integers(0, 2**64 - 1), address=st.tuples(SMALL, SMALL, SMALL, SMALL, SMALL))
def test_words_are_those_of_the_address(seed: int, address: tuple[int, int, int, int, int]) -> None:
    """Through the door or straight: the same four words."""
    assert straight(np.uint64(seed), *address) == words(np.uint64(seed), *address)


def test_signed_numbers_stay_whole() -> None:
    """Unsigned minus signed would be a float to the compiler; signed it is a whole number, below nought."""
    difference = less(np.uint16(3), 5)
    assert -2 == difference
    assert isinstance(difference, int)
