"""How a scheme comes about."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from demerit.report.folder import read_folder
from demerit.report.sections.rollout import by_year, rollout

MakeRun = Callable[..., Path]


def test_a_scheme_that_is_there_at_once_has_no_such_section(run: Path) -> None:
    """No phases, nothing rolled out."""
    assert rollout(read_folder(run)) is None


def test_phases_and_records(eventful: Path) -> None:
    """What changes from the first phase to the last is said; each phase is a row, with its attention."""
    section = rollout(read_folder(eventful))
    assert section is not None
    said = section.markup()
    assert "The scheme comes in 2 phases. People look at 80 % of records" in said
    assert "% of the districts to" not in said
    assert ">attention: companies<" in said
    assert '<th scope="row">100</th><td></td><td class="n">100 %</td><td class="n">3</td>' in re.sub(
        r' data-head="[^"]*"', "", said
    )


def test_years_are_counted_from_the_table_of_days(eventful: Path) -> None:
    """Records per 1,000 persons and year; a last year that is not full is left out, and so are companies."""
    run = read_folder(eventful)
    table = pl.read_parquet(eventful / "days.parquet")
    first = table.filter((pl.col("day") < 365) & pl.col("group").is_in(["many", "few"]))
    year, second = by_year(run)
    assert (0, pytest.approx(first["records"].sum() / 400 * 1_000)) == (year.number, year.records)
    assert 1 == second.number
    assert year.wrong < year.records
    assert [0, 1] == [each.number for each in by_year(run, "company")]


def test_years_are_a_line_for_each_kind_that_is_scored(eventful: Path, make_run: MakeRun) -> None:
    """Persons and companies, whom rules are about; no line from a single year, or without a table of days."""
    section = rollout(read_folder(eventful))
    assert section is not None
    assert 'aria-label="Records for 1,000 subjects, year by year. persons: ' in section.markup()
    assert "; companies: " in section.markup()
    assert "government entities" not in section.markup()
    short = make_run()
    assert 1 == len(by_year(read_folder(short)))
    (short / "days.parquet").unlink()
    assert [] == by_year(read_folder(short))
