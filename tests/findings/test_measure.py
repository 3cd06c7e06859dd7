"""All findings of a run: the contract's ids, and what they must not depend on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coverage_of import LEAST, Setting, coverage, evidence_of, job_of, too_low
from demerit.findings.finding import write_findings
from demerit.findings.measure import measure
from stopping import Times

CONTRACT = """
score.mean score.sd score.bimodality score.drift_per_year band.share.barred band.transitions
band.entered_lowest_share band.escape_days.barred band.trap_share wrong.people_share
wrong.per_1000_person_years wrong.points_share wrong.corrected_share wrong.correction_days
channel.ppv.camera association.points_share silence.withheld_share silence.net performed.share
conduct.change.traffic access.denied.transport access.but_for_wrong access.but_for_association
access.but_for_expressive access.but_for_unrelated cost.income_share harm.top_decile_share
exclusion.all_providers group.gap.wrong.people_share group.records_given_acts
"""


def written(evidence: Any, folder: Path) -> bytes:
    """The bytes of findings.json."""
    write_findings(measure(evidence), folder / "findings.json")
    return (folder / "findings.json").read_bytes()


def test_every_id_of_the_contract_is_there(shop: Any) -> None:
    """Also in a run without ledger and baseline, where some are null."""
    evidence = shop.usual()
    bare = replace(shop.without_ledger(evidence), baseline=None)
    assert not set(CONTRACT.split()) - set(measure(evidence))
    assert list(measure(evidence)) == list(measure(bare))
    assert measure(bare)["access.but_for_wrong"].value is None


def test_every_finding_explains_itself(shop: Any) -> None:
    """Unit, one definition without a key left in it, and a direction."""
    for finding in measure(shop.usual()).values():
        assert finding.unit
        assert finding.definition.endswith(".")
        assert "<" not in finding.definition
        assert finding.direction in {"harm", "favourable", "neutral"}


def test_shares_keep_their_range(shop: Any) -> None:
    """No share, and no end of its interval, leaves 0 to 1."""
    for name, finding in measure(shop.usual()).items():
        if finding.unit.startswith("share") and isinstance(finding.value, float) and "change" not in name:
            assert 0 <= (finding.low or 0) <= finding.value + 1e-12
            assert finding.value - 1e-12 <= (finding.high or 1) <= 1


def test_interval_needs_eight_districts(shop: Any) -> None:
    """Seven districts give values without intervals, group by group too."""
    for finding in measure(shop.usual(districts=7)).values():
        assert (None, None) == (finding.low, finding.high)
        assert all(part["low"] is None for part in finding.groups.values())


def test_same_tables_same_bytes(shop: Any, tmp_path: Path) -> None:
    """Column types, row order of ledger and needs, and polars' threads leave findings.json as it is."""
    evidence = shop.usual()
    words = pl.col("cause", "conduct", "channel", "band", "context").cast(pl.Categorical)
    other = replace(
        evidence,
        people=evidence.people.with_columns(pl.col("group", "band", "kind").cast(pl.Categorical)),
        ledger=evidence.ledger.with_columns(words).reverse(),
        needs=evidence.needs.reverse(),
        tallies=evidence.tallies.reverse(),
    )
    assert written(evidence, tmp_path) == written(other, tmp_path)


@given(st.integers(0, 10_000), st.integers(1, 3), st.integers(1, 9))
@settings(max_examples=15)
def test_any_small_world_can_be_measured(shop: Any, seed: int, districts: int, size: int) -> None:
    """However few people and events, measuring ends without a warning and counts no event twice."""
    people = shop.crowd(districts=districts, size=size, seed=seed)
    found = measure(shop.evidence(people, tallies=shop.acts(people)))
    assert found["access.but_for_wrong"].events == sum(len(p.needs) for p in people)
    assert found["access.denied"].events == sum(len(p.needs) for p in people)
    assert found["score.mean"].events == len(people)


@pytest.mark.parametrize("scheme", ["as-described", "brackwater-standing"])
def test_intervals_hold_what_the_model_expects(scheme: str) -> None:
    """Over many small societies each interval, of a finding or a difference, holds the truth often enough.

    Of so few seeds each must only be within chance of 92 of 100; all together they are no worse than that.
    The long form, with more seeds and schemes: python benchmarks/coverage.py
    """
    setting = Setting(seeds=12, districts=20, district_people=60, days=60)
    found = list(coverage(scheme, setting))
    assert len(found) > 100
    assert [] == [str(row) for row in found if too_low(row)]
    assert sum(row.held for row in found) / sum(row.seeds for row in found) >= LEAST


def test_nothing_that_chance_moves_has_a_width_of_nothing() -> None:
    """In a short run, where most things never happen, an interval of no width is one of what cannot be."""
    setting = Setting(districts=9, district_people=150, days=60)
    found = measure(evidence_of(job_of("as-described", setting, 1)))
    for name in ("wrong.people_share", "access.denied", "band.entered_lowest_share", "work.lost_change"):
        assert found[name].low < found[name].high  # type: ignore[operator]
    for name in ("access.denied.telecom", "access.denied.health"):
        assert (0, 0, 0) == (found[name].value, found[name].low, found[name].high)


def test_whoever_measures_may_be_stopped_between_two_questions(shop: Any) -> None:
    """It is asked before each question, and what that raises ends it."""
    until_the_third = Times(3)
    with pytest.raises(InterruptedError):
        measure(shop.usual(), before_each=until_the_third)
    assert 3 == until_the_third.asked
