"""Who lives worlds: threads of this process, or whatever else takes calls and answers them.

What is lived depends on addresses of luck alone, so that it does not matter who lives it, or in what order.
"""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager, suppress
from typing import Final

NICENESS: Final = 10
"""Of the system's 20 steps: how far threads stand back."""


class Crew:
    """Threads of this process; sent to another process, any crew arrives as that one's own threads."""

    def pool(self, workers: int) -> AbstractContextManager[Executor]:
        """A pool of `workers` that takes calls, and is closed when it is left."""
        return ThreadPoolExecutor(workers)

    def go_on(self) -> None:
        """Asked many times a second by whoever lives or measures: wait as long as others go first.

        Here nobody does. CancelledError once nobody waits for the rest.
        """

    def __reduce__(self) -> tuple[type[Crew], tuple[()]]:
        """Whatever it was here, it is threads there."""
        return Crew, ()


class Behind(Crew):
    """Threads of this process that stand back, where the system lets a thread: on Linux.

    A core that somebody else wants is theirs nine times in ten.
    """

    def pool(self, workers: int) -> AbstractContextManager[Executor]:
        """A pool of so many threads, each behind the others of this process."""
        return ThreadPoolExecutor(workers, initializer=stand_back)


def stand_back() -> None:
    """Let the thread that calls this stand back, to its end; elsewhere than on Linux nothing happens."""
    if sys.platform == "linux":
        thread = threading.get_native_id()
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, thread, max(NICENESS, os.getpriority(os.PRIO_PROCESS, thread)))


THREADS: Final = Crew()
