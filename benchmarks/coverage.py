"""How often each finding's 95 % interval holds the model's own expectation, over many seeds.

    python benchmarks/coverage.py [--seeds 100] [--scheme NAME ...] [--districts 40] [--all]

Lives small societies of many small districts, one a seed, and measures each. The truth is the same
finding of all seeds' districts taken as one society: nothing but the model's expectation is left in it.
Prints, for each finding with an interval, in how many of 100 seeds the interval held it; comparisons of
each scheme with the next likewise. Exits with 1 where a finding covers less than chance allows.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from coverage_of import SCHEMES, Setting, coverage, too_low

COLUMNS = f"{'finding':<44} {'seeds':>5} {'held':>5} {'below':>5} {'above':>5} {'truth':>10} {'events':>8}"


def main() -> int:
    """Live all seeds, print a line a finding; 1 if one covers too little."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=100, help="societies a scheme (default 100)")
    parser.add_argument("--scheme", nargs="+", choices=list(SCHEMES), default=list(SCHEMES))
    parser.add_argument("--districts", type=int, default=40, help="districts a society (default 40)")
    parser.add_argument("--people", type=int, default=150, help="people a district (default 150)")
    parser.add_argument("--days", type=int, default=150, help="days lived (default 150)")
    parser.add_argument("--all", action="store_true", help="print those that hold, too")
    words = parser.parse_args()
    setting = Setting(
        seeds=words.seeds, districts=words.districts, district_people=words.people, days=words.days
    )
    missed = 0
    for name in words.scheme:
        print(f"{name} in {SCHEMES[name]}\n{COLUMNS}")
        for row in coverage(name, setting):
            bad = too_low(row)
            missed += bad
            if words.all or bad or row.held > row.seeds * 0.98:
                print(row, "  too low" if bad else "", flush=True)
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
