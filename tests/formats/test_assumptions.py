"""What a file assumes and what it takes from where."""

from __future__ import annotations

from demerit.formats.assumptions import Assumption, assumptions, sourced
from demerit.formats.reading import Document
from demerit.formats.setting import with_set
from demerit.schemes.loading import load_scheme, scheme_from_text
from demerit.schemes.model import Scheme
from demerit.societies.loading import load_society


def test_values_and_entries_are_found(small: Document[Scheme]) -> None:
    """With path by ids, value, range, in the file's order."""
    assert [
        Assumption(file="small.yaml", path="channels.street-camera.detects", value=0.12, low=0.05, high=0.3),
        Assumption(file="small.yaml", path="conducts.rumours.points", value=-20, low=-50, high=-5),
    ] == assumptions(small)


def test_place_and_range_are_views(small: Document[Scheme]) -> None:
    """For tables: the path, and both ends of the range or nothing."""
    first = assumptions(small)[0]
    assert (first.path, (0.05, 0.3)) == (first.place, first.range)


def test_every_assumption_of_the_library_can_be_set() -> None:
    """A study reaches each number by its path: setting it to itself changes nothing but what is said of it."""  # noqa: E501
    document = load_scheme("brackwater-standing")
    found = [each for each in assumptions(document) if each.range]
    assert found
    for each in found:
        changed = with_set(document, each.path, each.value)
        assert each.path not in [other.path for other in assumptions(changed)]


def test_sourced_numbers_name_their_source(small_text: str) -> None:
    """Values and entries that cite something."""
    document = scheme_from_text(small_text.replace("points: -20", "points: -20\n    source: ordinance"))
    (found,) = sourced(document)
    assert ("conducts.rumours", "ordinance", -20) == (found.path, found.source, found.value)


def test_societies_have_assumptions_too() -> None:
    """Entries without a number of their own are told without a range."""
    found = {each.path: each for each in assumptions(load_society("brackwater"))}
    assert (4, 15) == found["ties.friends.mean"].range
    assert found["groups.majority"].range is None
