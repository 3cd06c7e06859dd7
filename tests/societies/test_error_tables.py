"""Error tables: square, of rates, with a class for every group."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from demerit.formats.problems import Problems
from demerit.formats.reading import Document, read
from demerit.societies.error_tables import error_table
from demerit.societies.model import Society

Town = Callable[..., Document[Society]]


def test_the_published_table_is_read_as_printed(town: Town) -> None:
    """Enrolled Europeans against victims from southern Saharan Africa: -5.0; the other way -5.2."""
    table = error_table(town(), "camera")
    euro, africa = table.classes.index("EURO"), table.classes.index("SSAFRICA")
    assert (-5.0, -5.2) == (table.log10[euro, africa], table.log10[africa, euro])
    assert [euro, africa] == table.class_of_group.tolist()


def test_rows_follow_the_order_of_columns(town: Town, tmp_path: Path) -> None:
    """A table whose rows stand in another order than its columns is the same table."""
    table = error_table(
        _with_table(town, tmp_path, "x,EURO,SSAFRICA\nSSAFRICA,-3,-4\nEURO,-1,-2\n"), "camera"
    )
    assert [[-1, -2], [-3, -4]] == table.log10.tolist()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x,EURO,SSAFRICA\nEURO,-1,-2\n", "square"),
        ("x,EURO,SSAFRICA\nEURO,-1,-2\nASIA,-3,-4\n", "square"),
        ("x,EURO,EURO\nEURO,-1,-2\nEURO,-3,-4\n", "header has 'EURO' twice"),
        ('x,EURO,SSAFRICA\nEURO,-1,"-1,5"\nSSAFRICA,-3,-4\n', "with a decimal point"),
        ("x,EURO,SSAFRICA\nEURO,-1,nan\nSSAFRICA,-3,-4\n", "log10 of a rate"),
        ("x,EURO,SSAFRICA\nEURO,-1,\nSSAFRICA,-3,-4\n", "log10 of a rate"),
        ("x,EURO,SSAFRICA\nEURO,-1,0.5\nSSAFRICA,-3,-4\n", "log10 of a rate"),
    ],
)
def test_tables_that_are_none_are_refused(town: Town, tmp_path: Path, text: str, message: str) -> None:
    """Not square, not a number, or a rate above one."""
    with pytest.raises(Problems, match=message):
        error_table(_with_table(town, tmp_path, text), "camera")


def test_names_that_do_not_exist_come_with_the_nearest(town: Town) -> None:
    """A misspelt column and a misspelt class are told what they may have meant."""
    with pytest.raises(Problems, match="did you mean 'camera'"):
        error_table(town(), "camra")
    groups = [{"id": "a", "share": 1.0, "columns": {"camera": "EURA"}}]
    with pytest.raises(Problems, match="did you mean 'EURO'"):
        error_table(town(groups=groups), "camera")


@pytest.mark.parametrize("groups", [[], [{"id": "a", "share": 1.0}]])
def test_groups_without_a_class_are_refused(town: Town, groups: list[dict[str, object]]) -> None:
    """A table by class needs the class of every group."""
    with pytest.raises(Problems, match="camera"):
        error_table(town(groups=groups), "camera")


def _with_table(town: Town, folder: Path, text: str) -> Document[Society]:
    (folder / "table.csv").write_text(text, encoding="utf-8")
    (folder / "town.yaml").write_text(town(error_tables={"camera": "table.csv"}).text, encoding="utf-8")
    return read(folder / "town.yaml", Society)
