"""What charts are drawn from adds up."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.coded import Coded
from demerit.findings.evidence import load_evidence
from demerit.report.folder import RunFolder, read_folder
from demerit.web.tables import (
    HUNDRED,
    a_hundred,
    bands_told,
    daily_told,
    flows_told,
    groups_of,
    refusals_told,
)  # fmt: skip


@pytest.fixture(scope="module")
def run(finished_run: Path) -> RunFolder:
    """A run of as-described over a year."""
    return read_folder(finished_run)


def test_everybody_is_in_a_band_in_every_picture(run: RunFolder) -> None:
    """Counts of each group add up to its people on every day, and the last to the shares that are found."""
    told = bands_told(run)
    counts = np.array(told["people"])
    groups = groups_of(run)
    assert [[people] * len(told["days"]) for people in groups.values()] == counts.sum(axis=2).tolist()
    last = counts[:, -1].sum(axis=0) / run.people
    assert last.tolist() == pytest.approx([run.findings[f"band.share.{band}"].value for band in told["ids"]])


def test_weeks_add_up_to_the_run(run: RunFolder, finished_run: Path) -> None:
    """Sums by week are those of the table of days."""
    told = daily_told(run)
    days = pl.read_parquet(finished_run / "days.parquet")
    persons = days.filter(~days["group"].cast(pl.String).is_in(["company", "government", "organisation"]))
    for name, sums in told["with"].items():
        assert persons[name].sum() == sum(sums)
    assert len(told["days"]) == len(told["with"]["acts"]) == len(told["without"]["acts"])


def test_flows_move_everybody_once_a_year(run: RunFolder, finished_run: Path) -> None:
    """Whoever began a year in some band ended it in one; the shares are those of the finding."""
    told = flows_told(Coded(load_evidence(finished_run)))
    assert told is not None
    moved = np.array(told["people"])
    assert [run.people] * len(told["years"]) == moved.sum(axis=(1, 2)).tolist()
    bands = [band.id for band in run.scheme.model.bands]
    for band, row in run.findings["band.transitions"].value.items():
        began = moved[0][bands.index(band)]
        assert row == pytest.approx(dict(zip(bands, began / began.sum(), strict=True)))


def test_refusals_are_those_of_the_findings(run: RunFolder, finished_run: Path) -> None:
    """Of 100 refusals as many hang on a cause as the finding says, and contexts add up to all."""
    coded = Coded(load_evidence(finished_run))
    told = refusals_told(coded, run, None)
    assert told["total"] == sum(row["denied"] for row in told["by_context"])
    for cause in told["causes"]:
        assert run.findings[cause["finding"]].value * 100 == pytest.approx(cause["of100"])


@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), max_size=700))
def test_a_hundred_stand_for_all(rows: list[tuple[bool, bool, bool]]) -> None:
    """No combination of causes is over or under its share by one or more; few are all given."""
    granted = np.array(rows, np.bool_).reshape(len(rows), 3)
    found = a_hundred(granted)
    assert min(HUNDRED, len(rows)) == len(found)
    kept = [tuple(row) for row in found.tolist()]
    for kind in set(rows):
        share = rows.count(kind) * len(found) / len(rows)
        assert abs(share - kept.count(kind)) < 1
