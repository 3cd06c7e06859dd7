"""How this room says no: at the line of the society's file that asks for what cannot be."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from demerit.formats.problems import Problems

if TYPE_CHECKING:
    from demerit.formats.reading import Document
    from demerit.societies.model import Society

Place = tuple[str | int, ...]


def refusal(
    society: Document[Society], place: Place, *, value: object, expected: str, known: Collection[str] = ()
) -> Problems:
    """The error to raise for one value at one place of the society's file."""
    return Problems((society.problem(place, value=value, expected=expected, known=known),))
