"""A run's tables: which there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.runs.live import live
from demerit.runs.tables import BASELINE, TABLES
from worlds import a_job, a_scheme, a_society, channel, conduct


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small run with a ledger and a baseline."""
    folder = tmp_path_factory.mktemp("tables")
    life = {"opportunities": {"cross": {"per_year": 90, "act": 0.5}}}
    scheme = a_scheme(conducts=[conduct("cross", channels=["camera"])], channels=[channel()])
    live(a_job(scheme, a_society(life), people=30, days=3), folder)
    return folder


def test_every_table_that_is_written_is_one_of_the_list(run: Path) -> None:
    """No world leaves a table that its readers do not know, and both have those that every world has."""
    written = {world: {path.stem for path in world.glob("*.parquet")} for world in (run, run / BASELINE)}
    assert {"ledger", "counterparts"} <= written[run]
    for names in written.values():
        assert {"people", "days", "tallies"} <= names <= set(TABLES)
