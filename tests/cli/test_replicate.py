"""`demerit replicate` prints ours beside the paper's, and leaves with 5 on a miss."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from demerit.cli.commands import demerit
from replicas import EXPECT, a_replication


def call(*words: object) -> Result:
    """Call the command."""
    return CliRunner().invoke(demerit, ["replicate", *map(str, words)], catch_exceptions=False)


def test_a_folder_is_run_and_its_table_printed(tmp_path: Path) -> None:
    """Paper, figure, both numbers, verdict; nothing on standard error but that it compiles."""
    done = call(a_replication(tmp_path / "walkers"), "--workers", 1)
    assert 0 == done.exit_code, done.stderr
    assert f"from {tmp_path / 'walkers'}" in done.stdout
    assert all(word in done.stdout for word in ("walkers", "Nobody 2001", "walks a person", "2.5", "met"))
    assert "fewer than 1 of 1,000 calls" in " ".join(done.stdout.split())
    assert "missed " not in done.stdout.replace("is missed where", "")


def test_json_is_a_list_of_rows_and_a_miss_is_5(tmp_path: Path) -> None:
    """The keys of the contract, in its order; the miss is said on standard error."""
    folder = a_replication(tmp_path / "walkers", EXPECT.replace("paper: 5\n", "paper: 6\n"))
    done = call(folder, "--format", "json", "--runs", 2)
    assert (5, "1 of 4 figures missed") == (done.exit_code, done.stderr.strip().splitlines()[-1])
    rows = json.loads(done.stdout)
    keys = ["replication", "figure", "paper", "ours", "low", "high", "power", "verdict"]
    assert [keys] * 4 == [list(row) for row in rows]
    assert ["met", "missed", "met", "met"] == [row["verdict"] for row in rows]
    assert ("walkers", 6, 5) == (rows[1]["replication"], rows[1]["paper"], rows[1]["ours"])


def test_the_page_is_written_too(tmp_path: Path) -> None:
    """Whole or not at all, where it is asked for."""
    page = tmp_path / "page.md"
    done = call(a_replication(tmp_path / "walkers"), "--page", page)
    assert 0 == done.exit_code
    assert "| walks a person | p. 1 |" in page.read_text("utf-8")


def test_what_is_wrong_is_said_in_one_message(tmp_path: Path) -> None:
    """3 for files and names, 2 for words; never a traceback."""
    unknown = call("threshold-cascade")
    assert (3, True) == (unknown.exit_code, "did you mean 'threshold-cascades'?" in unknown.stderr)
    folder = a_replication(
        tmp_path / "walkers", EXPECT.replace("FROM people\n    paper: 5", "FROM no\n    paper: 5")
    )
    wrong = call(folder)
    assert (3, True) == (wrong.exit_code, "expect.yaml:18:" in wrong.stderr)
    assert "Traceback" not in wrong.stderr + unknown.stderr
    assert 2 == call(folder, "--workers", 0).exit_code
    assert 2 == call(folder, "--runs", 0).exit_code
