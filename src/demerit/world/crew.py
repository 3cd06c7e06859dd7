"""Who lives worlds: threads of this process, or whatever else takes calls and answers them.

What is lived depends on addresses of luck alone, so that it does not matter who lives it, or in what order.
"""

from __future__ import annotations

from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import AbstractContextManager
from typing import Final, Protocol


class Crew(Protocol):
    """What opens a pool that takes calls; sent to another process, it arrives as that one's own threads."""

    def pool(self, workers: int) -> AbstractContextManager[Executor]:
        """A pool of `workers` that is closed when it is left."""
        ...


class Threads:
    """Threads of this process."""

    def pool(self, workers: int) -> AbstractContextManager[Executor]:
        """A pool of so many threads."""
        return ThreadPoolExecutor(workers)


THREADS: Final = Threads()
