"""Older formats are migrated; a stranger's change is enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from demerit.formats.migration import changes, migrated, parts, register
from demerit.formats.problems import Problems
from demerit.formats.setting import with_set
from demerit.schemes.loading import scheme_from_text


def renamed(data: dict[str, Any]) -> dict[str, Any]:
    """What a stranger knows of an older format: the title was called name."""
    return {("title" if key == "name" else key): value for key, value in data.items()}


@pytest.fixture
def older() -> Iterator[None]:
    """An older format that is registered from outside the package."""
    register("demerit/scheme/0", "demerit/scheme/1", renamed)
    yield
    del changes["demerit/scheme/0"]


@pytest.mark.usefixtures("older")
def test_a_strangers_migration_makes_an_older_file_readable(small_text: str) -> None:
    """The model is the new one, the text stays the file's, and one value can be set."""
    old = small_text.replace("scheme/1", "scheme/0").replace("\ntitle:", "\nname:")
    document = scheme_from_text(old)
    assert scheme_from_text(small_text).model == document.model
    assert old == document.text
    assert 1100 == with_set(document, "score.start", 1100).model.score.start


@pytest.mark.usefixtures("older")
def test_what_is_wrong_after_migration_is_told_in_the_old_file(small_text: str) -> None:
    """Problems stand at the line of the old text."""
    old = (
        small_text.replace("scheme/1", "scheme/0")
        .replace("\ntitle:", "\nname:")
        .replace("min: 600", "min: a")
    )
    with pytest.raises(Problems) as raised:
        scheme_from_text(old)
    assert [6] == [problem.line for problem in raised.value.problems]


def test_changes_lead_forward_within_a_kind() -> None:
    """Nothing turns a newer format into an older, or one kind into another."""
    for old, new in (
        ("demerit/scheme/2", "demerit/scheme/1"),
        ("demerit/scheme/0", "demerit/society/1"),
        ("x", "y"),
    ):
        with pytest.raises(ValueError, match="no older format"):
            register(old, new, renamed)
    assert migrated({"format": "demerit/scheme/0"}, "demerit/scheme/1") is None
    assert ("scheme", 12) == parts("demerit/scheme/12")
    assert parts(3) is None
