"""A world lived in memory, and lived again without needless work: the world without the scheme is kept."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Event, Lock
from typing import Any, Final

import numpy as np

from demerit.findings.coded import Coded
from demerit.findings.finding import Finding
from demerit.findings.measure import measure
from demerit.runs.tables import BASELINE
from demerit.societies.people import Districts, build
from demerit.study.ensemble.lived import evidence_in
from demerit.world.engine.district import Lived
from demerit.world.engine.patrol import live_together
from demerit.world.job import Job
from demerit.world.output.frames import (
    Frames,
    counterparts,
    day_table,
    joined,
    make_writer,
    subject_names,
)
from demerit.world.run import Worlds, make_worlds, path_of, simulate

WITHOUT_TABLES: Final = ("people", "days", "tallies")
MOST_BASELINES: Final = 6
Progress = Callable[[int, int], None]
"""Called with how many district-worlds of how many are lived."""


@dataclass(frozen=True, kw_only=True)
class LivedWorld:
    """A world as it was lived: people at first, districts at last, and its tables without a ledger."""

    job: Job
    worlds: Worlds
    districts: Districts
    lived: tuple[Lived, ...]
    frames: Frames
    findings: dict[str, Finding]

    @property
    def bytes(self) -> int:
        """About how much memory it holds."""
        rows = sum(district.entries.nbytes + district.refusals.nbytes for district in self.lived)
        return rows + sum(int(frame.estimated_size()) for frame in self.frames.values())


@dataclass(frozen=True, kw_only=True)
class TracedWorld:
    """The same with its ledger: all its tables, in whole numbers, and all its findings."""

    frames: Frames
    coded: Coded
    findings: dict[str, Finding]

    @property
    def bytes(self) -> int:
        """About how much memory it holds, the ledger once as rows and once as numbers."""
        return 2 * sum(int(self.frames[name].estimated_size()) for name in ("ledger", "needs"))


class Baselines:
    """Worlds without a scheme, the latest used: a change to a rule lives one world and not two."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[str, Frames] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Frames | None:
        """The tables of a world without a scheme, where it was lived."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: str, frames: Frames) -> None:
        """Keep a world's tables, and drop the one used longest ago."""
        with self._lock:
            self._kept[key] = frames
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_BASELINES:
                self._kept.popitem(last=False)


def baseline_key(job: Job) -> str:
    """A hash over all that the world without the scheme depends on.

    Of the scheme that is whom it looks at, where scores start and bands lie, and which conducts there are and
    which of them are unlawful: without it nobody is recorded, so that nothing else of it is ever read.
    """
    scheme = job.scheme.model
    whom = scheme.model_dump_json(include={"population", "traits"})
    conducts = sorted(
        (conduct.id, conduct.subject, conduct.family, conduct.lawful) for conduct in scheme.conducts
    )
    held = (whom, scheme.score.model_dump_json(), [band.model_dump_json() for band in scheme.bands], conducts)
    files = (job.society.model.model_dump_json(), job.behaviour.model.model_dump_json())
    options = (job.people, job.days, job.seed, job.frozen)
    return hashlib.sha256(repr((held, files, job.life, options)).encode()).hexdigest()


def live(job: Job, baselines: Baselines, stopped: Event, progress: Progress) -> LivedWorld:
    """Live a world, and the one without its scheme where that is not there yet; measure without the ledger.

    CancelledError once it is stopped.
    """
    key = baseline_key(job)
    without = baselines.get(key)
    quick = job.only(ledger=False, baseline=without is None)
    worlds = replace(make_worlds(quick), stopped=stopped)
    districts = build(job.recipe, 0, job.recipe.districts)
    lived, rows, patrols = _districts(worlds, districts, progress)
    frames = _frames(worlds, "", lived[""], rows[""]) | patrols
    if without is None:
        without = _frames(worlds, BASELINE, lived[BASELINE], rows[BASELINE])
        without = {path_of(BASELINE, name): without[path_of(BASELINE, name)] for name in WITHOUT_TABLES}
        baselines.keep(key, without)
    frames |= without
    frames["counterparts"] = counterparts(frames["people"], frames[path_of(BASELINE, "people")])
    worlds.go_on(0)
    findings = measure(evidence_in(job, frames), before_each=lambda: worlds.go_on(0))
    return LivedWorld(
        job=job, worlds=worlds, districts=districts, lived=tuple(lived[""]), frames=frames, findings=findings
    )


def trace(world: LivedWorld, go_on: Callable[[], None]) -> TracedWorld:
    """Write the ledger of a world that was lived, and ask it everything; what `go_on` raises ends it."""
    writer = make_writer(world.job.plan, world.worlds.tables[""], ledger=True)
    written: list[Frames] = []
    for d, lived in enumerate(world.lived):
        go_on()
        written.append(writer.written(lived, subject_names(world.districts, d)))
    frames = {**world.frames, **joined(written)}
    go_on()
    coded = Coded(evidence_in(world.job, frames))
    return TracedWorld(frames=frames, coded=coded, findings=measure(coded, before_each=go_on))


def _districts(
    worlds: Worlds, districts: Districts, progress: Progress
) -> tuple[dict[str, Sequence[Lived]], dict[str, list[Frames]], Frames]:
    """Every district of every world, by as many threads as there are workers; its rows; where patrols went.

    Whoever lives a district also writes its rows, while the others live theirs.
    """
    job, count = worlds.job, worlds.job.recipe.districts
    whole = count * len(worlds.tables)
    done, lock = [0], Lock()

    def lived_one(world: str, d: int) -> tuple[Lived, Frames]:
        """One district with its rows, and a word that it is done."""
        district = simulate(worlds, worlds.tables[world], districts, d)
        rows = worlds.writers[world].of_district(districts, d, district)
        with lock:
            done[0] += 1
            progress(done[0], whole)
        return district, rows

    def in_days(days: int) -> None:
        """All districts together, so many days on."""
        progress(count * days // job.days, whole)

    progress(0, whole)
    worlds_lived: dict[str, Sequence[Lived]] = {}
    rows: dict[str, list[Frames]] = {}
    patrols: Frames = {}
    with ThreadPoolExecutor(job.workers) as pool:
        apart = [name for name, tables in worlds.tables.items() if not (job.coupled and tables.judged)]
        waiting = {name: [pool.submit(lived_one, name, d) for d in range(count)] for name in apart}
        try:
            if "" not in waiting:
                together = replace(worlds, progress=in_days)
                worlds_lived[""], patrols["allocation"] = live_together(
                    job.plan, worlds.tables[""], districts, job.workers, together.go_on
                )
                write = worlds.writers[""].of_district
                rows[""] = [write(districts, d, lived) for d, lived in enumerate(worlds_lived[""])]
            for name, those in waiting.items():
                both = [future.result() for future in those]
                worlds_lived[name], rows[name] = [lived for lived, _ in both], [of for _, of in both]
        except BaseException:
            worlds.stopped.set()  # what is waiting is not lived
            raise
    return worlds_lived, rows, patrols


def _frames(worlds: Worlds, world: str, lived: Sequence[Lived], rows: Sequence[Frames]) -> Frames:
    """The tables of one world by path, days with them; `rows` are those of each district."""
    days: Any = np.sum([district.state.days for district in lived], axis=0, dtype=np.int64)
    frames = {**joined(rows), "days": day_table(worlds.job.plan, days)}
    return {path_of(world, name): frame for name, frame in frames.items()}
