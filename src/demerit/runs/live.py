"""Living a job's worlds into a folder: batches of districts are written as they come, the manifest last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from demerit.runs.manifest import write_inputs, write_manifest
from demerit.runs.store import Store, clear_parts
from demerit.world.job import Job, job_key
from demerit.world.output.frames import day_table
from demerit.world.run import batches, check_job, make_worlds, path_of

Progress = Callable[[int, int], None]


def live(job: Job, out: Path, progress: Progress = lambda _done, _total: None) -> None:
    """Live all of a job's worlds into the folder `out`: tables, inputs, manifest.

    A folder that a job of the same key left unfinished is gone on with. `progress` is told how many
    district-worlds of how many are done. Raises Problems for files that do not go together or ask for
    more than this version acts on; KeyboardInterrupt passes through, and may come at any moment.
    """
    check_job(job)
    out.mkdir(parents=True, exist_ok=True)
    worlds, districts = make_worlds(job), job.recipe.districts
    store, lives = Store(out, job_key(job)), len(worlds.tables)
    if job.coupled:
        worlds = replace(worlds, progress=partial(_in_days, progress, job.days, districts * lives))
    progress(store.districts * lives, districts * lives)
    for batch in batches(worlds, list(store.missing(districts, job.batch))):
        store.add(batch.frames, batch.days, batch.first, batch.districts)
        progress(store.districts * lives, districts * lives)
    inputs = write_inputs(job, out)
    whole = {path_of(world, "days"): day_table(job.plan, counted) for world, counted in store.days().items()}
    write_manifest(job, out, inputs, store.finish(whole))
    clear_parts(out)


def _in_days(progress: Progress, of: int, districts: int, days: int) -> None:
    """Tell of days lived together as of districts lived."""
    progress(days * districts // (2 * of), districts)
