"""A machine's first run: two processes compile, and leave one cache that is whole whatever ends them."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from demerit.luck.cache import unsealed

RUN = ("-m", "demerit.cli.main", "run", "brackwater-standing", "--society", "brackwater")
SMALL = (*RUN, "--people", "600", "--days", "3", "--assumed", "0", "--workers", "2")


def cold(here: Path) -> dict[str, str]:
    """An environment in which nothing is compiled yet."""
    return {**os.environ, "NUMBA_CACHE_DIR": str(here / "cache")}


def kept(here: Path) -> dict[str, str]:
    """What lies in the cache: names without folders, and the hash of what is behind each seal."""
    files = [path for path in (here / "cache").rglob("*") if path.is_file()]
    return {path.name: hashlib.sha256(unsealed(path)).hexdigest() for path in files}


def test_two_processes_leave_one_cache_and_the_next_run_compiles_nothing(tmp_path: Path) -> None:
    """The kernel of a day is compiled once, by the process beside, and is what the run is lived with."""
    first = subprocess.run(  # noqa: S603
        [sys.executable, *SMALL], cwd=tmp_path, env=cold(tmp_path), capture_output=True, text=True, check=True
    )
    assert "compiling once, about 8 s…\n" == first.stderr
    compiled = kept(tmp_path)
    assert 1 == sum(name.startswith("day.live") and name.endswith(".nbc") for name in compiled)
    second = subprocess.run(  # noqa: S603
        [sys.executable, *SMALL], cwd=tmp_path, env=cold(tmp_path), capture_output=True, text=True, check=True
    )
    assert "" == second.stderr
    assert compiled == kept(tmp_path)
    told = [each.stdout.replace("standing-2", "standing-1") for each in (first, second)]
    assert told[0] == told[1]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_a_stop_while_compiling_ends_both_with_nothing_half_written(
    tmp_path: Path, stop: signal.Signals
) -> None:
    """Ctrl-C is answered, nobody of the group is left, and what is kept is whole or not there."""
    with subprocess.Popen(  # noqa: S603
        [sys.executable, *SMALL], cwd=tmp_path, env=cold(tmp_path), text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True,
    ) as run:  # fmt: skip
        assert run.stderr is not None
        assert "compiling once, about 8 s…\n" == run.stderr.readline()
        while not list((tmp_path / "cache").rglob("words.words*.nbc")):
            pass
        run.send_signal(stop)  # to the one alone, as a terminal would not
        said = run.stderr.read()
    assert (130 if stop == signal.SIGINT else -stop) == run.returncode, said
    if stop == signal.SIGINT:
        assert "interrupted" in said
        assert "Traceback" not in said
    while True:  # who was killed outright could not wait for the other
        try:
            os.killpg(run.pid, 0)
        except ProcessLookupError:
            break
        assert stop == signal.SIGKILL
    assert not [name for name in kept(tmp_path) if ".tmp." in name]
