"""What comes with the package is listed, for people and for programs."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from demerit.cli.commands import demerit
from demerit.cli.listing import scheme_row, society_row
from demerit.scheme.loading import library
from demerit.society.loading import societies


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
