"""One run leaves one whole folder."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from demerit import api
from demerit.runs.folder import Interrupted
from demerit.runs.opening import read_manifest, refuse_altered
from demerit.runs.store import MANIFEST, PROGRESS
from demerit.study.living import simulate
from demerit.study.plan import Options
from demerit.study.result import open_run
from demerit.world.run import Job
from faults import ctrl_c, fault, watched, what_lies_in
from uncertain import honkers
from worlds import a_job, a_scheme, a_society, channel, conduct

FILES = {
    "manifest.json", "people.parquet", "ledger.parquet", "needs.parquet", "days.parquet", "tallies.parquet",
    "counterparts.parquet", "findings.json", "inputs", "baseline",
}  # fmt: skip
SMALL = Options(people=300, days=20, workers=1)


def test_the_folder_is_whole_and_the_stages_are_told(tmp_path: Path) -> None:
    """All files of a run are there when the folder is; whoever watches hears living, measuring, reporting."""
    (job,) = api.jobs_for(["as-described"], "brackwater", None, SMALL)
    heard: list[tuple[str, int, int]] = []
    lived = simulate(job, tmp_path / "run", on_progress=lambda *stage: heard.append(stage))
    assert {entry.name for entry in (tmp_path / "run").iterdir()} >= FILES
    assert ["living", "measuring", "reporting"] == list(dict.fromkeys(stage for stage, _, _ in heard))
    told = [(done, total) for stage, done, total in heard if stage == "living"]
    assert told[-1][0] == told[-1][1]
    assert sorted(told[1:]) == told[1:]
    assert lived.findings["score.mean"].value is not None
    assert lived.unreported is None


@pytest.mark.parametrize("moment", ["measuring", "reporting"])
def test_ctrl_c_after_living_keeps_everything(tmp_path: Path, moment: str) -> None:
    """An interruption after the worlds have lived keeps them, and the same job does not live them again."""

    def stop(stage: str, _done: int, _total: int) -> None:
        if stage == moment:
            raise KeyboardInterrupt

    (job,) = api.jobs_for(["as-described"], "brackwater", None, SMALL)
    with pytest.raises(Interrupted, match=r"kept in .*run\.partial: everything was lived"):
        simulate(job, tmp_path / "run", on_progress=stop)
    assert ["run.partial"] == [entry.name for entry in tmp_path.iterdir()]
    heard: list[tuple[str, int]] = []
    simulate(job, tmp_path / "run", on_progress=lambda stage, done, _total: heard.append((stage, done)))
    assert [("living", 0), ("measuring", 0), ("reporting", 0), ("reporting", 1)] == heard
    refuse_altered(tmp_path / "run", read_manifest(tmp_path / "run" / MANIFEST))


def test_a_report_that_fails_leaves_the_run_finished(tmp_path: Path) -> None:
    """The folder stands, whole but for the page, and what went wrong is handed on."""

    def fail(_measured: object) -> None:
        raise ZeroDivisionError

    lived = simulate(a_small_job(), tmp_path / "run", finish=fail)
    assert isinstance(lived.unreported, ZeroDivisionError)
    assert ["run"] == [entry.name for entry in tmp_path.iterdir()]
    refuse_altered(tmp_path / "run", read_manifest(tmp_path / "run" / MANIFEST))
    assert "score.mean" in open_run(tmp_path / "run").findings


IN_ONE_MOVE = {MANIFEST, PROGRESS, "findings.json"}
"""Files that are put in place when they are whole: a process that is killed leaves none of them torn."""


def a_small_job() -> Job:
    """Three districts in three batches, without a baseline: few calls to the file system."""
    return a_job(
        a_scheme(conducts=[conduct("cross", channels=["camera"])], channels=[channel()]),
        a_society({"opportunities": {"cross": {"per_year": 90, "act": 0.5}}}, district_people=10),
        people=30, days=3, baseline=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], int]:
    """What a manifest says of the tables of the small job, and how many calls writing them takes."""
    folder = tmp_path_factory.mktemp("whole")
    with fault(folder, ctrl_c) as counted:
        simulate(a_small_job(), folder / "run")
    return tables_of(folder / "run"), counted.calls


def tables_of(folder: Path) -> dict[str, Any]:
    """What a finished run's manifest says of its tables, which are as it says."""
    manifest = read_manifest(folder / MANIFEST)
    refuse_altered(folder, manifest)
    return manifest["tables"]


