"""`demerit report` writes the page anew."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner

from demerit.cli.commands import demerit


def test_the_report_is_written_again(finished_run: Path, tmp_path: Path) -> None:
    """The same run gives the same page, and its path is printed."""
    copy = tmp_path / "run"
    shutil.copytree(finished_run, copy)
    (copy / "report.html").unlink()
    done = CliRunner().invoke(demerit, ["report", str(copy)], catch_exceptions=False)
    assert (0, f"{copy / 'report.html'}\n") == (done.exit_code, done.stdout)
    assert (copy / "report.html").stat().st_size > 10_000
