"""Whatever is printed fits the terminal from 60 columns on; in a pipe it fits 80."""

from __future__ import annotations

import re
from pathlib import Path

import click
import polars as pl
import pytest
from click.testing import CliRunner

from demerit.cli.commands import Commands, demerit
from replicas import a_replication

UNBROKEN = re.compile(r"^(?:Open|Follow one|Change a rule|Everything|SHA-256| {14}| {4}demerit| {12}--)")
"""How lines begin that hold a path, a command or a hash, which are not broken."""
LISTS = (
    "schemes",
    "societies",
    "schemes as-described as-documented",
    "schemes zhima-like credit-file tenant-score",
)
AUDITS = ("audit as-described", "audit volunteer-rewards")


def too_long(words: list[str], width: int | None, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines that a command prints beyond its columns; None is a pipe."""
    if width is None:
        monkeypatch.delenv("COLUMNS", raising=False)
    else:
        monkeypatch.setenv("COLUMNS", str(width))
    done = CliRunner().invoke(demerit, words, catch_exceptions=False)
    assert 0 == done.exit_code, done.stderr
    lines = done.stdout.splitlines()
    return [line for line in lines if len(line) > min(width or 80, 80) and not UNBROKEN.match(line)]


@pytest.mark.parametrize("width", [60, 80, 100, None])
@pytest.mark.parametrize("words", [*LISTS, *AUDITS])
def test_what_needs_no_run_fits(words: str, width: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists, schemes side by side, audits."""
    assert [] == too_long(words.split(), width, monkeypatch)


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("name", Commands.homes)
def test_help_fits(name: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for commands, which stand on a line each."""
    monkeypatch.setenv("COLUMNS", str(width))
    command = demerit.get_command(click.Context(demerit), name)
    assert command is not None
    lines = command.get_help(click.Context(command, info_name=name, max_content_width=80)).splitlines()
    assert [] == [line for line in lines if len(line) > width and not UNBROKEN.match(line)]


@pytest.mark.parametrize("width", [60, 80, 100])
def test_lives_fit(width: int, finished_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The life of who was refused most, with why; and an audit with a run's evidence."""
    refused = pl.read_parquet(finished_run / "needs.parquet")["subject"].value_counts(sort=True)["subject"][0]
    assert [] == too_long(["life", str(finished_run), refused], width, monkeypatch)
    found = too_long(["audit", "as-described", "--run", str(finished_run)], width, monkeypatch)
    assert [] == [line for line in found if str(finished_run) not in line]


@pytest.mark.parametrize("width", [60, 100])
def test_runs_comparisons_and_replications_fit(
    width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headlines, differences and tables; paths and commands aside."""
    monkeypatch.chdir(tmp_path)
    small = ["--society", "brackwater", "--people", "300", "--days", "20", "--workers", "1"]
    assert [] == too_long(["run", "as-described", *small, "--out", "a"], width, monkeypatch)
    pair = ["compare", "as-described", "brackwater-standing", *small, "--out", "b"]
    assert [] == too_long(pair, width, monkeypatch)
    folder = a_replication(tmp_path / "walkers")
    assert [] == [
        line for line in too_long(["replicate", str(folder)], width, monkeypatch) if "from /" not in line
    ]
