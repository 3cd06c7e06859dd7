"""Tuning corrects what closed forms miss, and leaves alone what needs none."""

from __future__ import annotations

import numpy as np
import pytest

from demerit.societies.tuning import FriendFigures, fill_groups, measure_pilot, tuned

NATION = (0.911, *[0.0089] * 10)


def pilot(shares: tuple[float, ...], district_people: int) -> tuple[np.ndarray, np.ndarray]:
    """Districts of 60,000 people with groups of these shares."""
    offsets = np.arange(60_000 // district_people + 1) * district_people
    group = np.empty(offsets[-1], dtype=np.uint8)
    fill_groups(offsets, np.cumsum(shares), group)
    return offsets, group


def test_small_groups_are_corrected_for() -> None:
    """Untuned, groups of 1 % make the society a fifth too clustered at 0.05; tuned, it is within 4 %."""
    asked = FriendFigures(mean=8, clustering=0.05, homophily=0.6)
    districts = pilot(NATION, 2_000)
    untuned = measure_pilot(asked, *districts)[0]
    drawn = tuned(asked, NATION, 2_000)
    assert untuned is not None
    assert untuned > 0.06
    assert (0.05, 0.6) == pytest.approx(measure_pilot(drawn, *districts), rel=0.04)


def test_nothing_asked_nothing_tuned() -> None:
    """No clustering and no homophily: drawn as asked; homophily among one group likewise."""
    plain = FriendFigures(mean=8, clustering=0, homophily=0)
    assert plain == tuned(plain, NATION, 2_000)
    alike = FriendFigures(mean=8, clustering=0, homophily=0.5)
    assert alike == tuned(alike, (1.0,), 2_000)


def test_what_cannot_be_stays_in_range() -> None:
    """Less clustering than a district of 20 brings by chance: the figures drawn with stay shares."""
    drawn = tuned(FriendFigures(mean=15, clustering=0.01, homophily=0.9), (0.9, 0.1), 20)
    assert 0 <= drawn.clustering <= 1
    assert 0 <= drawn.homophily <= 1
    assert 15 == drawn.mean


def test_pilot_groups_have_their_shares() -> None:
    """Drawn one by one: within a few tenths of a percent of the society."""
    _, group = pilot(NATION, 2_000)
    assert NATION == pytest.approx(np.bincount(group) / len(group), abs=0.004)
