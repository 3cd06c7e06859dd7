"""Circles of friends: the coefficient against hand and property, the loss of ties by count."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.circles import newman
from demerit.findings.measure import measure


def test_friends_gone_and_not_replaced(shop: Any) -> None:
    """Of ten friendships of the start, eight are left: a fifth lost."""
    evidence = shop.evidence([shop.person(0, 0), shop.person(0, 1)])
    lost = shop.told(evidence, friends_at_start=[6, 4], friends=[5, 3])
    assert 0.2 == measure(lost)["ties.lost_share"].value


def mixed(shop: Any, *days: tuple[int, dict[tuple[str, str], int]]) -> Any:
    """Ties by both ends' bands on some days."""
    rows = [
        {"day": day, "district": 0, "band": one, "other_band": other, "ties": ties}
        for day, counts in days
        for (one, other), ties in counts.items()
    ]
    return replace(shop.evidence([shop.person(0, 0)]), ties=pl.DataFrame(rows).lazy())


def test_circles_close_over_time(shop: Any) -> None:
    """Evenly mixed at first: 0; like with like at the end: 1."""
    even = dict.fromkeys([(a, b) for a in ("barred", "ordinary") for b in ("barred", "ordinary")], 10)
    apart = {("barred", "barred"): 10, ("ordinary", "ordinary"): 30}
    found = measure(mixed(shop, (0, even), (365, apart)))
    assert found["ties.assortativity"].value == pytest.approx(1.0)
    assert found["ties.assortativity_by_day"].value == pytest.approx({"0": 0.0, "365": 1.0})


def test_one_band_has_no_coefficient(shop: Any) -> None:
    """Where all are alike, nothing can be said about like and unlike."""
    assert measure(mixed(shop, (0, {("ordinary", "ordinary"): 8})))["ties.assortativity"].value is None


@given(
    st.lists(st.integers(1, 50), min_size=3, max_size=3), st.lists(st.integers(1, 50), min_size=3, max_size=3)
)
def test_mixing_by_chance_is_0_and_like_with_like_is_1(one: list[int], other: list[int]) -> None:
    """A table that is the product of its margins gives 0, a diagonal one 1 (Newman 2003)."""
    assert newman(np.outer(one, other).astype(float).ravel()) == pytest.approx(0.0, abs=1e-12)
    assert newman(np.diag(one).astype(float).ravel()) == pytest.approx(1.0)
