"""The command as a program."""

from __future__ import annotations

import subprocess
import sys

import pytest


def call(*words: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    """Run demerit as a process with a terminal's encoding."""
    whole = [sys.executable, "-X", "utf8=0", "-m", "demerit.cli.main", *words]
    environment = {"PYTHONIOENCODING": encoding, "PATH": ""}
    return subprocess.run(  # noqa: S603
        whole, capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


def test_it_says_its_version() -> None:
    """One line with name and version."""
    assert call("--version").stdout.startswith("demerit 0.")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_a_poor_terminal_gets_question_marks(encoding: str) -> None:
    """An encoding without our signs gets a message all the same, and no traceback."""
    done = call("run", "…", encoding=encoding)
    assert 3 == done.returncode
    assert "Traceback" not in done.stderr


def test_ctrl_c_in_a_finaliser_is_not_lost() -> None:
    """It comes again a moment later, where it can be raised; nothing else is brought back."""
    told = """
import sys, time
from demerit.cli.main import once_more
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
