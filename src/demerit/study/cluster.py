"""Districts, seeds and draws as tasks of a cluster: dask.distributed, on this machine or at an address.

What a task answers depends on its job alone, so that the contents are the same as by threads. A worker that
dies costs its tasks, which are given to others; a scheduler that dies ends the command with a message, and
what came in until then is kept as after any other end.
"""

from __future__ import annotations

import hashlib
import logging
import platform
import re
import tempfile
from collections.abc import Callable, Generator
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from threading import Event, Lock, Thread
from typing import Any, Final, ParamSpec, TypeVar

from demerit.errors import DemeritError, WrongUse
from demerit.world.crew import THREADS, Crew
from demerit.world.job import Job

P = ParamSpec("P")
A = TypeVar("A")

LOCAL: Final = "local"
ANSWERS_WITHIN: Final = "10s"
"""How long a scheduler is waited for."""
RETRIES: Final = 2
"""How often a task is begun anew that failed with its worker."""
LOOKS_SECONDS: Final = 1.0
"""How often it is looked whether the cluster is still there."""
GONE: Final = "its scheduler is gone"
ALONE_SECONDS: Final = 60.0
"""How long tasks wait for a worker, where none is left."""
ADDRESS: Final = re.compile(r"((tcp|tls)://)?[^\s/:]+:\d{1,5}")
HOW: Final = "expected 'local', or the address of a scheduler, such as tcp://127.0.0.1:8786"


class ClusterLost(DemeritError):
    """The cluster that was living worlds is gone; what had come in is kept."""


@contextmanager
def on_cluster(jobs: list[Job], where: str | None) -> Generator[list[Job], None, None]:
    """The same jobs, lived by a cluster while this is open; as they are where `where` is None.

    Raises `WrongUse` where no cluster answers there, or one of another version.
    """
    with crew_of(where, max((job.workers for job in jobs), default=1)) as (workers, crew):
        yield jobs if where is None else [replace(job, workers=workers, crew=crew) for job in jobs]


@contextmanager
def crew_of(where: str | None, workers: int) -> Generator[tuple[int, Crew], None, None]:
    """Who lives worlds while this is open, and how many at a time: threads, or the cluster at `where`.

    Raises `WrongUse` where no cluster answers there, or one of another version.
    """
    if where is None:
        yield workers, THREADS
        return
    with _client(where, workers) as client:
        yield _checked(client, where), Cluster(client, where)


class Cluster(Crew):
    """The crew of a cluster; sent to one of its workers, it is that one's own threads."""

    def __init__(self, client: Any, where: str) -> None:
        """Give calls to the cluster of a client."""
        self._client = client
        self._where = where

    def pool(self, workers: int) -> AbstractContextManager[Executor]:  # noqa: ARG002 - as many as there are
        """A pool that gives its calls to the cluster."""
        return ClusterPool(self._client, self._where)


class ClusterPool(Executor):
    """Calls given to a cluster, answered as a pool of threads answers them."""

    def __init__(self, client: Any, where: str) -> None:
        """Give calls to the cluster of a client, and watch over it."""
        self._client = client
        self._where = where
        self._waiting: dict[Future[Any], Any] = {}
        self._lock = Lock()
        self._closed = Event()
        Thread(target=self._watch, daemon=True).start()

    def submit(self, fn: Callable[P, A], /, *args: P.args, **kwargs: P.kwargs) -> Future[A]:
        """Give one call to the cluster."""
        answer: Future[A] = Future()
        try:
            task = self._client.submit(fn, *args, **kwargs, pure=False, retries=RETRIES)
        except Exception as error:  # whatever a lost connection raises
            raise self._lost("it takes no more calls") from error
        with self._lock:
            self._waiting[answer] = task
        answer.add_done_callback(self._forget)
        task.add_done_callback(partial(self._settle, answer))
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: ARG002
        """Wait for nobody: what is not answered is not wanted any more."""
        self._closed.set()
        with self._lock:
            waiting = list(self._waiting)
        for answer in waiting:
            answer.cancel()

    def _forget(self, answer: Future[Any]) -> None:
        """Let the cluster drop a task whose answer is there, or not wanted."""
        with self._lock:
            task = self._waiting.pop(answer, None)
        if task is not None and answer.cancelled() and self._client.status == "running":
            task.cancel()

    def _settle(self, answer: Future[Any], task: Any) -> None:
        """Take over what a task came to."""
        if task.status == "finished":
            try:
                outcome = task.result()
            except Exception:  # noqa: BLE001 - what a dead worker had is worked out anew: only a scheduler is lost
                _fail(answer, self._lost(GONE))
            else:
                _answer(answer, outcome)
        elif task.status == "error":
            error = task.exception()
            killed = type(error).__name__ == "KilledWorker"
            _fail(answer, self._lost("a task ended every worker that it was given to") if killed else error)
        else:
            _fail(answer, self._lost(GONE))

    def _watch(self) -> None:
        """Tell whoever waits, where the cluster is gone or nobody is left in it."""
        alone = 0.0
        while not self._closed.wait(LOOKS_SECONDS):
            try:
                gone = self._client.status != "running"
                alone = 0.0 if gone or self._client.nthreads() else alone + LOOKS_SECONDS
            except Exception:  # noqa: BLE001 - whatever it is, nobody answers
                gone = True
            if gone or alone >= ALONE_SECONDS:
                why = GONE if gone else f"no worker was left for {ALONE_SECONDS:.0f} s"
                with self._lock:
                    waiting = list(self._waiting)
                for answer in waiting:
                    _fail(answer, self._lost(why))

    def _lost(self, why: str) -> ClusterLost:
        """The error for a cluster that is gone."""
        kept = "what had come in is kept, and the same command goes on from there"
        return ClusterLost(f"--cluster {self._where}: {why}; {kept}")


