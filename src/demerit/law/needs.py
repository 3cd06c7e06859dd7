"""What a need is about: the shared catalogue first, as in a run, then the file's own `assumes`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, cast

from demerit.formats.compose import compose
from demerit.formats.vocabulary import Context, Family
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


@cache
def families() -> dict[str, Family]:
    """Opportunity to family, of the shared catalogue."""
    text = EVERYDAY.read_text(encoding="utf-8")
    pairs = re.findall(
        r"^  ([a-z-]+):\n(?:    .*\n)*?    family: ([a-z]+)$", text[: text.index("\nneeds:\n")], re.MULTILINE
    )
    return {name: cast("Family", family) for name, family in pairs}


def _unheard(_line: int, _column: int, _place: str, _value: str, _expected: str) -> None:
    """Complaints about a shipped file: its own tests hear them."""


def context_of(scheme: Scheme, need: str | None) -> Context | None:
    """The context of a need, None where there is no need or nothing says what it is about."""
    if need is None:
        return None
    if need in everyday():
        return everyday()[need][0]
    return scheme.assumes.needs[need].context if need in scheme.assumes.needs else None


def title_of(scheme: Scheme, need: str) -> str:
    """What a need is called: the file's title, the catalogue's, else its id."""
    own = scheme.assumes.needs.get(need)
    return (own.title if own is not None and own.title else None) or everyday().get(need, ("", need))[1]