def test_ctrl_c_at_every_call(
    tmp_path_factory: pytest.TempPathFactory, whole: tuple[dict[str, Any], int]
) -> None:
    """Interrupted before any call to the file system, the same job ends with the same tables, and no more.

    Where two interruptions leave the same bytes, the job goes on from them once.
    """
    expected, calls = whole
    left: set[str] = set()
    for at in range(calls):
        folder = tmp_path_factory.mktemp("interrupted")
        with pytest.raises(KeyboardInterrupt), fault(folder, ctrl_c, at):
            simulate(a_small_job(), folder / "run")
        assert {entry.name for entry in folder.iterdir()} <= {"run", "run.partial"}, at
        lies = what_lies_in(folder)
        if lies in left:
            continue
        left.add(lies)
        if not (folder / "run").exists():
            simulate(a_small_job(), folder / "run")
        assert ["run"] == [entry.name for entry in folder.iterdir()], at
        assert expected == tables_of(folder / "run"), at
        assert [] == list((folder / "run").rglob(".*")), at
    assert 1 < len(left) < calls


def test_killed_at_every_call(
    tmp_path_factory: pytest.TempPathFactory, whole: tuple[dict[str, Any], int]
) -> None:
    """From whatever lies there before any call, and with the file last written torn, the job goes on.

    Most calls change nothing that lies there: from the same bytes the job goes on once.
    """
    expected, calls = whole
    folder, left = tmp_path_factory.mktemp("killed"), tmp_path_factory.mktemp("left")

    def keep() -> None:
        """What a process that is killed now leaves; then, once more, with its last file half written."""
        number = len(list(left.iterdir()))
        for place in (left / f"{number}", left / f"{number}-torn"):
            shutil.copytree(folder, place)
        files = [path for path in (left / f"{number}-torn").rglob("*") if path.is_file()]
        last = max(files, key=lambda path: (path.stat().st_mtime_ns, str(path)), default=None)
        if last is not None and last.name not in IN_ONE_MOVE:
            last.write_bytes(last.read_bytes()[: last.stat().st_size // 2])

    with watched(folder, keep):
        simulate(a_small_job(), folder / "run")
    places = sorted(left.iterdir())
    assert 2 * calls == len(places)
    different = {what_lies_in(place): place for place in places if not (place / "run").exists()}
    assert 1 < len(different) < len(places)
    for place in different.values():
        simulate(a_small_job(), place / "run")
        assert ["run"] == [entry.name for entry in place.iterdir()], place
        assert expected == tables_of(place / "run"), place


def test_a_run_with_draws_has_both_ranges_and_says_of_how_many(tmp_path: Path) -> None:
    """Findings, manifest and the file of the draws agree; nothing of how they came is left behind."""
    finished = simulate(honkers(options={"assumed": 40}), tmp_path / "run")
    run = open_run(tmp_path / "run")
    found = run.findings["wrong.people_share"]
    assert finished.findings["wrong.people_share"].assumed_low == pytest.approx(found.assumed_low)
    assert (found.assumed_low or 0) < found.value < (found.assumed_high or 0)
    assert 40 == run.manifest["options"]["assumed"]
    assert "assumed.json" in run.manifest["files"]
    assert not (tmp_path / "run" / ".draws").exists()


def test_ctrl_c_among_the_draws_keeps_the_run_and_goes_on(tmp_path: Path) -> None:
    """What was lived is kept; the same command goes on with the draws, one without draws finishes at once."""

    def stop(stage: str, done: int, _total: int) -> None:
        if stage == "assumptions" and done == 10:
            raise KeyboardInterrupt

    job = honkers(options={"assumed": 40})
    with pytest.raises(Interrupted, match="everything was lived"):
        simulate(job, tmp_path / "run", on_progress=stop)
    kept = (tmp_path / "run.partial" / ".draws" / "assumed.jsonl").read_text()
    assert 10 == kept.count("\n")
    shutil.copytree(tmp_path / "run.partial", tmp_path / "other.partial")
    whole = simulate(job, tmp_path / "run").findings
    assert whole == simulate(job, tmp_path / "straight").findings
    simulate(honkers(), tmp_path / "other")
    other = open_run(tmp_path / "other")
    assert 0 == other.manifest["options"]["assumed"]
    assert None is other.findings["wrong.people_share"].assumed_low
    assert not (tmp_path / "other" / ".draws").exists()
