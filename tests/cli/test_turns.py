"""Options of a study that asks what an answer turns on: what goes together, and what does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from demerit.cli.commands import demerit


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["as-described", "--claim", "x > 1", "--ceiling", "y < 1"], "one study answers one question"),
        (["as-described", "--match", "courts-list"], "--match takes no scheme"),
        (
            ["as-described", "as-described", "--ceiling", "wrong.people_share < 1"],
            "one scheme at a time, not 2",
        ),
        (["a.yaml", "b.yaml"], "one FILE at a time"),
        (["--claim", "wrong.people_share > 0.1"], "name a scheme"),
        (["--claim", "as-described"], "'as-described' is taken for the claim"),
        (["as-described", "--claim", "wrong.people_share > 0.1", "--draws", "63"], "expected 64 or more"),
        (["--match", "courts-list", "--discrepancy", "-1"], "expected a share of the fact"),
        (["--match", "courts-list", "--discrepancy", "nan"], "expected a share of the fact"),
        (
            ["--match", "courts-list", "--society", "brackwater", "--days", "9"],
            "--society goes with --assumed or --claim or --ceiling, not with --match\n--days goes with",
        ),
        (
            ["as-described", "--ceiling", "wrong.people_share < 1", "--draws", "64"],
            "--draws goes with a study's FILE or --assumed or --claim or --match, not with --ceiling",
        ),
        (["as-described", "--claim", "x > 1", "--hold-out", "y"], "--hold-out goes with --match"),
        (["--match", "wrong.people_share"], "this is a finding, and no fact"),
        (["as-described", "--ceiling", "wrong.people_share >= 1"], "expected one harm below a number"),
        (
            ["as-described", "--ceiling", "wrong.people_share <"],
            "--ceiling 'wrong.people_share <': character 21",
        ),
    ],
)
def test_wrong_use_is_told_and_nothing_written(words: list[str], said: str, here: Path) -> None:
    """Exit code 2, one message, before any world is lived."""
    done = CliRunner().invoke(demerit, ["study", *words])
    assert 2 == done.exit_code, done.output
    assert said in done.output
    assert [] == [*here.iterdir()]
