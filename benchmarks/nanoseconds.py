"""Where the nanoseconds go, of an occasion and of the tally's person-day: `python benchmarks/nanoseconds.py`.

With --page FILE the tables are also written into that page. Everything is timed in one run and one process,
in processor time, turn by turn, and the least of the turns is told: a loaded machine can only add. The floor
is what the parts would take by themselves, each in a loop of its own. What a stage takes is told by living
the same world with the stage switched off; people who are not watched or do not answer live other lives, so
these are differences of worlds and not shares of one.
"""

from __future__ import annotations

import argparse
import importlib
import math
import mmap
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
from engine import EVERYTHING, FULL, PLAIN, SMALL_BOUND, apart, planned, small
from marked import write_between

from demerit.luck.compiled import kernel
from demerit.luck.maths import exponential
from demerit.luck.philox import draw
from demerit.luck.purposes import OCCASION
from demerit.societies.people import build
from demerit.world.columns.state import BLOCK, ENTRY
from demerit.world.columns.tables import Tables
from demerit.world.engine.district import Alive, new_state
from demerit.world.job import Job
from demerit.world.run import make_worlds

sys.path.insert(0, str(Path(__file__).resolve().parent / "peers"))
town: Callable[..., Job] = importlib.import_module("with_demerit").town

Times = dict[str, float]
TALLY_BOUNDS: Final = {0.05: 2.6, 0.5: 25.0}
OCCASION_BOUNDS: Final = {PLAIN: 50, FULL: 65, EVERYTHING: 90}
TALLY_PEOPLE: Final = 20_000
TALLY_DAYS: Final = 365
PEOPLE: Final = 8_000
DAYS: Final = 730
HANDFUL: Final = 1 << 13
"""How many of each part of the floor are done at once, a few districts of people."""
OFTEN: Final = 200
"""How often the floor is measured: it takes no time."""
WORDS: Final = 4
ALL: Final = "all"
STAGES: Final[tuple[str, ...]] = (
    "people made",
    "their columns",
    "their first state",
    "days lived",
    "rows in order",
)
SWITCHED: Final[dict[str, dict[str, int]]] = {
    "with rows kept": {"rows": 1},
    "with looks drawn one by one": {"looks": 0},
    "with both": {"rows": 1, "looks": 0},
}
"""What the tally's days are lived with, to see what it costs."""
WORLDS: Final[dict[str, dict[str, int]]] = {
    "life alone": {"judged": 0, "responding": 0},
    "watched, judged and treated": {"responding": 0},
    ALL: {},
}
"""An occasion's stages, each with those before it."""


DRAWS: Final = 64
RUN_STAGES: Final[dict[str, Callable[[Times], float]]] = {
    "start: libraries, files, society": lambda run: run["start"],
    "worlds lived": lambda run: run["living"] - run["parquet"],
    "their tables as Parquet, in parts": lambda run: run["parquet"],
    "findings; the parts joined": lambda run: run["measuring"],
    "draws of assumed numbers, lived and measured": lambda run: run.get("assumptions", 0.0),
    "report": lambda run: run["reporting"],
    "findings, report and Parquet of the run": lambda run: (
        run["parquet"] + run["measuring"] + run["reporting"]
    ),
}
"""What a run by default does, one after the other, and at last what is to be a third of it at most."""


def main() -> None:
    """Measure, print, and write into a page if one is named; with --short, small worlds, one turn, no run."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("--short", action="store_true", help="small worlds, one turn; no stages of a run")
    parser.add_argument("--turns", type=int, default=4, help="how often each is timed")
    parser.add_argument("--run", action="store_true", help="only the stages of a run, and their shares")
    parser.add_argument("--page", type=Path, help="also write the tables into this page, between its marks")
    words = parser.parse_args()
    part, turns = (10, 1) if words.short else (1, words.turns)
    made = {} if words.short and not words.run else {"run": "\n".join(runs())}
    if not words.run:
        tables = [floor(turns), tallies(part, turns), occasions(part, turns), small_worlds(turns)]
        made["nanoseconds"] = "\n\n".join("\n".join(table) for table in tables)
    for name, text in made.items():
        print(f"{text}\n")
        if words.page is not None:
            write_between(words.page, name, text)


def least(turns: int, parts: dict[str, Callable[[], float]]) -> Times:
    """The least of each part's times over the turns, the parts one after the other in each."""
    found = [{name: part() for name, part in parts.items()} for _ in range(turns)]
    return {name: min(each[name] for each in found) for name in parts}


def seconds(work: Callable[[], Any]) -> float:
    """Processor time of some work."""
    before = time.process_time()
    work()
    return time.process_time() - before


@kernel
def draws(seed: np.uint64, one: np.ndarray, two: np.ndarray, three: np.ndarray, four: np.ndarray) -> None:
    """Four words an address: uint32[n] each."""
    for k in range(one.shape[0]):
        row = np.uint64(k)
        words = draw(seed, 0, k, 0, OCCASION, 0)
        one[row], two[row], three[row], four[row] = words[0], words[1], words[2], words[3]


@kernel
def logarithms(words: np.ndarray, waits: np.ndarray) -> None:
    """A wait for each word: float64[n]."""
    for k in range(words.shape[0]):
        waits[np.uint64(k)] = exponential(np.uint64(words[np.uint64(k)]))


