"""What is being worked out: parts in lanes of their own, told as they go, ended when nobody waits.

A part runs in one thread of its lane, so that a second range never keeps a dial waiting for its turn; its
listeners are told from that thread, each in its own event loop.
"""

from __future__ import annotations

import asyncio
import json
import sys
import traceback
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from threading import Condition, Event, Lock, Thread
from typing import Any, ClassVar, Final, Literal

from demerit.web.faults import Fault, RefusedRequest, fault_of
from demerit.world.crew import Behind

State = Literal["none", "queued", "living", "done", "failed", "cancelled"]
MOST_WAITING: Final = 64
"""Messages that a listener may be behind; one that does not read is told again from the start."""

Work = Callable[["TaskPart"], None]


@dataclass(eq=False)
class Listener:
    """Somebody who is told: a queue in an event loop."""

    loop: asyncio.AbstractEventLoop
    queue: asyncio.Queue[tuple[str, Any]] = field(default_factory=lambda: asyncio.Queue(MOST_WAITING))

    def tell(self, event: str, message: Any) -> None:
        """Hand a message over, from any thread."""
        try:
            self.loop.call_soon_threadsafe(self._put, event, message)
        except RuntimeError:  # its loop is closed: the browser is gone
            return

    def _put(self, event: str, message: Any) -> None:
        """Take a message in; of what a slow reader has not taken the oldest goes."""
        if self.queue.full():
            self.queue.get_nowait()
        self.queue.put_nowait((event, message))


@dataclass(eq=False)
class TaskPart:
    """One part of a task, as far as it is; `unasked`: nobody asked, a page did by itself."""

    name: str
    tell: Callable[[str, Any], None]
    state: State = "none"
    stage: str = "waiting"
    done: int = 0
    total: int = 1
    fault: Fault | None = None
    unasked: bool = False
    stopped: Event = field(default_factory=Event)

    @property
    def waits(self) -> bool:
        """Whether it is still to come."""
        return self.state in {"queued", "living"}

    def progress(self, stage: str, done: int, total: int) -> None:
        """Say how far it is; CancelledError once it is stopped."""
        if self.stopped.is_set():
            raise CancelledError
        self.stage, self.done, self.total = stage, done, total
        self.tell("progress", self.as_json())

    def as_json(self) -> dict[str, Any]:
        """How far it is."""
        return {"part": self.name, "stage": self.stage, "done": self.done, "total": self.total}


