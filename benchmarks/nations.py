"""From a town to a nation: time, memory and disk of a whole run over people, and what that makes of 10^8.

    python benchmarks/nations.py [--people N ...] [--days D] [--page FILE]

Each size is one `demerit run` without a ledger, with its baseline, findings and report, in a process of its
own on two workers. Core time is the processor time of all threads, memory the peak of the process, disk what
the folder holds at the end; on the way it holds up to twice as much. The exponent is the slope of core time
over people on logarithms, the last line an extrapolation and no measurement.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from marked import write_between

from demerit.api import jobs_for, run_job
from demerit.study.plan import Options, expected_of
from demerit.world.run import Job

SCHEME: Final = "as-described"
SOCIETY: Final = "china-2020"
SIZES: Final = (100_000, 1_000_000)
NATION: Final = 100_000_000
WARM: Final = 4_000
KIB: Final = 1024
GIB: Final = 2**30


@dataclass(frozen=True, kw_only=True)
class Size:
    """What a run of so many people took: seconds by stage, bytes of memory and of disk."""

    people: int
    core_s: float
    wall_s: float
    living_s: float
    measuring_s: float
    reporting_s: float
    memory: int
    foretold: int
    disk: int


def main() -> None:
    """Measure every size and print the table; with --one, measure one and print JSON."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("--people", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--page", type=Path, help="also write the table into this page, between its marks")
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.one:
        print(json.dumps(asdict(measured(words.one, words.days))))
        return
    sizes: list[Size] = []
    for people in sorted(words.people):
        call = [sys.executable, __file__, "--one", str(people), "--days", str(words.days)]
        done = subprocess.run(call, stdout=subprocess.PIPE, text=True, check=True)
        sizes.append(Size(**json.loads(done.stdout.splitlines()[-1])))
        print(row(sizes[-1]), file=sys.stderr, flush=True)
    text = "\n".join(table(sizes, words.days))
    print(text)
    if words.page is not None:
        write_between(words.page, "nations", text)


def measured(people: int, days: int) -> Size:
    """One run, after a small one that loads what was compiled."""
    stages: dict[str, float] = {}
    at = {"stage": "", "since": time.process_time()}

    def on_progress(stage: str, _done: int, _total: int) -> None:
        if stage != at["stage"]:
            now = time.process_time()
            stages[str(at["stage"])] = now - float(at["since"])
            at.update(stage=stage, since=now)

    with tempfile.TemporaryDirectory() as folder:
        run_job(jobs(WARM, days)[0], Path(folder) / "warm")
        (job,) = jobs(people, days)
        wall, core = time.perf_counter(), time.process_time()
        run_job(job, Path(folder) / "run", on_progress=on_progress)
        on_progress("end", 0, 0)
        return Size(
            people=people,
            core_s=time.process_time() - core,
            wall_s=time.perf_counter() - wall,
            living_s=stages["living"],
            measuring_s=stages["measuring"],
            reporting_s=stages["reporting"],
            memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB,
            foretold=expected_of(job).memory_bytes,
            disk=sum(path.stat().st_size for path in (Path(folder) / "run").rglob("*") if path.is_file()),
        )


def jobs(people: int, days: int) -> list[Job]:
    """A run as the command has it for many people, without draws of assumed numbers."""
    options = Options(people=people, days=days, workers=2, assumed=0, ledger=False)
    return jobs_for([SCHEME], SOCIETY, None, options)


def exponent(sizes: list[Size]) -> float:
    """The slope of core time over people, on logarithms, by least squares."""
    x = [math.log(size.people) for size in sizes]
    y = [math.log(size.core_s) for size in sizes]
    middle, mean = sum(x) / len(x), sum(y) / len(y)
    over = sum((a - middle) * (b - mean) for a, b in zip(x, y, strict=True))
    return over / sum((a - middle) ** 2 for a in x)


def nation(sizes: list[Size]) -> Size:
    """What 10^8 would take: time and disk by the last size's people, memory as `demerit run` foretells it."""
    last = sizes[-1]
    times = NATION / last.people
    (job,) = jobs(NATION, 365)
    foretold = expected_of(job).memory_bytes
    beyond = foretold - last.foretold
    return Size(
        people=NATION,
        core_s=last.core_s * times,
        wall_s=last.core_s * times / 2,
        living_s=last.living_s * times,
        measuring_s=last.measuring_s * times,
        reporting_s=last.reporting_s * times,
        memory=last.memory + beyond,
        foretold=foretold,
        disk=int(last.disk * times),
    )


def table(sizes: list[Size], days: int) -> list[str]:
    """The table as Markdown, the extrapolation last."""
    heads = (
        "core-s",
        "core-µs a person",
        "living + measuring + reporting",
        "peak memory",
        "foretold",
        "disk",
    )
    lines = [
        f"| people, {days} days | {' | '.join(heads)} |",
        "|---:|---:|---:|---:|---:|---:|---:|",
        *map(row, sizes),
    ]
    far = nation(sizes)
    lines.append(row(far).replace(f"| {far.people:,}", f"| *{far.people:,}, extrapolated*", 1))
    slope = f"exponent of core time over people {exponent(sizes):.3f}" if len(sizes) > 1 else ""
    hours = f"{far.core_s / 3600:.1f} core-hours, {far.memory / GIB:.1f} GiB"
    return [*lines, "", f"{slope}; {NATION:,} people: {hours}."]


def row(size: Size) -> str:
    """One size as a row."""
    stages = " + ".join(f"{each:,.1f}" for each in (size.living_s, size.measuring_s, size.reporting_s))
    return (
        f"| {size.people:,} | {size.core_s:,.1f} | {1e6 * size.core_s / size.people:,.1f} | {stages} | "
        f"{size.memory / 1e6:,.0f} MB | {size.foretold / 1e6:,.0f} MB | {size.disk / 1e6:,.0f} MB |"
    )


if __name__ == "__main__":
    main()
