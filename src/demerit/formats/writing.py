"""Plain data as YAML text: what a change of a file writes."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from demerit.errors import WrongUse
from demerit.formats.plain import is_mapping, is_series
from demerit.formats.scalars import plain_scalar

_WORD = re.compile(r"[A-Za-z][\w./-]*")


def flow(value: Any) -> str:
    """A value on one line, in YAML's flow style.

    Raises:
        WrongUse: it is nothing that a file can hold.
    """
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case float() if not math.isfinite(value):
            return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
        case int() | float():
            return repr(value)
        case str():
            plain = bool(_WORD.fullmatch(value)) and plain_scalar(value) == value
            return value if plain else json.dumps(value, ensure_ascii=False)
        case _ if is_mapping(value):
            return "{" + ", ".join(f"{flow(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
        case _ if is_series(value):
            return "[" + ", ".join(flow(inner) for inner in value) + "]"
        case _:
            message = f"{value!r} is nothing that a file can hold"
            raise WrongUse(message)


def dump(data: Mapping[str, Any]) -> str:
    """A whole file: a line a key, and a line an entry of its lists and mappings."""
    lines: list[str] = []
    for key, value in data.items():
        if is_series(value) and len(value) > 0:
            lines += [f"{flow(key)}:", *(f"  - {flow(entry)}" for entry in value)]
        elif is_mapping(value) and len(value) > 0:
            lines += [f"{flow(key)}:", *(f"  {flow(name)}: {flow(entry)}" for name, entry in value.items())]
        else:
            lines.append(f"{flow(key)}: {flow(value)}")
    return "\n".join(lines) + "\n"
