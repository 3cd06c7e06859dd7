"""Which rules differ between two schemes: entry by entry, field by field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from demerit.formats.plain import is_table

if TYPE_CHECKING:
    from demerit.schemes.model import Scheme

Change = tuple[str, str, str]
"""A path with ids for entries, what stands there in the first scheme, and in the second."""

ABSENT: Final = "not in it"
UNSAID: Final = frozenset({
    "format", "id", "title", "authority", "status", "years", "use", "note", "source", "sources", "disputed",
    "assumed", "range",
})  # fmt: skip
"""What is about a scheme and no rule of it."""
WIDEST: Final = 120


def changes(a: Scheme, b: Scheme) -> list[Change]:
    """Every rule that is not the same in both, in the order of the format."""
    before, after = (scheme.model_dump(by_alias=True, mode="json") for scheme in (a, b))
    return list(_apart("", before, after))


def _apart(path: str, a: Any, b: Any) -> list[Change]:
    """What differs at a path and below it."""
    if a == b:
        return []
    if _is_entries(a) and _is_entries(b):
        return _keyed(path, {entry["id"]: entry for entry in a}, {entry["id"]: entry for entry in b})
    if is_table(a) and is_table(b):
        return _keyed(path, a, b)
    return [(path, _said(a), _said(b))]


def _keyed(path: str, a: Mapping[str, Any], b: Mapping[str, Any]) -> list[Change]:
    """What differs key by key; an entry that only one has is told as that, not field by field."""
    differing: list[Change] = []
    for key in dict.fromkeys([*a, *b]):
        if key in UNSAID:
            continue
        where = f"{path}.{key}" if path else str(key)
        if key in a and key in b:
            differing += _apart(where, a[key], b[key])
        else:
            differing.append((where, _brief(a.get(key)), _brief(b.get(key))))
    return differing


def _is_entries(value: Any) -> bool:
    """Whether something is a list of entries that have ids."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return False
    return all(is_table(entry) and "id" in entry for entry in cast("Sequence[Any]", value))


def _brief(value: Any) -> str:
    """An entry that one scheme has and the other has not: by what it does."""
    if value is None:
        return ABSENT
    if not is_table(value):
        return _said(value)
    parts = [
        f"{key} {_said(value[key])}" for key in ("points", "effect", "need", "kind", "from") if value.get(key)
    ]
    return _cut(", ".join(parts) or "in it")


def _said(value: Any) -> str:
    """A value as a file would have it, cut where it is long."""
    if value is None:
        return "unsaid"
    if is_table(value):
        words = ", ".join(f"{key}: {_said(part)}" for key, part in value.items() if part is not None)
        words = f"{{{words}}}"
    elif isinstance(value, list | tuple):
        words = f"[{', '.join(map(_said, cast('Sequence[Any]', value)))}]"
    else:
        words = str(value).lower() if isinstance(value, bool) else str(value)
    return _cut(words)


def _cut(words: str) -> str:
    """Words as far as a cell has room for them."""
    return words if len(words) <= WIDEST else f"{words[: WIDEST - 1]}…"
