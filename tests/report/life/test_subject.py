"""Whose life it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demerit.report.folder import RunFolder, read_folder
from demerit.report.life.story import SubjectLife, read_lives
from demerit.report.life.subject import cell, compared, who, work


def one(run: RunFolder, subject: str) -> SubjectLife:
    """A subject's life."""
    return read_lives(run, [(subject, "", "")])[0]


def test_a_person_is_told_in_coarse_columns(run: Path) -> None:
    """Sex, age, tenth of incomes and group; nobody real behind it."""
    said = who(read_folder(run), one(read_folder(run), "0-0001"))
    assert "Subject 0-0001 is a man aged 31 in the fourth tenth of incomes, group “majority”." in said
    assert said.endswith("Nobody real stands behind it.")


@pytest.mark.parametrize(
    ("subject", "what"), [("0-9000", "a company"), ("0-9001", "a company"), ("0-9002", "a government entity")]
)
def test_an_organisation_is_told_as_what_it_is(run: Path, subject: str, what: str) -> None:
    """No sex, no age, no group of persons: the kind."""
    assert f"Subject {subject} is {what}. Nothing real stands behind it." == who(
        read_folder(run), one(read_folder(run), subject)
    )


def test_an_organisation_has_staff(eventful: Path) -> None:
    """As many as have it for their employer on the last day, in either world."""
    run = read_folder(eventful)
    people = run.table("people")
    assert people is not None
    employers = people.select("employer").drop_nulls().collect()["employer"]
    firm = str(employers[0])
    life = one(run, firm)
    count = employers.to_list().count(firm)
    assert count == life.lived["staff"]
    assert f"for which {count} people work on the last day" in who(run, life)
    assert life.without is not None
    assert life.without["staff"] >= 0


def test_work_is_told_where_there_is_any(run: Path) -> None:
    """With and without the scheme, where they differ; nothing of who never worked."""
    life = one(read_folder(run), "0-0001")

    def said(here: str | None, there: str | None) -> str:
        return work(replace(life, lived={"employer": here}, without={"employer": there}))

    assert "" == said(None, None)
    assert "They work for 0-9000 on the last day, with the scheme and without it." == said("0-9000", "0-9000")
    assert "They are without work on the last day; without the scheme they would work for 0-9000." == said(
        None, "0-9000"
    )
    assert said("0-9000", None).endswith("without the scheme they would be without work.")


def test_only_what_there_is_is_compared(run: Path, eventful: Path) -> None:
    """No appeals where nobody can appeal, no speech of companies, ties where points are shared."""
    plain, all_ = read_folder(run), read_folder(eventful)
    names = {name for name, _, _ in compared(plain, one(plain, "0-0001"))}
    firm = {name for name, _, _ in compared(all_, one(all_, "0-0040"))}
    assert not {"appeals", "corrections", "points_by_association", "staff"} & names
    assert {"withheld", "hardship"} <= names
    assert {"appeals", "corrections", "points_by_association", "staff"} <= firm
    assert not {"withheld", "paid_extra", "friends"} & firm


def test_several_providers_are_told_apart(eventful: Path) -> None:
    """Appeals count with all providers, corrections with the first: both say so."""
    run = read_folder(eventful)
    words = {name: said for name, said, _ in compared(run, one(run, "0-0001"))}
    assert "with all providers" in words["appeals"]
    assert "with the first provider" in words["corrections"]


def test_a_cell_says_when_there_is_no_world() -> None:
    """Not lived is not nought."""
    assert ("not lived", "-", "3", "12.0 %", "0.50") == (
        cell(None, "a", "count"), cell({"a": None}, "a", "count"), cell({"a": 3}, "a", "count"),
        cell({"a": 0.12}, "a", "share"), cell({"a": 0.5}, "a", "number"),
    )  # fmt: skip
