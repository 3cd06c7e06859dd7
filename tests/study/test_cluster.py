"""Worlds lived by a cluster: the same contents, whoever dies on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import demerit as dm
from demerit.api import jobs_for
from demerit.errors import WrongUse
from demerit.runs.begun import kept_in
from demerit.study.cluster import ClusterLost, on_cluster, what_runs
from demerit.study.living import simulate
from demerit.study.plan import Options
from demerit.world.crew import THREADS
from demerit.world.job import Job

SOURCE = Path(dm.__file__).parent.parent
PATIENCE_SECONDS = 60


def a_job(people: int = 2_000, days: int = 30, assumed: int = 0) -> Job:
    """A small job of several districts."""
    options = Options(people=people, days=days, workers=2, assumed=assumed)
    (job,) = jobs_for(["brackwater-standing"], "brackwater", None, options, ["society.district_people=200"])
    return job


def tables(folder: Path) -> Any:
    """The content hashes of a run's tables."""
    return json.loads((folder / "manifest.json").read_text("utf-8"))["tables"]


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


def test_a_local_cluster_gives_the_same_contents(tmp_path: Path) -> None:
    """A run with draws: tables, findings and assumed ranges are those that threads give, to the byte."""
    for out, where in (("threads", None), ("cluster", "local")):
        with on_cluster([a_job(people=2_000, assumed=39)], where) as (job,):
            simulate(job, tmp_path / out)
    assert tables(tmp_path / "threads") == tables(tmp_path / "cluster")
    for name in ("findings.json", "assumed.json"):
        assert (tmp_path / "threads" / name).read_bytes() == (tmp_path / "cluster" / name).read_bytes()


def test_districts_that_live_together_are_one_task(tmp_path: Path) -> None:
    """A patrol that goes where records were couples districts: the same contents all the same."""
    patrol = ["channels.street-camera.allocation={prior: {0: 1, 1: 1}, decay: 0.01}"]
    options = Options(people=4_000, days=20, workers=2, assumed=0)
    for out, where in (("threads", None), ("cluster", "local")):
        jobs = jobs_for(["brackwater-standing"], "brackwater", None, options, patrol)
        assert jobs[0].coupled
        with on_cluster(jobs, where) as (job,):
            simulate(job, tmp_path / out)
    assert tables(tmp_path / "threads") == tables(tmp_path / "cluster")


def test_a_worker_that_dies_costs_only_its_tasks(tmp_path: Path) -> None:
    """Killed while it lives, its districts are lived by another; nothing differs."""
    killed = False
    with cluster(tmp_path, workers=2) as (address, (_, first, _)):

        def kill(stage: str, done: int, _total: int) -> None:
            nonlocal killed
            if stage == "living" and done > 0 and not killed:
                killed = True
                first.send_signal(signal.SIGKILL)

        with as_soon_as_there(address, [a_job()]) as (job,):
            simulate(job, tmp_path / "cluster", on_progress=kill)
    simulate(a_job(), tmp_path / "threads")
    assert killed
    assert tables(tmp_path / "threads") == tables(tmp_path / "cluster")


def test_a_scheduler_that_dies_is_told_and_what_was_done_is_kept(tmp_path: Path) -> None:
    """The command ends with one message; by threads it goes on from there, to the same contents."""
    with cluster(tmp_path) as (address, (scheduler, _)):

        def kill(stage: str, done: int, _total: int) -> None:
            if stage == "living" and done > 0:
                scheduler.send_signal(signal.SIGKILL)

        with (
            pytest.raises(ClusterLost, match=r"^--cluster tcp://.*: its scheduler is gone; what had come in"),
            as_soon_as_there(address, [a_job()]) as (job,),
        ):
            simulate(job, tmp_path / "cluster", on_progress=kill)
    assert "district" in kept_in(tmp_path / "cluster.partial")
    simulate(a_job(), tmp_path / "cluster")
    simulate(a_job(), tmp_path / "threads")
    assert tables(tmp_path / "threads") == tables(tmp_path / "cluster")


def test_a_cluster_of_another_version_is_refused(tmp_path: Path) -> None:
    """A worker whose source differs is named, before anything is lived."""
    other = tmp_path / "other"
    shutil.copytree(SOURCE / "demerit", other / "demerit", ignore=shutil.ignore_patterns("__pycache__"))
    with (other / "demerit" / "__init__.py").open("a", encoding="utf-8") as file:
        file.write("# of another day\n")
    with (
        cluster(tmp_path, source=other) as (address, _),
        pytest.raises(WrongUse, match=r"has demerit .* expected demerit .*, as here$"),
        as_soon_as_there(address, [a_job()]),
    ):
        pytest.fail("nothing may be lived")


def test_a_cluster_without_workers_is_refused(tmp_path: Path) -> None:
    """Tasks that nobody would take are not given out."""
    with (
        cluster(tmp_path, workers=0) as (address, _),
        pytest.raises(WrongUse, match="its scheduler has no workers, expected one or more"),
        on_cluster([a_job()], address),
    ):
        pytest.fail("nothing may be lived")


@pytest.mark.parametrize("where", ["", "nonsense", "http://127.0.0.1:80", "tcp://127.0.0.1"])
def test_what_is_no_address_is_refused_at_once(where: str) -> None:
    """Neither 'local' nor an address: said without trying to connect."""
    with pytest.raises(WrongUse, match="not an address, expected 'local', or"), on_cluster([a_job()], where):
        pytest.fail("nothing may be lived")


def test_an_address_where_nobody_answers_is_refused() -> None:
    """A port that nobody listens at is named, with what was expected."""
    with pytest.raises(WrongUse, match="nobody answers there"), on_cluster([a_job()], "tcp://127.0.0.1:9"):
        pytest.fail("nothing may be lived")


def test_without_a_cluster_jobs_stay_as_they_are() -> None:
    """No cluster asked for: threads live what they lived before."""
    job = a_job()
    with on_cluster([job], None) as given:
        assert [job] == given
        assert THREADS is given[0].crew


def test_what_runs_tells_versions_apart() -> None:
    """A process names its version, a checksum of its source, and its Python."""
    assert what_runs() == what_runs()
    assert what_runs().startswith("demerit 0.")
    assert "on Python 3." in what_runs()
