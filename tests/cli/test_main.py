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
