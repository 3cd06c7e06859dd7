"""How long a society with all ties takes to build, and what memory: seconds, peak bytes, figures.

    python benchmarks/society_build.py [--people 10000000] [--workers 2] [--society brackwater]

Compilation is kept out: one district is built first. Memory is the peak beyond what the interpreter with
its modules and compiled code held before, the whole society kept.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from as_built import describe
from demerit.societies.loading import load_society
from demerit.societies.people import Districts, build
from demerit.societies.recipe import Recipe, make_recipe

BATCH = 25


def peak_bytes() -> int:
    """The largest resident memory so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def build_all(recipe: Recipe, workers: int) -> list[Districts]:
    """All districts, in batches over so many threads."""

    def batch(first: int) -> Districts:
        return build(recipe, first, min(BATCH, recipe.districts - first))

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(batch, range(0, recipe.districts, BATCH)))


def main() -> None:
    """Build, measure, print."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--people", type=int, default=10_000_000)
    words.add_argument("--workers", type=int, default=2)
    words.add_argument("--society", default="brackwater")
    asked = words.parse_args()
    society = load_society(asked.society)
    started = time.perf_counter()
    build(make_recipe(society, people=4_000, seed=1), 0, 1)
    print(f"compiled or loaded from the cache in {time.perf_counter() - started:.1f} s")
    before = peak_bytes()
    started = time.perf_counter()
    recipe = make_recipe(society, people=asked.people, seed=1)
    built = build_all(recipe, asked.workers)
    seconds = time.perf_counter() - started
    beyond = peak_bytes() - before
    print(f"{asked.people:,} people with ties in {seconds:.1f} s on {asked.workers} threads")
    print(f"peak {beyond / 1e6:,.0f} MB beyond the interpreter, {beyond / asked.people:.0f} bytes a person")
    print(describe(society, recipe, built).text())


if __name__ == "__main__":
    main()
