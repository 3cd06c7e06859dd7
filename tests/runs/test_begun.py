"""What an unfinished command has left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demerit.runs.begun import begun_as, begun_by, is_vain, kept_in
from demerit.runs.live import live
from demerit.runs.store import MANIFEST, Store, clear_parts
from demerit.world.job import Job, job_key
from worlds import a_job, a_scheme, a_society, conduct

LIFE = {"opportunities": {"cross": {"per_year": 90, "act": 0.5}}}


def job(seed: int = 1) -> Job:
    """A job of three districts in three batches."""
    return a_job(
        a_scheme(conducts=[conduct("cross")]),
        a_society(LIFE, district_people=10),
        people=30, days=3, seed=seed, baseline=False,
    )  # fmt: skip


class Enough(Exception):
    """Somebody wants it to stop."""


def begin(folder: Path, running: Job, districts: int) -> None:
    """Live so many districts of a job."""

    def stop(done: int, _total: int) -> None:
        if done == districts:
            raise Enough

    with pytest.raises(Enough):
        live(running, folder, stop)


def test_districts_then_everything(tmp_path: Path) -> None:
    """Nothing, so many districts, everything: and by which job."""
    assert ("", "") == (begun_by(tmp_path), kept_in(tmp_path))
    begin(tmp_path, job(), 1)
    assert (job_key(job()), "1 district") == (begun_by(tmp_path), kept_in(tmp_path))
    begin(tmp_path, job(), 2)
    assert "2 districts" == kept_in(tmp_path)
    live(job(), tmp_path)
    assert (job_key(job()), "everything was lived") == (begun_by(tmp_path), kept_in(tmp_path))
    (tmp_path / MANIFEST).write_text("[]", encoding="utf-8")
    assert ("", "") == (begun_by(tmp_path), kept_in(tmp_path))


def test_a_comparison_is_known_by_its_runs(tmp_path: Path) -> None:
    """It belongs where every run that was begun is the one of its name, and there is no other."""
    jobs = {"a-x": job(1), "b-x": job(2)}
    assert not begun_as(tmp_path, jobs)
    begin(tmp_path / "a-x", job(1), 2)
    assert begun_as(tmp_path, jobs)
    assert "a-x: 2 districts" == kept_in(tmp_path)
    assert not begun_as(tmp_path, {"a-x": job(2), "b-x": job(1)})
    begin(tmp_path / "c-x", job(3), 1)
    assert not begun_as(tmp_path, jobs)


def test_what_may_be_taken_over(tmp_path: Path) -> None:
    """A folder is worth nothing only if it is empty or holds nothing but parts that were not noted."""
    assert is_vain(tmp_path)
    store = Store(tmp_path / "run", "key")
    assert is_vain(tmp_path)
    (tmp_path / "run" / ".parts" / "people@00000000.parquet").write_bytes(b"PAR1")
    assert is_vain(tmp_path)
    assert 0 == store.districts
    clear_parts(tmp_path / "run")
    (tmp_path / "mine.txt").write_text(json.dumps("precious"), encoding="utf-8")
    assert not is_vain(tmp_path)
