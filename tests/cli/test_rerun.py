"""`demerit rerun` says whether the contents are the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from click.testing import CliRunner

from demerit.cli.commands import demerit


def test_the_same_contents_and_a_new_folder(finished_run: Path, tmp_path: Path) -> None:
    """With `--out` the run is kept, report and all, and every table has the same content hash."""
    words = ["rerun", str(finished_run / "manifest.json"), "--out", str(tmp_path / "again")]
    done = CliRunner().invoke(demerit, words, catch_exceptions=False)
    assert done.exit_code == 0
    assert done.stdout.startswith("same contents: ")
    assert (tmp_path / "again" / "report.html").exists()
    ours, theirs = (
        json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["tables"]
        for folder in (finished_run, tmp_path / "again")
    )
    assert ours == theirs


def test_other_contents_exit_with_1(finished_run: Path, tmp_path: Path) -> None:
    """A manifest that claims other contents is contradicted, table by table."""
    shutil.copytree(finished_run / "inputs", tmp_path / "inputs")
    manifest = json.loads((finished_run / "manifest.json").read_text(encoding="utf-8"))
    manifest["tables"]["people.parquet"]["sha256"] = "0" * 64
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    done = CliRunner().invoke(demerit, ["rerun", str(tmp_path)])
    assert (1, "") == (done.exit_code, done.stdout)
    assert "tables differ: people.parquet" in done.stderr
