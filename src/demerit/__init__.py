"""A laboratory for social scoring: what a scoring scheme does to people, in a synthetic society.

    import demerit as dm
    run = dm.run(dm.scheme("as-described"), dm.society("china-2020", people=100_000))
    run.findings["wrong.people_share"]

Everything is fetched on first use, so that the command line answers at once.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demerit.api import (
        Comparison,
        Run,
        SizedSociety,
        audit,
        behaviour,
        compare,
        open_run,
        run,
        scheme,
        society,
    )
    from demerit.errors import DemeritError, FileInvalid, WrongUse

__all__ = [
    "Comparison",
    "DemeritError",
    "FileInvalid",
    "Run",
    "SizedSociety",
    "WrongUse",
    "audit",
    "behaviour",
    "compare",
    "open_run",
    "run",
    "scheme",
    "society",
]

_ERRORS = frozenset({"DemeritError", "FileInvalid", "WrongUse"})


def __getattr__(name: str) -> Any:
    """Fetch a public name on first use."""
    if name not in __all__:
        message = f"module 'demerit' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(importlib.import_module("demerit.errors" if name in _ERRORS else "demerit.api"), name)


def __dir__() -> list[str]:
    """Show the public names only."""
    return list(__all__)
