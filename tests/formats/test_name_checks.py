"""Names: each id once, each word once, each source known."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demerit.formats.name_checks import ids
from demerit.formats.problems import Problem
from demerit.formats.reading import Document
from demerit.schemes.model import Scheme

Find = Callable[[str], tuple[Problem, ...]]


def test_ids_in_order(small: Document[Scheme]) -> None:
    """Of the entries that have one."""
    assert ["barred", "ordinary"] == ids(small.top()["bands"])
    assert [] == ids(small.top()["title"])


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("id: rumours", "id: jaywalking", "conducts[1].id", "line 15 has it already"),
        ("id: ordinary", "id: barred", "bands[1].id", "line 8 has it already"),
        ("[street-camera]", "[street-camera, street-camera]", "conducts[0].channels", "each name once"),
        (
            "points: -20",
            "points: -20\n    source: ordinanse",
            "conducts[1].source",
            "did you mean 'ordinance'?",
        ),
        (
            "range: [0.05, 0.3]",
            "range: [0.05, 0.3], source: law",
            "channels[0].detects.source",
            "'law' is no source of this file",
        ),
    ],
)
def test_names_that_cannot_be(
    small_text: str, problems_of: Find, old: str, new: str, place: str, words: str
) -> None:
    """A doubled id (with both lines), a word twice in a list, an unknown source."""
    (problem,) = problems_of(small_text.replace(old, new, 1))
    assert place == problem.place
    assert words in problem.text()
