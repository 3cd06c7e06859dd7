"""Pydantic's findings become problems of the file."""

from __future__ import annotations

import pytest

from demerit.formats.problems import Problems
from demerit.formats.reading import read_text
from demerit.formats.shape_problems import path_in
from demerit.societies.behaviour import Behaviour

DATA = {"a": [{"value": {"by": "x", "values": {18: 1}}}]}


@pytest.mark.parametrize(
    ("loc", "path"),
    [
        (("a", 0, "<sourced>", "value", "<by>", "values", 18, "<plain>"), ("a", 0, "value", "values", 18)),
        (
            ("a", 0, "<sourced>", "value", "<by>", "values", "18", "[key]", "int"),
            ("a", 0, "value", "values", 18),
        ),
        (("a", 7), ("a",)),
        ((), ()),
    ],
)
def test_tags_are_no_keys(loc: tuple[str | int, ...], path: tuple[str | int, ...]) -> None:
    """Union tags and type names are left out, keys that only look alike are kept."""
    assert path == path_in(DATA, loc, missing=False, names={})


def test_a_missing_key_keeps_its_name() -> None:
    """The last step of a missing key is in no data, and is named all the same."""
    assert ("a", 0, "note") == path_in(DATA, ("a", 0, "<sourced>", "note"), missing=True, names={})


def test_keys_from_a_list_are_named() -> None:
    """A misspelt family is told at its key, with the nearest."""
    text = "format: demerit/behaviour/1\nid: b\ntitle: t\nfamilies: {trafic: {deterrence: 1}}\n"
    with pytest.raises(Problems) as raised:
        read_text(text, Behaviour, name="b.yaml")
    (problem,) = raised.value.problems
    assert ("families.trafic", "'trafic'", "traffic", 4, 12) == (
        problem.place,
        problem.value,
        problem.near,
        problem.line,
        problem.column,
    )
