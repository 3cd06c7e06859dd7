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
    from collections.abc import Sequence
    from pathlib import Path

    from demerit.api import (
        BehaviourLike,
        Comparison,
        OnProgress,
        Run,
        Seeds,
        SizedSociety,
        SocietyLike,
        StudyResult,
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

_ERRORS = frozenset({"DemeritError", "FileInvalid", "WrongUse"})

# Python sets a package as an attribute of `demerit` when it is first imported, and never again: done here,
# the functions below keep the names of these rooms, whatever is imported from them later
for _room in ("schemes", "societies", "study"):
    importlib.import_module(f"demerit.{_room}")


def schemes() -> list[str]:
    """The ids of the schemes that come with demerit, for `scheme`, `run`, `compare` and `audit`."""
    from demerit.formats.library import files
    from demerit.schemes.loading import LIBRARY

    return [file.stem for file in files(LIBRARY)]


def societies() -> list[str]:
    """The ids of the societies that come with demerit, for `society`, `run` and `compare`."""
    from demerit.formats.library import files
    from demerit.societies.loading import LIBRARY

    return [file.stem for file in files(LIBRARY)]


def study(
    file: str | Path,
    *,
    assumed: bool = False,
    society: SocietyLike | None = None,
    behaviour: BehaviourLike | None = None,
    sets: Sequence[str] = (),
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    draws: int | None = None,
    workers: int | None = None,
    out: str | Path | None = None,
    cluster: str | None = None,
    on_progress: OnProgress | None = None,
) -> StudyResult:
    """Live the worlds of a study's file, and say what moves each finding.

    `people`, `days`, `seed` and `draws` (samples of the method) replace what the file says. With `assumed`,
    `file` is a scheme, all assumed numbers of which, and of its society and behaviour, are screened for what
    moves its findings; only then `society`, `behaviour` and `sets` are taken, as a study's file names its
    own. `cluster`: 'local' or the address of a scheduler of dask.distributed, whose workers
    live worlds in place of threads. Raises `FileInvalid` for the file or where every world failed,
    `WrongUse` for an option.
    """
    from demerit import api

    asked = api.study_for(
        file,
        assumed=assumed,
        society=society,
        behaviour=behaviour,
        sets=sets,
        draws=draws,
        people=people,
        days=days,
        seed=seed,
        workers=workers,
    )
    return api.run_study(asked, out, cluster=cluster, on_progress=on_progress or api.unheard)


def __getattr__(name: str) -> Any:
    """Fetch a public name on first use."""
    if name not in __all__:
        message = f"module 'demerit' has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(importlib.import_module("demerit.errors" if name in _ERRORS else "demerit.api"), name)


def __dir__() -> list[str]:
    """Show the public names only."""
    return list(__all__)
