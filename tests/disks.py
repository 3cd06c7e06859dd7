"""A disk that fills midway, in miniature: no file of a command may grow beyond a size."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path


def on_full_disk(words: Sequence[str], largest: int, here: Path) -> subprocess.CompletedProcess[str]:
    """Call demerit in a folder, on a disk on which no file takes more than so many bytes."""

    def fill() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "demerit.cli.main", *words],
        capture_output=True, text=True, check=False, preexec_fn=fill, cwd=here,
    )  # fmt: skip
