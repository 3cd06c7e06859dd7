"""Parts in lanes: told as they go, ended when nobody waits, and a fault in one is no end of the lane."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, TypeVar

import pytest

from demerit.errors import WrongUse
from demerit.web.tasks import MOST_WAITING, Giving, Lane, Listener, Task, TaskPart, as_event

T = TypeVar("T")
PATIENCE_SECONDS = 30.0


def until(true: Callable[[], bool]) -> None:
    """Wait for something that must come."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end
        time.sleep(0.005)


def waited(event: Event) -> None:
    """Wait for an event."""
    event.wait(PATIENCE_SECONDS)


def alone(work: Callable[[], Coroutine[Any, Any, T]]) -> T:
    """Run to its end on a thread of its own: a browser's tests keep a loop on this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(work())).result()


def test_parts_are_carried_out_one_after_another() -> None:
    """A lane works parts out in the order in which they came."""
    lane, order = Lane("test"), list[str]()
    tasks = [Task(str(number), ("a",)) for number in range(5)]
    for task in tasks:
        lane.put(task, "a", lambda _part, task=task: order.append(task.key))
    until(lambda: not any(task.waits for task in tasks))
    assert ["0", "1", "2", "3", "4"] == order
    assert {"done"} == {task.states["a"] for task in tasks}


def test_a_part_that_is_cancelled_before_its_turn_is_not_worked_out() -> None:
    """What nobody waits for is never begun."""
    lane, go, worked = Lane("test"), Event(), list[str]()
    first, other = Task("first", ("a",)), Task("other", ("a",))
    lane.put(first, "a", lambda _part: waited(go))
    lane.put(other, "a", lambda _part: worked.append("other"))
    assert 2 == lane.length
    other.cancel()
    go.set()
    until(lambda: lane.length == 0)
    assert ([], "cancelled", "done") == (worked, other.states["a"], first.states["a"])


def test_a_part_that_is_cancelled_ends_with_its_next_word() -> None:
    """Work that tells how far it is learns there that nobody waits."""
    lane, begun = Lane("test"), Event()

    def work(part: TaskPart) -> None:
        begun.set()
        while True:
            part.progress("living", 1, 2)
            time.sleep(0.001)

    task = Task("x", ("a",))
    lane.put(task, "a", work)
    begun.wait(PATIENCE_SECONDS)
    task.cancel("a")
    until(lambda: task.states["a"] == "cancelled")


def test_a_failure_is_told_and_the_lane_goes_on(capfd: pytest.CaptureFixture[str]) -> None:
    """What goes wrong is the part's; a fault of the program is printed where it runs, and not told."""
    lane = Lane("test")

    def wrong(_part: TaskPart) -> None:
        raise WrongUse("--days 0")

    def broken(_part: TaskPart) -> None:
        raise ValueError("secret")

    tasks = [Task(name, ("a",)) for name in ("wrong", "broken", "well")]
    for task, work in zip(tasks, (wrong, broken, lambda _part: None), strict=True):
        lane.put(task, "a", work)
    until(lambda: not any(task.waits for task in tasks))
    assert ["failed", "failed", "done"] == [task.states["a"] for task in tasks]
    faults = [task.parts["a"].fault for task in tasks]
    assert ["wrong-use", "internal"] == [fault.kind for fault in faults if fault]
    assert "secret" not in str(faults)
    assert "secret" in capfd.readouterr().err


def test_who_comes_late_is_told_everything() -> None:
    """A listener that comes after the end hears what became of each part, and that nothing more comes."""

    async def heard() -> list[str]:
        task, lane = Task("x", ("a", "b")), Lane("test")
        lane.put(task, "a", lambda part: part.progress("living", 1, 1))
        await asyncio.to_thread(until, lambda: not task.waits)
        listener = Listener(asyncio.get_running_loop())
        task.listen(listener)
        await asyncio.sleep(0.05)
        assert 1 == task.heard
        task.leave(listener)
        assert 0 == task.heard
        return [listener.queue.get_nowait()[0] for _ in range(listener.queue.qsize())]

    assert ["part", "end"] == alone(heard)


def test_a_slow_listener_holds_nobody_up() -> None:
    """Of a listener that does not read, the oldest messages go; memory does not grow."""

    async def kept() -> tuple[int, int]:
        listener = Listener(asyncio.get_running_loop())
        for number in range(3 * MOST_WAITING):
            listener.tell("progress", number)
        await asyncio.sleep(0.05)
        return listener.queue.qsize(), listener.queue.get_nowait()[1]

    assert (MOST_WAITING, 2 * MOST_WAITING) == alone(kept)


def test_who_is_gone_is_told_nothing() -> None:
    """A message to a loop that has ended is dropped."""
    loop = asyncio.new_event_loop()
    listener = Listener(loop)
    loop.close()
    listener.tell("progress", 1)
    assert listener.queue.empty()


def test_a_message_is_one_event_of_a_stream() -> None:
    """Name, data in one line of JSON, and an empty line."""
    assert b'event: part\ndata: {"a": "b\\nc"}\n\n' == as_event("part", {"a": "b\nc"})


def test_threads_that_give_way_ask_before_they_go_on() -> None:
    """What they are told ends them: whoever lives with them hears of it."""
    asked: list[int] = []
    crew = Giving(lambda: asked.append(1))
    with crew.pool(1) as pool:
        pool.submit(crew.go_on).result()
    assert [1] == asked
