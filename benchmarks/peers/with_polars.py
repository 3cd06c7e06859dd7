"""Polars: a frame of people, a day a step; draws come from NumPy, as Polars has none a row."""

from __future__ import annotations

import numpy as np
import polars as pl
from tally import LEAST, MOST, POINTS, START, law, timed


def live(people: int, days: int, rate: float, seed: int) -> np.ndarray:
    """The scores after some days."""
    chance, more = law(rate)
    luck = np.random.default_rng(seed)
    frame = pl.DataFrame({"score": np.full(people, START, np.int32)})
    for _ in range(days):
        hit = luck.random(people, np.float32) < chance
        count = np.where(hit, 1 + np.searchsorted(more, luck.random(people)), 0)
        for event in range(int(count.max(initial=0))):
            drawn = np.where(count > event, POINTS[luck.integers(0, POINTS.size, people)], 0)
            frame = frame.with_columns(
                (pl.col("score") + pl.Series(drawn.astype(np.int32))).clip(LEAST, MOST).alias("score")
            )
    return frame["score"].to_numpy()


if __name__ == "__main__":
    timed(live)