def _answer(answer: Future[Any], result: Any) -> None:
    """Give an answer, unless it is not wanted any more."""
    if answer.set_running_or_notify_cancel():
        answer.set_result(result)


def _fail(answer: Future[Any], error: BaseException) -> None:
    """Say why there is no answer, unless there is one or it is not wanted any more."""
    if not answer.done() and answer.set_running_or_notify_cancel():
        answer.set_exception(error)


@contextmanager
def _client(where: str, workers: int) -> Generator[Any, None, None]:
    """A client of the cluster at an address, or of one that is started on this machine and ended again."""
    if where != LOCAL and not ADDRESS.fullmatch(where):
        raise WrongUse(f"--cluster {where or '(nothing)'}: not an address, {HOW}")
    library = _library()
    if where != LOCAL:
        with _connected(library, where, where) as client:
            yield client
        return
    with (
        tempfile.TemporaryDirectory(prefix="demerit-cluster-") as scratch,
        library.LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1",
            dashboard_address=None, local_directory=scratch, silence_logs=logging.CRITICAL,
        ) as cluster,
        _connected(library, cluster, where) as client,
    ):  # fmt: skip
        yield client


@contextmanager
def _connected(library: Any, to: Any, where: str) -> Generator[Any, None, None]:
    """A client of a cluster. Raises `WrongUse` where none answers."""
    try:
        client = library.Client(to, timeout=ANSWERS_WITHIN, set_as_default=False)
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise WrongUse(f"--cluster {where}: nobody answers there ({_first_line(error)}), {HOW}") from error
    try:
        yield client
    finally:
        client.close(timeout=2)


def _library() -> Any:
    """dask.distributed, silent. Raises `WrongUse` where it is not installed."""
    try:
        library = import_module("distributed")
    except ImportError:
        raise WrongUse("--cluster needs dask.distributed: pip install 'demerit[cluster]'") from None
    for name in [name for name in logging.root.manager.loggerDict if name.startswith("distributed")]:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is told in one message, ours
    return library


def _checked(client: Any, where: str) -> int:
    """How many tasks the cluster takes at a time. Raises `WrongUse` for an empty one, or another version."""
    threads = sum(client.nthreads().values())
    if not threads:
        raise WrongUse(f"--cluster {where}: its scheduler has no workers, expected one or more")
    try:
        client.get_versions(check=True)
        versions = client.run(what_runs)
    except (ValueError, ImportError, AttributeError) as error:
        message = f"--cluster {where}: it cannot live what is sent ({_first_line(error)})"
        raise WrongUse(f"{message}, expected the same demerit and Python on every worker") from None
    here = what_runs()
    others = sorted(f"{worker} has {theirs}" for worker, theirs in versions.items() if theirs != here)
    if others:
        raise WrongUse(f"--cluster {where}: {'; '.join(others)}; expected {here}, as here")
    return threads


def what_runs() -> str:
    """Which demerit this process has: its version, a checksum of its source, and the Python below."""
    source = Path(__file__).parent.parent
    content = hashlib.sha256()
    for path in sorted(source.rglob("*.py")):
        content.update(path.relative_to(source).as_posix().encode())
        content.update(path.read_bytes())
    return f"demerit {version('demerit')} ({content.hexdigest()[:12]}) on Python {platform.python_version()}"


def _first_line(error: BaseException) -> str:
    """An error's first line, or its kind where it has no words."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__
