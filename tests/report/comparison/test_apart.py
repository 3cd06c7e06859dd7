"""Differences in words: natural frequencies, groups, and chance only where there are intervals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.compare import Difference
from demerit.findings.compare import compare as differences_between
from demerit.findings.finding import Finding
from demerit.report.comparison.apart import GROUPS, Apart, differing, flat, shown, standing
from demerit.report.folder import RunFolder
from demerit.runs.stored import Stored
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour, load_society

SHARE = Finding(value=0.2, unit="share", definition="", direction="harm", events=400)


@cache
def nothing_found() -> RunFolder:
    """A run without findings, never lived."""
    return RunFolder(
        stored=Stored(Path("nowhere")),
        manifest={},
        findings={},
        scheme=load_scheme("brackwater-standing"),
        society=load_society("brackwater"),
        behaviour=load_behaviour(),
    )


def run_of(findings: Mapping[str, Finding]) -> RunFolder:
    """A run with these findings."""
    return replace(nothing_found(), findings=dict(findings))


def finding(value: float | None, half: float | None = None, events: int = 400) -> Finding:
    """A finding, with replicates that give a difference an interval of about `half` each way."""
    spread = None if half is None or value is None else value + half * np.sin(np.arange(10.0)) / 6
    return replace(SHARE, value=value, events=events, replicates=spread)


def apart(a: Mapping[str, Finding], b: Mapping[str, Finding]) -> list[Apart]:
    """What is told of two runs with these findings."""
    return differing(run_of(a), run_of(b), differences_between(a, b))


def test_shares_are_natural_frequencies() -> None:
    """0.212 and 0.103 of all people are 212 and 103 of 1,000; the difference has its sign."""
    (one,) = apart({"wrong.people_share": finding(0.212)}, {"wrong.people_share": finding(0.103)})
    assert (GROUPS[0], "212 → 103", "−109", "") == (one.group, one.both, one.signed, one.ends)
    assert one.words == "of 1,000 people got a record for something they did not do"


def test_changed_acts_are_told_for_each_hundred() -> None:
    """A third fewer acts are 66 for each 100 without a scheme."""
    name = "conduct.acts_change.jaywalking"
    (one,) = apart({name: finding(-0.34)}, {name: finding(-0.19)})
    assert ("66 → 81", "+15") == (one.both, one.signed)


def test_few_events_are_no_difference() -> None:
    """Under 20 in both runs a share would say more than was seen: nothing is told; 20 in one are enough."""
    few, more = finding(0.3, events=3), finding(0.1, events=20)
    assert [] == apart({"wrong.people_share": few}, {"wrong.people_share": few})
    assert 1 == len(apart({"wrong.people_share": few}, {"wrong.people_share": more}))


def test_groups_come_in_order_and_the_largest_first() -> None:
    """People before bands before costs; within a group by the difference where it is counted."""
    a = {name: finding(0.1) for name in ("exposure.people_share", "band.share.barred", "band.share.model")}
    b = {name: finding(value) for name, value in zip(a, (0.9, 0.2, 0.5), strict=True)}
    assert ["band.share.model", "band.share.barred", "exposure.people_share"] == [o.name for o in apart(a, b)]


def test_chance_is_spoken_of_only_with_intervals() -> None:
    """Beyond chance is what has an interval without 0; without any, all that moved is shown, and said so."""
    a = {"wrong.people_share": finding(0.2), "score.mean": finding(0.5)}
    b = {"wrong.people_share": finding(0.3), "score.mean": finding(0.5)}
    bare = apart(a, b)
    assert ["wrong.people_share"] == [one.name for one in shown(bare)]
    assert "may be chance" in standing(bare, 1)
    sure = differing(
        run_of(a), run_of(b), {**differences_between(a, b), "wrong.people_share": entry(0.2, 0.3, 0.01)}
    )
    assert ["wrong.people_share"] == [one.name for one in shown(sure)]
    assert standing(sure, 1).startswith("Each is beyond chance")
    unsure = differing(run_of(a), run_of(b), {"wrong.people_share": entry(0.2, 0.3, 0.2)})
    assert [] == shown(unsure)
    assert standing(unsure, 0).startswith("No difference is beyond chance")


def entry(a: float, b: float, half: float) -> Difference:
    """A difference with an interval of `half` each way."""
    return Difference(a=a, b=b, difference=b - a, low=b - a - half, high=b - a + half)


@given(st.lists(st.floats(-1, 1), min_size=8, max_size=20), st.integers(0, 100))
def test_a_run_against_itself_tells_nothing(spread: list[float], events: int) -> None:
    """Whatever its findings are, nothing differs and nothing is beyond chance."""
    held = {"wrong.people_share": replace(SHARE, events=events, replicates=np.array(spread))}
    found = apart(held, held)
    assert [] == shown(found)
    assert "Nothing differs" in standing(found, 0)


def test_tables_are_told_by_key() -> None:
    """A finding whose value is a table gives one difference a key."""
    whole = Difference(
        a={"1": 0.1, "2": 0.2}, b={"1": 0.3, "2": 0.2}, difference={"1": 0.2, "2": 0.0}, low=None, high=None
    )
    assert [("cost.1", 0.2), ("cost.2", 0.0)] == [(n, p["difference"]) for n, p in flat("cost", whole)]


def test_a_finding_of_one_run_only_is_left_out() -> None:
    """What one scheme has no rule for cannot differ."""
    assert [] == apart({"wrong.people_share": SHARE}, {})
