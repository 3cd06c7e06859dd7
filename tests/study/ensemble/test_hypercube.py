"""Draws that fill each number's range evenly, from addresses alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.luck.purposes import HYPERCUBE
from demerit.study.ensemble.hypercube import hypercube
from worlds import fill_words

names = st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6, unique=True)


@given(names, st.integers(1, 70), st.integers(0, 2**63 - 1))
def test_every_part_of_a_range_has_one_draw(called: list[str], draws: int, seed: int) -> None:
    """Of n draws of a number, one lies in each n-th of its range."""
    found = hypercube(called, draws, seed)
    assert (draws, len(called)) == found.shape
    for column in found.T:
        assert list(range(draws)) == sorted(int(each * draws) for each in column)


@given(names, st.integers(2, 40))
def test_a_number_has_its_draws_whatever_else_varies(called: list[str], draws: int) -> None:
    """Runs that share a number share its draws, in any company and order."""
    together = hypercube(called, draws, 7)
    for place, name in enumerate(called):
        assert np.array_equal(hypercube([name], draws, 7)[:, 0], together[:, place])


def test_another_seed_draws_in_another_order() -> None:
    """The seed matters."""
    assert not np.array_equal(hypercube(["a"], 64, 1), hypercube(["a"], 64, 2))


def test_numbers_do_not_follow_each_other() -> None:
    """Among 200 numbers no two are tied closer than chance ties some of as many: 5 standard errors."""
    found = hypercube([f"number {n}" for n in range(200)], 100, 3)
    apart = np.corrcoef(found.T) - np.eye(200)
    assert np.abs(apart).max() < 5 / np.sqrt(100)


def test_luck_is_philox_by_the_address() -> None:
    """The interpreter's words are those that kernels draw at the same address."""
    import hashlib  # noqa: PLC0415

    address = hashlib.sha256(b"x").digest()
    district, occasion = (int.from_bytes(address[at : at + 4], "big") for at in (0, 4))
    words = np.zeros((8, 1, 4), np.uint32)
    fill_words(np.uint64(5), district, occasion, HYPERCUBE, 0, words)
    order = np.argsort(words[:, 0, 0].astype(np.uint64) << np.uint64(32) | words[:, 0, 1], kind="stable")
    expected = (order + words[:, 0, 2] * 2.0**-32) / 8
    assert np.array_equal(expected, hypercube(["x"], 8, 5)[:, 0])


def test_no_number_has_no_column() -> None:
    """Where nothing varies, there are draws all the same."""
    assert (4, 0) == hypercube([], 4, 1).shape
