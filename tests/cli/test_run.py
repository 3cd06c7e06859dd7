"""`demerit run` from call to folder: what is printed, what is left, what an interruption keeps."""

from __future__ import annotations

import json
import re
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from demerit.api import lived
from demerit.cli.commands import demerit
from stopping import stopped

SMALL = ["--society", "brackwater", "--people", "600", "--days", "40", "--workers", "1"]
CALL = [sys.executable, "-m", "demerit.cli.main"]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_prints_its_headline_and_how_to_go_on(here: Path) -> None:
    """Headline on standard output within 80 columns; the folder is the next free one below `runs`."""
    done = CliRunner().invoke(demerit, ["run", "as-described", *SMALL], catch_exceptions=False)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert "as-described on brackwater · 600 synthetic people · 40 days · seed 1" == lines[0]
    assert lines[1].startswith("NOT A REAL SYSTEM: ")
    assert "Open          runs/as-described-1/report.html" in lines
    assert "  --set conducts.jaywalking.points=0" in done.stdout
    assert max(map(len, lines)) <= 80
    assert {"as-described-1"} == {entry.name for entry in (here / "runs").iterdir()}


@pytest.mark.usefixtures("here")
def test_json_is_all_that_standard_output_holds() -> None:
    """`--format json` prints findings and paths as JSON, as `findings.json` has them."""
    done = CliRunner().invoke(demerit, ["run", *SMALL, "--format", "json"], catch_exceptions=False)
    told = json.loads(done.stdout)
    assert ["run", "report", "manifest", "findings"] == list(told)
    assert json.loads((Path(told["run"]) / "findings.json").read_text(encoding="utf-8")) == told["findings"]
    assert Path(told["report"]).exists()


def test_a_folder_in_use_is_refused_before_anything_is_lived(here: Path) -> None:
    """Exit 2 at once, and what is there stays."""
    (here / "mine").mkdir()
    (here / "mine" / "precious").touch()
    done = CliRunner().invoke(demerit, ["run", *SMALL, "--out", "mine"])
    assert 2 == done.exit_code
    assert "mine exists and is not empty" in done.stderr
    assert ["mine"] == [entry.name for entry in here.iterdir()]


def small_files_only() -> None:
    """Let no file of this process grow: what a full disk does, in miniature."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))


def no_large_files() -> None:
    """Let parts be written, but no table that joins them."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


def test_a_disk_that_fills_up_keeps_what_was_done(here: Path) -> None:
    """Where files of a later size fail, the districts before it stay, and the same command goes on."""
    words = ["run", *MANY, "--out", "run"]
    done = subprocess.run(  # noqa: S603
        [*CALL, *words],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=no_large_files,
        cwd=here,
    )
    assert (2, "") == (done.returncode, done.stdout), done.stderr
    assert "cannot write run: File too large" in done.stderr
    assert "kept in run.partial: 12 districts. The same command goes on from there" in done.stderr
    again = CliRunner().invoke(demerit, words, catch_exceptions=False)
    assert (0, ["run"]) == (again.exit_code, [entry.name for entry in here.iterdir()])


def test_a_disk_that_takes_no_more_leaves_nothing(here: Path) -> None:
    """A write that the system refuses ends with 2 and its words; no folder is left."""
    call = [*CALL, "run", *SMALL, "--out", "deep/run"]
    done = subprocess.run(  # noqa: S603
        call,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small_files_only,
        cwd=here,
    )
    assert (2, "") == (done.returncode, done.stdout), done.stderr
    assert "cannot write deep/run: File too large" in done.stderr
    assert "Traceback" not in done.stderr
    assert [] == list(here.iterdir())


NOTE, MANIFEST, FINDINGS, PAGE = "progress.json.new", "manifest.json.new", ".findings.json", ".report.html"
MOMENTS = [
    ("runs", 0, "nothing was kept"),
    (NOTE, 1, "nothing was kept"),
    (NOTE, 6, "kept in runs/long.partial: 4 districts"),
    (MANIFEST, 0, "districts|everything was lived"),  # whichever thread writes it: it may be written by then
    (FINDINGS, 0, "everything was lived"),
    (PAGE, 0, "everything was lived"),
]


@pytest.mark.parametrize(("on", "at", "kept"), MOMENTS)
def test_ctrl_c_at_any_moment(here: Path, on: str, at: int, kept: str) -> None:
    """SIGINT ends with 130, what was kept and no traceback; nothing stands under the run's own name."""
    words = ["run", *MANY, "--out", "runs/long"]
    code, said = stopped(here, words, signal.SIGINT, on, at)
    assert 130 == code, said
    assert any(line.startswith("interrupted; ") for line in said.splitlines())
    assert re.search(kept, said), said
    assert "Traceback" not in said
    left = {entry.name for entry in (here / "runs").iterdir()} if (here / "runs").exists() else set()
    assert left == (set() if kept == "nothing was kept" else {"long.partial"})


MANY = ["--society", "brackwater", "--people", "24000", "--days", "20", "--workers", "1"]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_the_same_command_goes_on(here: Path, stop: signal.Signals) -> None:
    """However it was ended: the same words find what was done, say so, and end with the same tables."""
    words = ["run", *MANY, "--format", "json"]
    code, said = stopped(here, words, stop, NOTE, 6)
    assert code == (-signal.SIGKILL if stop is signal.SIGKILL else 130), said
    assert ["as-described-1.partial"] == [entry.name for entry in (here / "runs").iterdir()]
    again = CliRunner().invoke(demerit, words, catch_exceptions=False)
    assert "going on from runs/as-described-1.partial: 4 districts" in again.stderr
    assert ["as-described-1"] == [entry.name for entry in (here / "runs").iterdir()]
    rerun = CliRunner().invoke(demerit, ["rerun", "runs/as-described-1"], catch_exceptions=False)
    assert rerun.stdout.startswith("same contents: ")


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("style", ["text", "json"])
def test_a_report_that_fails_leaves_the_run(monkeypatch: pytest.MonkeyPatch, style: str) -> None:
    """The headline is printed, what went wrong and what makes it later is said, the exit code is 1."""

    def fail(_folder: Path) -> None:
        raise TypeError("'float' object is not iterable")

    with monkeypatch.context() as failing:
        failing.setattr(lived, "write_report", fail)
        done = CliRunner().invoke(demerit, ["run", *SMALL, "--out", "my run", "--format", style])
    assert 1 == done.exit_code
    later = "demerit report 'my run' makes it later"
    assert f"the report could not be made: TypeError: 'float' object is not iterable; {later}" in done.stderr
    assert (
        "600 synthetic people" in done.stdout
        if style == "text"
        else json.loads(done.stdout)["report"] is None
    )
    assert not (Path("my run") / "report.html").exists()
    assert 0 == CliRunner().invoke(demerit, ["report", "my run"], catch_exceptions=False).exit_code
    assert (Path("my run") / "report.html").exists()
