"""A run in one call, its findings and frames; a comparison on shared luck; several seeds of both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest

import demerit as dm

SMALL: dict[str, Any] = {"society": "brackwater", "people": 600, "days": 40, "workers": 1}


def test_the_example_of_the_design() -> None:
    """dm.run(dm.scheme(…), dm.society(…)) gives findings with value and unit, and the tables as frames."""
    run = dm.run(dm.scheme("as-described"), dm.society("brackwater", people=600), days=40, seed=1)
    finding = run.findings["wrong.people_share"]
    assert 0 <= finding.value <= 1
    assert finding.unit
    assert finding.definition
    assert 600 == (run.people["kind"] == "person").sum()
    assert 40 == run.days["day"].n_unique()
    assert run.ledger is not None
    assert run.needs is not None
    assert run.tallies.height > 0
    assert run.counterparts is not None
    assert run.baseline is not None
    assert run.baseline.people["subject"].equals(run.people["subject"])
    assert run.report.exists()


def test_a_run_without_out_lasts_as_long_as_its_object() -> None:
    """The temporary folder goes with the run."""
    run = dm.run(**SMALL)
    folder = run.folder
    assert folder.exists()
    del run
    assert not folder.exists()


def test_a_scheme_against_itself_differs_by_exactly_nothing(tmp_path: Path) -> None:
    """Shared luck: every difference is 0, every table the same."""
    compared = dm.compare("as-described", "as-described", **SMALL, out=tmp_path / "out")
    apart = [entry["difference"] for entry in compared.differences.values()]
    assert {0.0} == {value for value in apart if isinstance(value, float)}
    first, second = compared.runs
    assert first.manifest["tables"] == second.manifest["tables"]
    assert (tmp_path / "out" / "a-as-described") == first.folder


def test_a_set_changes_the_last_scheme_only(tmp_path: Path) -> None:
    """`sets` reach the last scheme: there jaywalking costs nothing, in the first it does."""
    sets = ["conducts.jaywalking.points=0"]
    compared = dm.compare("as-described", "as-described", sets=sets, **SMALL, out=tmp_path / "out")
    costs = [
        run.ledger.filter(run.ledger["conduct"].cast(str) == "jaywalking")["points_drawn"].sum()
        for run in compared.runs
        if run.ledger is not None
    ]
    assert costs[0] < 0 == costs[1]
    assert sets == compared.runs[1].manifest["options"]["sets"]


def test_sets_reach_each_of_the_three_files_and_are_noted(tmp_path: Path) -> None:
    """Unprefixed the scheme, else the society or the behaviour; the run's copies and manifest have them."""
    sets = ["conducts.jaywalking.points=0", "society.people=2200", "behaviour.caution.half_life_days=90"]
    run = dm.run("as-described", "brackwater", sets=sets, days=9, workers=1, out=tmp_path / "out")
    assert 2200 == (run.people["kind"] == "person").sum()
    assert 0 == next(c.points for c in run.scheme.model.conducts if c.id == "jaywalking")
    lived = dm.behaviour(tmp_path / "out" / "inputs" / "behaviour.yaml").model
    assert 90 == lived.caution.half_life_days
    assert sets == run.manifest["options"]["sets"]


def test_one_scheme_is_no_comparison() -> None:
    """Two or more, or wrong use."""
    with pytest.raises(dm.WrongUse, match="2 or more"):
        dm.compare("as-described")


def test_seeds_give_a_run_each_and_what_lies_between_them(tmp_path: Path) -> None:
    """In order, in a folder each, with the numbers that the seed alone gives; files are read once."""
    runs = dm.run("brackwater-standing", **SMALL, seeds=[3, 1], out=tmp_path / "out")
    assert [3, 1] == [run.manifest["seed"] for run in runs]
    assert ["seed-1", "seed-3"] == sorted(entry.name for entry in (tmp_path / "out").iterdir())
    alone = dm.run("brackwater-standing", **SMALL, seed=1)
    assert alone.manifest["tables"] == runs[1].manifest["tables"]
    assert runs[0].scheme is runs[1].scheme
    means = runs.means().filter(pl.col("finding") == "score.mean").row(0, named=True)
    values = [run.findings["score.mean"].value for run in runs]
    assert sum(values) / 2 == pytest.approx(means["value"])
    assert means["low"] < means["value"] < means["high"]


def test_seeds_of_a_comparison_share_luck_each() -> None:
    """A scheme against itself differs by nothing under every seed; against another, each seed has its row."""
    same = dm.compare("as-described", "as-described", **SMALL, seeds=[1, 2])
    apart = same.frame()["difference"].drop_nulls()
    assert len(apart) > 100
    assert {0.0} == set(apart)
    assert [1, 2] == same.frame()["seed"].unique(maintain_order=True).to_list()


@pytest.mark.parametrize("seeds", [[], [1, 1], [-1], [2**63]])
def test_seeds_that_are_none(seeds: list[int]) -> None:
    """None at all, one twice, or out of range: refused before anything is lived."""
    with pytest.raises(dm.WrongUse, match="expected one or more, each once, from 0 to"):
        dm.run("brackwater-standing", **SMALL, seeds=seeds)


def test_what_is_no_run_is_not_opened(tmp_path: Path) -> None:
    """A folder without a run's files names what it lacks."""
    with pytest.raises(dm.WrongUse, match=r"lacks manifest\.json, people\.parquet, findings\.json"):
        dm.open_run(tmp_path)


def test_an_audit_in_one_call(finished_run: Path) -> None:
    """By id, by document, with sets, with a run or its folder as evidence; a changed scheme is another."""
    plain = dm.audit("tenant-score")
    assert "indicated" == plain.clause("ai-act:5(1)(c)(i)").status
    posts = ("party-post", "public-complaint", "antigovernment-post", "union-meeting")
    sets = [f"conducts.{name}.points=0" for name in (*posts, "judgment-default")]
    assert "needs-facts" == dm.audit("tenant-score", sets=sets).clause("ai-act:5(1)(c)(i)").status
    for run in (finished_run, dm.open_run(finished_run)):
        assert dm.audit(dm.scheme("as-described"), run=run).clause("gdpr:16").evidence
    with pytest.raises(dm.WrongUse, match="another scheme"):
        dm.audit("as-described", run=finished_run, sets=["conducts.jaywalking.points=0"])


def test_a_life_is_told(finished_run: Path) -> None:
    """Its rows are those of the tables; printed it is a story, in a notebook an article."""
    run = dm.open_run(finished_run)
    people = run.people.filter(run.people["kind"] == "person")
    refused = str(people.filter(people["denied"] > 0)["subject"][0])
    life = run.life(refused)
    assert run.needs is not None
    assert refused == life.person["subject"]
    assert life.needs.height == run.needs.filter(run.needs["subject"].cast(str) == refused).height > 0
    assert life.ledger["record"].is_sorted()
    assert repr(life).startswith(f"{refused}: ")
    assert "Without it, the same life" in repr(life)
    assert life._repr_html_().startswith("<article")
    with pytest.raises(dm.WrongUse, match="has no subject '9999-1'"):
        run.life("9999-1")
