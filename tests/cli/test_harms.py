"""The headline's harms: no share of what hardly happened, no gap within chance, no waiting unsaid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.cli.harms import people, treated, withheld, worst_group
from demerit.findings.finding import Finding
from demerit.report.folder import RunFolder
from demerit.runs.stored import Stored
from demerit.societies.loading import load_behaviour, load_society
from worlds import a_scheme, treatment

OPTIONS: dict[str, Any] = {"people": 2_000, "days": 1_825, "ledger": True, "baseline": True, "sets": []}
WAITING = treatment("slow", "rail", effect="wait", wait={"days": 30})
SHARE = Finding(
    value=0.2, low=0.1, high=0.3, unit="share of persons", definition="", direction="harm", events=400
)
RATE = replace(SHARE, value=120.0, low=110.0, high=130.0, unit="per 1,000 person-years", events=1_200)
GAP = "group.gap.wrong.people_share"


brackwater, everyday = cache(partial(load_society, "brackwater")), cache(load_behaviour)


def run_of(
    findings: Mapping[str, Finding], number: int = 2_000, days: int = 1_825, **parts: Any
) -> RunFolder:
    """A run of the small scheme with these findings, never lived."""
    return RunFolder(
        stored=Stored(Path("nowhere")),
        manifest={"seed": 1, "options": OPTIONS | {"people": number, "days": days}},
        findings=dict(findings),
        scheme=a_scheme(**parts),
        society=brackwater(),
        behaviour=everyday(),
    )


def needs(**more: Any) -> dict[str, Any]:
    """Parts of a scheme with a need for its treatments, and these."""
    return {"assumes": {"needs": {"rail": {"context": "travel", "per_year": 4}}}, **more}


def test_few_events_are_counted_among_all_there_are() -> None:
    """Three people of ten wrongly recorded are 3 of 10, never 300 of 1,000."""
    few = replace(SHARE, value=0.3, events=3)
    lines = people(run_of({"wrong.people_share": few}, number=10))
    assert lines[0].startswith("Of all 10 people, against")
    assert "     3  got a record for something they did not do" == lines[1]
    assert "1,000" not in "".join(lines)


@given(st.integers(0, 19), st.integers(20, 5_000))
def test_no_count_below_twenty_is_ever_scaled(events: int, number: int) -> None:
    """Whatever the size of a run, fewer than 20 events are printed as that number."""
    few = replace(SHARE, value=events / number, events=events)
    assert str(events) == people(run_of({"wrong.people_share": few}, number=number))[-1].split()[0]


@pytest.mark.parametrize(
    ("events", "head", "count"),
    [(2, "Of the 2 refusals", "1"), (1, "Of the one refusal", "0"), (400, "Of 100 refusals", "50")],
)
def test_refusals_are_counted_where_they_are_few(events: int, head: str, count: str) -> None:
    """'Of 100 refusals' is said of 20 or more."""
    share = 0.5 if events > 1 else 0.0
    found = {
        "access.denied": replace(RATE, events=events),
        "access.but_for_wrong": replace(SHARE, value=share, events=events),
    }
    lines = treated(run_of(found, **needs(treatments=[treatment("no-rail", "rail")])))
    assert (head, count) == (lines[0], lines[1].split()[0])


def test_a_scheme_that_only_delays_says_what_it_delays() -> None:
    """Its headline has delays a year, and of 100 delays what they would not have happened but for."""
    found = {
        "access.denied": replace(RATE, value=0.0, events=0),
        "delays.per_1000_person_years": RATE,
        "delays.days": replace(RATE, value=30.0, unit="days"),
        "delays.but_for_wrong": replace(SHARE, events=1_200),
    }
    lines = treated(run_of(found, **needs(treatments=[WAITING])))
    assert ["Of 1,000 people a year", "   120  services came late, by 30 days"] == [
        lines[0],
        lines[1].removesuffix("110-130").rstrip(),
    ]
    assert "Of 100 delays" in lines
    assert not [line for line in lines if "refused" in line]


def test_a_scheme_without_treatments_says_that() -> None:
    """Where no rule treats anybody, refusals are not spoken of."""
    assert ["No rule of the scheme treats anybody differently."] == treated(run_of({}))


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (1.2, 1.6, "wrong records 1.4 times the rest's    1.2-1.6"),
        (0.9, 1.9, "wrong records: no gap beyond chance"),
        (1.2, None, "wrong records 1.4 times the rest's  ≥ 1.2"),
        (0.9, None, "wrong records: no gap beyond chance"),
        (None, None, "not told: fewer than 8 districts"),
    ],
)
def test_a_gap_is_told_only_beyond_chance(low: float | None, high: float | None, said: str) -> None:
    """With its interval where that excludes 1; else that there is none, or why none can be told."""
    groups = {
        name: {"ratio": 1.4, "difference": 0.1, "low": low, "high": high, "flagged": False} for name in "ab"
    }
    reason = "fewer than 8 districts" if low is None else None
    gap = replace(SHARE, value=1.4, low=low, high=high, groups=groups, reason=reason)
    (line,) = worst_group(run_of({"wrong.people_share": SHARE, GAP: gap}))
    assert line.startswith("Worst-hit group")
    assert said.split() == line.split()[2:]


def test_one_group_is_no_gap() -> None:
    """Nothing is said where nobody could be compared."""
    assert [] == worst_group(run_of({"wrong.people_share": SHARE, GAP: replace(SHARE, value=None)}))


def lowest(start: Any, there: float, entered: float) -> list[str]:
    """What is said of the lowest band (below 980) by where people start."""
    found = {
        "band.share.low": replace(SHARE, value=there, low=None, high=None),
        "band.entered_lowest_share": replace(
            SHARE, value=entered, low=None, high=None, events=round(2_000 * entered)
        ),
    }
    score = {"start": start, "min": 600, "max": 1300}
    return [" ".join(line.split()) for line in people(run_of(found, score=score))[1:]]


def test_who_starts_in_the_lowest_band_did_not_enter_it() -> None:
    """Where everybody starts there it says so, and 0 entries are no news; where some do, it says that."""
    assert ["900 are in the lowest band on the last day; everybody started there"] == lowest(600, 0.9, 0.0)
    again = lowest(600, 0.9, 0.1)
    assert "100 came back into it after leaving it" == again[-1]
    some = lowest({"by": "sex", "shares": {"female": {600: 1.0}, "male": {1000: 1.0}}}, 0.4, 0.1)
    assert some[0].startswith("100 entered the lowest band from a better one; 400 are in it")
    assert ["100 entered the lowest band; 40 are still there"] == lowest(1000, 0.04, 0.1)


def test_who_is_passed_over_is_counted() -> None:
    """Of 100 who asked for what some are put first in, so many came after others."""
    rules = [treatment("first", "rail", effect="priority", bands=["high"])]
    lines = treated(run_of({"priority.passed_over_share": SHARE}, **needs(treatments=rules)))
    assert "Put first others, before 20 of 100 who asked 10-30" == " ".join(lines[0].split())


def test_what_is_put_in_is_no_finding() -> None:
    """Wrong records at a rate that the scheme gives outright are marked."""
    channel = {"id": "match", "kind": "registry", "detects": 0.1, "alarms": {"per_year": 0.1}}
    conduct = {
        "id": "claim", "subject": "person", "family": "compliance", "context": "civic", "points": -9,
        "channels": ["match"],
    }  # fmt: skip
    parts = needs(channels=[channel | {"alarm_conduct": "claim"}], conducts=[conduct])
    marked, found = ([*people(run_of({"wrong.people_share": SHARE}, **each))] for each in (parts, needs()))
    assert "put in, not found" in " ".join(" ".join(marked).split()).replace("100-300 ", "")
    assert "put" not in " ".join(found)


def test_few_withheld_acts_are_counted() -> None:
    """'3 of 12' where only three were withheld, and none of all where none was."""
    few = replace(SHARE, value=0.25, events=3)
    (line,) = withheld(run_of({"silence.withheld_share": few}))
    assert "Of 12 posts, prayers and protests 3 were withheld" == " ".join(line.split())


def test_dearer_shown_and_first_have_a_line_each() -> None:
    """Prices name the tenths by their own numbers; exposure and priority are counted."""
    rules = [
        treatment("dear", "rail", effect="price", factor=1.2),
        treatment("screen", effect="exposure"),
        treatment("first", "rail", effect="priority", bands=["high"]),
    ]
    found = {
        "cost.income_share": replace(SHARE, value={"2": 0.01, "9": 0.001}, events=40),
        "exposure.people_share": SHARE,
        "rules.fired": replace(SHARE, value={"treatments": {"first": 12}}),
    }
    lines = treated(run_of(found, **needs(treatments=rules)))
    text = " ".join(" ".join(lines).split())
    assert "took 1 % of income in the tenth no. 2, took 0.1 % of income in the tenth no. 9" in text
    assert "Shown in public 200 of 1,000 people" in text
    assert "Put first 12 times" in text


INVESTIGATED = treatment("probe", effect="investigation", investigation={"days": 60})


@pytest.mark.parametrize(
    ("rate", "days", "said"),
    [
        (
            RATE,
            replace(RATE, value=42.0),
            "Investigations 120 a year of 1,000 people 110-130 How long 42 days in the mean",
        ),
        (replace(RATE, events=3), replace(RATE, value=42.0), "Investigations 3 How long 42 days in the mean"),
        (replace(RATE, value=0.0, events=0), replace(RATE, value=None, events=0), "Investigations none"),
    ],
)
def test_investigations_have_a_line(rate: Finding, days: Finding, said: str) -> None:
    """How often and how long, counted where they are few."""
    found = {"investigations.per_1000_person_years": rate, "investigations.days": days}
    lines = treated(run_of(found, **needs(treatments=[INVESTIGATED])))
    assert said in " ".join(" ".join(lines).split())


@pytest.mark.parametrize("width", [60, 80, 100])
def test_every_line_fits(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """At 60, 80 and 100 columns, with long intervals."""
    monkeypatch.setenv("COLUMNS", str(width))
    found = {
        "wrong.people_share": replace(SHARE, low=0.12345, high=0.23456),
        "band.entered_lowest_share": SHARE,
        "band.share.low": SHARE,
        "delays.per_1000_person_years": replace(RATE, value=12_345.0, low=11_111.0, high=13_333.0),
        "silence.withheld_share": SHARE,
    }
    run = run_of(found, **needs(treatments=[WAITING]))
    lines = [*people(run), *treated(run), *withheld(run)]
    assert max(map(len, lines)) <= width
