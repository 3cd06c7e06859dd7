"""Living into a folder: what is told meanwhile, what an interruption leaves, what a refusal does not."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from demerit.formats.problems import Problems
from demerit.runs import live as living
from demerit.runs.live import live, live_districts
from demerit.runs.opening import is_lived
from demerit.runs.store import clear_parts, districts_done
from demerit.study.fixed import life_of
from demerit.world.job import job_key
from demerit.world.run import Job
from worlds import Part, a_scheme, a_society, channel, conduct, frames_of, hashes, job_of

LIFE: Part = {
    "opportunities": {"cross": {"per_year": 90, "act": 0.5}},
    "needs": {"rail": {"context": "travel", "per_year": 10}},
}
RULES: Part = {"conducts": [conduct("cross", -3, channels=["camera"])], "channels": [channel(misnames=0.1)]}


def job(**rules: Any) -> Job:
    """A run that nothing has checked yet."""
    scheme, town = a_scheme(**RULES, **rules), a_society(LIFE)
    plain = job_of({}, LIFE, people=2_400, days=30, workers=2)
    return replace(plain, scheme=scheme, society=town, life=life_of([scheme], town))


def test_progress_counts_districts_of_all_worlds(tmp_path: Path) -> None:
    """From 0 to all of them, never backwards."""
    told: list[tuple[int, int]] = []
    live(job(), tmp_path, lambda done, total: told.append((done, total)))
    assert ((0, 24), (24, 24), {24}) == (told[0], told[-1], {total for _, total in told})
    assert sorted(told) == told


class Enough(Exception):
    """Somebody wants it to stop."""


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path) -> None:
    """Stopped after some districts, it keeps them; the same run, told again, ends with the same contents."""
    running = job()

    def stop(done: int, _total: int) -> None:
        if done >= 8:
            raise Enough

    with pytest.raises(Enough):
        live(running, tmp_path, stop)
    assert 4 == districts_done(tmp_path)[1]
    told: list[int] = []
    live(running, tmp_path, lambda done, _: told.append(done))
    assert 8 == told[0]
    manifest = json.loads((tmp_path / "manifest.json").read_text("utf-8"))
    expected = {f"{name}.parquet": content for name, content in hashes(frames_of(running)).items()}
    assert expected == {name: table["sha256"] for name, table in manifest["tables"].items()}


def test_what_is_refused_leaves_nothing(tmp_path: Path) -> None:
    """A run is checked before its folder is made."""
    with pytest.raises(Problems):
        live(job(influence=[{"ties": "employer", "share": 0.1}]), tmp_path / "run")
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("limit", ["HELD_AT_MOST", "PARTS_AT_MOST", ""])
def test_what_is_measured_meanwhile_is_what_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """Rows at hand, or in parts on the disk, are those of the tables; of many parts none are said to be."""
    monkeypatch.setattr(living, limit or "HELD_AT_MOST", 0 if limit else 10**9)
    if limit == "PARTS_AT_MOST":
        monkeypatch.setattr(living, "HELD_AT_MOST", 0)
    lived = live_districts(job(), tmp_path, lambda _done, _total: None)
    before = {name: table.collect() for name, table in lived.tables().items()}
    assert (limit == "PARTS_AT_MOST") == (before == {})
    stored = lived.written()
    assert is_lived(tmp_path, job_key(lived.job))  # with its parts still there
    written = {name: table.collect() for name, table in stored.tables().items() if ".parts" not in name}
    for name, table in before.items():
        assert table.equals(written[name]), name
    assert not before or before.keys() == written.keys()
    clear_parts(tmp_path)
    assert is_lived(tmp_path, job_key(lived.job))
