"""What leads is named where draws show it, and nothing is where they do not."""

from __future__ import annotations

import numpy as np

from demerit.study.ensemble.hypercube import hypercube
from demerit.study.ensemble.leading import leading

NAMES = tuple(f"n{place}" for place in range(300))


def test_what_leads_is_found_among_hundreds() -> None:
    """Of y = 3 a + 2 b + noise the shares are 9 and 4 parts, within their intervals."""
    shares = hypercube(NAMES, 128, 1)
    values = 3 * shares[:, 5] - 2 * shares[:, 9]
    found = leading(NAMES, shares, values)
    assert ["n5", "n9"] == [each.number for each in found[:2]]
    assert [True, False] == [each.rises for each in found[:2]]
    for each, expected in zip(found, (9 / 13, 4 / 13), strict=False):
        assert each.low <= expected <= each.high


def test_where_nothing_leads_hardly_anything_is_named() -> None:
    """A finding that comes of 300 numbers alike names one of them in one case of twenty: 6 of 40 at most."""
    drawn = [hypercube(NAMES, 64, seed) for seed in range(40)]
    assert 6 >= sum(bool(leading(NAMES, shares, shares.sum(axis=1))) for shares in drawn)


def test_a_finding_that_nothing_moves_has_no_leader() -> None:
    """Equal in all draws, or in none there."""
    shares = hypercube(NAMES, 64, 1)
    assert [] == leading(NAMES, shares, np.ones(64))
    assert [] == leading(NAMES, shares, np.full(64, np.nan))
    assert [] == leading((), np.zeros((64, 0)), np.arange(64.0))
