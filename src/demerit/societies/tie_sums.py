"""Sums over ties, from which clustering and homophily follow.

Local clustering is the mean, over people with at least two friends, of the share of pairs of their
friends who are friends (Watts & Strogatz 1998, Nature 393:440-442). Homophily is the share of ties within
groups beyond chance: (within - chance) / (1 - chance), where chance is that two people of the same
district are of one group (Coleman 1958, Human Organization 17:28-36, on the society as a whole).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from demerit.luck.compiled import inline_allocating, kernel
from demerit.societies.words import signed

TIES: Final = 0
TRIADS: Final = 1
COUNTED: Final = 2
WITHIN: Final = 3
CHANCE: Final = 4
SUMS: Final = 5


@inline_allocating
def pairs_met(
    start: int, friend_start: NDArray[np.int64], friends: NDArray[np.uint16], met: NDArray[np.int64]
) -> None:
    """How many friends of friends of everybody in a district are their friends; `start`: its first person.

    Each pair of friends is met twice, from either side. What a tie's two have in common is counted once, for
    both: friends ascend.
    """
    mine = np.zeros(len(met), dtype=np.uint8)
    for person in range(len(met)):
        low, high = friend_start[start + person], friend_start[start + person + 1]
        for i in range(low, high):
            mine[friends[i]] = 1
        for i in range(high - 1, low - 1, -1):
            other = signed(friends[i])
            if other < person:
                break
            common = 0
            for j in range(friend_start[start + other], friend_start[start + other + 1]):
                common += signed(mine[np.uint64(friends[np.uint64(j)])])
            met[person] += common
            met[other] += common
        for i in range(low, high):
            mine[friends[i]] = 0


@kernel
def add_ties(
    offsets: NDArray[np.int64], group: NDArray[np.uint8], friend_start: NDArray[np.int64],
    friends: NDArray[np.uint16], sums: NDArray[np.float64],
) -> None:  # fmt: skip
    """Add a batch of districts to the running sums, in the order of the constants above."""
    for d in range(len(offsets) - 1):
        start, people = offsets[d], offsets[d + 1] - offsets[d]
        crowd = np.zeros(256, dtype=np.int64)
        met = np.zeros(people, dtype=np.int64)
        pairs_met(start, friend_start, friends, met)
        alike = 0  # ordered pairs of one group
        for person in range(start, offsets[d + 1]):
            alike += 2 * crowd[group[person]]
            crowd[group[person]] += 1
        same = alike / (people * (people - 1))
        for person in range(start, offsets[d + 1]):
            degree = friend_start[person + 1] - friend_start[person]
            sums[TIES] += degree
            sums[CHANCE] += degree * same
            within = 0
            for i in range(friend_start[person], friend_start[person + 1]):
                within += group[start + signed(friends[i])] == group[person]
            sums[WITHIN] += within
            if degree > 1:
                sums[TRIADS] += met[person - start] / (degree * (degree - 1))
                sums[COUNTED] += 1


def clustering(sums: NDArray[np.float64]) -> float | None:
    """Mean local clustering; None where nobody has two friends."""
    return float(sums[TRIADS] / sums[COUNTED]) if sums[COUNTED] else None


def homophily(sums: NDArray[np.float64]) -> float | None:
    """Share of ties within groups beyond chance; None without ties, or where all are of one group."""
    if not sums[TIES] or sums[CHANCE] >= sums[TIES]:
        return None
    return float((sums[WITHIN] - sums[CHANCE]) / (sums[TIES] - sums[CHANCE]))
