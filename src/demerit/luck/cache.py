"""Where compiled code is kept: a folder for exactly this source.

numba looks only at the file a kernel stands in, so a change in a step that it calls would go
unnoticed. The folder's name is a hash over all files that may hold compiled code; it lies in the
user's cache, so that a read-only installation compiles once, too.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

import numba
from numba.core import config

ROOMS: Final = ("luck", "society", "world")
KEPT: Final = 4  # folders of earlier sources, for who goes back and forth between versions


@cache
def folder() -> Path | None:
    """The cache folder of this source, made on first use; None where none can be written."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(numba.__version__.encode())
    for room in ROOMS:
        for path in sorted((package / room).glob("*.py")):
            digest.update(path.read_bytes())
    told = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    home = Path(told) if told else Path.home() / ".cache"
    for root in (home / "demerit", Path(tempfile.gettempdir()) / f"demerit-{os.getuid()}"):
        place = root / f"compiled-{digest.hexdigest()[:16]}"
        try:
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.mkdir(mode=0o700, exist_ok=True)
            if is_ours(root) and is_ours(place):
                prune(root)
                return place
        except OSError:
            continue
    return None


def is_ours(place: Path) -> bool:
    """Whether only this user can write there: what is kept is run, so nobody else may put it there."""
    found = place.stat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o022 and os.access(place, os.W_OK)


def prune(root: Path) -> None:
    """Drop what was compiled from sources long gone, the latest few excepted."""
    places = sorted(root.glob("compiled-*"), key=lambda place: place.stat().st_mtime, reverse=True)
    for place in places[KEPT:]:
        shutil.rmtree(place, ignore_errors=True)


def is_cold() -> bool:
    """Whether the kernels of this source have yet to be compiled on this machine."""
    place = folder()
    return place is None or not any(place.rglob("day.live*.nbc"))


@contextmanager
def kept_here() -> Generator[bool, None, None]:
    """While this lasts, numba keeps what it is told to cache in `folder`; False where nothing can be kept."""
    place = folder()
    if place is None:
        yield False
        return
    settings = cast("Any", config)
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(place)
    try:
        yield True
    finally:
        settings.CACHE_DIR = before


def forgiving(dispatcher: Any) -> Any:
    """Let a disk that takes no more keep nothing: compiled code saves time, and must not stop a run."""
    place = dispatcher._cache  # noqa: SLF001 - numba has no option for it
    save = place.save_overload

    def tried(signature: Any, code: Any) -> None:
        with suppress(OSError):
            save(signature, code)

    place.save_overload = tried
    return dispatcher
