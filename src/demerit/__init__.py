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
        Seeds,
        SizedSociety,
        StudyResult,
        audit,
        behaviour,
        compare,
        open_run,
        run,
        scheme,
        society,
        study,
    )
    from demerit.errors import DemeritError, FileInvalid, WrongUse

    def schemes() -> list[str]:
        """The ids of the schemes that come with demerit, for `scheme`, `run`, `compare` and `audit`."""
        ...

    def societies() -> list[str]:
        """The ids of the societies that come with demerit, for `society`, `run` and `compare`."""
        ...


__all__ = [
    "Comparison",
    "DemeritError",
    "FileInvalid",
    "Run",
    "Seeds",
    "SizedSociety",
    "StudyResult",
    "WrongUse",
    "audit",
    "behaviour",
    "compare",
    "open_run",
    "run",
    "scheme",
    "schemes",
    "societies",
    "society",
    "study",
]

_HOMES = {
    **dict.fromkeys(("DemeritError", "FileInvalid", "WrongUse"), "demerit.errors"),
    "schemes": "demerit.schemes",
    "societies": "demerit.societies",
    "study": "demerit.study",
}


def __getattr__(name: str) -> Any:
    """Fetch a public name on first use."""
    if name not in __all__:
        message = f"module 'demerit' has no attribute {name!r}"
        raise AttributeError(message)
    home = importlib.import_module(_HOMES.get(name, "demerit.api"))
    return getattr(home, name, home)


def __dir__() -> list[str]:
    """Show the public names only."""
    return list(__all__)
