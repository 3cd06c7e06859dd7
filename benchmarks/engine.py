"""How fast the engine is, and how much it holds: the figures of DESIGN section 8.

    python benchmarks/engine.py [--short]

Each line is measured in a process of its own, after a small run that compiles. Core time is the
processor time of all threads; the bound beside a figure is the one the project holds itself to.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np

from demerit import api
from demerit.api import jobs_for
from demerit.formats.reading import Document
from demerit.runs import live as living
from demerit.runs.live import live
from demerit.runs.store import encoded
from demerit.schemes.loading import load_scheme, scheme_from_text
from demerit.schemes.model import Scheme
from demerit.societies.people import build
from demerit.study.ensemble.lived import findings_of
from demerit.study.plan import Options
from demerit.world.columns.state import State
from demerit.world.engine.district import live_district
from demerit.world.run import Job, make_worlds

Result = dict[str, float]
PLAIN: Final = "brackwater-standing"
FULL: Final = "as-described"
EVERYTHING: Final = "everything on"
"""`as-described` with redress and two providers besides."""
ON_TOP: Final = """
redress:
  notice: 0.5
  appeal: {rate: 0.2, upheld_if_wrong: 0.6, upheld_if_right: 0.05}
  repair: {after_days: 180, points: 10}
  lapse: {days: 730}
providers: {count: 2, shared: 0.6}
"""
ROLLOUT: Final = "as-described-rollout"
ROLLOUT_DAYS: Final = 5_840
SOCIETY: Final = "china-2020"
WARM_PEOPLE: Final = 4_000
WARM_DAYS: Final = 30
SMALL_PEOPLE: Final = 5_000
SMALL_DAYS: Final = 1_825
SMALL_BOUND: Final = 0.35
"""Core seconds of a small world of an ensemble, with its baseline and its findings."""
ROUNDS: Final = 3
"""How often two workers are held against one: other guests of a machine come and go."""
KIB: Final = 1024


def main() -> None:
    """Measure everything and print a table; with --one, measure one thing and print JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--short", action="store_true", help="smaller worlds: a minute instead of half an hour"
    )
    parser.add_argument("--one", nargs=2, metavar=("NAME", "JSON"), help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.one:
        print(json.dumps(MEASURES[words.one[0]](**json.loads(words.one[1]))))
        return
    report(short=words.short)


def report(*, short: bool) -> None:
    """Print the table, line by line as it is measured."""
    people, days = (20_000, 365) if short else (100_000, 1_825)
    print(f"{'what':<52} {'measured':>14}  bound")
    for scheme, bound in ((PLAIN, 50), (FULL, 65), (EVERYTHING, 90)):
        one = apart("engine", scheme=scheme, people=people, days=days)
        line(f"core-ns an occasion, {scheme}", f"{one['core_ns']:,.1f}", f"at most {bound}")
        line("  occasions a person-year", f"{one['occasions_per_person_year']:,.1f}", "as life has them")
        line("  bytes of state a person, ties included", f"{one['bytes_per_person']:,.1f}", "at most 128")
    for scheme in (PLAIN, FULL):
        small = apart("small", scheme=scheme, worlds=2 if short else 8)
        told = f"a small world of an ensemble, {scheme}"
        line(told, f"{small['core_s']:,.3f} core-s", f"at most {SMALL_BOUND}")
    first = apart("compiling")
    line(
        "compiling, in a machine's first run",
        f"{first['wall_s']:,.1f} s",
        f"under 8 s  ({first['core_s']:,.1f} core-s)",
    )
    years = apart("world", people=people, days=ROLLOUT_DAYS, workers=2, baseline=False, scheme=ROLLOUT)
    line(f"{ROLLOUT}, {people:,} people, 16 years", f"{years['wall_s']:,.1f} s", "100,000 under 120 s")
    pairs(people, days)
    scale(short=short)


def pairs(people: int, days: int) -> None:
    """Two workers against one, and against two processes that share nothing; a world with its baseline."""
    rounds = [in_turn(people, days) for _ in range(ROUNDS)]
    one, two, apart_s, core_s = (median(times) for times in zip(*rounds, strict=True))
    line("2 workers against 1 (wall time, medians of rounds)", f"{one / two:.2f} x", "at least 1.85 x")
    told = f"{2 * one / apart_s:.2f} x"
    line("  what this machine gives 2 processes that share nothing", told, "as it has it")
    bare = apart("world", people=people, days=days, workers=1, baseline=False)
    told = f"{core_s / bare['core_s']:.2f} x"
    line("world and baseline against world (core time)", told, "at most 2.1 x")


def in_turn(people: int, days: int) -> tuple[float, float, float, float]:
    """Wall seconds of a run's worlds by one worker; by two; by one in each of two processes, the later.

    Last, the core seconds of the first.
    """
    world_apart = partial(apart, "world", people=people, days=days, baseline=True)
    one, two = world_apart(workers=1), world_apart(workers=2)
    with ThreadPoolExecutor(2) as pool:
        beside = [pool.submit(world_apart, workers=1) for _ in range(2)]
        later_s = max(call.result()["wall_s"] for call in beside)
    return one["wall_s"], two["wall_s"], later_s, one["core_s"]


def scale(*, short: bool) -> None:
    """Time and memory over people: both should be straight lines."""
    days = 90 if short else 365
    for people in (20_000, 100_000, 200_000) if short else (100_000, 1_000_000, 10_000_000):
        one = apart("world", people=people, days=days, workers=2, baseline=False)
        each = 1e6 * one["core_s"] / people
        told = f"{one['wall_s']:,.1f} s  {one['peak_mib']:,.0f} MiB"
        line(f"{people:,} people, {days} days, 2 workers", told, f"{each:,.1f} core-us a person")


def line(what: str, measured: str, bound: str) -> None:
    """One line of the table."""
    print(f"{what:<52} {measured:>14}  {bound}", flush=True)


def apart(name: str, **options: Any) -> Result:
    """Measure one thing in a process of its own, so that memory is its own."""
    call = [sys.executable, __file__, "--one", name, json.dumps(options)]
    done = subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True)
    found: Result = json.loads(done.stdout.splitlines()[-1])
    return found


