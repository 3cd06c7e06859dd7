"""Where worlds are asked for and kept: one is lived at a time, the latest are at hand, memory is bounded."""

from __future__ import annotations

import gc
import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import replace
from threading import Lock
from typing import Any, Final

from demerit.luck.ahead import usable_cores
from demerit.study.ensemble.assumed import draw_all
from demerit.web.asked import Pair, Question, Spec
from demerit.web.comparison import COMPARED, Comparison
from demerit.web.faults import Refused
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

        Raises what its files raise, and `Refused` where too much is waited for.
        """
        there = self._found(spec.id)
        if isinstance(there, AskedWorld) and there.parts[WORLD].state not in {"failed", "cancelled"}:
            if there.lived is not None and there.parts[TRACED].state == "cancelled":
                self._put_trace(there)
            return there
        with self._dialled():
            return self._begun(AskedWorld(spec.id, spec, self.shelf.job(spec, workers=self.workers)))

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

    def _begun(self, world: AskedWorld) -> AskedWorld:
        """Take a new world in, unless somebody else just has."""
        with self._lock:
            there = self._kept.get(world.key)
            if isinstance(there, AskedWorld) and there.parts[WORLD].state not in {"failed", "cancelled"}:
                return there
            self._room()
            self._kept[world.key] = world
            self._kept.move_to_end(world.key)
            self._lanes[WORLD].put(world, WORLD, lambda part: self._live(world, part))
        self.drop_oldest()
        return world

    def ranges(self, key: str, draws: int, *, unasked: bool = False) -> AskedWorld:
        """Have the second range of a world worked out, unless it is there or on its way.

        `unasked`: a page begins it by itself; it waits for all that is asked for, and ends once nobody looks.
        Raises `Refused` for an unknown world, or one that was not lived.
        """
        world = self.known(key)
        if world.lived is None:
            raise Refused("conflict", "this world has not been lived yet")
        part = world.parts[RANGES]
        if part.state not in {"queued", "living"} and (world.drawn is None or world.drawn.draws != draws):
            self._put_ranges(world, lambda part: self._draw(world, draws, part), unasked=unasked)
        elif not unasked:
            part.unasked = False  # somebody asks for what a page began: it goes on when nobody looks, too
        return world

    def pair_ranges(self, key: str, draws: int, *, unasked: bool = False) -> Comparison:
        """Have the second ranges of a comparison worked out, unless they are there or on their way.

        Raises `Refused` for an unknown comparison, or one that was not lived.
        """
        comparison = self.compared(key)
        if comparison.parts[COMPARED].state != "done":
            raise Refused("conflict", "these worlds have not been lived yet")
        drawn = comparison.drawn is not None and comparison.drawn[0].draws == draws
        if comparison.parts[RANGES].state not in {"queued", "living"} and not drawn:
            self._put_ranges(
                comparison,
                lambda part: comparison.draw(draws, self.workers, self._giving(part), self._drawing(part)),
                unasked=unasked,
            )
        elif not unasked:
            comparison.parts[RANGES].unasked = False
        return comparison

    def _put_ranges(self, task: Task, work: Work, *, unasked: bool = False) -> None:
        """Have a second range worked out when it is its turn. Raises `Refused` where too many wait."""
        if unasked:
            self._supersede()
            self._lanes[UNASKED].put(task, RANGES, work, unasked=True)
            return
        if self._lanes[RANGES].length >= MOST_UNFINISHED:
            raise Refused("busy", "too many second ranges are waited for")
        self._lanes[RANGES].put(task, RANGES, work)

    def _supersede(self) -> None:
        """Make room for one more second range that nobody asked for: the world used longest ago loses its."""
        with self._lock:
            waiting = [task for task in self._kept.values() if task.waits and _unasked(task)]
        for task in waiting[: max(0, len(waiting) - MOST_UNASKED + 1)]:
            task.cancel(RANGES)

    def pair(self, pair: Pair) -> Comparison:
        """Two schemes side by side: what is there, or a new comparison on its way."""
        there = self._found(pair.id)
        if isinstance(there, Comparison) and there.parts[COMPARED].state not in {"failed", "cancelled"}:
            return there
        jobs = self.shelf.jobs(pair, workers=self.workers)
        comparison = Comparison(pair.id, jobs)
        with self._lock:
            self._room()
            self._kept[pair.id] = comparison
            self._lanes[TRACED].put(
                comparison,
                COMPARED,
                lambda part: comparison.live(self.baselines, part, self._giving(part)),
            )
        return comparison

    def question(self, asked: Question) -> Inquired:
        """A study of a scheme's assumptions: what is there, or a new one on its way.

        Raises what its files raise, and `Refused` where too much is waited for.
        """
        there = self._found(asked.id)
        if isinstance(there, Inquired) and there.parts[STUDY].state not in {"failed", "cancelled"}:
            return there
        job = self.shelf.job(asked.spec, workers=self.workers)
        inquired = Inquired(asked.id, asked, job)
        with self._lock:
            self._room()
            self._kept[asked.id] = inquired
            self._lanes[RANGES].put(inquired, STUDY, lambda part: self._inquire(inquired, part))
        return inquired

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
        """A study by its id. Raises `Refused` where none is at hand, or it is not answered yet."""
        if key in self.studies:
            return {"id": key, "state": "done", "from": "folder", **self.studies[key]}
        there = self._found(key)
        if not isinstance(there, Inquired):
            raise Refused("not-found", f"no study {key[:40]} is at hand: ask for it again")
        return there.as_json()

    # ------------------------------------------------------------ finding

    def _found(self, key: str) -> Task | None:
        """A task that is at hand."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def task(self, key: str) -> Task:
        """A world or a comparison by its id. Raises `Refused` where it is not at hand."""
        there = self._found(key)
        if there is None:
            raise Refused("not-found", f"no world {key[:40]} is at hand: ask for it again")
        return there

    def known(self, key: str) -> AskedWorld:
        """A world by its id. Raises `Refused` where it is not at hand."""
        there = self.task(key)
        if not isinstance(there, AskedWorld):
            raise Refused("not-found", f"{key[:40]} is a comparison, no world")
        return there

    def compared(self, key: str) -> Comparison:
        """A comparison by its id. Raises `Refused` where it is not at hand."""
        there = self.task(key)
        if not isinstance(there, Comparison):
            raise Refused("not-found", f"{key[:40]} is a world, no comparison")
        return there

    def _room(self) -> None:
        """Raise `Refused` where too much is waited for already; the lock is held."""
        if sum(task.waits and not _unasked(task) for task in self._kept.values()) >= MOST_UNFINISHED:
            raise Refused(
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
        lived = live(world.job, self.baselines, part.stopped, part.living("living"))
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

    def _draw(self, world: AskedWorld, draws: int, part: TaskPart) -> None:
        """Work out a world's second range, giving way to dials."""
        while world.traced is None and world.parts[TRACED].state in {"queued", "living"}:
            self._look(part)
        job, progress = replace(world.job, workers=self.workers, crew=self._giving(part)), self._drawing(part)
        world.tell_ranges(draw_all(job, world.findings, draws=draws, on_progress=progress))

    def _drawing(self, part: TaskPart) -> Callable[[int, int], None]:
        """Say how far draws are, when nobody waits for a world."""

        def progress(done: int, total: int) -> None:
            """So many of so many."""
            self._give_way(part)
            part.progress("assumptions", done, total)

        return progress

    def _inquire(self, inquired: Inquired, part: TaskPart) -> None:
        """Answer a question about assumptions, giving way to dials."""

        def progress(stage: str, done: int, total: int) -> None:
            """Say how far it is, when nobody waits for a world."""
            self._give_way(part)
            part.progress(stage, done, total)

        inquired.answer(part, self._giving(part), progress)

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


def _unasked(task: Task) -> bool:
    """Whether all that is waited for of a task is what a page began by itself."""
    return all(part.unasked for part in task.parts.values() if part.state in {"queued", "living"})
