"""A file is checked as what it says it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from demerit.errors import FileInvalid
from demerit.scheme.loading import LIBRARY
from demerit.society.loading import BEHAVIOURS
from demerit.study.checking import check_file, left_open, stated_format


def test_the_stated_format_decides() -> None:
    """Scheme and behaviour are told apart by their first line."""
    assert "demerit/scheme/1" == check_file(LIBRARY / "as-described.yaml")
    assert "demerit/behaviour/1" == check_file(BEHAVIOURS / "everyday.yaml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("format: demerit/scheme/1\n", "demerit/scheme/1"),
        ("# hello\n\n'format' : \"demerit/society/1\" # yes\n", "demerit/society/1"),
        ("id: x\nnote: |\n  format: none\n", None),
        ("", None),
        ('{"id": "x", "format": "demerit/society/1"}', "demerit/society/1"),
        ("  id: x\n  format: demerit/society/1\n", "demerit/society/1"),
        ('{\n "format":\n "demerit/behaviour/1"}', "demerit/behaviour/1"),
        ("format: [a]\n", None),
        ("format: demerit/scheme/1\nformat: demerit/society/1\n", "demerit/scheme/1"),
        ("a: [\n", None),
    ],
)
def test_the_format_is_found_however_it_is_laid_out(tmp_path: Path, text: str, expected: str | None) -> None:
    """Quoted, commented, in JSON or indented, as a run reads it; but not inside other text."""
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    assert stated_format(file) == expected


def test_an_unknown_format_names_the_nearest(tmp_path: Path) -> None:
    """A format that is none is invalid, and the known ones are named."""
    file = tmp_path / "a.yaml"
    file.write_text("format: demerit/behavior/1\n", encoding="utf-8")
    with pytest.raises(FileInvalid, match=r"did you mean 'demerit/behaviour/1'\?"):
        check_file(file)


def test_what_only_a_society_could_have_is_told(tmp_path: Path) -> None:
    """A misspelt need is named at its line with the nearest; a scheme of the library leaves nothing open."""
    text = (LIBRARY / "brackwater-standing.yaml").read_text("utf-8")
    file = tmp_path / "a.yaml"
    file.write_text(text.replace("need: rail-journey", "need: rail-jurney"), encoding="utf-8")
    assert "demerit/scheme/1" == check_file(file)
    assert "did you mean 'rail-journey'?" in left_open(file)
    assert "" == left_open(LIBRARY / "brackwater-standing.yaml")
