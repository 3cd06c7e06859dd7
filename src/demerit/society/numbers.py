"""Plain numbers out of fields that may carry a source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from demerit.formats.values import Sourced
from demerit.society.refusal import Place, refusal

if TYPE_CHECKING:
    from demerit.formats.reading import Document
    from demerit.society.model import Society


def number(society: Document[Society], value: float | Sourced[Any], place: Place) -> float:
    """The number that a field holds, its source left aside.

    Raises Problems where it differs by a column: a society has one such figure.
    """
    plain: Any = value
    while isinstance(plain, Sourced):
        plain = cast("Sourced[Any]", plain).value
    if not isinstance(plain, int | float):
        raise refusal(society, place, value="by …", expected="one number for the whole society")
    return float(plain)
