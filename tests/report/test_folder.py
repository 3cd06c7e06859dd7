"""Reading a finished run's folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from demerit.errors import FileInvalid, WrongUse
from demerit.report.folder import nested, read_folder

MakeRun = Callable[..., Path]


def test_reads_what_a_run_leaves(run: Path) -> None:
    """People, days, titles and findings come from the folder's own files."""
    read = read_folder(run)
    assert (2_000, 400, 0.212) == (read.people, read.days, read.findings["wrong.people_share"].value)
    assert "no high speed rail" == read.title("no-high-speed-rail")
    assert ["housing", "health", "travel"] != [name for name, _ in read.family("access.denied")]
    assert ["travel", "housing", "health"] == [name for name, _ in read.family("access.denied")]


def test_hash_is_of_the_tables(make_run: MakeRun) -> None:
    """Runs of the same tables share a hash whatever the machine; a changed table changes it."""
    one, two = make_run("one"), make_run("two")
    assert read_folder(one).hash == read_folder(two).hash
    manifest = json.loads((two / "manifest.json").read_text())
    manifest["tables"]["people.parquet"]["sha256"] = "f" * 64
    (two / "manifest.json").write_text(json.dumps(manifest))
    assert read_folder(one).hash != read_folder(two).hash


def test_no_run_is_wrong_use(tmp_path: Path) -> None:
    """A folder that holds no finished run is refused, with what makes one."""
    with pytest.raises(WrongUse, match="demerit run"):
        read_folder(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", "\x00"])
def test_a_broken_manifest_is_a_file_problem(run: Path, text: str) -> None:
    """A manifest that is no JSON object is named."""
    (run / "manifest.json").write_text(text)
    with pytest.raises(FileInvalid, match=r"manifest\.json"):
        read_folder(run)


def test_a_table_that_was_not_kept(make_run: MakeRun) -> None:
    """A run without a ledger has no such table, which is no error."""
    assert read_folder(make_run(ledger=False)).table("ledger") is None


def test_nested_values() -> None:
    """A value that is a table is taken as one, anything else as empty."""
    assert ({"a": 1}, {}, {}) == (nested({"a": 1}), nested(0.2), nested(None))


def test_groups_of_persons_and_kinds_are_kept_apart(run: Path) -> None:
    """The days of persons hold no company's, and a company's no person's."""
    read = read_folder(run)
    persons, companies = read.daily(), read.daily("company")
    assert persons is not None
    assert companies is not None
    assert {"majority", "minority"} == set(persons.collect()["group"])
    assert {"company"} == set(companies.collect()["group"])
