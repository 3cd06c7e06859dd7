"""Where worlds are asked for and kept: one is lived at a time, the latest are at hand, memory is bounded."""

from __future__ import annotations

import gc
import time
from collections import OrderedDict
from collections.abc import Generator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from threading import Lock
from typing import Any, Final, TypeVar

from demerit.luck.ahead import usable_cores
from demerit.web.asked import Pair, Spec, StudyQuestion
from demerit.web.comparison import AskedComparison
from demerit.web.faults import RefusedRequest
from demerit.web.files import Shelf
from demerit.web.inquiry import STUDY, Inquired
from demerit.web.tasks import Giving, Lane, Task, TaskPart, Work
from demerit.web.world import RANGES, TRACED, WORLD, AskedWorld
from demerit.web.worlds import Baselines, live, trace

MOST_UNFINISHED: Final = 6
MOST_KEPT: Final = 24
MOST_UNASKED: Final = 2
"""Second ranges that pages began by themselves and that are not done: of a world, and of it unchanged."""
UNASKED: Final = "unasked"
"""The lane of what pages begin by themselves: everything else goes first."""
ASKED: Final = (WORLD, TRACED, RANGES)
"""The other lanes; the first is the one that dials wait for."""
MOST_BYTES: Final = 900_000_000
"""Worlds that are at hand, the latest used: how many, and about how many bytes in all."""
MOMENT: Final = 0.05
"""Seconds between two looks whether a dial has been let go."""
LOOKED_AT: Final = 0.25
"""Seconds that a page has to fetch and draw a world, before its ledger wants the same cores."""


T = TypeVar("T", bound=Task)
Ranged = TypeVar("Ranged", AskedWorld, AskedComparison)