class Task:
    """Something with parts, and who listens to it; `called`: what it is, to people."""

    called: ClassVar[str] = "task"

    def __init__(self, key: str, parts: tuple[str, ...]) -> None:
        """`key` is what it is called, `parts` what may be worked out of it, in order."""
        self.key = key
        self._listeners: set[Listener] = set()
        self._lock = Lock()
        self.parts = {name: TaskPart(name=name, tell=self._tell) for name in parts}

    def _tell(self, event: str, message: Any) -> None:
        """Tell everybody who listens."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            listener.tell(event, message)

    @property
    def bytes(self) -> int:
        """About how much memory it holds."""
        return 0

    @property
    def main(self) -> TaskPart:
        """The part that comes first, and all others after it."""
        return next(iter(self.parts.values()))

    def need_done(self) -> None:
        """Raise `RefusedRequest` where its first part is not done."""
        if self.main.state != "done":
            raise RefusedRequest("conflict", f"this {self.called} is {self.main.state}")

    @property
    def states(self) -> dict[str, State]:
        """How far each part is."""
        return {name: part.state for name, part in self.parts.items()}

    @property
    def waits(self) -> bool:
        """Whether any part is still to come."""
        return any(part.waits for part in self.parts.values())

    @property
    def heard(self) -> int:
        """How many listen."""
        with self._lock:
            return len(self._listeners)

    def listen(self, listener: Listener) -> None:
        """Tell a new listener how everything stands, and from now on what comes."""
        with self._lock:
            self._listeners.add(listener)
        for part in self.parts.values():
            if part.waits:
                listener.tell("progress", part.as_json())
            elif part.state != "none":
                listener.tell(*ending(part))
        if not self.waits:
            listener.tell("end", {})

    def leave(self, listener: Listener) -> None:
        """Tell somebody no more; what nobody asked for ends with the last who looks."""
        with self._lock:
            self._listeners.discard(listener)
            alone = not self._listeners
        for name, part in self.parts.items():
            if alone and part.unasked:
                self.cancel(name)

    def settle(self) -> None:
        """Say that nothing more comes, where nothing does."""
        if not self.waits:
            self._tell("end", {})

    def cancel(self, *names: str) -> None:
        """End parts that are not done: those named, as far as it has them, or all where none is named."""
        for part in (self.parts[name] for name in names or self.parts if name in self.parts):
            if part.waits:
                part.stopped.set()
            if part.state == "queued":
                part.state = "cancelled"
                self._tell(*ending(part))
        self.settle()


def ending(part: TaskPart) -> tuple[str, Any]:
    """The message of a part that has ended."""
    if part.state == "failed" and part.fault is not None:
        return "failed", {"part": part.name, **part.fault.as_json()}
    if part.state == "cancelled":
        return "cancelled", {"part": part.name}
    return "part", {"part": part.name, "state": part.state}


class Lane:
    """Parts worked out one after another in a thread that ends with the program."""

    def __init__(self, name: str, after: Callable[[], None] = lambda: None) -> None:
        """Begin with nothing to do; `after` is called after each part."""
        self._after = after
        self._waiting: deque[tuple[Task, TaskPart, Work]] = deque()
        self._change = Condition()
        self.busy = False
        Thread(target=self._run, name=f"demerit-{name}", daemon=True).start()

    def put(self, task: Task, name: str, work: Work, *, unasked: bool = False) -> None:
        """Have a part worked out when it is its turn."""
        part = task.parts[name]
        part.unasked = unasked
        part.state, part.stage, part.fault, part.stopped = "queued", "waiting", None, Event()
        part.done, part.total = 0, 1
        with self._change:
            self._waiting.append((task, part, work))
            self._change.notify()
        part.tell("progress", part.as_json())

    @property
    def length(self) -> int:
        """How many parts are waited for, the one at hand with them."""
        with self._change:
            return len(self._waiting) + self.busy

    def _run(self) -> None:
        """Work, to the end of the program."""
        while True:
            with self._change:
                self.busy = False
                while not self._waiting:
                    self._change.wait()
                task, part, work = self._waiting.popleft()
                self.busy = True
            carry_out(task, part, work)
            del task, part, work  # a thread that waits holds no world
            self._after()


class Giving(Behind):
    """Threads that stand back, and stand still while others go first: `go_on` waits, or ends them."""

    def __init__(self, go_on: Callable[[], None]) -> None:
        """`go_on` is asked many times a second, by any thread."""
        self._go_on = go_on

    def go_on(self) -> None:
        """Wait while others go first; CancelledError once nobody waits for the rest."""
        self._go_on()


def carry_out(task: Task, part: TaskPart, work: Work) -> None:
    """Work a part out, and say what became of it; whatever goes wrong is told, and the lane goes on."""
    if part.state != "queued" or part.stopped.is_set():
        return
    part.state = "living"
    try:
        work(part)
        part.state = "done"
    except CancelledError:
        part.state = "cancelled"
    except Exception as error:  # noqa: BLE001 - a page is told, whatever it is
        part.fault = fault_of(error)
        part.state = "cancelled" if part.stopped.is_set() else "failed"
        if part.fault.kind == "internal":
            traceback.print_exception(error, file=sys.stderr)
    part.tell(*ending(part))
    task.settle()


def as_event(event: str, message: Any) -> bytes:
    """A message as a stream of events has it."""
    return f"event: {event}\ndata: {json.dumps(message, allow_nan=False)}\n\n".encode()
