"""A laboratory for social scoring: what a scoring scheme does to people, in a synthetic society.

    import demerit as dm
    run = dm.run(dm.scheme("as-described"), dm.society("china-2020", people=100_000))
    run.findings["wrong.people_share"]

Everything is fetched on first use, so that the command line answers at once.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
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
_ROOMS_WITH_A_FUNCTION = frozenset({"audit", "scheme", "society"})


class _Room(ModuleType):
    """A package that can be called: `dm.scheme(…)` is the API's function, `dm.scheme.loading` the room."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Call the function of the same name in `demerit.api`."""
        return getattr(importlib.import_module("demerit.api"), self.__name__.rpartition(".")[2])(
            *args, **options
        )


class _Front(ModuleType):
    """The package itself: three of its rooms share their names with functions, whoever imports them first."""

    def __setattr__(self, name: str, value: Any) -> None:
        """Importing a room sets it as an attribute here; those that share a name become callable."""
        if name in _ROOMS_WITH_A_FUNCTION and isinstance(value, ModuleType):
            value.__class__ = _Room
        super().__setattr__(name, value)


def __getattr__(name: str) -> Any:
    """Fetch a public name on first use."""
    if name not in __all__:
        message = f"module 'demerit' has no attribute {name!r}"
        raise AttributeError(message)
    if name in _ROOMS_WITH_A_FUNCTION:
        return importlib.import_module(f"demerit.{name}")
    return getattr(importlib.import_module("demerit.errors" if name in _ERRORS else "demerit.api"), name)


def __dir__() -> list[str]:
    """Show the public names only."""
    return list(__all__)


sys.modules[__name__].__class__ = _Front