def planned(scheme: str, people: int, days: int, workers: int = 1, *, baseline: bool = False) -> Job:
    """A job without ledger, on the society that a run has by default."""
    options = Options(people=people, days=days, workers=workers, baseline=baseline, ledger=False)
    found = everything() if scheme == EVERYTHING else scheme
    (job,) = jobs_for([found], SOCIETY, None, options)
    return job


def everything() -> Document[Scheme]:
    """The fullest scheme of the library, with what it lacks."""
    return scheme_from_text(load_scheme(FULL).text + ON_TOP)


def engine(scheme: str, people: int, days: int) -> Result:
    """One world's core time an occasion, districts one after the other; society and files aside."""
    job = planned(scheme, people, days)
    tables = make_worlds(job).tables[""]
    live_district(job.plan, tables, build(job.recipe, 0, 1), 0)  # compiles
    core_s, occasions, state_bytes = 0.0, 0, 0
    for district in range(job.recipe.districts):
        people_of_it = build(job.recipe, district, 1)
        began = time.process_time()
        state = live_district(job.plan, tables, people_of_it, 0).state
        core_s += time.process_time() - began
        occasions += int(state.people["number"].sum(dtype=np.int64))
        state_bytes += bytes_of(state)
    return {
        "core_ns": 1e9 * core_s / occasions,
        "occasions_per_person_year": occasions / people / days * 365,
        "bytes_per_person": state_bytes / people,
    }


