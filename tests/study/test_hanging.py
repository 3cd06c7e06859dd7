"""Whose refusals hang on wrong records: the same whether asked one by one or all at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from demerit.findings.evidence import load_evidence
from demerit.study.but_for import lived_again
from demerit.study.hanging import first_hanging, hanging_of, whole_run


@pytest.fixture(scope="module", name="one_by_one")
def _one_by_one(finished_run: Path) -> dict[str, bool]:
    """Persons who were refused something, and whether any of it hangs on a wrong record."""
    people, evidence = pl.read_parquet(finished_run / "people.parquet"), load_evidence(finished_run)
    refused = people.filter((pl.col("denied") > 0) & (pl.col("kind") == "person"))["subject"].to_list()
    answers: dict[str, bool] = {}
    for subject in refused:
        replays = lived_again(evidence, subject)[0]
        assert replays is not None
        answers[subject] = any(granted["wrong"] for granted in replays.granted)
    return answers


def test_all_at_once_is_one_by_one(finished_run: Path, one_by_one: dict[str, bool]) -> None:
    """All ledgers read together give each its own answer; somebody hangs, somebody does not."""
    expected = {subject for subject, hangs in one_by_one.items() if hangs}
    assert expected == hanging_of(load_evidence(finished_run), one_by_one)
    assert 0 < len(expected) < len(one_by_one)


def test_the_first_in_the_order_given(finished_run: Path, one_by_one: dict[str, bool]) -> None:
    """The first who hangs is found however far back, and nobody where none does."""
    hanging = [subject for subject, hangs in one_by_one.items() if hangs]
    others = [subject for subject, hangs in one_by_one.items() if not hangs]
    assert hanging[0] == first_hanging(finished_run, [*others, *hanging])
    assert hanging[-1] == first_hanging(finished_run, [hanging[-1], *others])
    assert first_hanging(finished_run, others) is None
    assert first_hanging(finished_run, []) is None


def test_without_a_ledger_nobody_is_known_to(tmp_path: Path) -> None:
    """A run that kept no ledger names nobody."""
    import demerit as dm  # noqa: PLC0415 - as in the fixtures

    out = tmp_path / "run"
    dm.run("as-described", "brackwater", people=40, days=5, ledger=False, workers=1, out=out)
    assert set() == hanging_of(load_evidence(out), ["0-0000"])
    assert not whole_run(out)


def test_a_run_that_lacks_a_table_is_not_whole(finished_run: Path, tmp_path: Path) -> None:
    """What a finished run has may have been thrown away since: then no ledger is lived again."""
    assert whole_run(finished_run)
    shutil.copytree(finished_run, tmp_path / "run")
    (tmp_path / "run" / "days.parquet").unlink()
    assert not whole_run(tmp_path / "run")
