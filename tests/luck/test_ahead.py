"""Compiling by a process of its own: it is waited for, survived, and ends with whoever started it."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest

from demerit.luck.ahead import Ahead, at_it, begin, wait_for

HELPER = """
import fcntl, time
from pathlib import Path
from demerit.luck.ahead import listen, undisturbed
here = Path(__file__).parent
alive = (here / "alive").open("w")
fcntl.flock(alive, fcntl.LOCK_EX)

def wait_for(name):
    while not (here / name).exists():
        time.sleep(0.01)

listen()
with undisturbed, (here / "kept").open("w") as file:
    file.write("one half, ")
    file.flush()
    (here / "begun").touch()
    wait_for("go")
    file.write("the other")
"""
STARTER = """
import time
from demerit.luck.ahead import Ahead
Ahead("helper_of_this_test", "first")
time.sleep(600)
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a program that compiles nothing, where Python finds it."""
    (tmp_path / "helper_of_this_test.py").write_text(HELPER, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), *sys.path]))
    return tmp_path


def wait_until(is_so: Callable[[], bool]) -> None:
    """Until something is so; a test that hangs here has failed."""
    while not is_so():
        pass


def wait_for_its_end(here: Path) -> None:
    """Until the program that holds the lock is gone."""
    with (here / "alive").open("w") as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)


def test_whoever_needs_the_kernel_waits_for_it(here: Path) -> None:
    """Several may, by its name or without, and go on once the program has ended; others never wait."""
    ahead = Ahead("helper_of_this_test", "first")
    ahead.wait_for("somebody else's")
    waiting = [Thread(target=ahead.wait_for, args=["first"]), Thread(target=ahead.wait_for)]
    for thread in waiting:
        thread.start()
    wait_until((here / "begun").exists)
    assert [True, True] == [thread.is_alive() for thread in waiting]
    assert ahead.at_it
    (here / "go").touch()
    for thread in waiting:
        thread.join()
    assert not ahead.at_it


def test_one_that_is_killed_is_waited_for_no_longer(here: Path) -> None:
    """Whatever it has not kept, whoever started it compiles by itself."""
    ahead = Ahead("helper_of_this_test", "first")
    wait_until((here / "begun").exists)
    assert ahead.at_it
    ahead.end()
    ahead.wait_for()
    assert not ahead.at_it


def test_it_ends_with_whoever_started_it_and_keeps_what_it_is_keeping(here: Path) -> None:
    """Killed outright, a starter leaves nobody compiling, and nothing half-written."""
    with subprocess.Popen([sys.executable, "-c", STARTER]) as starter:  # noqa: S603
        wait_until((here / "begun").exists)
        starter.kill()
    assert "one half, " == (here / "kept").read_text()
    (here / "go").touch()
    wait_for_its_end(here)
    assert "one half, the other" == (here / "kept").read_text()


BEGIN = """
import os, sys
from demerit.luck.ahead import at_it, begin, wait_for
{before}
print(begin({module!r}, "first"))
wait_for()
print(at_it())
"""


@pytest.mark.parametrize(
    ("before", "module", "begun"),
    [
        ("", "no_such_module_at_all", True),  # it ends at once, and is survived
        ("sys.executable = '/nowhere/python'", "helper_of_this_test", False),
        ("sys.executable = ''", "helper_of_this_test", False),
        ("os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})", "helper_of_this_test", False),
    ],
)
def test_where_it_cannot_be_all_is_compiled_here(here: Path, before: str, module: str, begun: bool) -> None:
    """No such program, no Python to call, one core: nobody waits, and nothing is raised."""
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(here / "cold")}
    call = [sys.executable, "-c", BEGIN.format(before=before, module=module)]
    done = subprocess.run(call, capture_output=True, text=True, check=True, env=environment)  # noqa: S603
    several = len(os.sched_getaffinity(0)) > 1
    assert [str(begun and several), "False"] == done.stdout.split()


def test_where_nothing_can_be_kept_nobody_compiles_for_others(here: Path) -> None:
    """What another process compiles would be lost."""
    (here / "file").write_text("no folder")
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(here / "file"), "TMPDIR": str(here)}
    (here / f"demerit-{os.getuid()}").write_text("no folder either")
    call = [sys.executable, "-c", BEGIN.format(before="", module="helper_of_this_test")]
    done = subprocess.run(call, capture_output=True, text=True, check=True, env=environment)  # noqa: S603
    assert ["False", "False"] == done.stdout.split()


def test_nobody_is_waited_for_where_nobody_compiles() -> None:
    """As in every process whose code is compiled, or that was not told to begin."""
    assert not at_it()
    wait_for()
    wait_for("first")
    assert callable(begin)
