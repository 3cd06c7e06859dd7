"""Luck: the published known answers, the bounds, and the laws of what is made from words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from demerit.luck.compiled import kernel
from demerit.luck.philox import below, draw, philox, uniform
from demerit.luck.purposes import INDEX_BITS

LAST = 2**32 - 1
words = st.integers(0, LAST)

KNOWN_ANSWERS = [
    # Random123's kat_vectors, philox4x32 of 10 rounds: counter, key, words
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((LAST,) * 4, (LAST,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@kernel
def many(seed: np.uint64, count: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    """The first words of `count` addresses in a row, and each brought below `width`."""
    drawn = np.empty(count, np.uint64)
    small = np.empty(count, np.int64)
    for subject in range(count):
        word = draw(seed, 3, subject, 7, 1, 2)[0]
        drawn[subject] = word
        small[subject] = below(word, width)
    return drawn, small


@kernel
def compiled(key: np.uint64, counter: np.ndarray) -> np.ndarray:
    """`philox` as compiled code calls it."""
    out = np.empty(4, np.uint64)
    out[0], out[1], out[2], out[3] = philox(counter[0], counter[1], counter[2], counter[3], key)
    return out


@kernel
def addressed(seed: np.uint64, address: np.ndarray) -> np.ndarray:
    """`draw` as compiled code calls it, at (district, subject, occasion, purpose, index)."""
    out = np.empty(4, np.uint64)
    found = draw(seed, address[0], address[1], address[2], address[3], address[4])
    out[0], out[1], out[2], out[3] = found
    return out


@kernel
def unit(word: np.uint64) -> float:
    """`uniform` as compiled code calls it."""
    return uniform(word)


@kernel
def capped(word: np.uint64, count: int) -> int:
    """`below` as compiled code calls it."""
    return below(word, count)


def whole_key(halves: tuple[int, int]) -> np.uint64:
    """Two 32-bit words of a key as one of 64 bits, the first lowest."""
    return np.uint64(halves[0] | halves[1] << 32)


@pytest.mark.parametrize(("counter", "key", "expected"), KNOWN_ANSWERS)
def test_known_answers(counter: tuple[int, ...], key: tuple[int, int], expected: tuple[int, ...]) -> None:
    """The published answers of Random123 come out, word by word."""
    assert expected == tuple(int(w) for w in compiled(whole_key(key), np.array(counter, np.uint64)))


@given(counter=st.tuples(words, words, words, words), key=st.tuples(words, words))
def test_agrees_with_exact_integers(counter: tuple[int, int, int, int], key: tuple[int, int]) -> None:
    """For any counter and key, the same as ten rounds written out in Python's exact integers."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        p0, p1 = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & LAST, (p0 >> 32) ^ c3 ^ k1, p0 & LAST
        k0, k1 = (k0 + 0x9E3779B9) & LAST, (k1 + 0xBB67AE85) & LAST
    assert (c0, c1, c2, c3) == tuple(int(w) for w in compiled(whole_key(key), np.array(counter, np.uint64)))


@given(
    address=st.tuples(st.integers(0, 2**20), st.integers(0, 2**20), words, st.integers(0, 4095)),
    index=st.integers(0, 2**INDEX_BITS - 1),
    seed=st.integers(0, 2**64 - 1),
)
def test_an_address_is_the_counter(address: tuple[int, int, int, int], index: int, seed: int) -> None:
    """A draw is Philox at (subject, district, occasion, purpose and index) under the seed as key."""
    district, subject, occasion, purpose = address
    counter = np.array([subject, district, occasion, purpose << 20 | index], np.uint64)
    expected = compiled(np.uint64(seed), counter)
    drawn = addressed(np.uint64(seed), np.array([district, subject, occasion, purpose, index], np.int64))
    assert expected.tolist() == drawn.tolist()


@given(word=words)
def test_uniform_stays_below_one(word: int) -> None:
    """A word as a number is word / 2^32: in [0, 1), never 1."""
    number = unit(np.uint64(word))
    assert word == number * 2**32
    assert 0 <= number < 1


@given(word=words, count=st.integers(1, 2**31))
def test_below_is_exact_multiply_and_shift(word: int, count: int) -> None:
    """A word brought below n is floor(word * n / 2^32): from 0 to n - 1."""
    number = capped(np.uint64(word), count)
    assert word * count >> 32 == number
    assert 0 <= number < count


def test_below_reaches_both_ends() -> None:
    """The least word gives 0, the greatest n - 1."""
    assert (0, 6) == (capped(np.uint64(0), 7), capped(np.uint64(LAST), 7))


@pytest.mark.parametrize("seed", [1, 2**40 + 5])
@pytest.mark.parametrize("width", [2, 7, 60])
def test_neighbouring_addresses_draw_evenly(seed: int, width: int) -> None:
    """Addresses in a row fall evenly below n: chi-square of 120,000 draws, fixed seeds."""
    _, small = many(np.uint64(seed), 120_000, width)
    assert stats.chisquare(np.bincount(small, minlength=width)).pvalue > 0.001


def test_neighbouring_addresses_are_uncorrelated() -> None:
    """What a subject draws says nothing about what the next one draws."""
    drawn, _ = many(np.uint64(1), 120_000, 2)
    share = drawn.astype(np.float64) / 2**32
    correlation = float(np.corrcoef(share[:-1], share[1:])[0, 1])
    assert abs(correlation) < 4 / np.sqrt(share.size)
    assert stats.kstest(share, "uniform").pvalue > 0.001