class Desk:
    """All worlds of a server, with the lanes that they are lived in."""

    def __init__(
        self, *, workers: int | None = None, studies: Mapping[str, dict[str, Any]] | None = None
    ) -> None:
        """`workers`: how many districts are lived at a time (None: as many as there are cores).

        `studies`: what was found in folders that the command line named, by their ids.
        """
        self.studies = dict(studies or {})
        self.shelf = Shelf()
        self.baselines = Baselines()
        self.workers = workers or usable_cores()
        self._kept: OrderedDict[str, Task] = OrderedDict()
        self._planned = 0
        self._lock = Lock()
        self._lanes = {name: Lane(name, self._tidy) for name in (*ASKED, UNASKED)}

    # ------------------------------------------------------------ asking

    def world(self, spec: Spec) -> AskedWorld:
        """The world of a spec: the one that is there, or a new one on its way.

        Raises what its files raise, and `RefusedRequest` where too much is waited for.
        """
        there = _usable(self._found(spec.id), AskedWorld)
        if there is not None:
            if there.lived is not None and there.parts[TRACED].state == "cancelled":
                self._put_trace(there)
            return there
        with self._dialled():
            world = AskedWorld(spec.id, spec, self.shelf.job(spec, workers=self.workers))
            return self._begun(world, WORLD, lambda part: self._live(world, part))

    @contextmanager
    def _dialled(self) -> Generator[None]:
        """A world is being planned: from now on all else stands still."""
        with self._lock:
            self._planned += 1
        try:
            yield
        finally:
            with self._lock:
                self._planned -= 1

    def pair(self, pair: Pair) -> AskedComparison:
        """Two schemes side by side: what is there, or a new comparison on its way. Raises as `world`."""
        there = _usable(self._found(pair.id), AskedComparison)
        if there is not None:
            return there
        new = AskedComparison(pair.id, self.shelf.jobs(pair, workers=self.workers))
        return self._begun(new, TRACED, lambda part: new.live(self.baselines, part, self._giving(part)))

    def question(self, asked: StudyQuestion) -> Inquired:
        """A study of a scheme's assumptions: what is there, or a new one on its way. Raises as `world`."""
        there = _usable(self._found(asked.id), Inquired)
        if there is not None:
            return there
        new = Inquired(asked.id, asked, self.shelf.job(asked.spec, workers=self.workers))
        return self._begun(
            new, RANGES, lambda part: new.answer(part, self._giving(part), partial(self._say, part))
        )

    def _begun(self, task: T, lane: str, work: Work) -> T:
        """Take a new task in and have its first part worked out, unless somebody else just has."""
        with self._lock:
            there = _usable(self._kept.get(task.key), type(task))
            if there is not None:
                return there
            self._room()
            self._kept[task.key] = task
            self._kept.move_to_end(task.key)
            self._lanes[lane].put(task, task.main.name, work)
        self.drop_oldest()
        return task

    def ranges(self, key: str, kind: type[Ranged], draws: int, *, unasked: bool = False) -> Ranged:
        """Have the second range of a world or a comparison worked out, unless it is there or on its way.

        `unasked`: a page begins it by itself; it waits for all that is asked for, and ends once nobody looks.
        Raises `RefusedRequest` for what is not at hand, or was not lived, and where too many wait.
        """
        task = self.known(key, kind)
        task.need_lived()
        part = task.parts[RANGES]
        if part.waits or task.draws == draws:
            if not unasked:
                part.unasked = False  # asked for now: it goes on when nobody looks, too
            return task
        if unasked:
            self._supersede()
        elif self._lanes[RANGES].length >= MOST_UNFINISHED:
            raise RefusedRequest("busy", "too many second ranges are waited for")
        lane = self._lanes[UNASKED if unasked else RANGES]
        lane.put(task, RANGES, lambda part: self._draw(task, draws, part), unasked=unasked)
        return task

    def _supersede(self) -> None:
        """Make room for one more second range that nobody asked for: the world used longest ago loses its."""
        with self._lock:
            waiting = [task for task in self._kept.values() if task.waits and _unasked(task)]
        for task in waiting[: max(0, len(waiting) - MOST_UNASKED + 1)]:
            task.cancel(RANGES)

    def studies_told(self) -> list[dict[str, Any]]:
        """Every study that can be looked at: those of folders, then those that were asked for here."""
        with self._lock:
            asked = [task for task in self._kept.values() if isinstance(task, Inquired)]
        listed = [(key, "folder", finished["title"]) for key, finished in self.studies.items()]
        listed += [
            (inquired.key, "page", inquired.title)
            for inquired in asked
            if inquired.parts[STUDY].state == "done"
        ]
        return [{"name": key, "from": where, "title": title} for key, where, title in listed]

    def study(self, key: str) -> dict[str, Any]:
        """A study by its id. Raises `RefusedRequest` where none is at hand, or it is not answered yet."""
        if key in self.studies:
            return {"id": key, "state": "done", "from": "folder", **self.studies[key]}
        there = self._found(key)
        if not isinstance(there, Inquired):
            raise RefusedRequest("not-found", f"no study {key[:40]} is at hand: ask for it again")
        return there.as_json()

    # ------------------------------------------------------------ finding

    def _found(self, key: str) -> Task | None:
        """A task that is at hand."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def task(self, key: str) -> Task:
        """A world or a comparison by its id. Raises `RefusedRequest` where it is not at hand."""
        task = self._found(key)
        if task is None:
            raise RefusedRequest("not-found", f"no world {key[:40]} is at hand: ask for it again")
        return task

    def known(self, key: str, kind: type[T]) -> T:
        """A task of a kind by its id. Raises `RefusedRequest` where it is not at hand."""
        task = self.task(key)
        if not isinstance(task, kind):
            raise RefusedRequest("not-found", f"{key[:40]} is a {task.called}, no {kind.called}")
        return task

    def _room(self) -> None:
        """Raise `RefusedRequest` where too much is waited for already; the lock is held."""
        if sum(task.waits and not _unasked(task) for task in self._kept.values()) >= MOST_UNFINISHED:
            raise RefusedRequest(
                "busy", f"{MOST_UNFINISHED} worlds are waited for already: wait for one, or end one"
            )

    def drop_oldest(self) -> None:
        """Let go of what was used longest ago, until the rest is within bounds; what is waited for stays."""
        with self._lock:
            for key in list(self._kept):
                held_bytes = sum(task.bytes for task in self._kept.values())
                if len(self._kept) <= MOST_KEPT and held_bytes <= MOST_BYTES:
                    return
                if not self._kept[key].waits and key != next(reversed(self._kept)):
                    del self._kept[key]

    def close(self) -> None:
        """End everything that is waited for."""
        with self._lock:
            tasks = list(self._kept.values())
        for task in tasks:
            task.cancel()

    # ------------------------------------------------------------ working

    def _live(self, world: AskedWorld, part: TaskPart) -> None:
        """Live a world and measure it; its ledger is next, in a lane that no dial has to wait for."""
        began = time.perf_counter()
        lived = live(world.job, self.baselines, part.stopped, partial(part.progress, "living"))
        world.took[WORLD] = round(time.perf_counter() - began, 3)
        world.tell_lived(lived)
        self._put_trace(world)

    def _put_trace(self, world: AskedWorld) -> None:
        """Have a world's ledger written when it is its turn."""
        self._lanes[TRACED].put(world, TRACED, lambda part: self._trace(world, part))

    def _trace(self, world: AskedWorld, part: TaskPart) -> None:
        """Write a world's ledger and measure what hangs on it."""
        self._look(part, LOOKED_AT)
        self._give_way(part)
        if world.lived is None:
            raise CancelledError
        part.progress("measuring", 0, 1)
        world.tell_traced(trace(world.lived, lambda: self._give_way(part)))
        self.drop_oldest()

    def _tidy(self) -> None:
        """Collect what was let go of while nobody waits, so that no dial pays for it: a world is a ring."""
        if not self._planned and not self._lanes[WORLD].length:
            gc.collect()

    def _draw(self, task: AskedWorld | AskedComparison, draws: int, part: TaskPart) -> None:
        """Work out a second range, after the ledger and giving way to dials."""
        ledger = task.parts.get(TRACED)
        while ledger is not None and ledger.waits:
            self._look(part)
        task.draw(draws, self.workers, self._giving(part), partial(self._say, part, "assumptions"))

    def _say(self, part: TaskPart, stage: str, done: int, total: int) -> None:
        """Say how far a part is, when nobody waits for a world."""
        self._give_way(part)
        part.progress(stage, done, total)

    def _giving(self, part: TaskPart) -> Giving:
        """Who lives a part that gives way."""
        return Giving(lambda: self._give_way(part))

    def _give_way(self, part: TaskPart) -> None:
        """Wait while a world is lived, and unasked for anything; CancelledError once the part is stopped."""
        self._look(part, 0.0)
        lanes = [self._lanes[name] for name in (ASKED if part.unasked else ASKED[:1])]
        while self._planned or any(lane.length for lane in lanes):
            self._look(part)

    def _look(self, part: TaskPart, seconds: float = MOMENT) -> None:
        """Wait a moment; CancelledError once the part is stopped."""
        if part.stopped.wait(seconds):
            raise CancelledError


def _usable(task: Task | None, kind: type[T]) -> T | None:
    """A task, where it is of a kind and was neither ended nor went wrong."""
    if isinstance(task, kind) and task.main.state not in {"failed", "cancelled"}:
        return task
    return None


def _unasked(task: Task) -> bool:
    """Whether all that is waited for of a task is what a page began by itself."""
    return all(part.unasked for part in task.parts.values() if part.waits)
