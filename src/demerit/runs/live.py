"""Living a job's worlds into a folder: batches of districts are written as they come, the manifest last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from demerit.runs.inputs import inputs_of
from demerit.runs.manifest import write_inputs, write_manifest
from demerit.runs.store import Store, clear_parts, encoded
from demerit.runs.stored import Stored
from demerit.world.job import Job, job_key
from demerit.world.output.frames import Frames, day_table, joined
from demerit.world.run import check_job, made_of_batches, make_worlds, path_of

Progress = Callable[[int, int], None]


HELD_AT_MOST: Final = 128_000_000
"""Bytes of tables that are handed on in memory; of more, whoever measures them reads what it needs."""
PARTS_AT_MOST: Final = 50
"""Parts of a table that are read as one; of more, each block of districts would ask all."""


def live(job: Job, out: Path, progress: Progress = lambda _done, _total: None) -> Stored:
    """Live all of a job's worlds into the folder `out`: tables, inputs, manifest. The run, as far as at hand.

    A folder that a job of the same key left unfinished is gone on with. `progress` is told how many
    district-worlds of how many are done. Raises Problems for files that do not go together or ask for
    more than this version acts on; KeyboardInterrupt passes through, and may come at any moment.
    """
    stored = live_districts(job, out, progress).written()
    clear_parts(out)
    return stored


@dataclass(frozen=True, kw_only=True)
class LivedDistricts:
    """A job's districts, lived: their parts lie in the folder `out`, whole tables and manifest not yet.

    `held` are all tables by path, where they are at hand; `whole` those that come whole.
    """

    job: Job
    out: Path
    store: Store
    held: Frames
    whole: Frames

    def written(self) -> Stored:
        """Write what the folder lacks, the manifest last; the parts stay."""
        inputs = write_inputs(self.job, self.out)
        write_manifest(self.job, self.out, inputs, self.store.finish(self.whole, self.held))
        return Stored(self.out, inputs=inputs_of(self.job), frames=self.held)

    def tables(self) -> dict[str, pl.LazyFrame]:
        """All tables by path: from memory, or else from the parts; none where these are many."""
        if self.held:
            return {name: table.lazy() for name, table in self.held.items()}
        parts = self.store.scanned() if len(self.store.batches) <= PARTS_AT_MOST else {}
        return parts | {name: table.lazy() for name, table in self.whole.items()} if parts else {}


def live_districts(job: Job, out: Path, progress: Progress) -> LivedDistricts:
    """Live all districts of a job, or those that the folder `out` lacks: see `live`."""
    check_job(job)
    out.mkdir(parents=True, exist_ok=True)
    worlds, districts = make_worlds(job), job.recipe.districts
    store, lives = Store(out, job_key(job)), len(worlds.tables)
    if job.coupled:
        worlds = replace(worlds, progress=partial(_in_days, progress, job.days, districts * lives))
    progress(store.districts * lives, districts * lives)
    held: list[Frames] = []
    room = HELD_AT_MOST if store.districts == 0 else -1  # all batches are held, or none
    for batch in made_of_batches(worlds, list(store.missing(districts, job.batch)), encoded):
        store.keep(batch)
        room -= sum(int(frame.estimated_size()) for frame in batch.batch.frames.values())
        held.append(batch.batch.frames)
        if room < 0:
            held.clear()
        progress(store.districts * lives, districts * lives)
    whole = {path_of(world, "days"): day_table(job.plan, counted) for world, counted in store.days.items()}
    tables = joined(held) | whole if held else {}
    return LivedDistricts(job=job, out=out, store=store, held=tables, whole=whole)


def _in_days(progress: Progress, of: int, districts: int, days: int) -> None:
    """Tell of days lived together as of districts lived."""
    progress(days * districts // (2 * of), districts)
