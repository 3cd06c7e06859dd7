"""Compiling by a process of its own, beside the reading and building of this one.

What it compiles it keeps where this process finds it (place.py). It ends with this process, whatever ends
that: it listens at a pipe, which the system closes. Whatever becomes of it, this process only ever waits
for it, and compiles by itself what is not there then.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from typing import Final

from demerit.luck.place import folder, is_cold

CORES: Final = 2
"""Who has fewer compiles one after the other."""

undisturbed: Final = threading.Lock()
"""Held while something is kept, which is to be whole."""


class Ahead:
    """A process that compiles a kernel, `<module>.<name>`, and ends."""

    def __init__(self, module: str, kernel: str) -> None:
        """Start `python -m <module>`; raises OSError where that cannot be."""
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by this very Python
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._kernel = kernel
        atexit.register(self.end)

    def wait_for(self, kernel: str | None = None) -> None:
        """Return once it is compiled or never will be; whoever needs another kernel goes on at once."""
        if kernel in (None, self._kernel):
            self._process.wait()

    @property
    def at_it(self) -> bool:
        """Whether the kernel is still to come."""
        return self._process.poll() is None

    def end(self) -> None:
        """End it, if it is there."""
        self._process.kill()
        self._process.wait()


_ahead: list[Ahead] = []
"""The one process that was started."""


def begin(module: str, kernel: str) -> bool:
    """Have `module` compile this kernel, where this machine has yet to; whether it is at it."""
    if _ahead or usable_cores() < CORES or not sys.executable or not is_cold() or folder() is None:
        return bool(_ahead)
    try:
        _ahead.append(Ahead(module, kernel))
    except OSError:  # no room for another process: this one compiles all
        return False
    return True


def wait_for(kernel: str | None = None) -> None:
    """Wait for a kernel, or any, that a process is at; of nobody's, there is nothing to wait for."""
    for process in _ahead:
        process.wait_for(kernel)


def at_it() -> bool:
    """Whether a process is still compiling for this one."""
    return any(process.at_it for process in _ahead)


def listen() -> None:
    """In the process that compiles: end as soon as whoever started it has, but keep what is being kept."""
    threading.Thread(target=_listen_for_the_end, daemon=True).start()


def _listen_for_the_end() -> None:
    """End this process when its standard input ends."""
    while os.read(0, 1):
        pass
    with undisturbed:
        os._exit(1)


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
