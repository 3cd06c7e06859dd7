"""A finished run opened again is the run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from demerit.errors import FileInvalid, WrongUse
from demerit.study.result import RunResult, open_run


def test_a_run_is_read_from_its_folder(finished_run: Path) -> None:
    """Findings, manifest, scheme and frames come from the files."""
    run = open_run(finished_run)
    assert {"score.mean", "wrong.people_share"} <= set(run.findings)
    assert (4_000, 365) == (run.manifest["options"]["people"], run.manifest["options"]["days"])
    assert 4_000 == (run.people["kind"] == "person").sum()
    assert "as-described" == run.scheme.model.id
    assert 4_000 == run.people.height - (run.people["kind"] != "person").sum()


def test_what_was_not_kept_is_none(tmp_path: Path) -> None:
    """Without ledger and baseline there is nothing to read."""
    run = RunResult(tmp_path)
    assert (None, None, None, None) == (run.ledger, run.needs, run.baseline, run.counterparts)


def test_a_comparison_is_not_a_run(tmp_path: Path) -> None:
    """The folder of a comparison names the runs below it."""
    (tmp_path / "compare.json").touch()
    (tmp_path / "a-x").mkdir()
    (tmp_path / "b-y").mkdir()
    with pytest.raises(WrongUse, match="is a comparison: name one of its runs, a-x, b-y"):
        open_run(tmp_path)


def test_a_run_that_was_altered_is_not_opened(finished_run: Path, tmp_path: Path) -> None:
    """Every file is held against the manifest before anything is read from it."""
    shutil.copytree(finished_run, tmp_path / "run")
    (tmp_path / "run" / "findings.json").write_text("{}", encoding="utf-8")
    with pytest.raises(FileInvalid, match=r"findings\.json: has changed since the run"):
        open_run(tmp_path / "run")


def test_what_is_no_run(tmp_path: Path) -> None:
    """A folder without a manifest was never one."""
    with pytest.raises(WrongUse, match=r"no finished run: it lacks manifest\.json, "):
        open_run(tmp_path)


def test_a_run_says_what_it_is(finished_run: Path) -> None:
    """Printed, it names what was lived, how many findings and which tables there are, and where it lies."""
    run = open_run(finished_run)
    said = repr(run)
    assert f"4,000 synthetic people, 365 days, seed {run.manifest['seed']}" in said
    assert f"{len(run.findings)} findings" in said
    for name in ("people", "ledger", "needs", "days", "tallies", "counterparts"):
        assert f".{name}" in said
        assert getattr(run, name).height > 0
    assert "the same of .baseline" in said
    assert said.endswith(str(finished_run))
    assert run.scheme.model.title in run._repr_html_()
    assert "report.html" in run._repr_html_()


def test_a_misspelt_finding_names_the_nearest(finished_run: Path) -> None:
    """So a typing error costs no search through the list."""
    with pytest.raises(KeyError, match=r"no finding 'score\.maen'; did you mean 'score\.mean'"):
        open_run(finished_run).findings["score.maen"]


def test_an_unfinished_run_can_be_printed(tmp_path: Path) -> None:
    """Nothing is read of what is not there."""
    assert f"no finished run in {tmp_path}" == repr(RunResult(tmp_path))
