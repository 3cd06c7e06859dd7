"""A run's folder as one object: each file read once, tables from memory or from disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from demerit.errors import FileInvalid, WrongUse
from demerit.findings.evidence import load_evidence
from demerit.findings.measure import measure
from demerit.runs import live as living
from demerit.runs.live import live
from demerit.runs.stored import Stored, hash_of, side_by_side
from demerit.world.job import Job
from worlds import a_job, a_scheme, a_society, channel, conduct


def a_small_job() -> Job:
    """Three districts in three batches, with a baseline."""
    return a_job(
        a_scheme(conducts=[conduct("cross", channels=["camera"])], channels=[channel()]),
        a_society({"opportunities": {"cross": {"per_year": 90, "act": 0.5}}}, district_people=10),
        people=30, days=30, baseline=True,
    )  # fmt: skip


def test_tables_at_hand_are_those_on_disk(tmp_path: Path) -> None:
    """What living hands on in memory has the rows and types of the files, and the findings are the same."""
    lived, read = live(a_small_job(), tmp_path), Stored(tmp_path)
    assert list(read.tables()) == list(lived.tables())
    for name, table in read.tables().items():
        assert_frame_equal(table.collect(), lived.needed(name).collect(), categorical_as_str=False)
    assert "baseline/people" in read.tables()
    assert read.inputs.scheme.model == lived.inputs.scheme.model
    assert measure(load_evidence(read)) == measure(load_evidence(lived))


def test_tables_at_hand_need_no_file(tmp_path: Path) -> None:
    """They are not read again from disk: gone there, they are here."""
    lived = live(a_small_job(), tmp_path)
    (tmp_path / "people.parquet").unlink()
    assert 30 == lived.needed("people").collect().height
    with pytest.raises(WrongUse, match=r"people\.parquet is not there"):
        lived.moved(tmp_path).needed("people")


def test_a_table_that_is_not_there_is_none_or_refused(tmp_path: Path) -> None:
    """A folder where the file should be is no table either."""
    (tmp_path / "ledger.parquet").mkdir()
    assert Stored(tmp_path).table("ledger") is None
    with pytest.raises(WrongUse, match=r"its people\.parquet is not there"):
        Stored(tmp_path).needed("people")


def test_large_tables_are_left_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what may be held in memory, and of a run that was gone on with, nothing is."""
    monkeypatch.setattr(living, "HELD_AT_MOST", 1_000)
    lived = live(a_small_job(), tmp_path)
    (tmp_path / "people.parquet").unlink()
    with pytest.raises(WrongUse, match=r"people\.parquet is not there"):
        lived.needed("people")


def test_a_file_is_read_once(tmp_path: Path) -> None:
    """Whoever asks again gets what was read; after a move it is read anew."""
    live(a_small_job(), tmp_path)
    (tmp_path / "one.txt").write_text("1")
    run = Stored(tmp_path)
    assert "1" == run.once("one.txt", Path.read_text)
    (tmp_path / "one.txt").write_text("2")
    assert ("1", "2") == (
        run.once("one.txt", Path.read_text), run.moved(tmp_path).once("one.txt", Path.read_text),
    )  # fmt: skip
    assert run.inputs is run.inputs is run.moved(tmp_path).inputs


def test_what_is_no_run(tmp_path: Path) -> None:
    """A folder without a manifest is wrong use, one whose manifest is no object a file's problem."""
    with pytest.raises(WrongUse, match=r"manifest\.json is not there"):
        _ = Stored(tmp_path).manifest
    with pytest.raises(WrongUse, match="'demerit run' makes one"):
        Stored(tmp_path).refuse_unfinished()
    with pytest.raises(WrongUse, match=r"lacks compare\.json"):
        side_by_side(tmp_path)
    (tmp_path / "manifest.json").write_text("[1]")
    with pytest.raises(FileInvalid, match="expected a JSON object, found list"):
        _ = Stored(tmp_path).manifest


@pytest.mark.parametrize("text", [None, "{", "[]"])
def test_draws_that_cannot_be_read_are_none(tmp_path: Path, text: str | None) -> None:
    """A page is made without them."""
    if text is not None:
        (tmp_path / "assumed.json").write_text(text)
    assert {} == Stored(tmp_path).drawn
    (tmp_path / "assumed.json").write_text('{"draws": 64}')
    assert {"draws": 64} == Stored(tmp_path).drawn


def test_the_hash_is_of_the_tables() -> None:
    """Whatever else a manifest says."""
    assert hash_of({"tables": {"a": 1}}) == hash_of({"tables": {"a": 1}, "seed": 2}) != hash_of({})
    assert hash_of({}) == hash_of({"tables": {}})


def test_runs_side_by_side_are_in_the_order_of_their_names(tmp_path: Path) -> None:
    """Folders that hold no run are left aside."""
    for name in ("b-x", "a-y", "other"):
        (tmp_path / name).mkdir()
        if name != "other":
            (tmp_path / name / "manifest.json").write_text("{}")
    (tmp_path / "compare.json").write_text("{}")
    assert ["a-y", "b-x"] == list(side_by_side(tmp_path).runs)
