"""What a file assumes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final

import pytest

from demerit.formats.assumptions import Assumption, assumptions
from demerit.formats.library import files
from demerit.formats.plain import is_mapping
from demerit.formats.reading import Document
from demerit.formats.setting import with_set
from demerit.formats.values import By, every_number
from demerit.schemes.loading import LIBRARY as SCHEMES
from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.life import catalogue
from demerit.societies.loading import BEHAVIOURS, load_behaviour, load_society
from demerit.societies.loading import LIBRARY as SOCIETIES


def test_values_and_entries_are_found(small: Document[Scheme]) -> None:
    """With path by ids, value, range, in the file's order."""
    assert [
        Assumption(path="channels.street-camera.detects", value=0.12, low=0.05, high=0.3),
        Assumption(path="conducts.rumours.points", value=-20, low=-50, high=-5),
    ] == assumptions(small)


def test_a_range_is_both_ends_or_nothing(small: Document[Scheme]) -> None:
    """For tables: both ends of the range."""
    assert (0.05, 0.3) == assumptions(small)[0].range


def test_every_assumption_of_the_library_can_be_set() -> None:
    """A study reaches each number by its path: setting it to itself changes nothing but what is said of it."""  # noqa: E501
    document = load_scheme("brackwater-standing")
    found = [each for each in assumptions(document) if each.range]
    assert found
    for each in found:
        changed = with_set(document, each.path, each.value)
        assert each.path not in [other.path for other in assumptions(changed)]


def test_societies_have_assumptions_too() -> None:
    """Entries without a number of their own are told without a range."""
    found = {each.path: each for each in assumptions(load_society("brackwater"))}
    assert (4, 15) == found["ties.friends.mean"].range
    assert found["groups.majority"].range is None


LIBRARY: Final = (
    catalogue,
    *(partial(load_scheme, file) for file in files(SCHEMES)),
    *(partial(load_society, file) for file in files(SOCIETIES)),
    *(partial(load_behaviour, file) for file in files(BEHAVIOURS)),
)
SHAPES: Final = {"band", "score", "start_score"}
"""Tables by these say how a number changes along a scale: they have no one middle."""


def middle(low: float, high: float) -> float:
    """The geometric middle where the range spans more than fourfold, else the arithmetic one."""
    wide = low * high > 0 and max(low / high, high / low) > 4
    return math.copysign(math.sqrt(low * high), low) if wide else (low + high) / 2


def centre(value: Any) -> float | None:
    """The number itself, of points their mean, of a table its geometric mean; None for a shape."""
    if is_mapping(value):
        numbers = every_number(By(**value)) if value.get("by") not in SHAPES else []
        return math.exp(sum(map(math.log, numbers)) / len(numbers)) if min(numbers, default=0) > 0 else None
    return sum(every_number(value)) / len(every_number(value))


def has_a_reason(note: str | None, sources: Iterable[str]) -> bool:
    """Whether a note says where another value comes from: a table, a source of the file, a definition."""
    return any(name in (note or "") for name in (".csv", "by definition", *sources))


@pytest.mark.parametrize("load", LIBRARY)
def test_what_is_assumed_stands_at_the_middle_of_its_range(load: Callable[[], Document[Any]]) -> None:
    """To a tenth, or to the next whole number; elsewhere only for a reason with its source in the note."""
    document = load()
    sources = [str(name) for name, _ in document.top()["sources"].items()]
    off = []
    for each in assumptions(document):
        found = centre(each.value) if each.range else None
        if each.range is None or found is None or has_a_reason(each.note, sources):
            continue
        away = abs(found - middle(*each.range))
        whole = isinstance(each.value, int) and away <= 0.5
        if away > 0.1 * abs(middle(*each.range)) + 1e-9 and not whole:
            off.append((each.path, each.value, each.range, round(middle(*each.range), 6)))
    assert [] == off


@pytest.mark.parametrize("load", LIBRARY)
def test_every_assumed_number_has_a_range(load: Callable[[], Document[Any]]) -> None:
    """A number that nobody published says how far off it may be, and lies within."""
    for each in (each for each in assumptions(load()) if each.value is not None):
        assert each.range is not None, each.path
        numbers = every_number(By(**each.value)) if is_mapping(each.value) else every_number(each.value)
        assert all(each.range[0] <= number <= each.range[1] for number in numbers), each.path
