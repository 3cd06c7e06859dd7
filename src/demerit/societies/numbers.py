"""Plain numbers out of fields that may carry a source."""

from __future__ import annotations

from typing import cast

from demerit.formats.values import Sourced


def number(value: float | Sourced[float]) -> float:
    """The number that a `Scalar` field holds, its source left aside."""
    return float(cast("float", value.value) if isinstance(value, Sourced) else value)
