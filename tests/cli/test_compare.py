"""`demerit compare`: both headlines, then what differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from demerit.cli.commands import demerit
from demerit.runs.locking import locked
from disks import on_full_disk

SMALL = ["--society", "brackwater", "--people", "600", "--days", "40", "--workers", "1"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_one_rule_changed(here: Path) -> None:
    """Two headlines, the second with the change, then the differences; everything below one folder."""
    words = ["compare", "as-described", "as-described", "--set", "conducts.jaywalking.points=-200", *SMALL]
    done = CliRunner().invoke(demerit, words, catch_exceptions=False)
    assert done.exit_code == 0
    assert 2 == done.stdout.count("NOT A REAL SYSTEM")
    assert "with conducts.jaywalking.points=-200" in done.stdout
    assert "b-as-described against a-as-described, on shared luck" in done.stdout
    assert "1 rule differs\n  conducts.jaywalking.points: [-3, -2] → -200\n" in done.stdout
    assert "the mean score on the last day" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    folder = here / "runs" / "as-described-vs-as-described-1"
    inside = {"compare.json", "compare.sha256", "compare.html", "a-as-described", "b-as-described"}
    assert inside == {entry.name for entry in folder.iterdir()}
    before = (folder / "compare.html").read_text(encoding="utf-8")
    again = CliRunner().invoke(demerit, ["report", str(folder)], catch_exceptions=False)
    assert (0, f"{folder / 'compare.html'}\n") == (again.exit_code, again.stdout)
    assert before == (folder / "compare.html").read_text(encoding="utf-8")


def test_json_is_what_the_folder_holds(tmp_path: Path) -> None:
    """`--format json` prints `compare.json`: finding id to a, b, difference, low, high."""
    words = [
        "compare",
        "as-described",
        "as-described",
        *SMALL,
        "--format",
        "json",
        "--out",
        str(tmp_path / "x"),
    ]
    told = CliRunner().invoke(demerit, words, catch_exceptions=False).stdout
    assert (tmp_path / "x" / "compare.json").read_text(encoding="utf-8") == told
    assert {"a", "b", "difference", "low", "high"} == set(json.loads(told)["score.mean"])


def test_a_disk_that_fills_up_keeps_what_was_done(here: Path) -> None:
    """Where the second run's tables find no room, the first is kept, and the same command goes on from it."""
    many = [
        "--society",
        "brackwater",
        "--people",
        "12000",
        "--days",
        "20",
        "--workers",
        "1",
        "--assumed",
        "0",
    ]
    words = ["compare", "brackwater-standing", "as-described", *many, "--out", "pair"]
    done = on_full_disk(words, 150_000, here)
    assert (2, "") == (done.returncode, done.stdout), done.stderr
    assert "cannot write pair: File too large" in done.stderr
    assert "kept in pair.partial: a-brackwater-standing: " in done.stderr
    assert "The same command goes on from there" in done.stderr
    assert "Traceback" not in done.stderr
    again = CliRunner().invoke(demerit, words, catch_exceptions=False)
    assert (0, ["pair"]) == (again.exit_code, [entry.name for entry in here.iterdir()])


def test_two_into_one_folder_are_told_apart(here: Path) -> None:
    """While another process writes there, the second is refused before anything is lived."""
    (here / "pair.partial").mkdir()
    with locked(here / "pair.partial"):
        words = ["compare", "as-described", "as-documented", *SMALL, "--out", "pair"]
        done = CliRunner().invoke(demerit, words)
    assert 2 == done.exit_code
    assert "pair is being written by another process, in pair.partial: wait" in done.stderr
    assert [] == list((here / "pair.partial").iterdir())
