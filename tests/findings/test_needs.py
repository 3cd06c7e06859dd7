"""What findings need of a run: every null says why, and what it says is true of the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Final

import polars as pl
import pytest

from coverage_of import Setting, evidence_of, job_of
from demerit.findings.evidence import Evidence
from demerit.findings.finding import Finding
from demerit.findings.measure import measure
from demerit.schemes.loading import library

SHAPES: Final = {
    "two people for a day": Setting(districts=1, district_people=2, days=1),
    "a village for a month": Setting(districts=3, district_people=40, days=30),
    "many small districts": Setting(districts=9, district_people=30, days=60),
    "eight districts for a day": Setting(districts=8, district_people=20, days=1),
}


def persons(evidence: Evidence) -> pl.DataFrame:
    """The persons' rows."""
    return evidence.people.filter(pl.col("kind").cast(pl.String) == "person").collect()


def met(evidence: Evidence, effect: str) -> int:
    """Needs of persons that met an effect."""
    if evidence.needs is None:
        return -1
    mine = evidence.needs.collect().join(persons(evidence).select("subject"), on="subject", how="semi")
    return mine.filter(pl.col("effect") == effect).height


def wrongly(evidence: Evidence) -> int:
    """Wrong records of persons."""
    table = persons(evidence)
    return int((table["records_misnamed"] + table["records_alarm"]).sum())


def corrected(evidence: Evidence) -> int:
    """Wrong records of persons that an entry gives back, of the first provider."""
    if evidence.ledger is None:
        return -1
    table = evidence.ledger.filter(pl.col("provider") == 0).collect()
    table = table.join(persons(evidence).select("subject"), on="subject", how="semi")
    wrong = table.filter(pl.col("cause").is_in(["misnamed", "alarm"])).select("subject", "record")
    back = table.filter(pl.col("cause") == "redress", pl.col("of_subject") == pl.col("subject"))
    return back.join(wrong, left_on=["subject", "of"], right_on=["subject", "record"], how="semi").height


def districts(evidence: Evidence) -> int:
    """Districts with persons."""
    return persons(evidence)["subject"].str.split("-").list.first().n_unique()


def days_in(evidence: Evidence, band: str) -> int:
    """Days that persons spent in a band."""
    return int(persons(evidence)[f"days_in_{band}"].sum())


TRUE: Final[dict[str, Callable[[Evidence, str], bool]]] = {
    "this run kept no ledger": lambda e, _: e.ledger is None,
    "no baseline was simulated": lambda e, _: e.baseline is None,
    "fewer than 8 districts": lambda e, _: districts(e) < 8,
    "the run is shorter than a year": lambda e, _: e.days < 365,
    "this society has one group only": lambda e, _: persons(e)["group"].n_unique() == 1,
    "nobody was refused anything": lambda e, _: persons(e)["denied"].sum() == 0,
    "nobody was made to wait": lambda e, _: met(e, "wait") == 0,
    "nobody was wrongly recorded": lambda e, _: wrongly(e) == 0,
    "no wrong record was corrected": lambda e, _: corrected(e) == 0,
    "nobody lost any points": lambda e, _: persons(e)["points_lost"].sum() == 0,
    "nobody was in the lowest band": lambda e, _: days_in(e, e.scheme.bands[0].id) == 0,
    "nobody did any act": lambda e, _: persons(e)["acts"].sum() == 0,
    "no appeal was decided": lambda e, _: persons(e)["appeals_decided"].sum() == 0,
    "the scheme rewards no act": lambda e, _: persons(e)["performed"].sum() == 0,
    "the scheme shows nobody in public": lambda e, _: (
        "exposure" not in {t.effect for t in e.scheme.treatments if t.subject == "person"}
    ),
    "the scheme investigates nobody": lambda e, _: (
        "investigation" not in {t.effect for t in e.scheme.treatments if t.subject == "person"}
    ),
    "the scheme delays no need": lambda e, _: met(e, "wait") <= 0,
    "the scheme puts no need first": lambda e, _: e.tallies.collect()["prioritised"].sum() == 0,
    "all have the same score": lambda e, _: persons(e)["score"].n_unique() == 1,
    "there is one person only": lambda e, _: len(persons(e)) == 1,
}
"""A reason, and whether it is true of a run; what is said of one band or channel is told apart below."""


def numbers(finding: Finding) -> bool:
    """Whether a finding is one number, which has an interval or a reason that it has none."""
    return isinstance(finding.value, float | int)


def lacking(evidence: Evidence) -> Iterator[Evidence]:
    """The run as it is, without a ledger, without a baseline, and without both."""
    for ledger in (True, False):
        for baseline in (True, False):
            kept = evidence if ledger else replace(evidence, ledger=None, needs=None)
            yield kept if baseline else replace(kept, baseline=None, counterparts=None)


@pytest.mark.parametrize("scheme", [scheme.model.id for scheme in library()])
def test_every_null_has_a_reason_that_is_true(scheme: str) -> None:
    """In small and short runs of every scheme, whatever they lack: no null without a reason, none untrue."""
    for setting in SHAPES.values():
        for evidence in lacking(evidence_of(job_of(scheme, setting, seed=1))):
            for name, finding in measure(evidence).items():
                if finding.value is None or (
                    numbers(finding) and (finding.low is None or finding.high is None)
                ):
                    assert finding.reason, name
                    true = TRUE.get(finding.reason, said_of_one)(evidence, finding.reason)
                    assert true, (name, finding.reason)
                elif numbers(finding):
                    assert finding.reason is None, name


def said_of_one(evidence: Evidence, reason: str) -> bool:
    """Whether what is said of a band or a channel holds."""
    for band in evidence.scheme.bands:
        if reason == f"nobody was in the band {band.id}":
            return days_in(evidence, band.id) == 0
    for channel in evidence.scheme.channels:
        if reason == f"{channel.id} recorded nobody" and evidence.ledger is not None:
            mine = evidence.ledger.collect().join(persons(evidence), on="subject", how="semi")
            records = pl.col("cause").is_in(["own", "misnamed", "alarm"]) & (pl.col("channel") == channel.id)
            return mine.filter(records & (pl.col("provider") == 0)).is_empty()
    return True


def test_a_need_that_is_lacking_is_the_reason(shop: Any) -> None:
    """Of several lacks the first that the question declares is said."""
    bare = replace(shop.without_ledger(shop.usual()), baseline=None)
    found = measure(bare)
    assert "this run kept no ledger" == found["access.but_for_wrong"].reason
    assert "no baseline was simulated" == found["silence.net"].reason
    assert "the scheme delays no need" == found["delays.but_for_wrong"].reason
