"""Files of the library by id, own files by path."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import WrongUse
from demerit.formats.library import files, find, load
from demerit.formats.problems import Problems
from demerit.formats.reading import Rules
from demerit.schemes.model import Scheme


@pytest.fixture
def shelf(tmp_path: Path, small_text: str) -> Path:
    """A library of one scheme."""
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "small-town.yaml").write_text(small_text)
    return folder


def test_ids_and_paths_are_told_apart(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bare word is an id; with an ending, a slash or as a Path it is a file; so is one that is there."""
    (tmp_path / "mine").write_text("x")
    monkeypatch.chdir(tmp_path)
    assert shelf / "small-town.yaml" == find("small-town", shelf, "scheme")
    for ref in ("mine", "mine.yaml", "./small-town", Path("small-town")):
        assert Path(ref) == find(ref, shelf, "scheme")
    assert [shelf / "small-town.yaml"] == files(shelf)


def test_a_word_that_may_mean_either_is_asked_about(
    shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a file of an id's name lies here, neither is taken in silence; `./name` is the file."""
    (tmp_path / "small-town").write_text("x")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(WrongUse, match=r"say \./small-town for the file"):
        find("small-town", shelf, "scheme")
    assert Path("small-town") == find("./small-town", shelf, "scheme")


def test_nothing_is_no_reference(shelf: Path) -> None:
    """Not the folder that one stands in."""
    with pytest.raises(Problems, match="one of: small-town"):
        find("", shelf, "scheme")


def test_a_library_file_is_called_by_its_name(shelf: Path) -> None:
    """Messages on shipped files name no folder of this machine."""
    assert "small-town.yaml" == load("small-town", shelf, "scheme", Scheme, Rules()).name
    assert str(shelf / "small-town.yaml") != load("small-town", shelf, "scheme", Scheme, Rules()).name


def test_an_unknown_id_lists_what_there_is(shelf: Path) -> None:
    """With the nearest."""
    with pytest.raises(Problems, match="one of: small-town") as raised:
        find("small-twon", shelf, "scheme")
    assert "small-town" == raised.value.problems[0].near


@pytest.mark.parametrize("name", ["people.csv", "people.parquet", "people.xlsx", "PEOPLE.CSV", "people.json"])
def test_tables_are_no_descriptions(shelf: Path, name: str) -> None:
    """There is no way in for a table with a row a person."""
    with pytest.raises(Problems, match="never read"):
        find(name, shelf, "society")
