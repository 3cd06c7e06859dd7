"""Who lives worlds."""

from __future__ import annotations

import pickle
from threading import current_thread

from demerit.world.crew import THREADS, Threads


def test_threads_answer_calls() -> None:
    """A pool of threads answers what it is given, on other threads than the one that asks."""
    with THREADS.pool(2) as pool:
        assert 3 == pool.submit(max, 1, 3).result()
        assert current_thread().name != pool.submit(lambda: current_thread().name).result()


def test_threads_can_be_sent() -> None:
    """What travels with a job opens a pool where it arrives."""
    assert isinstance(pickle.loads(pickle.dumps(THREADS)), Threads)  # noqa: S301 - made a line before
