"""`demerit compare`: both headlines, then what differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from demerit.cli.commands import demerit

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
    assert "score.mean" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    folder = here / "runs" / "as-described-vs-as-described-1"
    assert {"compare.json", "a-as-described", "b-as-described"} == {entry.name for entry in folder.iterdir()}


def test_json_holds_paths_and_differences() -> None:
    """`--format json` prints what `compare.json` holds, and where the runs lie."""
    words = ["compare", "as-described", "as-described", *SMALL, "--format", "json"]
    told = json.loads(CliRunner().invoke(demerit, words, catch_exceptions=False).stdout)
    assert ["compare", "runs", "differences"] == list(told)
    assert json.loads(Path(told["compare"]).read_text(encoding="utf-8")) == told["differences"]
    assert all((Path(folder) / "report.html").exists() for folder in told["runs"])
