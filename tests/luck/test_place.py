"""Where compiled code is kept: a folder a source, in the user's cache."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from caching import a_cache_of_its_own
from demerit.luck import place


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a user's cache is, for every test here."""
    return a_cache_of_its_own(tmp_path, monkeypatch)


def test_the_same_source_has_the_same_folder(home: Path) -> None:
    """A second start finds what the first compiled."""
    found = place.folder()
    assert found is not None
    assert found.is_dir()
    assert home in found.parents
    assert found == place.folder()


def test_another_compiler_has_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code compiled by one numba is not handed to another."""
    before = place.folder()
    monkeypatch.setattr(place, "version", lambda _: "0.0.0")
    assert before != place.folder()


def test_another_source_has_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A change in any file that may hold compiled code, a step's file too, leaves the old code behind."""
    step = tmp_path / "package" / "world" / "step.py"
    step.parent.mkdir(parents=True)
    monkeypatch.setattr(place, "__file__", str(tmp_path / "package" / "luck" / "place.py"))
    step.write_text("one = 1\n")
    before = place.folder()
    step.write_text("one = 2\n")
    assert before != place.folder()


def test_a_cache_that_cannot_be_written_is_no_fault(home: Path, tmp_path: Path) -> None:
    """Where the user's cache is no folder, the temporary one serves; where neither is, nothing is kept."""
    home.write_text("not a folder")
    found = place.folder()
    assert found is not None
    assert tmp_path / "tmp" in found.parents
    for kept in (tmp_path / "tmp").iterdir():
        kept.rename(tmp_path / "aside")
    (tmp_path / "tmp").rmdir()
    (tmp_path / "tmp").write_text("not a folder either")
    assert place.folder() is None
    assert place.is_cold()


def test_old_sources_are_dropped(tmp_path: Path) -> None:
    """The latest few folders stay, older ones go."""
    folders = [tmp_path / f"compiled-{number}" for number in range(place.KEPT + 3)]
    for age, each in enumerate(folders):
        each.mkdir()
        os.utime(each, (10_000 - age, 10_000 - age))
    place.prune(tmp_path)
    assert folders[: place.KEPT] == [each for each in folders if each.exists()]


def test_cold_until_the_kernel_is_there() -> None:
    """The message about compiling is for who has to wait for it."""
    assert place.is_cold()
    found = place.folder()
    assert found is not None
    (found / "world_0").mkdir()
    (found / "world_0" / "day.live-1.py311.1.nbc").touch()
    assert not place.is_cold()


def test_it_is_found_without_the_compiler() -> None:
    """A command can ask whether it has yet to compile before it has fetched what compiles."""
    asked = "import sys; from demerit.luck.place import is_cold; is_cold(); print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)  # noqa: S603
    assert "False" == done.stdout.strip()
