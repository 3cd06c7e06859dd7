"""`demerit study --claim`, `--match` and `--ceiling`: lines within the terminal, files, and the page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from demerit.cli.commands import demerit
from demerit.cli.turning import TurningStudy
from demerit.runs.folder import write_json
from demerit.runs.locking import locked
from disks import on_full_disk
from made_facts import FEW, RIGHT, town
from stopping import killed

TOWN = ["rules.yaml", "--society", "town.yaml", "--people", "600", "--days", "20"]
"""A town of two assumed numbers, which `made_facts.town` writes: a draw costs a tenth of Brackwater's."""
BRACKWATER = ["brackwater-standing", "--society", "brackwater", "--people", "16000"]
DRAWN = [*TOWN, "--claim", "wrong.people_share >= 0", "--draws", "64"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def study(*words: str) -> Result:
    """What a study prints."""
    done = CliRunner().invoke(demerit, ["study", *words], catch_exceptions=False)
    assert 0 == done.exit_code, done.output
    return done


def test_claims_are_told_drawn_and_kept(here: Path) -> None:
    """Each claim with its share; claims.json as it is printed by --format json; a page; and going on."""
    town(here)
    told = study(*DRAWN).stdout
    assert "wrong.people_share >= 0\n  holds in 64 of 64 draws (100 %, 94-100)\n  It fails nowhere." in told
    assert max(map(len, told.splitlines())) <= 80
    folder = here / "studies" / "rules"
    said = json.loads((folder / "claims.json").read_text(encoding="utf-8"))
    assert said == json.loads(study(*DRAWN, "--format", "json").stdout)
    assert ([], 64) == (said["wrong.people_share >= 0"]["box"], said["wrong.people_share >= 0"]["draws"])
    assert "Where does it turn?" in (folder / "claims.html").read_text(encoding="utf-8")


def test_the_least_change_is_a_file_that_runs(here: Path) -> None:
    """Rules at their lines, and least.yaml, which `check` takes and a run lives."""
    words = [*BRACKWATER, "--days", "20", "--ceiling", "wrong.people_share <= 0.003"]
    told = study(*words, "--out", "out").stdout
    assert "changed meet" in told
    assert "demerit run out/least.yaml --society brackwater --people 16000 --days 20" in "".join(
        line.strip().removesuffix("\\") for line in told.splitlines()
    )
    assert max(map(len, told.splitlines())) <= 80
    checked = CliRunner().invoke(demerit, ["check", str(here / "out" / "least.yaml")])
    assert 0 == checked.exit_code, checked.output
    said = json.loads((here / "out" / "least.json").read_text(encoding="utf-8"))
    assert said["met"]
    assert said["changes"]
    assert "What is the least change?" in (here / "out" / "least.html").read_text(encoding="utf-8")


def test_options_left_out_are_the_runs_own() -> None:
    """Days and seed as a run has them."""
    asked = TurningStudy(
        schemes=("x",), claims=(), matches=(), hold_out=(), ceilings=(), draws=None, discrepancy=0.1,
        society=None, behaviour=None, people=None, days=None, seed=3, sets=(), workers=None, cluster=None,
        folder=Path(), style="text",
    )  # fmt: skip
    assert (1_825, 3, 0) == (asked.options.days, asked.options.seed, asked.options.assumed)


def test_what_is_run_next_is_what_was_studied() -> None:
    """Files, size and changes of society and behaviour as typed; changes of the scheme are in its file."""
    asked = TurningStudy(
        schemes=("x",), claims=(), matches=(), hold_out=(), ceilings=(), draws=None, discrepancy=0.1,
        society="my town.yaml", behaviour=None, people=900, days=None, seed=3,
        sets=("conducts.jaywalking.points=0", "behaviour.aware=1"), workers=None, cluster=None,
        folder=Path(), style="text",
    )  # fmt: skip
    assert ["--society 'my town.yaml'", "--people 900", "--seed 3", "--set behaviour.aware=1"] == asked.typed


@pytest.mark.parametrize(
    ("asked", "kept", "left"),
    [
        ([*TOWN, "--claim", "wrong.people_share > 0.05", "--draws", "64"], "claims", "claims.json"),
        ([*BRACKWATER, "--days", "5", "--ceiling", "wrong.people_share <= 0.0003"], "least", "least.json"),
        (["--match", "honks.yaml", "--draws", "64"], "match", "match.json"),
    ],
    ids=["claim", "ceiling", "match"],
)
def test_killed_again_and_again_it_answers_the_same(
    here: Path, asked: list[str], kept: str, left: str
) -> None:
    """Killed outright while it keeps a world, three times; the same words end with the same answer."""
    town(here, FEW, RIGHT)
    words = [*asked, "--workers", "1"]
    study(*words, "--out", "whole")
    known = killed(here, ["study", *words, "--out", "out"], f"{kept}.jsonl", (4, 6, 5))
    assert 0 < known[0] < known[1] < known[2]
    study(*words, "--out", "out")
    assert (here / "whole" / left).read_bytes() == (here / "out" / left).read_bytes()


def test_json_is_written_whole(tmp_path: Path) -> None:
    """Beside first, then renamed: nothing else is left."""
    write_json(tmp_path / "x.json", {"a": "ä"})
    assert ({"a": "ä"}, 1) == (
        json.loads((tmp_path / "x.json").read_text("utf-8")),
        len([*tmp_path.glob("*")]),
    )


def test_a_folder_takes_one_question_at_a_time(here: Path) -> None:
    """While another process answers there, the second is refused; on a full disk draws are kept."""
    town(here)
    (here / "out").mkdir()
    with locked(here / "out"):
        done = CliRunner().invoke(demerit, ["study", *DRAWN, "--out", "out"])
    assert 2 == done.exit_code
    assert "out is being written by another process: wait until it is finished" in done.stderr
    full = on_full_disk(["study", *DRAWN, "--out", "out"], 4_000, here)
    assert (2, "") == (full.returncode, full.stdout), full.stderr
    assert "cannot write out: File too large" in full.stderr
    assert "what was answered is kept in out. The same command goes on from there" in full.stderr
    assert "Traceback" not in full.stderr
    (kept,) = (here / "out").iterdir()
    assert 0 < kept.read_bytes().count(b"\n") < 64
    study(*DRAWN, "--out", "out")
