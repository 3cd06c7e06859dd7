"""Needs that come late, and needs that are put first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from coverage_of import evidence_of
from demerit.findings.evidence import Evidence, load_evidence
from demerit.findings.measure import measure
from worlds import a_behaviour, a_job, a_scheme, a_society, channel, conduct, treatment

LIFE = {
    "opportunities": {"crossing": {"per_year": 40, "act": 0.9}, "posting": {"per_year": 10, "act": 0.9}},
    "needs": {
        "rail": {"context": "travel", "per_year": 12},
        "loan": {"context": "finance", "per_year": 12},
    },
}


def waiting(**parts: Any) -> Evidence:
    """A town whose low band waits 30 days for a train and 90 for a loan, and whose high band goes first."""
    scheme = a_scheme(
        **{
            "channels": [channel("camera", misnames=0.2), channel("forum")],
            "conducts": [
                conduct("crossing", -8, channels=["camera"]),
                conduct(
                    "posting", -8, "expression", channels=["forum"], context="politics", rights=["expression"]
                ),
            ],
            "treatments": [
                treatment("late-rail", "rail", "wait", wait={"days": 30}),
                treatment("late-loan", "loan", "wait", context="finance", wait={"days": 90}),
                treatment("first", "rail", "priority", bands=["high"]),
            ],
            **parts,
        }
    )
    society = a_society(LIFE, people=400, district_people=40)
    return evidence_of(a_job(scheme, society, a_behaviour(), days=120, ledger=True, baseline=True))


@pytest.fixture(scope="module")
def late() -> Evidence:
    """The town, lived."""
    return waiting()


def rows(evidence: Evidence) -> pl.DataFrame:
    """The table of needs."""
    assert evidence.needs is not None
    return evidence.needs.collect()


def test_a_scheme_that_only_delays_has_findings_of_its_own(late: Evidence) -> None:
    """Nobody is refused anything, and yet what waits is counted, for 1,000 persons in a year."""
    found = measure(late)
    assert 0 == found["access.denied"].value
    expected = rows(late).height / 400 / 120 * 365 * 1000
    assert found["delays.per_1000_person_years"].value == pytest.approx(expected)
    assert rows(late).height == found["delays.per_1000_person_years"].events > 100
    assert "nobody was refused anything" == found["access.but_for_wrong"].reason


def test_days_waited_are_those_of_the_treatments(late: Evidence) -> None:
    """The mean over delayed needs of what each treatment says."""
    days = {"late-rail": 30, "late-loan": 90}
    waited = [days[name] for name in rows(late)["treatment"]]
    found = measure(late)["delays.days"]
    assert found.value == pytest.approx(sum(waited) / len(waited))
    assert found.low < found.value < found.high  # type: ignore[operator]


def test_without_any_ledger_entry_nobody_waits(late: Evidence) -> None:
    """Where only speech counts, nobody would have waited but for it."""
    only_speech = waiting(conducts=[
        conduct("posting", -30, "expression", channels=["forum"], context="politics", rights=["expression"])
    ])  # fmt: skip
    assert 1 == measure(only_speech)["delays.but_for_expressive"].value
    mixed = measure(late)
    assert 0 < mixed["delays.but_for_wrong"].value < 1
    tied = mixed["delays.but_for_association"]
    assert (0, 0, 0) == (tied.value, tied.low, tied.high)
    assert mixed["delays.but_for_unrelated"].events == rows(late).height


def test_a_delayed_need_must_meet_neither_denial_nor_wait(shop: Any) -> None:
    """A replay that leads from a waiting band into a refusing one grants nothing."""
    scheme = {
        "treatments": [
            {"id": "no-rail", "subject": "person", "context": "transport", "bands": ["barred"],
             "effect": "denial", "need": "rail"},
            {"id": "late-rail", "subject": "person", "context": "transport", "bands": ["watched"],
             "effect": "wait", "need": "rail", "wait": {"days": 7}},
        ],
    }  # fmt: skip
    person = shop.person(0, 0).record(1, "posting", "alarm").record(2, "posting").record(3, "posting")
    person.ask(5, "rail")
    person.needs[0] |= {"treatment": "late-rail", "effect": "wait", "denied_by": 0}
    found = measure(shop.evidence([person], scheme=scheme))
    assert 1 == found["delays.but_for_wrong"].events
    assert 0 == found["delays.but_for_wrong"].value  # 960 after two posts is watched still
    assert 7 == found["delays.days"].value


def test_priority_is_counted_and_so_are_those_it_passes_over(late: Evidence) -> None:
    """Needs of a train that the high band asked went first; those of the low band are the others."""
    of_trains = late.tallies.filter(pl.col("id") == "rail").select(pl.col("asked", "prioritised").sum())
    asked, first = of_trains.collect().row(0)
    found = measure(late)
    assert first == found["priority.granted_per_1000_person_years"].events > 0
    assert found["priority.passed_over_share"].value == pytest.approx(1 - first / asked)


def test_a_scheme_that_delays_nothing_says_so(lived: Path) -> None:
    """The reason is the scheme's, not that nobody happened to wait."""
    evidence = load_evidence(lived)
    plain = [t for t in evidence.scheme.treatments if t.effect not in {"wait", "priority"}]
    found = measure(replace(evidence, scheme=evidence.scheme.model_copy(update={"treatments": tuple(plain)})))
    assert "the scheme delays no need" == found["delays.days"].reason
    assert "the scheme puts no need first" == found["priority.passed_over_share"].reason
