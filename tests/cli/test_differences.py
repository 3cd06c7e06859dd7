"""Differences are told in words and groups, what is beyond chance as that, within the terminal's columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from demerit.cli.differences import difference_lines
from demerit.findings.compare import Difference
from demerit.findings.finding import Finding
from demerit.formats.reading import Document
from demerit.formats.setting import with_set
from demerit.report.folder import RunFolder
from demerit.runs.stored import Stored
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.loading import load_behaviour, load_society

SHARE = Finding(value=0.2, unit="share", definition="", direction="harm", events=400)
NAMES = (
    "wrong.people_share", "band.entered_lowest_share", "access.denied", "access.but_for_wrong",
    "silence.withheld_share", "conduct.acts_change.jaywalking", "cost.income_share",
    "group.gap.access.denied", "kind.denied.company", "a.strangers.finding",
    "channel.ppv.street-camera", "ties.lost_share",
)  # fmt: skip


def run_of(name: str, scheme: Document[Scheme] | None = None) -> RunFolder:
    """A run with every kind of finding, never lived."""
    return RunFolder(
        stored=Stored(Path(name)),
        manifest={},
        findings={each: replace(SHARE) for each in NAMES},
        scheme=scheme or load_scheme("as-described"),
        society=load_society("brackwater"),
        behaviour=load_behaviour(),
    )


def entry(a: float, b: float, half: float | None = None) -> Difference:
    """A difference with an interval of `half` each way, or without one."""
    low, high = (None, None) if half is None else (b - a - half, b - a + half)
    return Difference(a=a, b=b, difference=b - a, low=low, high=high)


def lines_of(differences: Mapping[str, Difference], scheme: Document[Scheme] | None = None) -> list[str]:
    """What is printed of two runs with these differences."""
    return difference_lines(run_of("a-x"), run_of("b-x", scheme), differences)


def test_a_scheme_against_itself_changes_nothing() -> None:
    """No rule and no finding."""
    lines = lines_of({"wrong.people_share": entry(0.2, 0.2, 0.0)})
    assert [
        "b-x against a-x, on shared luck", "No rule differs",
        "Nothing differs: every finding is the same in both.",
    ] == lines  # fmt: skip


def test_a_difference_is_a_natural_frequency_with_its_interval() -> None:
    """Signed, of 1,000 people, both values, the interval at the right."""
    lines = lines_of({"wrong.people_share": entry(0.212, 0.103, 0.008)})
    assert "People wrongly recorded" == lines[2]
    assert "    −109  of 1,000 people got a record for something they did" == lines[3][:61].rstrip()
    assert lines[3].endswith("  −117 to −101")
    assert "212 → 103)" in lines[4]
    assert "beyond chance" in lines[5]


def test_what_chance_may_explain_is_counted_and_not_listed() -> None:
    """Only what is beyond chance is listed; without any interval nothing is called beyond chance."""
    lines = lines_of({"wrong.people_share": entry(0.2, 0.3, 0.2), "silence.withheld_share": entry(0.1, 0.2)})
    text = " ".join(" ".join(lines).split())
    assert "No difference is beyond chance" in text
    assert "1 within chance, 1 without an interval" in text
    bare = " ".join(" ".join(lines_of({"silence.withheld_share": entry(0.1, 0.2)})).split())
    assert "may be chance" in bare
    assert "beyond chance" not in bare


def test_the_changed_rule_is_named() -> None:
    """With what stood there; of many rules, how many in which part."""
    one = with_set(load_scheme("as-described"), "conducts.jaywalking.points", 0)
    assert ["1 rule differs", "  conducts.jaywalking.points: [-3, -2] → 0"] == lines_of({}, one)[1:3]
    many = lines_of({}, load_scheme("brackwater-standing"))
    assert "rules differ: " in many[1]
    assert "in conducts" in " ".join(many)


@pytest.mark.parametrize("width", [60, 80, 100])
def test_lines_fit(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind of finding, with long intervals, at 60, 80 and 100 columns."""
    monkeypatch.setenv("COLUMNS", str(width))
    lines = lines_of({name: entry(0.123456, 0.3456789, 0.0001234) for name in NAMES})
    assert len(NAMES) <= len(lines)
    assert max(map(len, lines)) <= width
