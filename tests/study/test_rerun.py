"""A run again gives the same contents, and says so only if it does."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from demerit.errors import FileInvalid, WrongUse
from demerit.study.living import nothing_more, unheard
from demerit.study.rerun import planned_again, read_manifest, run_again, same_tables


def test_tables_are_held_against_both_manifests() -> None:
    """A table that differs, or that one of them lacks, is not the same."""
    before = {"tables": {"a": {"sha256": "1"}, "b": {"sha256": "2"}, "c": {"sha256": "3"}}}
    after = {"tables": {"a": {"sha256": "1"}, "b": {"sha256": "9"}, "d": {"sha256": "4"}}}
    assert {"a": True, "b": False, "c": False, "d": False} == same_tables(before, after)


@pytest.mark.parametrize(
    "content", ["", "[]", '{"format": "other"}', '{"format": "demerit/manifest/1", "seed": 1}']
)
def test_what_is_no_manifest_is_told(tmp_path: Path, content: str) -> None:
    """Neither JSON, nor a mapping, nor a manifest, nor a whole one."""
    path = tmp_path / "manifest.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileInvalid, match=r"manifest\.json: "):
        read_manifest(path)


def test_a_missing_manifest_is_wrong_use(tmp_path: Path) -> None:
    """The system's own words."""
    with pytest.raises(WrongUse, match="no such file"):
        read_manifest(tmp_path / "manifest.json")


def test_the_same_contents_with_another_number_of_workers(finished_run: Path) -> None:
    """Every table of a finished run comes out again with the same content hash, on one worker."""
    before, job = planned_again(finished_run, workers=1)
    compared = run_again(before, job, None, on_progress=unheard, finish=nothing_more).same
    assert {"people.parquet", "ledger.parquet", "baseline/people.parquet"} <= set(compared)
    assert [] == [name for name, same in compared.items() if not same]


@pytest.fixture
def copied(finished_run: Path, tmp_path: Path) -> Path:
    """A run's manifest and inputs, to spoil."""
    shutil.copytree(finished_run / "inputs", tmp_path / "run" / "inputs")
    shutil.copy(finished_run / "manifest.json", tmp_path / "run" / "manifest.json")
    return tmp_path / "run"


def test_a_changed_input_is_refused(copied: Path) -> None:
    """An input that is not what it was cannot give the same run: each is named."""
    scheme = copied / "inputs" / "scheme.yaml"
    scheme.write_text(scheme.read_text(encoding="utf-8") + "# and one more comment\n", encoding="utf-8")
    (copied / "inputs" / "behaviour.yaml").unlink()
    with pytest.raises(FileInvalid, match=r"scheme\.yaml: has changed(.|\n)*behaviour\.yaml: missing"):
        planned_again(copied)


def test_a_run_that_differs_is_told_by_table(copied: Path) -> None:
    """A manifest of another seed's contents is found out."""
    path = copied / "manifest.json"
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(manifest | {"seed": manifest["seed"] + 1}), encoding="utf-8")
    before, job = planned_again(copied)
    assert not run_again(before, job, None, on_progress=unheard, finish=nothing_more).same["people.parquet"]


def test_a_run_with_an_altered_table_is_refused(finished_run: Path, tmp_path: Path) -> None:
    """Where tables lie beside the manifest they are held against it, before anything is lived."""
    shutil.copytree(finished_run, tmp_path / "run")
    (tmp_path / "run" / "people.parquet").write_bytes(b"")
    (tmp_path / "run" / "ledger.parquet").unlink()
    with pytest.raises(FileInvalid, match=r"ledger\.parquet: missing(.|\n)*people\.parquet: has changed"):
        planned_again(tmp_path / "run")
