"""Every assumed number of a run drawn at once: what comes of it, however many work, and after a stop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from demerit.findings.finding import Finding
from demerit.study.ensemble.assumed import Drawn, draw_all, small
from demerit.study.ensemble.lived import findings_of
from uncertain import honkers
from worlds import a_society, channel, job_of

DRAWS = 40


@pytest.fixture(scope="module")
def findings() -> Mapping[str, Finding]:
    """The findings of the run."""
    return findings_of(honkers())


def ends(drawn: Drawn) -> dict[str, Any]:
    """The range of every finding."""
    return {name: each.ends for name, each in drawn.values.items()}


@pytest.fixture(scope="module")
def drawn(findings: Mapping[str, Finding]) -> Drawn:
    """The run's draws."""
    return draw_all(honkers(), findings, draws=DRAWS)


def test_the_range_holds_what_moves(drawn: Drawn, findings: Mapping[str, Finding]) -> None:
    """Wrong records follow the misnaming, and the finding has both ranges."""
    found = drawn.with_ranges(findings)["wrong.people_share"]
    assert found.assumed_low is not None
    assert found.assumed_high is not None
    assert found.assumed_low < found.value < found.assumed_high
    assert found.assumed_high > 2 * found.assumed_low
    assert drawn.leading["wrong.people_share"][0].number == "scheme:channels.camera.misnames"
    assert drawn.leading["wrong.people_share"][0].rises


def test_what_no_number_moves_has_equal_ends(drawn: Drawn, findings: Mapping[str, Finding]) -> None:
    """Nobody expresses anything, and nothing is denied, whatever the numbers."""
    found = drawn.with_ranges(findings)
    assert (0.0, 0.0) == (found["access.denied"].assumed_low, found["access.denied"].assumed_high)
    assert None is found["silence.withheld_share"].assumed_low


def test_nothing_assumed_is_no_world_lived() -> None:
    """Where no number is assumed, both ends are the value."""
    sure = job_of({}, a_society(), people=400)
    run = findings_of(sure)
    lived: list[int] = []
    found = draw_all(sure, run, draws=DRAWS, on_progress=lambda done, _total: lived.append(done))
    mean = found.with_ranges(run)["score.mean"]
    assert (mean.value, mean.value) == (mean.assumed_low, mean.assumed_high)
    assert [0, 1] == lived


@pytest.mark.parametrize("workers", [1, 3])
def test_any_number_of_workers_draws_alike(
    workers: int, drawn: Drawn, findings: Mapping[str, Finding]
) -> None:
    """The same ends to the last bit, and the same leaders."""
    again = draw_all(replace(honkers(), workers=workers), findings, draws=DRAWS)
    assert ends(drawn) == ends(again)
    assert drawn.as_json() == again.as_json()


def test_killed_draws_go_on(tmp_path: Path, drawn: Drawn, findings: Mapping[str, Finding]) -> None:
    """What was kept before a stop is not lived again, and the ends are the same."""

    def stop(done: int, _total: int) -> None:
        if done == DRAWS // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        draw_all(honkers(), findings, draws=DRAWS, folder=tmp_path, on_progress=stop)
    kept = (tmp_path / "assumed.jsonl").read_text().count("\n")
    assert DRAWS // 2 == kept
    again = draw_all(honkers(), findings, draws=DRAWS, folder=tmp_path)
    assert ends(drawn) == ends(again)


def test_a_draws_world_is_small_and_whole(findings: Mapping[str, Finding]) -> None:
    """Four districts of equal size; all of them where a number goes by district; never more than the run."""
    base = small(honkers(people=100_000))
    assert 4 == base.recipe.districts
    assert base.people == 4 * base.society.model.district_people <= 8_000
    by_district = {"by": "district", "values": dict.fromkeys(range(10), 0.2)}
    every = small(honkers(people=2_000, channels=[channel(detects=by_district)]))
    assert 10 == every.recipe.districts
    assert 200 == small(honkers(people=200)).people
    assert findings


def test_draws_that_fail_are_named(findings: Mapping[str, Finding]) -> None:
    """A number of which some draws are none that the format takes: they say so, and the rest go on."""
    detects = {"value": 0.1, "assumed": True, "range": [0.05, 1.5]}
    found = draw_all(honkers(channels=[channel(detects=detects)]), findings, draws=39)
    assert 0 < len(found.failed) < 20
    assert all("scheme:channels.camera.detects = 1." in each for each in found.failed.failures)
    assert len(found.failed) == np.isnan(found.values["wrong.people_share"].values).sum()
    assert None is found.with_ranges(findings)["wrong.people_share"].assumed_low
