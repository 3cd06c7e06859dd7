"""Older formats: each registered change turns one format's plain data into the next one's."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Data = dict[str, Any]

changes: dict[str, tuple[str, Callable[[Data], Data]]] = {}
"""From an old format's name to the next one's and the change between them; none exists as yet."""

_NAME = re.compile(r"demerit/([a-z]+)/([0-9]{1,9})")


def register(old: str, new: str, change: Callable[[Data], Data]) -> None:
    """Make files of format `old` readable: `change` takes their data and returns data of format `new`.

    Raises:
        ValueError: `old` is no older format of the same kind as `new`.
    """
    before, after = parts(old), parts(new)
    if before is None or after is None or before[0] != after[0] or before[1] >= after[1]:
        message = f"{old} is no older format of the kind of {new}"
        raise ValueError(message)
    changes[old] = (new, change)


def parts(name: object) -> tuple[str, int] | None:
    """Kind and number of a format's name, None if it is no such name."""
    match = _NAME.fullmatch(name) if isinstance(name, str) else None
    return (match[1], int(match[2])) if match else None


def migrated(data: Data, wanted: str) -> Data | None:
    """The data in the wanted format, None if no registered change leads there."""
    while data.get("format") != wanted:
        step = changes.get(str(data.get("format")))
        if step is None:
            return None
        new, change = step
        data = {**change(dict(data)), "format": new}
    return data
