"""What a need is about: the shared catalogue first, as in a run, then the file's own `assumes`."""

from __future__ import annotations

from functools import cache

from demerit.formats.vocabulary import Context, Family
from demerit.schemes.model import Scheme
from demerit.societies.life import catalogue


@cache
def everyday() -> dict[str, tuple[Context, str]]:
    """Need to context and title, of the shared catalogue."""
    return {name: (need.context, need.title or name) for name, need in catalogue().model.needs.items()}


@cache
def families() -> dict[str, Family | None]:
    """Opportunity to family, of the shared catalogue."""
    return {name: entry.family for name, entry in catalogue().model.opportunities.items()}


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
