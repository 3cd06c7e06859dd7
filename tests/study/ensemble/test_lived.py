"""A world of an ensemble says what a run of the same job would."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.errors import FileInvalid
from demerit.findings.finding import read_findings
from demerit.study.ensemble.lived import findings_of, measured_of
from demerit.study.living import simulate
from demerit.world.run import Job
from worlds import a_job, a_scheme, a_society, channel, conduct

LIFE = {"opportunities": {"honking": {"per_year": 40, "act": 0.5, "spread": 0.5}}}


def honkers(**options: Any) -> Job:
    """A town that honks before cameras which sometimes take one for another."""
    scheme = a_scheme(channels=[channel(misnames=0.2)], conducts=[conduct("honking", channels=["camera"])])
    return a_job(scheme, a_society(LIFE), people=400, **options)


def test_a_world_in_memory_says_what_a_run_does(tmp_path: Path) -> None:
    """Every finding is the run's."""
    job = honkers()
    simulate(job, tmp_path / "run")
    lived, run = findings_of(job), read_findings(tmp_path / "run" / "findings.json")
    assert {name: f.as_json()["value"] for name, f in lived.items()} == {
        name: f.as_json()["value"] for name, f in run.items()
    }


def test_only_what_is_wanted_is_measured() -> None:
    """A key stands for all of its question, and a gap between groups for what it compares."""
    found = findings_of(
        honkers(), {"wrong.people_share", "channel.ppv.camera", "group.gap.wrong.people_share"}
    )
    assert {"wrong.people_share", "channel.ppv.camera", "group.gap.wrong.people_share"} == set(found)


def test_an_answer_has_every_district_left_out() -> None:
    """Values are numbers, with as many replicates as districts."""
    found = measured_of(honkers(), {"wrong.people_share"})["wrong.people_share"]
    assert 0 < (found.value or 0) < 1
    assert 2 == len(found.replicates)
    assert np.isfinite(found.replicates).all()


def test_numbers_beyond_all_counters_are_refused() -> None:
    """What no counter holds is said, not lived."""
    scheme = a_scheme(channels=[channel(alarms={"per_year": 1e6}, alarm_conduct="honking")],
                      conducts=[conduct("honking", channels=["camera"])])  # fmt: skip

    with pytest.raises(FileInvalid, match="alarms a subject over the run"):
        findings_of(replace(honkers(days=7_300), scheme=scheme))


def test_without_a_ledger_what_needs_one_has_no_value() -> None:
    """An ensemble of a run that keeps no ledger keeps none either."""
    found = measured_of(honkers(ledger=False), {"band.trap_share"})
    assert found["band.trap_share"].value is None
