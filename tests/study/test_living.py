"""One run leaves one whole folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit import api
from demerit.study.folder import Interrupted
from demerit.study.living import live_one
from demerit.study.plan import Options

FILES = {
    "manifest.json", "people.parquet", "ledger.parquet", "needs.parquet", "days.parquet", "tallies.parquet",
    "counterparts.parquet", "findings.json", "inputs", "baseline",
}  # fmt: skip
SMALL = Options(people=300, days=20, workers=1)


def test_the_folder_is_whole_and_the_stages_are_told(tmp_path: Path) -> None:
    """All files of a run are there when the folder is; whoever watches hears living, measuring, reporting."""
    (job,) = api.jobs_for(["as-described"], "brackwater", None, SMALL)
    heard: list[tuple[str, int, int]] = []
    findings = live_one(job, tmp_path / "run", watch=lambda *stage: heard.append(stage))
    assert {entry.name for entry in (tmp_path / "run").iterdir()} >= FILES
    assert ["living", "measuring", "reporting"] == list(dict.fromkeys(stage for stage, _, _ in heard))
    lived = [(done, total) for stage, done, total in heard if stage == "living"]
    assert lived[-1][0] == lived[-1][1]
    assert sorted(lived[1:]) == lived[1:]
    assert findings["score.mean"].value is not None


def test_ctrl_c_while_measuring_keeps_the_tables(tmp_path: Path) -> None:
    """An interruption after the worlds have lived keeps every table, under a name that says partial."""

    def stop(stage: str, _done: int, _total: int) -> None:
        if stage == "measuring":
            raise KeyboardInterrupt

    (job,) = api.jobs_for(["as-described"], "brackwater", None, SMALL)
    with pytest.raises(Interrupted, match=r"kept in .*run\.partial: .*people\.parquet"):
        live_one(job, tmp_path / "run", watch=stop)
    assert ["run.partial"] == [entry.name for entry in tmp_path.iterdir()]
    assert (tmp_path / "run.partial" / "baseline" / "people.parquet").exists()
