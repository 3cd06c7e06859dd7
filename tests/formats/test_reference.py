"""The reference among the documents is what the models say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from demerit.formats import reference
from demerit.formats.reference import (
    CATALOGUE,
    COLUMNS,
    FOLDER,
    PAGES,
    catalogue_page,
    page,
    pages,
    write_all,
)
from demerit.formats.vocabulary import ChannelKind
from demerit.societies.life import catalogue

NAMES = (*PAGES, CATALOGUE, COLUMNS)


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_have_not_drifted(name: str) -> None:
    """`python -m demerit.formats.reference` would change nothing."""
    assert pages()[name] == (FOLDER / f"{name}.md").read_text("utf-8")


def test_writing_writes_what_lies_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file a page."""
    monkeypatch.setattr(reference, "FOLDER", tmp_path / "new")
    write_all()
    assert pages() == {file.stem: file.read_text("utf-8") for file in (tmp_path / "new").iterdir()}


@pytest.mark.parametrize("kind", PAGES)
def test_every_key_is_a_row_of_six(kind: str) -> None:
    """Key, type, unit, default, example, and words; the links of types lead to headings of the page."""
    text = page(kind)
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    for row in rows:
        cells = re.split(r"(?<!\\) \| ", row.strip("| "))
        assert 6 == len(cells), row
        assert cells[1]
        assert cells[5]
    headings = {
        re.sub(r"[^a-z0-9_-]", "", line[3:].lower()) for line in text.splitlines() if line.startswith("## ")
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_what_authors_ask_for_is_there() -> None:
    """Starts by shares, `who`, `to_band` and the kinds of channels, with type, unit, default and example."""
    text = page("scheme")
    for heading in ("score.start", "population.who", "conducts.to_band", "channels.alarms"):
        assert f"## `{heading}`" in text
    (kind,) = [line for line in text.splitlines() if line.startswith("| `kind` | one of camera")]
    assert all(word in kind for word in ChannelKind.__args__)  # type: ignore[attr-defined]
    assert "| `detects` | a number from 0 to 1, by column, sourced | chance 0-1 | `0.0` | `0.12` |" in text


def test_the_catalogue_is_whole() -> None:
    """Every opportunity and every need has its row."""
    shared, text = catalogue().model, catalogue_page()
    for name in (*shared.opportunities, *shared.needs):
        assert f"| `{name}` |" in text
    assert "by age: 0: 2, 45: 3.3, 65: 6.5" in text
