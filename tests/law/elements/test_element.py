"""What a test of an element says, and the table of tests."""

from __future__ import annotations

import pytest

from cases import library, posts, read
from demerit.law.case import Case, Spot
from demerit.law.elements import ELEMENTS
from demerit.law.elements.element import element, named, negated, shown, unknown
from demerit.law.provisions import instruments
from demerit.schemes.loading import library as shipped

CASES = [Case(document) for document in shipped()]


def test_lines_and_rules_are_said_once() -> None:
    """Lines ascend, rules follow their lines, each once; the top of a file is no rule."""
    seen = shown("x", Spot(9, "b"), Spot(3, "a"), Spot(9, "b"), Spot(1))
    assert [1, 3, 9] == seen.lines
    assert ["a", "b"] == seen.rules
    assert ("negated", "unknown") == (negated("x").status, unknown("x").status)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["a"], "'a'"),
        (["a", "b", "a"], "'a' and 'b'"),
        (["a", "b", "c", "d", "e"], "'a', 'b', 'c' and 2 more"),
    ],
)
def test_names_in_a_sentence(names: list[str], said: str) -> None:
    """Each once; of many the first three and how many more."""
    assert said == named(names)


def test_an_id_has_one_test() -> None:
    """A second test under one id is refused; a new one is added from anywhere."""
    with pytest.raises(ValueError, match="over-time"):
        element("over-time")(lambda _case: shown("x"))
    element("told-to-tests")(lambda _case: shown("x"))
    assert "x" == ELEMENTS.pop("told-to-tests")(Case(read(posts()))).reason


def test_the_provisions_use_every_test_and_no_other() -> None:
    """Each element of a provision has its test, and each test an element that names it."""
    used = {name for each in instruments() for p in each.provisions for name in (*p.scope, *p.elements)}
    assert used == set(ELEMENTS)


@pytest.mark.parametrize("name", sorted(ELEMENTS))
def test_every_element_speaks_of_every_scheme(name: str) -> None:
    """On each library scheme: a sentence, lines within the file, rules of it, a question if open."""
    for case in CASES:
        document, seen = case.document, ELEMENTS[name](case)
        entries = {
            each.id
            for part in ("bands", "channels", "data", "conducts", "treatments", "traits")
            for each in getattr(document.model, part)
        }
        assert seen.reason.endswith((".", "?")), (document.model.id, seen.reason)
        assert set(seen.lines) <= set(range(1, len(document.sheet.lines) + 1))
        assert set(seen.rules) <= entries | {"influence"}
        assert seen.status != "unknown" or "?" in seen.reason, (document.model.id, seen.reason)


def test_an_element_with_lines_points_at_what_it_says() -> None:
    """The line of a shown element holds what it is about."""
    document = read(library("tenant-score"))
    seen = ELEMENTS["special-categories"](Case(document))
    assert any(
        "political-opinions" in document.sheet.line(number + 1) + document.sheet.line(number)
        for number in seen.lines
    )