@kernel
def scan(due: np.ndarray, midnight: int) -> int:
    """How many blocks have somebody who is due before midnight."""
    found = 0
    for block in range(due.shape[0] // BLOCK):
        soonest = midnight
        for k in range(np.uint64(block * BLOCK), np.uint64((block + 1) * BLOCK)):
            soonest = min(soonest, due[k])
        found += 1 if soonest < midnight else 0
    return found


def floor(turns: int) -> list[str]:
    """What the parts would take by themselves, as a table."""
    words, waits = np.zeros((WORDS, HANDFUL), np.uint32), np.zeros(HANDFUL)
    due = np.full(HANDFUL, 1 << 40)
    parts: dict[str, Callable[[], Any]] = {
        "four words of luck, in a batch": lambda: draws(np.uint64(1), *words),
        "a logarithm, in a batch": lambda: logarithms(words[0], waits),
        "a look at whether somebody is due": lambda: scan(due, 1),
        f"an entry of {ENTRY.itemsize} bytes, into memory not yet touched": lambda: fresh(HANDFUL),
    }
    for part in parts.values():
        part()  # compiles
    times = least(
        OFTEN * turns, {name: lambda work=part: seconds(work) / HANDFUL for name, part in parts.items()}
    )
    rows = [f"| {name} | {1e9 * each:,.2f} |" for name, each in times.items()]
    return ["| the floor | core-ns |", "|---|---:|", *rows]


def fresh(rows: int) -> None:
    """Fill so many entries of new memory, which the system has to find first."""
    with mmap.mmap(-1, rows * ENTRY.itemsize) as found:
        np.frombuffer(found, np.uint8)[:] = 1


def tallies(part: int, turns: int) -> list[str]:
    """The tally's person-day by stage, as a table: what it takes, an event's worth, and the bound."""
    lines = ["| the tally | events on | core-ns a person-day | core-ns an event | bound a person-day |"]
    lines.append("|---|---:|---:|---:|---:|")
    for share, bound in TALLY_BOUNDS.items():
        job = town(TALLY_PEOPLE // part, TALLY_DAYS, -math.log(1 - share), 1)
        tables = make_worlds(job).tables[""]
        found, events = stages(job, tables, turns)
        days = job.people * job.days
        whole = {"together": sum(found[name] for name in STAGES)}
        for name, each in {**found, **whole}.items():
            told = f"{1e9 * each / days:,.2f} | {1e9 * each / events:,.1f}"
            lines.append(f"| {name} | {share:.0%} of days | {told} | {bound if name in whole else ''} |")
    return lines


def stages(job: Job, tables: Tables, turns: int) -> tuple[Times, int]:
    """Seconds of each stage, the least of the turns, and how many events there were."""
    found: list[Times] = []
    events = staged(job, tables)[1]  # compiles
    for _ in range(turns):
        times, _ = staged(job, tables)
        for name, switch in SWITCHED.items():
            other, _ = staged(job, tables._replace(**switch))
            times[f"days lived {name}"] = other["days lived"]
        found.append(times)
    return {name: min(each[name] for each in found) for name in found[0]}, events


def staged(job: Job, tables: Tables) -> tuple[Times, int]:
    """Seconds of each stage of living all districts, one after the other, and their occasions."""
    times: Times = dict.fromkeys(STAGES, 0.0)
    events = 0
    for d in range(job.recipe.districts):
        clock = [time.process_time()]
        people = build(job.recipe, d, 1)
        clock.append(time.process_time())
        state = new_state(job.plan, tables, people, 0)
        clock.append(time.process_time())
        alive = Alive(job.plan, tables, people, 0, state)
        clock.append(time.process_time())
        alive.live_until(job.days)
        clock.append(time.process_time())
        alive.lived()
        clock.append(time.process_time())
        for name, each in zip(STAGES, np.diff(clock).tolist(), strict=True):
            times[name] += each
        events += int(state.people["number"].sum(dtype=np.int64))
    return times, events


def occasions(part: int, turns: int) -> list[str]:
    """An occasion's stages in three schemes, as a table."""
    lines = ["| an occasion | scheme | core-ns | bound |", "|---|---|---:|---:|"]
    for scheme, bound in OCCASION_BOUNDS.items():
        job = planned(scheme, PEOPLE // part, DAYS // part)
        tables = make_worlds(job).tables[""]
        parts: dict[str, Callable[[], float]] = {
            name: lambda switch=switch: an_occasion(job, tables._replace(**switch))  # noqa: B023 - called here
            for name, switch in WORLDS.items()
        }
        least(1, parts)  # compiles
        for name, each in least(turns, parts).items():
            lines.append(f"| {name} | `{scheme}` | {1e9 * each:,.1f} | {bound if name == ALL else ''} |")
    return lines


def an_occasion(job: Job, tables: Tables) -> float:
    """Seconds an occasion, from a district's columns to its rows in order, people already made."""
    times, count = staged(job, tables)
    return sum(times[name] for name in STAGES[1:]) / count


def small_worlds(turns: int) -> list[str]:
    """A small world of an ensemble in two schemes, as a table."""
    times = {scheme: small(scheme, 2 * turns)["core_s"] for scheme in (PLAIN, FULL)}
    rows = [f"| `{scheme}` | {each:,.3f} | {SMALL_BOUND} |" for scheme, each in times.items()]
    return ["| a small world | core-s | bound |", "|---|---:|---:|", *rows]


def runs() -> list[str]:
    """What a run takes by default, by stage, without draws and with them: core-s, and shares of the whole."""
    apart("default_run", assumed=0)  # compiles
    measured = [apart("default_run", assumed=draws) for draws in (0, DRAWS)]
    lines = [f"| a run by default | core-s, no draws | share | core-s, {DRAWS} draws | share |"]
    lines.append("|---|---:|---:|---:|---:|")
    for name, stage in RUN_STAGES.items():
        cells = [f"{stage(run):,.2f} | {stage(run) / run['whole']:.0%}" for run in measured]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    main()
