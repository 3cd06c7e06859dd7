"""Plain data of a file: mappings, lists and scalars."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeGuard


def is_mapping(raw: object) -> TypeGuard[dict[Any, Any]]:
    """Whether this is a mapping."""
    return isinstance(raw, dict)


def is_list(raw: object) -> TypeGuard[list[Any]]:
    """Whether this is a list."""
    return isinstance(raw, list)


def is_series(raw: object) -> TypeGuard[Sequence[Any]]:
    """Whether this is a list, or the tuple that a model makes of one."""
    return isinstance(raw, list | tuple)
