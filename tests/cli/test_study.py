"""`demerit study`: a file's worlds, printed, as JSON, and what is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from demerit.cli.commands import demerit
from demerit.runs.locking import locked
from disks import on_full_disk
from made_facts import town
from stopping import killed
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
        (["study", "study.yaml", "--set", "score.start=1"], 2, "--set goes with --assumed or"),
        (["study", "study.yaml", "--discrepancy", "0.1"], 2, "--discrepancy goes with --match, not with a"),
        (["study", "--assumed", "as-described", "--hold-out", "x"], 2, "--hold-out goes with --match"),
    ],
)
def test_wrong_use_is_said(here: Path, words: list[str], code: int, said: str) -> None:
    """In one message, with the exit code of its kind, and nothing is written."""
    a_file(here)
    done = CliRunner().invoke(demerit, words)
    assert (code, True) == (done.exit_code, said in done.output)
    assert not (here / "runs").exists()


def test_a_disk_that_fills_up_keeps_what_was_done(here: Path) -> None:
    """Worlds that were answered are kept, and the same command goes on with the others."""
    words = ["study", str(a_file(here, seeds=[1, 2, 3, 4])), "--out", "out", "--workers", "1"]
    done = on_full_disk(words, 2_000, here)
    assert (2, "") == (done.returncode, done.stdout), done.stderr
    assert "cannot write out: File too large" in done.stderr
    kept = re.search(r"kept in out\.partial: (\d+) worlds\. The same command goes on", done.stderr)
    assert kept is not None, done.stderr
    assert 1 < int(kept[1]) < 16
    again = CliRunner().invoke(demerit, words, catch_exceptions=False)
    assert 0 == again.exit_code
    assert f"going on from out.partial: {kept[1]} worlds" in again.stderr
    assert (here / "out" / "worlds.parquet").is_file()


def test_killed_again_and_again_it_ends_the_same(here: Path) -> None:
    """Killed outright while it keeps a world, three times; the same words end with the same bytes."""
    words = ["study", str(a_file(here, seeds=[1, 2, 3, 4])), "--workers", "1"]
    assert 0 == CliRunner().invoke(demerit, [*words, "--out", "whole"], catch_exceptions=False).exit_code
    known = killed(here, [*words, "--out", "out"], "worlds.jsonl", (8, 9, 8), below="out.partial")
    assert 0 < known[0] < known[1] < known[2] < 16
    done = CliRunner().invoke(demerit, [*words, "--out", "out"], catch_exceptions=False)
    assert f"going on from out.partial: {known[-1]} worlds" in done.stderr
    for name in ("worlds.parquet", "sensitivity.json"):
        assert (here / "whole" / name).read_bytes() == (here / "out" / name).read_bytes()


def test_all_that_is_assumed_is_gone_on_with(here: Path) -> None:
    """Killed outright early and late in its designs, it ends with the bytes of one that nobody stopped."""
    town(here)
    words = ["study", "--assumed", "rules.yaml", "--society", "town.yaml", "--people", "200", "--days", "20"]
    words += ["--draws", "16", "--workers", "1"]
    assert 0 == CliRunner().invoke(demerit, [*words, "--out", "whole"], catch_exceptions=False).exit_code
    known = killed(here, [*words, "--out", "out"], ".jsonl", (20, 60, 60), below="out.partial")
    assert 0 < known[0] < known[1] < 100 < known[2] < 164  # of 164 worlds
    done = CliRunner().invoke(demerit, [*words, "--out", "out"], catch_exceptions=False)
    assert (0, True) == (done.exit_code, "going on from out.partial: " in done.stderr)
    for name in ("worlds.parquet", "sensitivity.json", "study.json"):
        assert (here / "whole" / name).read_bytes() == (here / "out" / name).read_bytes()


def test_two_into_one_folder_are_told_apart(here: Path) -> None:
    """While another process writes there, the second is refused before any world."""
    (here / "out.partial").mkdir()
    with locked(here / "out.partial"):
        done = CliRunner().invoke(demerit, ["study", str(a_file(here)), "--out", "out"])
    assert 2 == done.exit_code
    assert "out is being written by another process, in out.partial: wait" in done.stderr
