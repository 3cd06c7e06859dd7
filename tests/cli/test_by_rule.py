"""`demerit compare --by-rule`: what each rule adds, within the terminal's columns."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from demerit.cli.commands import demerit

SMALL = ["--society", "brackwater", "--people", "2000", "--days", "60", "--workers", "1", "--assumed", "0"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(*words: str) -> Result:
    """What a comparison rule by rule prints."""
    return CliRunner().invoke(demerit, ["compare", *words, "--by-rule", *SMALL], catch_exceptions=False)


def test_one_scheme_is_compared_with_none_of_its_rules(here: Path) -> None:
    """Every rule of the scheme is left out; text, file and page have what each adds."""
    done = told("brackwater-standing", "--out", "out")
    assert done.exit_code == 0, done.output
    assert "Rule by rule\nAs 2,000 people live it: what each of 7 rules adds" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    found = json.loads((here / "out" / "compare.json").read_text(encoding="utf-8"))["wrong.people_share"]
    assert 7 == len(found["by_rule"]["rules"])
    parts = [each["difference"] for each in found["by_rule"]["rules"].values()]
    assert found["by_rule"]["whole"]["difference"] == pytest.approx(
        sum(parts) + found["by_rule"]["interaction"]["difference"]
    )
    assert found["difference"] == found["by_rule"]["whole"]["difference"]  # as small as this, the run itself
    page = (here / "out" / "compare.html").read_text(encoding="utf-8")
    assert "What does each rule add?" in page
    assert ["a-brackwater-standing-without-rules", "b-brackwater-standing"] == sorted(
        entry.name for entry in (here / "out").iterdir() if entry.is_dir()
    )


def test_one_changed_rule_is_all_of_it() -> None:
    """A set into the second of two: the only rule that differs."""
    done = told("brackwater-standing", "brackwater-standing", "--set", "conducts.jaywalking.points=-200")
    assert "It is the only rule that differs, so all of it is this rule's." in " ".join(done.stdout.split())


def test_equal_schemes_have_none_to_leave_out() -> None:
    """Said, and nothing else."""
    done = told("brackwater-standing", "brackwater-standing")
    assert "Rule by rule\nNo rule differs, so there is none to leave out." in done.stdout


def test_a_set_is_in_the_scheme_that_is_taken_apart() -> None:
    """Of one scheme with a change, the changed one is lived, and without any rule the reference."""
    done = told("brackwater-standing", "--set", "treatments.dear-bus.factor=3", "--out", "out")
    assert "with treatments.dear-bus.factor=3" in done.stdout
    assert done.exit_code == 0
