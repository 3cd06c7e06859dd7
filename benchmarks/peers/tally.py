"""What every peer lives: 17 kinds of event at a rate a day, each worth points; a score between its walls."""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

POINTS = np.array([-30, -20, -15, -10, -8, -5, -3, -2, -1, 1, 2, 3, 5, 8, 12, 20, 26], np.int64)
START, LEAST, MOST = 1000, 600, 1300
HITS = 12
"""Events of one person on a day that the law tells apart; at 0.7 a day more come once in 1e10 days."""


def law(rate: float) -> tuple[float, np.ndarray]:
    """The chance of any event on a day, and the cumulative law of how many, given that there is one."""
    steps = np.append([1.0], rate / np.arange(1, HITS))
    counts = np.exp(-rate) * np.cumprod(steps)
    return float(1 - counts[0]), np.cumsum(counts[1:]) / (1 - counts[0])


def timed(live: Callable[[int, int, float, int], np.ndarray]) -> None:
    """Live as the command line says; print seconds of this process and the memory, and keep the scores."""
    parser = argparse.ArgumentParser()
    parser.add_argument("people", type=int)
    parser.add_argument("days", type=int)
    parser.add_argument("rate", type=float)
    parser.add_argument("scores", type=Path)
    asked = parser.parse_args()
    live(min(asked.people, 50), 3, asked.rate, 0)  # what a first call loads or compiles is not timed
    before = time.process_time()
    scores = live(asked.people, asked.days, asked.rate, 1)
    seconds = time.process_time() - before
    np.save(asked.scores, np.asarray(scores, np.int64))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"seconds": seconds, "memory": peak}))
