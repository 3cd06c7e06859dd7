"""Plain words of YAML 1.2 as values: the core schema, so that `no` and `2020-01-01` stay text."""

from __future__ import annotations

import re

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
BOOLEANS = {
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
WHOLE = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
INFINITE = re.compile(r"([-+]?)\.(inf|Inf|INF)")
NOT_A_NUMBER = frozenset({".nan", ".NaN", ".NAN"})
MOST_DIGITS = 18
"""Whole numbers beyond this are refused: they would not fit the columns of a run."""

Scalar = str | int | float | bool | None


class TooLong(ValueError):
    """A whole number of more digits than any column of a run holds."""


def plain_scalar(text: str) -> Scalar:
    """What an unquoted word stands for.

    Source: YAML 1.2.2, section 10.3.2 (core schema, tag resolution).

    Raises:
        TooLong: a whole number of more than 18 digits.
    """
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    if text[0] not in "+-.0123456789":
        return text
    if WHOLE.fullmatch(text):
        return _whole(text)
    if DECIMAL.fullmatch(text):
        return float(text)
    if text in NOT_A_NUMBER:
        return float("nan")
    infinite = INFINITE.fullmatch(text)
    return float(f"{infinite[1]}inf") if infinite else text


def _whole(text: str) -> int:
    """A whole number in base 10, 8 or 16."""
    digits = text.lstrip("+-0")
    if len(digits) > MOST_DIGITS:
        raise TooLong(text)
    if text[:2] in {"0o", "0x"}:
        return int(text, 0)
    return int(f"{'-' * text.startswith('-')}{digits or '0'}")  # Python refuses to count thousands of zeros
