"""NumPy: a day a step; one draw for each person and day, all else only for those whom it hits."""

from __future__ import annotations

import numpy as np
from tally import LEAST, MOST, POINTS, START, law, timed


def live(people: int, days: int, rate: float, seed: int) -> np.ndarray:
    """The scores after some days."""
    chance, more = law(rate)
    luck = np.random.default_rng(seed)
    scores = np.full(people, START, np.int32)
    points = POINTS.astype(np.int32)
    for _ in range(days):
        hit = np.flatnonzero(luck.random(people, np.float32) < chance)
        left = 1 + np.searchsorted(more, luck.random(hit.size))
        while hit.size:
            moved = scores[hit] + points[luck.integers(0, points.size, hit.size)]
            scores[hit] = np.clip(moved, LEAST, MOST)
            left = left - 1
            hit, left = hit[left > 0], left[left > 0]
    return scores


if __name__ == "__main__":
    timed(live)
