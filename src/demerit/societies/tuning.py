"""What to draw ties with, so that what comes out is what was asked.

The closed forms of `circles` hold for large groups. Small groups are more clustered than asked, and in
small districts chance and repetition disturb both figures; so a few pilot districts are built, measured
and corrected for. The pilot has a seed of its own: a society is tuned the same for every seed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from demerit.luck.compiled import kernel
from demerit.luck.philox import UNIT
from demerit.luck.purposes import TIES
from demerit.societies.tie_sums import SUMS, add_ties, clustering, homophily
from demerit.societies.ties import capacity, fill_ties
from demerit.societies.words import words

PILOT_PEOPLE: Final = 60_000
PILOT_SEED: Final = np.uint64(0)
PILOT_GROUP: Final = 16
ROUNDS: Final = 4
DECIMALS: Final = 6


@dataclass(frozen=True, kw_only=True)
class FriendFigures:
    """Mean number of friends, local clustering (0-1) and homophily (0-1)."""

    mean: float
    clustering: float
    homophily: float


@kernel
def fill_groups(offsets: NDArray[np.int64], bounds: NDArray[np.float64], group: NDArray[np.uint8]) -> None:
    """Pilot groups: drawn one by one, `bounds` the running sums of the groups' shares."""
    for d in range(len(offsets) - 1):
        for person in range(offsets[d], offsets[d + 1]):
            word = words(PILOT_SEED, d, person - offsets[d], 0, TIES, PILOT_GROUP)[0]
            luck = np.float64(word) * UNIT
            mine = 0
            while mine < len(bounds) - 1 and luck >= bounds[mine]:
                mine += 1
            group[person] = mine


def friends_of(
    figures: FriendFigures, seed: np.uint64, first: int, offsets: NDArray[np.int64], group: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
    """Friends in districts from `first` on, drawn with these figures, and where each person's begin."""
    room = sum(capacity(int(people), figures.mean) for people in np.diff(offsets))
    start, friends = np.empty(len(group) + 1, dtype=np.int64), np.empty(room, dtype=np.uint16)
    asked = figures.mean, figures.clustering, figures.homophily
    used = fill_ties(seed, first, offsets, group, *asked, start, friends)
    return start, friends[:used].copy()


def measure_pilot(
    friends: FriendFigures, offsets: NDArray[np.int64], group: NDArray[np.uint8]
) -> tuple[float | None, float | None]:
    """Clustering and homophily of pilot districts drawn with these figures."""
    sums = np.zeros(SUMS)
    add_ties(offsets, group, *friends_of(friends, PILOT_SEED, 0, offsets, group), sums)
    return clustering(sums), homophily(sums)


def _corrected(drawn: float, asked: float, got: float | None) -> float:
    """What to draw with next: the gap between asked and got added, within 0-1; nothing asked stays so."""
    if got is None or asked == 0.0:
        return drawn
    return round(min(1.0, max(0.0, drawn + asked - got)), DECIMALS)


def _miss(asked: FriendFigures, got: tuple[float | None, float | None]) -> float:
    """The larger of both figures' relative errors; figures that were not asked do not count."""
    pairs = zip((asked.clustering, asked.homophily), got, strict=True)
    misses = (abs(have / want - 1.0) for want, have in pairs if want > 0.0 and have is not None)
    return max(misses, default=0.0)


@lru_cache(maxsize=64)
def tuned(asked: FriendFigures, shares: tuple[float, ...], district_people: int) -> FriendFigures:
    """What to draw ties with in districts of so many people with groups of these shares.

    Of a few corrected guesses the closest: where no ties can be as asked (less clustering than chance
    brings to a small district), the nearest that can.
    """
    if asked.clustering == 0.0 and (asked.homophily == 0.0 or len(shares) == 1):
        return asked
    districts = max(1, PILOT_PEOPLE // district_people)
    offsets = np.arange(districts + 1, dtype=np.int64) * district_people
    group = np.empty(int(offsets[-1]), dtype=np.uint8)
    fill_groups(offsets, np.cumsum(np.array(shares)), group)
    drawn = best = asked
    least = np.inf
    for _ in range(ROUNDS):
        got = measure_pilot(drawn, offsets, group)
        if _miss(asked, got) < least:
            best, least = drawn, _miss(asked, got)
        drawn = replace(
            drawn,
            clustering=_corrected(drawn.clustering, asked.clustering, got[0]),
            homophily=_corrected(drawn.homophily, asked.homophily, got[1]),
        )
    return best
