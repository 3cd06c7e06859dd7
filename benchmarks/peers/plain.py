"""Plain Python: a loop over days and people."""

from __future__ import annotations

import random
from bisect import bisect_left

import numpy as np
from tally import LEAST, MOST, POINTS, START, law, timed


def live(people: int, days: int, rate: float, seed: int) -> np.ndarray:
    """The scores after some days."""
    chance, more = law(rate)
    counts, points = more.tolist(), POINTS.tolist()
    luck = random.Random(seed)
    scores = [START] * people
    for _ in range(days):
        for i in range(people):
            if luck.random() < chance:
                for _ in range(1 + bisect_left(counts, luck.random())):
                    scores[i] = min(max(scores[i] + luck.choice(points), LEAST), MOST)
    return np.array(scores)


if __name__ == "__main__":
    timed(live)
