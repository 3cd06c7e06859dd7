"""Streams that are closed or full: one message where there is somewhere to say it, no traceback anywhere."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

CALL = f"{sys.executable} -m demerit.cli.main"
FULL = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")


def shell(words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command with its streams as a shell leads them."""
    return subprocess.run(  # noqa: S602 - the redirections are what is tried
        f"{CALL} {words}", shell=True, capture_output=True, text=True, cwd=folder, check=False
    )


@pytest.mark.parametrize("words", ["--version", "--help", "schemes", "run --help"])
def test_closed_output_is_told(words: str, tmp_path: Path) -> None:
    """Nothing could be told, so nothing is done: 2, with the remedy on standard error."""
    done = shell(f"{words} >&-", tmp_path)
    assert (2, "") == (done.returncode, done.stdout)
    assert "standard output is closed" in done.stderr
    assert 1 == len(done.stderr.splitlines())


@pytest.mark.parametrize(
    ("words", "code"), [("--version 2>&-", 0), ("run --people 0 2>&-", 2), ("schemes >&- 2>&-", 2)]
)
def test_closed_error_takes_nothing_away(words: str, code: int, tmp_path: Path) -> None:
    """What would be said there is lost; output and exit code are not."""
    done = shell(words, tmp_path)
    assert (code, "") == (done.returncode, done.stderr)


@FULL
@pytest.mark.parametrize("words", ["--version", "--help", "schemes", "check --help"])
def test_full_output_is_told_in_the_systems_words(words: str, tmp_path: Path) -> None:
    """Exit code 2 and one line."""
    done = shell(f"{words} >/dev/full", tmp_path)
    assert (2, "cannot write: No space left on device\n") == (done.returncode, done.stderr)


@FULL
def test_full_error_is_quiet(tmp_path: Path) -> None:
    """What cannot be said is not; the exit code is that of wrong use all the same."""
    done = shell("run --people 0 2>/dev/full", tmp_path)
    assert (2, "") == (done.returncode, done.stdout)


@pytest.mark.parametrize("words", ["--version", "schemes", "societies", "audit as-described"])
def test_a_reader_that_goes_away_is_no_fault(words: str, tmp_path: Path) -> None:
    """`| head` and the like end quietly."""
    done = shell(f"{words} | true", tmp_path)
    assert "" == done.stderr
