"""What comes with the package is listed, for people and for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from demerit.cli.commands import demerit
from demerit.cli.listing import scheme_row, society_row
from demerit.schemes.loading import library
from demerit.societies.loading import societies


def listed(*words: str) -> str:
    """What a command prints."""
    done = CliRunner().invoke(demerit, list(words), catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


def test_schemes_say_how_much_of_them_is_disputed() -> None:
    """Every scheme with id, title, status and the number of disputed points."""
    rows = json.loads(listed("schemes", "--format", "json"))
    assert [scheme_row(document.model) for document in library()] == rows
    assert 9 == next(row["disputed"] for row in rows if row["id"] == "as-described")


def test_societies_say_how_many_people_they_are() -> None:
    """Every society with id, title, people, groups and sources."""
    rows = json.loads(listed("societies", "--format", "json"))
    assert [society_row(document.model) for document in societies()] == rows
    assert {"brackwater", "china-2020", "germany-2020", "usa-2020"} <= {row["id"] for row in rows}


@pytest.mark.parametrize("command", ["schemes", "societies"])
def test_tables_fit_80_columns(command: str) -> None:
    """The table has a row an entry at least, in 80 columns, without colour when piped."""
    text = listed(command)
    assert max(map(len, text.splitlines())) <= 80
    assert "\x1b" not in text


def test_schemes_side_by_side_for_programs() -> None:
    """With ids, each scheme's row and every fact of it, in the order asked for."""
    rows = json.loads(listed("schemes", "zhima-like", "credit-file", "--format", "json"))
    assert ["zhima-like", "credit-file"] == [row["id"] for row in rows]
    assert ["friends 0.8 %", "none"] == [row["influence"] for row in rows]
    assert ["finance"] == rows[1]["contexts"]


def test_schemes_side_by_side_for_people() -> None:
    """Two ids print what differs between them."""
    text = listed("schemes", "zhima-like", "credit-file")
    assert "platform; described" in text
    assert "The same in all" in text


def test_a_file_of_ones_own_stands_beside_the_library(tmp_path: Path) -> None:
    """An id may be a file."""
    mine = tmp_path / "mine.yaml"
    assert 0 == CliRunner().invoke(demerit, ["new", str(mine)]).exit_code
    assert "The same in all" in listed("schemes", "as-described", str(mine))


def test_an_unknown_scheme_names_the_nearest() -> None:
    """Exit 3, as wherever a scheme is named, with the id that may have been meant."""
    done = CliRunner().invoke(demerit, ["schemes", "as-described", "zhima-lik"])
    assert (3, "") == (done.exit_code, done.stdout)
    assert "did you mean 'zhima-like'?" in done.stderr
