"""Friends: mutual, never doubled, as many, as clustered and as much alike as asked."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.societies import tuning
from demerit.societies.tie_sums import SUMS, add_ties, clustering, homophily
from demerit.societies.tuning import FriendFigures, tuned

TOWN = (0.9, 0.1)
NATION = (0.911, 0.014, 0.012, 0.009, 0.008, 0.008, 0.008, 0.007, 0.007, 0.005, 0.005, 0.006)


def friends_of(
    group: np.ndarray, sizes: list[int], asked: FriendFigures, seed: int = 1
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Offsets, where each person's friends start, and the friends."""
    offsets = np.concatenate(([0], np.cumsum(sizes)))
    return offsets, *tuning.friends_of(asked, np.uint64(seed), 0, offsets, group)


def measured(
    shares: tuple[float, ...], asked: FriendFigures, district_people: int = 2_000
) -> tuple[float, ...]:
    """Mean, clustering and homophily of 200,000 people drawn with what `tuned` says."""
    districts = 200_000 // district_people
    even = np.repeat(np.arange(len(shares)), np.round(np.array(shares) * district_people).astype(int))
    group = np.tile(even[:district_people], districts).astype(np.uint8)
    sizes = [len(even[:district_people])] * districts
    offsets, start, friends = friends_of(group, sizes, tuned(asked, shares, district_people), seed=7)
    sums = np.zeros(SUMS)
    add_ties(offsets, group, start, friends, sums)
    return len(friends) / len(group), clustering(sums) or 0.0, homophily(sums) or 0.0


@given(
    sizes=st.lists(st.integers(2, 60), min_size=1, max_size=4),
    mean=st.floats(0, 40),
    close=st.floats(0, 1),
    alike=st.floats(0, 1),
    seed=st.integers(0, 2**64 - 1),
)
def test_ties_are_mutual_and_single(
    sizes: list[int], mean: float, close: float, alike: float, seed: int
) -> None:
    """Whatever is asked: nobody is tied to themselves, nobody twice, and every tie goes both ways."""
    group = (np.arange(sum(sizes)) % 7 == 0).astype(np.uint8)
    asked = FriendFigures(mean=mean, clustering=close, homophily=alike)
    offsets, start, friends = friends_of(group, sizes, asked, seed)
    assert (0, len(friends)) == (start[0], start[-1])
    for d, size in enumerate(sizes):
        ties = set()
        for person in range(size):
            mine = friends[start[offsets[d] + person] : start[offsets[d] + person + 1]].tolist()
            assert sorted(set(mine)) == mine
            assert all(other < size and other != person for other in mine)
            ties |= {(person, other) for other in mine}
        assert {(other, person) for person, other in ties} == ties


@given(size=st.integers(2, 50), mean=st.floats(0, 60))
def test_small_districts_have_their_ties(size: int, mean: float) -> None:
    """The mean is met within 2 % and five standard deviations; at most all neighbours are friends."""
    asked = FriendFigures(mean=mean, clustering=0.14, homophily=0.3)
    group = (np.arange(400 * size) % 5 == 0).astype(np.uint8)
    _, _, friends = friends_of(group, [size] * 400, asked)
    ties = 400 * size * min(mean, size - 1) / 2
    assert ties == pytest.approx(len(friends) / 2, abs=5 * np.sqrt(ties + 1) + 0.02 * ties)


@pytest.mark.parametrize("shares", [TOWN, NATION])
@pytest.mark.parametrize(
    ("mean", "close", "alike"),
    [
        (8, 0.14, 0.3),
        (6.9, 0.14, 0.3),
        (4, 0.05, 0.6),
        (4, 0.3, 0.3),
        (15, 0.05, 0.3),
        (15, 0.3, 0.6),
        (8, 0.3, 0.6),
    ],
)
def test_ties_are_as_asked(shares: tuple[float, ...], mean: float, close: float, alike: float) -> None:
    """Mean within 0.5 %, clustering and homophily within 5 %, in a town and in a nation of small groups."""
    got = measured(shares, FriendFigures(mean=mean, clustering=close, homophily=alike))
    assert mean == pytest.approx(got[0], rel=0.005)
    assert close == pytest.approx(got[1], rel=0.05)
    assert alike == pytest.approx(got[2], rel=0.05)


def test_ties_by_chance_alone() -> None:
    """Nothing asked: friends know each other and are alike as chance has it, 8 / 1999 and no more."""
    mean, close, alike = measured(TOWN, FriendFigures(mean=8, clustering=0, homophily=0))
    assert 8 == pytest.approx(mean, rel=0.005)
    assert 8 / 1_999 == pytest.approx(close, abs=0.001)
    assert 0 == pytest.approx(alike, abs=0.01)


def test_numbers_of_friends_vary() -> None:
    """Nearly as widely as Poisson's law would have it."""
    group = np.zeros(20_000, dtype=np.uint8)
    _, start, _ = friends_of(group, [2_000] * 10, FriendFigures(mean=8, clustering=0.14, homophily=0.3))
    degree = np.diff(start)
    assert 0.7 * np.sqrt(8) < degree.std() < 1.1 * np.sqrt(8)
    assert degree.min() <= 2
    assert degree.max() >= 15