def small(scheme: str, worlds: int) -> Result:
    """Core seconds of 5,000 people's five years in an ensemble: two worlds and findings; the least of seeds.

    Files are read, the society is fitted, and code is compiled once, as an ensemble does; people, tables and
    findings are each world's own.
    """
    job = planned(scheme, SMALL_PEOPLE, SMALL_DAYS, baseline=True)
    findings_of(job)  # compiles
    found: list[float] = []
    for seed in range(2, 2 + worlds):
        began = time.process_time()
        findings_of(job.under(seed))
        found.append(time.process_time() - began)
    return {"core_s": min(found)}


def bytes_of(state: State) -> int:
    """Bytes of a district's state that grow with its people; caps, repeats, cases, ledger or sums aside."""
    people = len(state.people)
    columns: dict[str, Any] = state._asdict()
    for aside in ("limited", "override_end", "mended", "last", "sums"):
        del columns[aside]
    ties = columns.pop("friends").nbytes + columns.pop("friend_start").nbytes
    return ties + sum(c.nbytes for c in columns.values() if people in getattr(c, "shape", ()))


def world(people: int, days: int, workers: int, *, baseline: bool, scheme: str = FULL) -> Result:
    """Wall and core seconds and peak memory of a run's worlds, from files to tables on disk."""
    job = planned(scheme, people, days, workers, baseline=baseline)
    lived(replace(job, people=WARM_PEOPLE, days=WARM_DAYS))
    wall_s, core_s = lived(job)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB
    return {"wall_s": wall_s, "core_s": core_s, "peak_mib": peak}


def lived(job: Job) -> tuple[float, float]:
    """Wall and core seconds of living a job into a folder that is thrown away."""
    wall, core = time.perf_counter(), time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        live(job, Path(folder))
    return time.perf_counter() - wall, time.process_time() - core


def default_run(assumed: int) -> Result:
    """Core seconds of what `demerit run` does by default, stage by stage, with one worker and so many draws.

    Whole tables are written beside the findings; parts of them are encoded by who lives the worlds.
    """
    clock = [0.0]  # processor time since this process began
    (job,) = jobs_for([api.DEFAULT_SCHEME], None, None, Options(workers=1, assumed=assumed))
    stages, parquet_s = ["start"], [0.0]

    def timed(batch: Any) -> Any:
        began = time.process_time()
        made = encoded(batch)
        parquet_s[0] += time.process_time() - began
        return made

    def heard(stage: str, _done: int, _total: int) -> None:
        if stage != stages[-1]:
            stages.append(stage)
            clock.append(time.process_time())

    living.encoded = timed  # it looks it up by this name
    with tempfile.TemporaryDirectory() as folder:
        api.run_job(job, Path(folder) / "run", on_progress=heard)
        clock.append(time.process_time())
    taken = dict(zip(stages, np.diff(clock).tolist(), strict=True))
    return {**taken, "parquet": parquet_s[0], "whole": clock[-1], "people": job.people}


def compiling() -> Result:
    """Wall and core seconds that the first `demerit run` on a machine takes longer than the second."""
    with tempfile.TemporaryDirectory() as empty:
        (first_wall, first_core), (second_wall, second_core) = (command(Path(empty)) for _ in range(2))
    return {"wall_s": first_wall - second_wall, "core_s": first_core - second_core}


def command(empty: Path) -> tuple[float, float]:
    """Wall and core seconds of a small run by the command, with what is compiled kept in a folder."""
    words = ["run", "--people", str(WARM_PEOPLE), "--days", str(WARM_DAYS), "--assumed", "0"]
    call = [sys.executable, "-m", "demerit.cli.main", *words]
    wall, core = time.perf_counter(), children_s()
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(empty / "cache")}
    subprocess.run(call, cwd=empty, env=environment, capture_output=True, check=True)
    return time.perf_counter() - wall, children_s() - core


def children_s() -> float:
    """Core seconds of all processes that were started and have ended, and of those that they started."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


MEASURES: Final[dict[str, Callable[..., Result]]] = {
    "world": world, "engine": engine, "small": small, "compiling": compiling,
    "default_run": default_run,
}  # fmt: skip

if __name__ == "__main__":
    main()
