"""Every closed form over many seeds: whether its numbers are standard normal, not only near nought.

    python benchmarks/closed_forms.py [--seeds 200] [--only NAME]

Prints, for each check of tests/theory.py, mean and standard deviation of its numbers, the largest,
and the p-value of Kolmogorov and Smirnov's test against the standard normal law. Exits with 1 if a p-value
is under 0.001 divided by the number of checks: a false alarm in a thousand calls.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

import numpy as np
from scipy import stats

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from theory import CHECKS

FALSE_ALARM: Final = 0.001


def main() -> int:
    """Live all seeds, print a line a check; 1 if one is not what it should be."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seeds", type=int, default=200, help="worlds a check (default 200)")
    parser.add_argument("--only", choices=list(CHECKS), help="one check")
    words = parser.parse_args()
    names = [words.only] if words.only else list(CHECKS)
    print(f"{'check':<52} {'mean':>6} {'sd':>6} {'largest':>8} {'p':>8}")
    found = [missed(name, words.seeds, len(names)) for name in names]
    return int(any(found))


def missed(name: str, seeds: int, checks: int) -> bool:
    """Whether a check's numbers are not standard normal; prints its line."""
    found = np.array([CHECKS[name](seed) for seed in range(1, seeds + 1)])
    test: Any = stats.kstest
    p = float(test(found, "norm").pvalue)
    row = f"{found.mean():>6.2f} {found.std():>6.2f} {np.abs(found).max():>8.2f} {p:>8.4f}"
    bad = p < FALSE_ALARM / checks
    print(f"{name.replace('_', ' '):<52} {row}{'  missed' if bad else ''}", flush=True)
    return bad


if __name__ == "__main__":
    sys.exit(main())
