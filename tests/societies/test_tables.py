"""Counted tables: found beside the society's file or among demerit's own, and whole."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from demerit.formats.files import LARGEST
from demerit.formats.problems import Problems
from demerit.formats.reading import Document, read
from demerit.societies import tables
from demerit.societies.loading import load_society
from demerit.societies.margins import read_margin, read_margins
from demerit.societies.model import FileMargin, Society

Town = Callable[..., Document[Society]]
PLACE = ("margins", "age_sex")


def test_an_area_without_names_is_refused(town: Town, tmp_path: Path) -> None:
    """A file without a column of names has no areas, and no list of them is offered."""
    (tmp_path / "ages.csv").write_text("age,people\n18,50\n", encoding="utf-8")
    (tmp_path / "town.yaml").write_text(
        town(margins={"age_sex": {"file": "ages.csv", "area": "Here"}}).text, encoding="utf-8"
    )
    with pytest.raises(Problems, match="no column 'name'") as refused:
        read_margins(read(tmp_path / "town.yaml", Society))
    assert "one of" not in str(refused.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "this file is empty"),
        (b"age,people\n", "a header alone"),
        (b"age,people,people\n18,50,1\n", "header has 'people' twice"),
        (b"age;people\n18;50\n", "semicolons where commas part fields"),
        (b"age\tpeople\n18\t50\n", "tabs where commas part fields"),
        (
            b"age,thousands\n\n18,50,1\n",
            "line 3 of this one has 3 fields, its header 2 (is it a decimal comma?",
        ),
        (b"age,people,note\n18,50\n", "line 2 of this one has 2 fields, its header 3."),
        (b'age,thousands\n18,"50,1"\n', "with a decimal point, in ages.csv, line 2"),
        (b"age,people\n\xc2\xb2,50\n", "an age"),
        (b"income_decile,people\n\xc2\xb2,50\n", "1 to 10"),
        (b"age,people\n18,nan\n", "at least 0"),
        (b"age,people\n18,\n", "at least 0"),
        (b"\xff\xfe\x00\x01", "UTF-8"),
        (b"people\n50\n", "rows by one or more"),
    ],
)
def test_a_bad_table_is_refused(town: Town, tmp_path: Path, content: bytes, message: str) -> None:
    """Empty, ragged, binary tables and tables without figures are refused at the line that names them."""
    society = tmp_path / "town.yaml"
    society.write_text(town(margins={"age_sex": {"file": "ages.csv"}}).text, encoding="utf-8")
    (tmp_path / "ages.csv").write_bytes(content)
    with pytest.raises(Problems) as refused:
        read_margins(read(society, Society))
    assert message in str(refused.value)


def test_a_table_beside_the_file_wins(town: Town, tmp_path: Path) -> None:
    """A tidy table in the society's folder is read, thousands counted as thousands."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data/wpp2019_age5_sex_2020.csv").write_text(
        "age,sex,thousands\n18-99,male,3\n18-99,female,1\n", encoding="utf-8"
    )
    (tmp_path / "town.yaml").write_text(town().text, encoding="utf-8")
    society = read(tmp_path / "town.yaml", Society)
    margin = read_margin(society, FileMargin(file="data/wpp2019_age5_sex_2020.csv"), PLACE)
    assert {((18, 100), "male"): 0.75, ((18, 100), "female"): 0.25} == margin.shares


def test_a_table_too_large_for_aggregates_is_refused(town: Town, tmp_path: Path) -> None:
    """What has more than 16 MB is no table of aggregates; it is not held either."""
    (tmp_path / "town.yaml").write_text(town().text, encoding="utf-8")
    with (tmp_path / "ages.csv").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Problems, match="at most 16,000,000 bytes"):
        tables.read_csv(read(tmp_path / "town.yaml", Society), "ages.csv", PLACE)


@pytest.mark.parametrize(
    "name", ["../ages.csv", "/ages.csv", "link.csv", "life.json", "town.yaml", "pipe.csv"]
)
def test_a_table_lies_where_a_run_can_copy_it(town: Town, tmp_path: Path, name: str) -> None:
    """Outside the folder, over a link, under the name of another input, or no file: refused at its line."""
    inside = tmp_path / "in"
    inside.mkdir()
    (tmp_path / "ages.csv").write_text("age,sex,people\n18-99,male,3000\n", encoding="utf-8")
    (inside / "link.csv").symlink_to(tmp_path / "ages.csv")
    os.mkfifo(inside / "pipe.csv")
    (inside / "life.json").write_text("{}", encoding="utf-8")
    (inside / "town.yaml").write_text(town(margins={"age_sex": {"file": name}}).text, encoding="utf-8")
    with pytest.raises(Problems, match=re.escape(name)) as refused:
        load_society(inside / "town.yaml")
    assert refused.value.problems[0].line > 0
