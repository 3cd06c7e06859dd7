"""A life in plain words."""

from __future__ import annotations

from pathlib import Path

import polars as pl

import demerit as dm
from demerit.cli.life_lines import DAY, MOST_ENTRIES, dated, life_lines
from demerit.report.folder import read_folder
from demerit.report.life.followed import one_life


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


def test_a_life_without_records_says_so(tmp_path: Path) -> None:
    """Nothing recorded is said, not left blank."""
    out = tmp_path / "run"
    dm.run("volunteer-rewards", dm.society("brackwater", people=100), days=3, workers=1, out=out)
    quiet = pl.read_parquet(out / "people.parquet").filter(records=0)["subject"]
    run = read_folder(out)
    assert "Nothing was ever recorded." in life_lines(run, one_life(run, str(quiet[0])))


def lines_of(folder: Path, subject: str) -> str:
    """What is told of a subject, as one text with single blanks."""
    run = read_folder(folder)
    return " ".join(" ".join(life_lines(run, one_life(run, subject))).split())


def test_an_organisation_is_told(eventful: Path) -> None:
    """A company that was refused: what it is, its staff, whose records counted against it, what it lost."""
    people = pl.read_parquet(eventful / "people.parquet")
    firms = people.filter((pl.col("kind") == "company") & (pl.col("denied") > 0))
    said = lines_of(eventful, str(firms["subject"][0]))
    assert " is a company for which " in said
    assert "licence: refused " in said
    assert "By provider" in said
    assert "who answers for them, was counted too." in said
    assert "of speech, belief or protest" not in said


def test_each_provider_has_its_line(eventful: Path) -> None:
    """Where each provider has a subject on the last day is what the table of providers says."""
    run = read_folder(eventful)
    rows = pl.read_parquet(eventful / "providers.parquet").filter(pl.col("subject") == "0-0001")
    lines = life_lines(run, one_life(run, "0-0001"))
    assert rows.height == run.scheme.model.providers.count
    for row in rows.iter_rows(named=True):
        line = next(line for line in lines if line.startswith(f"provider {row['provider']} "))
        assert [f"{row['score']:,}", str(row["asked"]), str(row["denied"]), row["band"]] == line.split()[2:]


def test_ways_back_are_told(eventful: Path) -> None:
    """Somewhere in the run: a correction and its days, a lapse, a repair, a newcomer, a hold's end."""
    ledger = pl.read_parquet(eventful / "ledger.parquet").filter(pl.col("provider") == 0)
    held = pl.col("of").is_null() & (pl.col("cause") == "lapse")
    for rows, part in (
        (pl.col("cause") == "redress", "no longer counts, "),
        (pl.col("cause") == "repair", "without a loss."),
        ((pl.col("cause") == "lapse") & ~held, "stopped counting by lapse, 150 days after"),
        (pl.col("cause") == "turnover", "A newcomer took this place"), (held, "What “default” held them in"),
    ):  # fmt: skip
        assert part in lines_of(eventful, str(ledger.filter(rows)["subject"][0]))
