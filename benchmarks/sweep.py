"""The whole library, lived small and large on two societies: each with its report and its annex.

    python benchmarks/sweep.py [--quick] [--only SCHEME]

Runs each scheme of the library, and the one that `demerit new` writes, with 2 people for a day, 100 for a
month and 20,000 for a year (--quick: without the last), makes the report and the annex, and prints a row a
run: how long it took, how large both pages are, and what went wrong. Some four minutes on two cores; the
exit code is 1 where anything did.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import demerit as dm
from demerit.errors import DemeritError
from demerit.report.annex.page import render
from demerit.schemes.loading import library
from demerit.schemes.new import starter

SOCIETIES: Final = ("brackwater", "china-2020")
SIZES: Final = ((2, 1), (100, 30), (20_000, 365))
NUMBERLESS: Final = re.compile(r".{0,30}\b(?:nan|NaN|None|inf|undefined)\b.{0,30}")
HEAD: Final = ("scheme", "society", "people", "days", "s", "report kB", "annex kB", "what went wrong")


@dataclass(frozen=True, kw_only=True)
class Walked:
    """One run walked to its end."""

    scheme: str
    society: str
    people: int
    days: int
    seconds: float
    report: int = 0
    annex: int = 0
    wrong: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of the table."""
        sizes = (f"{self.people:,}", f"{self.days:,}", f"{self.seconds:.1f}")
        pages = (f"{self.report / 1_000:,.0f}", f"{self.annex / 1_000:,.0f}")
        return (self.scheme, self.society, *sizes, *pages, self.wrong or "nothing")


def main() -> int:
    """Walk all, print a row each as it ends."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", metavar="SCHEME")
    words = parser.parse_args()
    sizes = SIZES[:-1] if words.quick else SIZES
    wrong = 0
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}", flush=True)
    for each in all_of(words.only, sizes):
        print(f"| {' | '.join(each.cells)} |", flush=True)
        wrong += bool(each.wrong)
    print(f"\n{wrong or 'none'} went wrong")
    return 1 if wrong else 0


def all_of(only: str | None, sizes: tuple[tuple[int, int], ...]) -> Iterator[Walked]:
    """Every scheme on every society in every size."""
    with tempfile.TemporaryDirectory() as folder:
        new = Path(folder) / "new-scheme.yaml"
        new.write_text(starter("new-scheme"), encoding="utf-8")
        schemes = {document.model.id: document.model.id for document in library()} | {"new-scheme": str(new)}
        for name, ref in sorted(schemes.items()):
            for society in SOCIETIES if only in {None, name} else ():
                for people, days in sizes:
                    yield walk(name, ref, society, people, days)


def walk(name: str, ref: str, society: str, people: int, days: int) -> Walked:
    """One run with report and annex; whatever goes wrong is told, not raised."""
    begun = time.perf_counter()
    report = annex = ""
    try:
        run = dm.run(ref, society, people=people, days=days, assumed=0)
        report = run.report.read_text(encoding="utf-8")
        annex = render(dm.audit(ref, run=run))
        found = NUMBERLESS.findall(
            re.sub(r"<(style|script)>.*?</\1>|<[^>]+>", "\n", report + annex, flags=re.DOTALL)
        )
        wrong = "; ".join(found[:3])
    except DemeritError as refused:
        wrong = f"refused: {refused}"
    except Exception as fault:  # noqa: BLE001 any fault is what is looked for
        wrong = f"{type(fault).__name__}: {fault}"
    return Walked(
        scheme=name,
        society=society,
        people=people,
        days=days,
        seconds=time.perf_counter() - begun,
        report=len(report.encode()),
        annex=len(annex.encode()),
        wrong=" ".join(wrong.split()).replace("|", "/"),
    )


if __name__ == "__main__":
    sys.exit(main())
