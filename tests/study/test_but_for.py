"""One life's replays are those that the findings count."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

import demerit as dm
from demerit.findings.evidence import load_evidence
from demerit.study.but_for import _places, lived_again
from demerit.study.result import open_run


@pytest.fixture(scope="module")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few lives for a year."""
    folder = tmp_path_factory.mktemp("small") / "run"
    dm.run("as-described", "brackwater", people=400, days=365, workers=1, out=folder)
    return folder


def test_the_lives_add_up_to_the_finding(finished_run: Path) -> None:
    """Over all who were refused, the replays one by one give the shares of the findings."""
    run = open_run(finished_run)
    assert run.needs is not None
    denied = run.needs.filter(pl.col("effect").cast(pl.String) == "denial")
    shares = denied.group_by(pl.col("subject").cast(pl.String)).len().sort("len", "subject").head(20)
    assert shares.height > 0
    for subject, refusals in shares.iter_rows():
        replays = lived_again(load_evidence(finished_run), subject)[0]
        assert replays is not None
        assert refusals == len(replays.granted)
        assert sorted(replays.edges) == list(replays.edges)


def test_who_was_never_refused_has_nothing_to_replay(finished_run: Path) -> None:
    """No refusal, no replay, and the edges all the same."""
    people = open_run(finished_run).people
    subject = str(people.filter(pl.col("denied") == 0)["subject"][0])
    replays = lived_again(load_evidence(finished_run), subject)[0]
    assert replays is not None
    assert (0, 3) <= (len(replays.granted), len(replays.edges))


def test_a_small_run_adds_up_in_full(small_run: Path) -> None:
    """In a small run every life: the share granted without wrong records is the finding's value."""
    run = open_run(small_run)
    subjects = run.people.filter(pl.col("denied") > 0)["subject"].cast(pl.String).to_list()
    granted: list[bool] = []
    for subject in subjects:
        replays = lived_again(load_evidence(small_run), subject)[0]
        assert replays is not None
        granted += [answers["wrong"] for answers in replays.granted]
    value = run.findings["access.but_for_wrong"].value
    assert (value is None) == (granted == [])
    if granted:
        assert value == pytest.approx(sum(granted) / len(granted))


def test_replays_stand_in_the_order_of_the_refusals() -> None:
    """Replays go provider by provider, the table by time: each refusal has its own answer."""
    needs = pl.LazyFrame(
        {
            "provider": [1, 0, 0, 1, 0], "after_record": [2, 3, 4, 5, 9],
            "effect": ["denial", "denial", "wait", "denial", "denial"],
        }
    )  # fmt: skip
    assert [2, 0, 3, 1] == _places(needs)
    assert [0, 1, 2, 3] == _places(needs.drop("provider"))


def test_every_providers_refusals_are_replayed(eventful: Path) -> None:
    """A life has as many replays as refusals, by whomever, and the edges of its bands."""
    run = open_run(eventful)
    assert run.needs is not None
    denied = run.needs.filter(pl.col("effect") == "denial").group_by("subject", maintain_order=True).len()
    persons = denied.join(run.people.filter(pl.col("kind") == "person").select("subject"), on="subject")
    for subject, count in persons.sort("len", descending=True, maintain_order=True).head(5).iter_rows():
        replays = lived_again(load_evidence(eventful), str(subject))[0]
        assert replays is not None
        assert count == len(replays.granted)
        assert (600, 980, 1020) == replays.edges
