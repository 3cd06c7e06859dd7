"""One at a time, and moments that no signal cuts in two."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from demerit.runs.locking import Busy, locked, undisturbed

HOLD = """
import sys, time
from pathlib import Path
from demerit.runs.locking import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(600)
"""


def test_the_system_lets_go_of_what_a_killed_process_held(tmp_path: Path) -> None:
    """A folder is held against other processes, whatever their number, and free once the holder is killed."""
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert "held\n" == holder.stdout.readline()
        with pytest.raises(Busy), locked(tmp_path):
            pytest.fail("was let in")
        holder.kill()
    with locked(tmp_path):
        pass


def test_what_was_renamed_meanwhile_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A lock on what no longer stands under its name, or something else does, is none."""
    real_open = os.open

    def opened(path: Path, flags: int) -> int:
        number = real_open(path, flags)
        path.rename(path.with_name("finished"))
        return number

    (tmp_path / "run").mkdir()
    monkeypatch.setattr(os, "open", opened)
    with pytest.raises(Busy), locked(tmp_path / "run"):
        pytest.fail("was let in")


def test_without_locks_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system that knows no locks is written to all the same."""

    def refused(_number: int, _how: int) -> None:
        raise OSError

    monkeypatch.setattr("fcntl.flock", refused)
    with locked(tmp_path), locked(tmp_path):
        (tmp_path / "written").touch()
    assert (tmp_path / "written").exists()


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_waits_until_the_moment_is_over(stop: signal.Signals) -> None:
    """It is answered afterwards, by whoever answered it before; where one was answered, it is dropped."""
    told: list[str] = []
    before = signal.signal(stop, lambda _number, _frame: told.append("answered"))
    try:
        with undisturbed():
            signal.raise_signal(stop)
            told.append("done")
        with undisturbed(dropping=True):
            signal.raise_signal(stop)
    finally:
        signal.signal(stop, before)
    assert ["done", "answered"] == told


def test_ctrl_c_is_raised_after_the_moment() -> None:
    """Python's own answer, too, comes late and not never."""
    told: list[str] = []

    def disturbed() -> None:
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            told.append("done")

    with pytest.raises(KeyboardInterrupt):
        disturbed()
    assert ["done"] == told


def test_other_threads_are_never_interrupted() -> None:
    """Only the main thread hears signals; elsewhere there is nothing to hold off."""
    told: list[str] = []

    def held() -> None:
        with undisturbed():
            told.append("done")

    thread = threading.Thread(target=held)
    thread.start()
    thread.join()
    assert ["done"] == told
