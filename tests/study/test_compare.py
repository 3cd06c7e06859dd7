"""Several schemes, one folder: the first is the reference."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from demerit import api
from demerit.errors import FileInvalid, WrongUse
from demerit.runs.folder import Interrupted
from demerit.runs.opening import refuse_altered_comparison
from demerit.study.compare import PAGE, labels, live_and_compare
from demerit.study.plan import Options
from demerit.study.result import open_run
from uncertain import honkers

SMALL = Options(people=300, days=20, workers=1)


def test_three_schemes_are_compared_with_the_first(tmp_path: Path) -> None:
    """A folder a run; with more than two, `compare.json` is keyed by the other runs."""
    names = ["as-described", "brackwater-standing", "as-described"]
    jobs = api.jobs_for(names, "brackwater", None, SMALL)
    assert ["a-as-described", "b-brackwater-standing", "c-as-described"] == labels(jobs)
    compared = live_and_compare(jobs, tmp_path / "out").by_other
    written = json.loads((tmp_path / "out" / "compare.json").read_text(encoding="utf-8"))
    assert ["b-brackwater-standing", "c-as-described"] == list(compared) == list(written)
    assert {"a", "b", "difference", "low", "high"} == set(written["c-as-described"]["score.mean"])
    assert 0 == written["c-as-described"]["score.mean"]["difference"]
    assert 0 != written["b-brackwater-standing"]["score.mean"]["difference"]


def test_two_schemes_are_written_flat(tmp_path: Path) -> None:
    """Finding id to {a, b, difference, low, high}, as the contract says."""
    jobs = api.jobs_for(["as-described", "as-described"], "brackwater", None, SMALL)
    live_and_compare(jobs, tmp_path / "out")
    written = json.loads((tmp_path / "out" / "compare.json").read_text(encoding="utf-8"))
    assert {"a", "b", "difference", "low", "high"} == set(written["score.mean"])


def test_one_is_no_comparison(tmp_path: Path) -> None:
    """Fewer than two jobs are wrong use, and nothing is written."""
    jobs = api.jobs_for(["as-described"], "brackwater", None, SMALL)
    with pytest.raises(WrongUse, match="2 to 26"):
        live_and_compare(jobs, tmp_path / "out")
    assert [] == list(tmp_path.iterdir())


def test_pages_that_fail_leave_the_comparison_finished(tmp_path: Path) -> None:
    """Runs and differences are whole without their pages, and what went wrong is told by name."""

    def fail(measured: object) -> None:
        raise OSError(measured)

    jobs = api.jobs_for(["as-described", "as-described"], "brackwater", None, SMALL)
    compared = live_and_compare(jobs, tmp_path / "out", finish=fail, page=fail)
    assert {"a-as-described", "b-as-described", PAGE} == set(compared.unreported)
    assert (tmp_path / "out" / "compare.json").exists()
    assert "score.mean" in open_run(tmp_path / "out" / "b-as-described").findings


def test_an_interrupted_comparison_goes_on(tmp_path: Path) -> None:
    """What was lived of it is kept, and the same comparison lives only what was not."""

    def stop(stage: str, _done: int, _total: int) -> None:
        if stage == "measuring 2 of 2":
            raise KeyboardInterrupt

    jobs = api.jobs_for(["as-described", "as-described"], "brackwater", None, SMALL)
    with pytest.raises(Interrupted, match="a-as-described: everything was lived; b-as-described: everything"):
        live_and_compare(jobs, tmp_path / "out", on_progress=stop)
    assert ["out.partial"] == [entry.name for entry in tmp_path.iterdir()]
    heard: list[tuple[str, int]] = []
    live_and_compare(
        jobs, tmp_path / "out", on_progress=lambda stage, done, _total: heard.append((stage.split()[0], done))
    )
    assert [("living", 0)] * 2 == [told for told in heard if told[0] == "living"]
    assert {"a-as-described", "b-as-described", "compare.json", "compare.sha256"} == {
        entry.name for entry in (tmp_path / "out").iterdir()
    }


@pytest.mark.parametrize("damaged", ["people.parquet", "manifest.json", "baseline/days.parquet"])
def test_a_run_that_was_damaged_meanwhile_is_lived_again(tmp_path: Path, damaged: str) -> None:
    """A bit that flips in a run that was kept is found by its checksum: that run alone is made anew."""

    def stop(stage: str, _done: int, _total: int) -> None:
        if stage == "measuring 2 of 2":
            raise KeyboardInterrupt

    jobs = api.jobs_for(["as-described", "brackwater-standing"], "brackwater", None, SMALL)
    live_and_compare(jobs, tmp_path / "whole")
    with pytest.raises(Interrupted, match="everything was lived"):
        live_and_compare(jobs, tmp_path / "out", on_progress=stop)
    path = tmp_path / "out.partial" / "a-as-described" / damaged
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    lived: list[str] = []
    live_and_compare(
        jobs, tmp_path / "out", on_progress=lambda stage, done, _: lived.append(stage) if done else None
    )
    assert "living 1 of 2" in lived
    assert "living 2 of 2" not in lived
    one, other = (tmp_path / name / "compare.json" for name in ("whole", "out"))
    assert one.read_bytes() == other.read_bytes()


def test_a_comparison_that_was_altered_is_refused(tmp_path: Path) -> None:
    """A flipped difference or a damaged table of any of its runs is named."""
    jobs = api.jobs_for(["as-described", "as-described"], "brackwater", None, SMALL)
    live_and_compare(jobs, tmp_path / "out")
    refuse_altered_comparison(tmp_path / "out")
    (tmp_path / "out" / "b-as-described" / "people.parquet").write_bytes(b"")
    path = tmp_path / "out" / "compare.json"
    path.write_text(path.read_text(encoding="utf-8").replace("1", "2", 1), encoding="utf-8")
    with pytest.raises(FileInvalid, match=r"b-as-described/people\.parquet: has(.|\n)*compare\.json: has"):
        refuse_altered_comparison(tmp_path / "out")
    (tmp_path / "out" / "compare.sha256").write_text("", encoding="utf-8")
    with pytest.raises(FileInvalid, match=r"compare\.sha256: not readable"):
        refuse_altered_comparison(tmp_path / "out")


def test_differences_are_drawn_in_pairs(tmp_path: Path) -> None:
    """A scheme differs from itself by nothing in any draw, from a milder one by less than its own range."""
    jobs = [honkers(options={"assumed": 40}), honkers(options={"assumed": 40})]
    same = live_and_compare(jobs, tmp_path / "same").by_other["b-rules"]["wrong.people_share"]
    assert (0.0, 0.0) == (same.get("assumed_low"), same.get("assumed_high"))
    milder = honkers(options={"assumed": 40}, redress={"lapse": {"days": 30, "of": "losses"}})
    compared = live_and_compare([jobs[0], milder], tmp_path / "milder").by_other["b-rules"]
    apart = compared["score.mean"]
    low, high = apart.get("assumed_low"), apart.get("assumed_high")
    assert low is not None
    assert high is not None
    assert low <= apart["difference"] <= high
    one = open_run(tmp_path / "milder" / "a-rules").findings["score.mean"]
    assert high - low < (one.assumed_high or 0.0) - (one.assumed_low or 0.0)
