"""Ctrl-C and the other stops."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest


def test_ctrl_c_in_a_finaliser_is_not_lost() -> None:
    """It comes again a moment later, where it can be raised; nothing else is brought back."""
    told = """
import sys, time
from demerit.cli.stops import once_more
sys.unraisablehook = once_more
class Falls:
    def __init__(self, error): self.error = error
    def __del__(self): raise self.error
try:
    Falls(KeyboardInterrupt())
    time.sleep(30)
except KeyboardInterrupt:
    print("again")
Falls(ValueError("told"))
"""
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=False)  # noqa: S603
    assert "again\n" == done.stdout
    assert "KeyboardInterrupt" not in done.stderr
    assert "ValueError: told" in done.stderr


AND_A_FAULT_OF_IT = """
import click
from demerit.cli.main import main
class Falls:
    def __del__(self): raise KeyboardInterrupt
def broken(group, ctx):
    Falls()
    raise RuntimeError("what was to come of it is not there")
click.Group.invoke = broken
main()
"""


def test_what_a_lost_ctrl_c_leaves_undone_is_no_fault() -> None:
    """Code that goes on without what the interrupted call was to make: that is the Ctrl-C, exit code 130."""
    words = [sys.executable, "-c", AND_A_FAULT_OF_IT, "check", "x.yaml"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
    assert (130, "") == (done.returncode, done.stdout)
    assert "interrupted" in done.stderr
    assert "fault" not in done.stderr


def python(code: str) -> subprocess.Popen[str]:
    """A process that runs some code, after which it is asked to go on through its first line."""
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


DEEP_IN_C = """
import hashlib, signal
from demerit.cli.stops import answer_stops
answer_stops()
while True:
    try:
        print("in C", flush=True)
        hashlib.pbkdf2_hmac("sha256", b"", b"", 2**31 - 1)  # half an hour without a look at signals
    except KeyboardInterrupt:
        pass  # it came a moment before
"""


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stop_is_heard_at_once(stop: signal.Signals) -> None:
    """Whoever waits is told so, though Python is busy, as in compiling, and cannot answer yet."""
    with python(DEEP_IN_C) as busy:
        assert busy.stdout is not None
        assert busy.stderr is not None
        try:
            assert "in C\n" == busy.stdout.readline()
            busy.send_signal(stop)
            assert "stopping: what is done is kept, a moment\n" == busy.stderr.readline()
            assert busy.poll() is None
        finally:
            busy.kill()


TIDYING = """
import os, signal, sys
from demerit.cli.stops import answer_stops
answer_stops()
try:
    os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("tidying", flush=True)
    for stop in sys.argv[1:]:
        os.kill(os.getpid(), int(stop))
    print("tidied")
"""


@pytest.mark.parametrize(
    ("more", "said", "code"),
    [
        ([signal.SIGHUP], "tidying\ntidied\n", 0),
        ([signal.SIGTERM, signal.SIGHUP], "tidying\n", 130),
    ],
)
def test_a_second_stop_finds_it_tidying_up(more: list[int], said: str, code: int) -> None:
    """Two at once, as when a terminal closes, are one; a third waits for nothing."""
    words = [str(int(number)) for number in more]
    call = [sys.executable, "-c", TIDYING, *words]
    done = subprocess.run(call, capture_output=True, text=True, check=False)  # noqa: S603
    assert (said, code) == (done.stdout, done.returncode), done.stderr


def test_what_was_to_be_ignored_stays_ignored() -> None:
    """Nohup has a process outlive its terminal."""
    code = (
        "import signal\nfrom demerit.cli.stops import answer_stops\n"
        "signal.signal(signal.SIGHUP, signal.SIG_IGN)\nanswer_stops()\n"
        "signal.raise_signal(signal.SIGHUP)\nprint('alive')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert ("alive\n", "") == (done.stdout, done.stderr)
