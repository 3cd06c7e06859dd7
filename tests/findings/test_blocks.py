"""Findings of blocks of districts: the same as of all at once, whatever the blocks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import pytest

from demerit import api
from demerit.findings.blocks import in_blocks
from demerit.findings.evidence import Evidence
from demerit.findings.finding import write_findings
from demerit.findings.measure import measure
from demerit.schemes.loading import load_scheme, scheme_from_text
from demerit.societies.loading import load_behaviour
from demerit.study.ensemble.lived import evidence_of
from demerit.study.plan import Options, plan

WHOLE: Final = 10**9
ON_TOP: Final = """
redress:
  notice: 0.5
  appeal: {rate: 0.2, upheld_if_wrong: 0.6, upheld_if_right: 0.05}
  repair: {after_days: 180, points: 10}
  lapse: {days: 300}
providers: {count: 2, shared: 0.6}
"""
"""What `as-described` lacks, so that there is an answer to nearly every question."""


def written(evidence: Evidence, folder: Path, rows: int) -> bytes:
    """The bytes of findings.json, measured so many rows at a time."""
    write_findings(measure(evidence, most_rows=rows), folder / "findings.json")
    return (folder / "findings.json").read_bytes()


def as_written(evidence: Evidence) -> Evidence:
    """The same with the tallies in the order of districts, as a run writes them."""
    assert evidence.baseline is not None
    return replace(
        evidence,
        tallies=evidence.tallies.sort("district", maintain_order=True),
        baseline=replace(evidence.baseline, tallies=evidence.baseline.tallies.sort("district")),
    )


@pytest.fixture(scope="module")
def full() -> Evidence:
    """Ten districts that live all there is: companies, redress, two providers, ledgers, a baseline."""
    scheme = scheme_from_text(load_scheme("as-described").text + ON_TOP)
    society = api.society("china-2020", ["district_people=150"]).document
    options = Options(people=1_500, days=400, workers=1, assumed=0)
    (job,) = plan([scheme], society, load_behaviour("everyday"), options, floored=False)
    return evidence_of(job)


@pytest.mark.parametrize("rows", [1, 700, 2_000])
def test_findings_are_the_same_in_any_blocks(shop: Any, tmp_path: Path, rows: int) -> None:
    """District by district, a few at a time, all at once: to the byte; with a ledger and without."""
    usual = as_written(shop.usual())
    for evidence in (usual, shop.without_ledger(usual), replace(usual, baseline=None)):
        assert len(in_blocks(evidence, rows)) > 1
        assert written(evidence, tmp_path, rows) == written(evidence, tmp_path, WHOLE)


@pytest.mark.parametrize("ledger", [True, False])
def test_lived_worlds_too(full: Evidence, tmp_path: Path, ledger: bool) -> None:
    """Also where firms, friends and two providers are among what is measured, district by district."""
    evidence = full if ledger else replace(full, ledger=None, needs=None)
    found = measure(evidence, most_rows=1)
    assert sum(finding.value is not None for finding in found.values()) > 80
    assert written(evidence, tmp_path, 1) == written(evidence, tmp_path, WHOLE)
    whole = measure(evidence, most_rows=WHOLE)
    for name, finding in found.items():
        for kept in ("replicates", "made_of"):
            one, other = getattr(finding, kept), getattr(whole[name], kept)
            assert (one is None) == (other is None), name
            assert one is None or np.array_equal(one, other, equal_nan=True), name


def test_a_block_is_whole_districts_of_every_table(full: Evidence) -> None:
    """Their rows are those of the run, in its order, and no district lies in two."""
    blocks = in_blocks(full, 12_000)
    assert 1 < len(blocks) < 10
    for name in ("people", "ledger", "needs", "counterparts", "providers", "tallies", "ties"):
        whole = getattr(full, name).collect()
        parts = [getattr(block, name).collect() for block in blocks]
        assert pl.concat(parts).equals(whole), name
    districts = [set(block.tallies.collect()["district"]) for block in blocks]
    assert sum(map(len, districts)) == len(set.union(*districts)) == 10


def test_a_small_run_is_one_block(full: Evidence) -> None:
    """Nothing is taken apart that memory holds."""
    assert in_blocks(full, WHOLE) == [full]


def test_tables_in_another_order_are_taken_whole(full: Evidence, tmp_path: Path) -> None:
    """A ledger whose districts do not stand together is measured at once, and says the same."""
    ledger = full.ledger
    assert ledger is not None
    turned = replace(full, ledger=ledger.reverse())
    assert in_blocks(turned, 1) == [turned]
    assert written(turned, tmp_path, 1) == written(full, tmp_path, WHOLE)


def test_groups_that_live_in_some_districts_only_are_kept_in_all(shop: Any, tmp_path: Path) -> None:
    """A district without one of the groups does not lose it for the others."""
    people = [p for p in shop.crowd() if p.district % 2 or p.group == "many"]
    acts, without = shop.acts(people), shop.acts(people, share=1.3)
    evidence = as_written(shop.evidence(people, tallies=acts, baseline=without))
    assert written(evidence, tmp_path, 1) == written(evidence, tmp_path, WHOLE)
