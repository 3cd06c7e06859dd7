"""A scheduler and its workers, started as documentation says, and ended with the test."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import demerit as dm
from demerit.errors import WrongUse
from demerit.study.cluster import on_cluster
from demerit.world.job import Job

SOURCE = Path(dm.__file__).parent.parent
PATIENCE_SECONDS = 60


def started(*words: str, source: Path = SOURCE, folder: Path) -> subprocess.Popen[bytes]:
    """A scheduler or a worker, as documentation says to start it."""
    environment = {**os.environ, "PYTHONPATH": str(source)}
    with (folder / f"{words[0]}.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own words
            [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:], "--no-dashboard"],
            env=environment, cwd=folder, stdout=log, stderr=log,
        )  # fmt: skip


@contextmanager
def cluster(
    folder: Path, workers: int = 1, source: Path = SOURCE
) -> Generator[tuple[str, list[subprocess.Popen[bytes]]], None, None]:
    """A scheduler at an address of its own and its workers: the address, and the processes."""
    said = folder / "scheduler.json"
    words = ("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(said))
    processes = [started(*words, folder=folder)]
    try:
        address = json.loads(awaited(said))["address"]
        for _ in range(workers):
            worker = ("worker", address, "--nthreads", "1", "--no-nanny", "--local-directory", str(folder))
            processes.append(started(*worker, source=source, folder=folder))
        yield address, processes
    finally:
        for process in processes:
            process.kill()
            process.wait()


class Killing:
    """Kills a process outright, once, as soon as something is lived: told as progress is."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        """`done`: whether it has struck."""
        self._process, self.done = process, False

    def __call__(self, stage: str, done: int, _total: int) -> None:
        """So many of so many."""
        if stage == "living" and done > 0 and not self.done:
            self.done = True
            self._process.send_signal(signal.SIGKILL)


def awaited(path: Path) -> str:
    """A file's text, once it is there."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not (path.is_file() and path.read_text("utf-8")):
        assert time.monotonic() < end, "the scheduler has not started"
        time.sleep(0.05)
    return path.read_text("utf-8")


@contextmanager
def as_soon_as_there(address: str, jobs: list[Job]) -> Generator[list[Job], None, None]:
    """The jobs on a cluster whose workers are still on their way."""
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with on_cluster(jobs, address) as given:
                yield given
                return
        except WrongUse as error:
            if "no workers" not in str(error) or time.monotonic() > end:
                raise
            time.sleep(0.2)
