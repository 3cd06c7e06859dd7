"""A command of its own process, stopped by a signal when it is about to touch a file."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

CODE = """
import signal, sys
from pathlib import Path
sys.path.insert(0, {tests!r})
from faults import fault
from demerit.cli.main import main
stop, below, on, at = int(sys.argv.pop(1)), Path(sys.argv.pop(1)), sys.argv.pop(1), int(sys.argv.pop(1))
with fault(below, lambda: signal.raise_signal(stop), at, on=on):  # to this thread, so at once
    main()
"""


def killed(here: Path, words: list[str], on: str, times: tuple[int, ...], *, below: str = "out") -> list[int]:
    """Kill a command outright for each of some times, when it is about to touch a file that ends so.

    How many lines the files that end so have after each.
    """
    known: list[int] = []
    for at in times:
        code, said = stopped(here, words, signal.SIGKILL, on, at, below=below)
        assert -signal.SIGKILL == code, said
        known.append(sum(path.read_bytes().count(b"\n") for path in (here / below).rglob(f"*{on}")))
    return known


def stopped(
    here: Path, words: list[str], stop: signal.Signals, on: str, at: int, *, below: str = "runs"
) -> tuple[int, str]:
    """Call demerit, and send it a signal when it is about to touch a file for the time after number `at`.

    `on`: what the path has in it; `below`: the folder. Its exit code and what it said of itself.
    """
    code = CODE.format(tests=str(Path(__file__).parent))
    call = [sys.executable, "-c", code, str(int(stop)), below, on, str(at), *words]
    done = subprocess.run(call, capture_output=True, text=True, check=False, cwd=here)  # noqa: S603
    return done.returncode, done.stderr


class Times:
    """What is asked before each step, and ends the work when asked for the n-th time."""

    def __init__(self, ends_at: int) -> None:
        self.ends_at = ends_at
        self.asked = 0

    def __call__(self) -> None:
        """Count; raises InterruptedError at last."""
        self.asked += 1
        if self.asked == self.ends_at:
            raise InterruptedError
