"""A finished run opened again is the run."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import WrongUse
from demerit.study.result import open_run


def test_a_run_is_read_from_its_folder(finished_run: Path) -> None:
    """Findings, manifest, scheme and frames come from the files."""
    run = open_run(finished_run)
    assert {"score.mean", "wrong.people_share"} <= set(run.findings)
    assert (4_000, 365) == (run.manifest["options"]["people"], run.manifest["options"]["days"])
    assert 4_000 == (run.people["kind"] == "person").sum()
    assert "as-described" == run.scheme.model.id
    assert f"Run({str(finished_run)!r})" == repr(run)


def test_what_was_not_kept_is_none(tmp_path: Path) -> None:
    """Without ledger and baseline there is nothing to read."""
    for name in ("manifest.json", "people.parquet", "findings.json"):
        (tmp_path / name).touch()
    run = open_run(tmp_path)
    assert (None, None, None, None) == (run.ledger, run.needs, run.baseline, run.counterparts)


def test_a_comparison_is_not_a_run(tmp_path: Path) -> None:
    """The folder of a comparison names the runs below it."""
    (tmp_path / "compare.json").touch()
    (tmp_path / "a-x").mkdir()
    (tmp_path / "b-y").mkdir()
    with pytest.raises(WrongUse, match="is a comparison: name one of its runs, a-x, b-y"):
        open_run(tmp_path)
