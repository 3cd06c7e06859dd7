"""NumPy, dense: one array a quantity, every draw for everybody, a mask in place of an index.

The usual vectorised model, which is as long for the idle as for those whom an event hits; only the few whom a
day brings several are gone round again by their index.
"""

from __future__ import annotations

import numpy as np
from tally import LEAST, MOST, POINTS, START, law, timed


def live(people: int, days: int, rate: float, seed: int) -> np.ndarray:
    """The scores after some days."""
    chance, more = law(rate)
    luck = np.random.default_rng(seed)
    scores = np.full(people, START)
    for _ in range(days):
        hit = luck.random(people) < chance
        moved = scores + POINTS[luck.integers(0, POINTS.size, people)]
        scores = np.where(hit, np.clip(moved, LEAST, MOST), scores)
        again = np.flatnonzero(hit & (luck.random(people) > more[0]))
        left = np.searchsorted(more, more[0] + (1 - more[0]) * luck.random(again.size))
        while again.size:
            moved = scores[again] + POINTS[luck.integers(0, POINTS.size, again.size)]
            scores[again] = np.clip(moved, LEAST, MOST)
            left = left - 1
            again, left = again[left > 0], left[left > 0]
    return scores


if __name__ == "__main__":
    timed(live)
