"""`demerit run` from call to folder: what is printed, what is left, what an interruption keeps."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from demerit.cli.commands import demerit

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


@pytest.mark.parametrize("wait", [0.05, 1.5, 4.0])
def test_ctrl_c_at_any_moment(here: Path, wait: float) -> None:
    """SIGINT ends with 130, one line and no traceback; no folder stands under the run's own name."""
    call = [
        *CALL,
        "run",
        "--society",
        "brackwater",
        "--people",
        "60000",
        "--days",
        "3650",
        "--out",
        "runs/long",
    ]
    running = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=here)  # noqa: S603
    time.sleep(wait)
    running.send_signal(signal.SIGINT)
    out, said = running.communicate(timeout=60)
    assert "" == out
    if wait < 1:  # Python itself may not have begun
        assert running.returncode in {130, 1, -signal.SIGINT}
    else:
        assert 130 == running.returncode, said
        assert "interrupted; " in said
        assert "Traceback" not in said
    left = [entry.name for entry in here.rglob("*")] if (here / "runs").exists() else []
    assert "long" not in left
    assert not [name for name in left if "unfinished" in name]
