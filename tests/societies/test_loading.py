"""Societies and behaviours by id and from files; no way in for a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.formats.problems import Problems
from demerit.societies.loading import load_behaviour, load_society, societies


def test_every_shipped_society_is_valid_and_found_by_its_id() -> None:
    """The file's name is the society's id."""
    found = societies()
    assert {"brackwater", "china-2020", "germany-2020", "usa-2020"} <= {
        document.model.id for document in found
    }
    for document in found:
        assert document.model == load_society(document.model.id).model


def test_the_behaviour_that_ships_is_the_default() -> None:
    """`everyday`, by its id too."""
    assert load_behaviour("everyday").model == load_behaviour().model


@pytest.mark.parametrize(("name", "near"), [("brackwatr", "brackwater"), ("china-2002", "china-2020")])
def test_an_unknown_society_is_told_with_the_nearest(name: str, near: str) -> None:
    """And with the list."""
    with pytest.raises(Problems, match=f"did you mean '{near}'"):
        load_society(name)


def test_a_copy_finds_the_shipped_data(tmp_path: Path) -> None:
    """A society copied elsewhere still finds the tables that ship with demerit, its own folder first."""
    document = load_society("china-2020")
    (tmp_path / "society.yaml").write_text(document.text)
    assert document.model == load_society(tmp_path / "society.yaml").model


@pytest.mark.parametrize("name", ["people.csv", "people.parquet", "people.json"])
def test_a_table_is_no_society(tmp_path: Path, name: str) -> None:
    """A row a person is refused by the name alone, unread."""
    with pytest.raises(Problems, match="a row a person is never read"):
        load_society(tmp_path / name)


def test_a_list_of_persons_is_no_society(tmp_path: Path) -> None:
    """Nor one in YAML."""
    file = tmp_path / "people.yaml"
    file.write_text("- {age: 30, sex: male}\n- {age: 40, sex: female}\n")
    with pytest.raises(Problems, match="never a row a person"):
        load_society(file)


def test_a_margin_of_persons_is_refused(tmp_path: Path) -> None:
    """A table without counts, and one that counts one person a row."""
    (tmp_path / "persons.csv").write_text("age,sex\n30,male\n40,female\n")
    (tmp_path / "ones.csv").write_text("age,sex,people\n18,male,1\n18,female,1\n")
    for name, words in (("persons.csv", "a column people"), ("ones.csv", "at least 10 people")):
        file = tmp_path / "society.yaml"
        file.write_text(
            f"format: demerit/society/1\nid: x\ntitle: t\nmargins: {{age_sex: {{file: {name}}}}}\n"
        )
        with pytest.raises(Problems, match=words):
            load_society(file)
