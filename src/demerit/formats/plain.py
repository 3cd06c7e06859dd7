"""Plain data of a file: mappings, lists and scalars, and text of it that a terminal may be given."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

JOINERS = frozenset("\u200c\u200d")
"""Invisible, but scripts and emoji are written with them, and they turn no direction."""


def is_mapping(raw: object) -> TypeGuard[dict[Any, Any]]:
    """Whether this is a mapping."""
    return isinstance(raw, dict)


def is_table(raw: object) -> TypeGuard[Mapping[Any, Any]]:
    """Whether this is a mapping of whatever class."""
    return isinstance(raw, Mapping)


def is_list(raw: object) -> TypeGuard[list[Any]]:
    """Whether this is a list."""
    return isinstance(raw, list)


def is_series(raw: object) -> TypeGuard[Sequence[Any]]:
    """Whether this is a list, or the tuple that a model makes of one."""
    return isinstance(raw, list | tuple)


def is_number(raw: object) -> TypeGuard[int | float]:
    """Whether this is a number, which true and false are not."""
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def is_unicode(text: str) -> bool:
    """Whether a text has no half of a pair of surrogates in it, as stray bytes of a name are, too."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def printable(text: str) -> str:
    r"""Text on one line that steers no terminal, and reads in the order in which it is written.

    Control characters, escape sequences, direction marks, line and paragraph separators, lone surrogates and
    whatever else Unicode leaves without a shape are spelt `\xNN`, `\uNNNN` or `\UNNNNNNNN`.
    """
    if text.isprintable():
        return text
    return "".join(char if has_shape(char) else spelt(char) for char in text)


def spelt(letter: str) -> str:
    """A character by its number, as Python writes it."""
    number = ord(letter)
    if number <= 0xFF:  # noqa: PLR2004 - what two digits hold
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004 - what four hold


def has_shape(letter: str) -> bool:
    """Whether a character is seen as itself: letters, signs, and spaces of any width."""
    return letter.isprintable() or letter in JOINERS or unicodedata.category(letter) == "Zs"
