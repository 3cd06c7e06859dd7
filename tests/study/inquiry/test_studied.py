"""A study's folder: whole, the same for any number of workers, and after being stopped again and again."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from demerit.errors import FileInvalid
from demerit.runs.begun import STUDY, WORLDS, kept_in
from demerit.runs.folder import Interrupted
from demerit.study.inquiry.studied import SENSITIVITY, TABLE, live_study, worlds_table
from studies import DETECTS, MISNAMES, WRONG, an_inquiry

SAME = (TABLE, SENSITIVITY, "study.json", "study.yaml", "inputs/scheme.yaml")


def contents(folder: Path) -> list[bytes]:
    """What must be the same, byte for byte."""
    return [(folder / name).read_bytes() for name in SAME]


def test_worlds_and_indices_are_left(tmp_path: Path) -> None:
    """A row a world and finding; an index with its interval for each path; hashes of everything."""
    studied = live_study(an_inquiry(tmp_path, seeds=[1, 2]), tmp_path / "out")
    table = pl.read_parquet(tmp_path / "out" / TABLE)
    assert ["world", "seed", DETECTS, MISNAMES, "outcome", "value"] == table.columns
    assert (8, [1, 2], [WRONG]) == (table.height, sorted(set(table["seed"])), sorted(set(table["outcome"])))
    assert table.equals(worlds_table(studied.stages))
    said = json.loads((tmp_path / "out" / SENSITIVITY).read_text())
    assert {WRONG} == set(said)
    assert {DETECTS, MISNAMES} == set(said[WRONG])
    assert {"index", "low", "high"} <= set(said[WRONG][DETECTS])
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert {TABLE, SENSITIVITY, "study.yaml", "study.json"} <= set(manifest["files"])
    assert not (tmp_path / "out" / STUDY).exists()


def test_any_number_of_workers_leaves_the_same_bytes(tmp_path: Path) -> None:
    """One, two or five worlds at a time."""
    for workers in (1, 2, 5):
        live_study(an_inquiry(tmp_path, workers=workers), tmp_path / str(workers))
    assert contents(tmp_path / "1") == contents(tmp_path / "2") == contents(tmp_path / "5")


def test_stopped_ten_times_it_leaves_the_same(tmp_path: Path) -> None:
    """Stopped after each world, once with a line cut off, it goes on and ends with the same bytes."""
    inquiry = an_inquiry(tmp_path, workers=1, seeds=[1, 2, 3])
    live_study(inquiry, tmp_path / "whole")
    out, partial = tmp_path / "out", tmp_path / "out.partial"
    lived: list[int] = []
    for stop in range(1, 11):

        def until(_stage: str, done: int, _total: int, stop: int = stop) -> None:
            lived.append(done)
            if done >= stop:
                raise KeyboardInterrupt

        with pytest.raises(Interrupted, match="world"):
            live_study(inquiry, out, on_progress=until)
        assert "world" in kept_in(partial)
        if stop == 5:
            with (partial / STUDY / WORLDS).open("rb+") as file:
                file.truncate(file.seek(0, 2) - 9)
    live_study(inquiry, out)
    assert contents(tmp_path / "whole") == contents(out)
    assert not partial.exists()


def test_where_every_world_fails_it_is_an_error(tmp_path: Path) -> None:
    """The first failure is told with its numbers."""
    vary = [
        {"path": "bands.ordinary.from", "values": [1190, 1180]},
        {"path": "bands.model.from", "values": [965, 970]},
    ]
    with pytest.raises(FileInvalid, match=r"all 4 worlds failed.*bands\.model\.from = 965"):
        live_study(an_inquiry(tmp_path, vary=vary), tmp_path / "out")
