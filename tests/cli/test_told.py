"""A life in plain words."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from demerit.cli.told import DAY, MOST_ENTRIES, dated, life_lines, one_life
from demerit.report.folder import read_folder


def test_days_are_dates() -> None:
    """Day 395 is day 31 of the second year; long sentences stay in their column."""
    assert [f"{'year 2, day 31':<{DAY}}Something."] == dated(395, "Something.")
    assert all(line.startswith(" " * DAY) for line in dated(395, "word " * 40)[1:])


def test_every_entry_of_a_short_ledger_is_told_in_order(finished_run: Path) -> None:
    """As many dated entries as the ledger has, with the score that the table has at the end."""
    ledger = pl.read_parquet(finished_run / "ledger.parquet")
    counts = ledger.group_by(pl.col("subject").cast(pl.String)).len()
    subject = counts.filter(pl.col("len") <= MOST_ENTRIES).sort("len", "subject")["subject"][-1]
    run = read_folder(finished_run)
    life = one_life(run, subject)
    lines = life_lines(run, life)
    assert f"{len(life.records)} entries in the ledger" in lines
    start = lines.index(f"{len(life.records)} entries in the ledger") + 1
    told = [line for line in lines[start : lines.index("", start)] if line.startswith("year")]
    assert len(life.records) == len(told)
    assert f"{life.lived['score']:,} after 1 year" in " ".join(lines)


def test_a_life_without_records_says_so(finished_run: Path) -> None:
    """Nothing recorded is said, not left blank."""
    people = pl.read_parquet(finished_run / "people.parquet")
    ledger = pl.read_parquet(finished_run / "ledger.parquet")
    quiet = people.filter(
        ~pl.col("subject").cast(pl.String).is_in(ledger["subject"].cast(pl.String).unique().to_list())
    )
    if quiet.height:
        run = read_folder(finished_run)
        assert "Nothing was ever recorded." in life_lines(run, one_life(run, str(quiet["subject"][0])))
