"""Who lives worlds."""

from __future__ import annotations

import os
import pickle
import sys
from threading import current_thread, get_native_id

import pytest

from demerit.world import crew
from demerit.world.crew import THREADS, Behind, Crew

STEPS = 11


def test_threads_answer_calls() -> None:
    """A pool of threads answers what it is given, on other threads than the one that asks."""
    with THREADS.pool(2) as pool:
        assert 3 == pool.submit(max, 1, 3).result()
        assert current_thread().name != pool.submit(lambda: current_thread().name).result()


def test_threads_can_be_sent() -> None:
    """What travels with a job arrives as threads of whoever it comes to, whatever it was."""
    for sent in (THREADS, Behind()):
        assert type(pickle.loads(pickle.dumps(sent))) is Crew  # noqa: S301 - made a line before


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a thread stand back by itself")
def test_threads_behind_stand_back_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads of the pool that stands back yield to others by so many steps; whoever asked them does not."""
    monkeypatch.setattr(crew, "NICENESS", STEPS)
    before = os.getpriority(os.PRIO_PROCESS, get_native_id())
    with Behind().pool(2) as pool:
        behind = pool.submit(lambda: os.getpriority(os.PRIO_PROCESS, get_native_id())).result()
        nested = pool.submit(_priority_of_a_pool_within).result()
    assert [max(before, STEPS)] * 2 == [behind, nested]
    assert before == os.getpriority(os.PRIO_PROCESS, get_native_id())


def _priority_of_a_pool_within() -> int:
    """How far a pool stands back that a thread of such a pool opens."""
    with THREADS.pool(1) as pool:
        return pool.submit(lambda: os.getpriority(os.PRIO_PROCESS, get_native_id())).result()
