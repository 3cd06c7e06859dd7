"""How often each finding's 95 % interval holds the model's own expectation, over many seeds.

    python benchmarks/coverage.py [--seeds 100] [--scheme NAME ...] [--keep FILE] [--table docs/coverage.md]

Lives one large society a scheme and deals its districts into small ones, so that each is as a seed of its
own; the truth is what the large one says as a whole. Prints, for each number with an interval, in how
many of 100 small societies the interval held it: of findings, of their groups and tables, and of their
differences to the same scheme without its first penalty. --keep saves each scheme's rows as they are done
and does not live it again; --table writes the table of all that are kept. Some three minutes a scheme on
one core. Exits with 1 where anything covers less than chance allows.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from coverage_of import SCHEMES, Row, Setting, coverage, too_low
from coverage_table import table

COLUMNS = f"{'finding':<44} {'seeds':>5} {'held':>5} {'below':>5} {'above':>5} {'truth':>10} {'events':>8}"


def main() -> int:
    """Live all seeds, print a line a number; 1 if one covers too little."""
    words = _words()
    keep: Path | None = words.keep
    kept: dict[str, Any] = json.loads(keep.read_text("utf-8")) if keep and keep.exists() else {}
    missed = 0
    for place, name in enumerate(SCHEMES):
        if name not in words.scheme:
            continue
        setting = Setting(
            seeds=words.seeds,
            districts=words.districts,
            district_people=words.people,
            days=words.days,
            seed=1 + place,
        )
        entry = kept.get(name)
        if entry is None or entry["setting"] != asdict(setting):
            found = [asdict(row) for row in coverage(name, setting)]
            entry = kept[name] = {"society": SCHEMES[name], "setting": asdict(setting), "rows": found}
            if keep:
                keep.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        rows = cast("list[dict[str, Any]]", entry["rows"])
        missed += _print(name, [Row(**row) for row in rows], everything=words.all)
    if words.table:
        words.table.write_text(table(kept), encoding="utf-8")
    return int(missed > 0)


def _words() -> argparse.Namespace:
    """What the command was told."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=100, help="small societies a scheme (default 100)")
    parser.add_argument("--scheme", nargs="+", choices=list(SCHEMES), default=list(SCHEMES))
    parser.add_argument("--districts", type=int, default=24, help="districts a society (default 24)")
    parser.add_argument("--people", type=int, default=160, help="people a district (default 160)")
    parser.add_argument("--days", type=int, default=400, help="days lived (default 400)")
    parser.add_argument("--all", action="store_true", help="print those that hold, too")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="where rows are kept as they are done")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the table of what is kept")
    return parser.parse_args()


def _print(name: str, rows: list[Row], *, everything: bool) -> int:
    """A scheme's rows: those that hold too little or too often, or all; how many hold too little."""
    print(f"{name} in {SCHEMES[name]}\n{COLUMNS}")
    missed = 0
    for row in rows:
        bad = too_low(row)
        missed += bad
        if everything or bad or row.held > row.seeds * 0.98:
            print(row, "  too low" if bad else "", flush=True)
    return missed


if __name__ == "__main__":
    sys.exit(main())
