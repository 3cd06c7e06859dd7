"""`demerit facts` prints what was measured beside what a run gives."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from demerit.cli.commands import demerit
from made_facts import TEXT


def call(*words: object) -> Result:
    """Call the command."""
    return CliRunner().invoke(demerit, ["facts", *map(str, words)], catch_exceptions=False)


def test_a_file_is_held_and_its_table_printed(tmp_path: Path) -> None:
    """Fact, published, ours, verdict; what is not held, with the reason; a miss is no error."""
    file = tmp_path / "facts.yaml"
    file.write_text(TEXT, encoding="utf-8")
    page = tmp_path / "page.md"
    done = call(file, "--workers", 1, "--page", page)
    assert 0 == done.exit_code, done.stderr
    assert all(word in done.stdout for word in ("small: A small one", "Days lived", "miss", "put-in", "hit"))
    assert "not held: Something, 1 u. Nobody counted." in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert page.read_text(encoding="utf-8").startswith("# Facts")


def test_json_has_the_contract_s_keys_and_the_held_alone(tmp_path: Path) -> None:
    """An entry a fact that a run is held against."""
    file = tmp_path / "facts.yaml"
    file.write_text(TEXT, encoding="utf-8")
    entries = json.loads(call(file, "--format", "json").stdout)
    assert ["small.start", "small.days", "small.put"] == [entry["fact"] for entry in entries]
    keys = ["fact", "published", "ours", "low", "high", "assumed_low", "assumed_high", "verdict"]
    assert [keys] * 3 == [list(entry) for entry in entries]


def test_a_name_that_is_none_names_the_nearest() -> None:
    """Exit 3, as for any file."""
    done = call("court-list")
    assert 3 == done.exit_code
    assert "did you mean 'courts-list'" in done.stderr.replace("\n", " ") or "courts-list" in done.stderr


def test_workers_are_at_least_one() -> None:
    """Wrong use, not a crash; so are too few draws to be a range."""
    assert 2 == call("--workers", 0).exit_code
    done = call("--assumed", 5)
    assert (2, True) == (done.exit_code, "expected 0, or 39 to 10,000" in done.stderr)
