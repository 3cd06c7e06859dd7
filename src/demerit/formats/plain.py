"""Plain data of a file: mappings, lists and scalars."""

from __future__ import annotations

from typing import Any, TypeGuard


def is_mapping(raw: object) -> TypeGuard[dict[Any, Any]]:
    """Whether this is a mapping."""
    return isinstance(raw, dict)


def is_list(raw: object) -> TypeGuard[list[Any]]:
    """Whether this is a list."""
    return isinstance(raw, list)
