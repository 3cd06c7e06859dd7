"""`demerit study`: a file's worlds, printed, as JSON, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from demerit.cli.commands import demerit
from studies import DETECTS, MISNAMES, WRONG, a_file


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_study_is_lived_and_told(here: Path) -> None:
    """What moves each finding, most first, then where everything lies; a second one goes beside."""
    file = a_file(here)
    done = CliRunner().invoke(demerit, ["study", str(file)], catch_exceptions=False)
    assert 0 == done.exit_code
    assert done.stdout.index(MISNAMES) < done.stdout.index("runs/cameras-1/study.html")
    assert DETECTS in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert (here / "runs" / "cameras-1" / "worlds.parquet").is_file()
    told = CliRunner().invoke(demerit, ["study", str(file), "--format", "json"], catch_exceptions=False)
    said = json.loads(told.stdout)
    left = json.loads((here / "runs" / "cameras-2" / "sensitivity.json").read_text())
    assert left == said["sensitivity"]
    assert {DETECTS, MISNAMES} == set(left[WRONG])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["study"], 2, "FILE"),
        (["study", "none.yaml"], 3, "a file that exists"),
        (["study", "study.yaml", "--draws", "1"], 2, "--draws 1: expected 2 or more"),
        (["study", "study.yaml", "--days", "0"], 2, "--days 0"),
    ],
)
def test_wrong_use_is_said(here: Path, words: list[str], code: int, said: str) -> None:
    """In one message, with the exit code of its kind, and nothing is written."""
    a_file(here)
    done = CliRunner().invoke(demerit, words)
    assert (code, True) == (done.exit_code, said in done.output)
    assert not (here / "runs").exists()
