"""What a need is about: the file's own `assumes` first, then the shared catalogue."""

from __future__ import annotations

from functools import cache
from typing import Any

from demerit.formats.compose import compose
from demerit.formats.vocabulary import Context
from demerit.schemes.model import Scheme
from demerit.societies.life import EVERYDAY


@cache
def everyday() -> dict[str, tuple[Context, str]]:
    """Need to context and title, of the shared catalogue.

    Only its last section is read: the whole takes a quarter of a second, and an audit less than one.
    """
    text = EVERYDAY.read_text(encoding="utf-8")
    tree = compose(text[text.index("\nneeds:\n") :], _unheard)
    needs: dict[str, Any] = tree.data["needs"] if tree is not None else {}
    return {name: (need["context"], need.get("title", name)) for name, need in needs.items()}


def _unheard(_line: int, _column: int, _place: str, _value: str, _expected: str) -> None:
    """Complaints about a shipped file: its own tests hear them."""


def context_of(scheme: Scheme, need: str | None) -> Context | None:
    """The context of a need, None where there is no need or nothing says what it is about."""
    if need is None:
        return None
    if need in scheme.assumes.needs:
        return scheme.assumes.needs[need].context
    return everyday()[need][0] if need in everyday() else None


def title_of(scheme: Scheme, need: str) -> str:
    """What a need is called: the file's title, the catalogue's, else its id."""
    own = scheme.assumes.needs.get(need)
    return (own.title if own is not None and own.title else None) or everyday().get(need, ("", need))[1]
