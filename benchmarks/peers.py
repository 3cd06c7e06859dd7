"""demerit beside its peers, at a daily tally that all can do: `python benchmarks/peers.py [--page FILE]`.

Seventeen kinds of event come at a rate a day, each worth points; a score keeps between its walls; nobody
keeps a ledger. Every peer is written as its own documentation would write it (benchmarks/peers), lives the
same law, which a Kolmogorov-Smirnov test holds, and is timed in a process of its own, turn by turn. Mesa and
Starsim are installed into an environment of their own in the cache folder; nothing else is touched.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from marked import write_between
from scipy import stats

HERE: Final = Path(__file__).resolve().parent / "peers"
INSTALLED: Final = ("mesa==3.3.1", "starsim==3.7.2")
DAYS: Final = 365
SHARES: Final = (0.05, 0.5)
"""Share of days on which somebody has an event."""
SMALLEST_P: Final = 1e-4
"""Below it two samples of scores are not of one law."""
FEWEST: Final = 1_000
SHORT: Final = 50
"""The part of the people that --short lives."""
CACHE: Final = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "demerit-peers"


@dataclass(frozen=True, kw_only=True)
class Peer:
    """A script of benchmarks/peers, how many it lives, and whether it has an environment of its own."""

    name: str
    script: str
    people: int
    apart: bool = False


PEERS: Final = (
    Peer(name="demerit", script="with_demerit", people=100_000),
    Peer(name="NumPy", script="with_numpy", people=100_000),
    Peer(name="NumPy, dense", script="dense_numpy", people=100_000),
    Peer(name="Polars", script="with_polars", people=100_000),
    Peer(name="Starsim", script="with_starsim", people=100_000, apart=True),
    Peer(name="Mesa", script="with_mesa", people=5_000, apart=True),
    Peer(name="plain Python", script="plain", people=5_000),
)


@dataclass(frozen=True, kw_only=True)
class Timed:
    """A peer at a share of days: core-ns a person-day (median, least, most), peak memory, and the law's p."""

    peer: Peer
    people: int
    share: float
    times: list[float]
    memory: int
    p: float

    @property
    def median(self) -> float:
        """The middle time, in core-ns a person-day."""
        return statistics.median(self.times)


def main() -> None:
    """Install, live, test and print; with --short, a few people and one turn."""
    layout = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=layout)
    parser.add_argument("--short", action="store_true", help="few people, one turn, no Mesa or Starsim")
    parser.add_argument("--turns", type=int, default=3, help="how often each is timed")
    parser.add_argument("--page", type=Path, help="also write the table into this page, between its marks")
    words = parser.parse_args()
    turns, part = (1, SHORT) if words.short else (words.turns, 1)
    peers = [peer for peer in PEERS if not (words.short and peer.apart)]
    python = None if words.short else installed()
    rows = [row for share in SHARES for row in beside(peers, share, turns, python, part)]
    text = "\n".join(table(rows))
    print(text)
    if words.page is not None:
        write_between(words.page, "peers", text)
    if any(row.p < SMALLEST_P for row in rows):
        sys.exit("not all live the same law")


def installed() -> Path:
    """The interpreter that has Mesa and Starsim; made once."""
    python = CACHE / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = CACHE / "installed.txt"
    if not done.exists() or done.read_text("utf-8") != " ".join(INSTALLED):
        print(f"installing {', '.join(INSTALLED)} into {CACHE}", file=sys.stderr)
        venv.create(CACHE, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *INSTALLED], check=True)
        done.write_text(" ".join(INSTALLED), encoding="utf-8")
    return python


def beside(peers: list[Peer], share: float, turns: int, python: Path | None, part: int) -> list[Timed]:
    """Every peer at one share, turn by turn, so that a loaded moment of the machine strikes all alike."""
    rate = -math.log(1 - share)
    times: dict[str, list[float]] = {peer.name: [] for peer in peers}
    memory: dict[str, int] = {}
    scores: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "scores.npy"
        for _ in range(turns):
            for peer in peers:
                people = max(peer.people // part, FEWEST)
                call = [python if peer.apart and python else sys.executable, f"{peer.script}.py"]
                call += [str(people), str(DAYS), str(rate), str(kept)]
                done = subprocess.run(call, cwd=HERE, stdout=subprocess.PIPE, text=True, check=True)
                said = json.loads(done.stdout.splitlines()[-1])
                times[peer.name].append(1e9 * said["seconds"] / people / DAYS)
                memory[peer.name], scores[peer.name] = said["memory"], np.load(kept)
    first = scores[peers[0].name]
    rows: list[Timed] = []
    for peer in peers:
        alike: Any = stats.ks_2samp(scores[peer.name], first)
        people = max(peer.people // part, FEWEST)
        own: dict[str, Any] = {
            "times": times[peer.name],
            "memory": memory[peer.name],
            "p": float(alike.pvalue),
        }
        rows.append(Timed(peer=peer, people=people, share=share, **own))
    return rows


def table(rows: list[Timed]) -> list[str]:
    """The table as Markdown: times, ratios to demerit, memory, and whether the law is the same."""
    lines = [
        "| peer | events on | people | core-ns a person-day | times demerit's | peak memory | same law, p |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for row in rows:
        own = next(each for each in rows if each.share == row.share)
        span = f"{row.median:,.1f} ({min(row.times):,.1f} to {max(row.times):,.1f})"
        lines.append(
            f"| {row.peer.name} | {row.share:.0%} of days | {row.people:,} | {span} | "
            f"{row.median / own.median:,.2f} | {row.memory / 1e6:,.0f} MB | {row.p:.2g} |"
        )
    return lines


if __name__ == "__main__":
    main()
