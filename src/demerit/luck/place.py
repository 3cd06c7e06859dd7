"""Where compiled code is kept: a folder for exactly this source, found without fetching the compiler.

numba looks only at the file a kernel stands in, so a change in a step that it calls would go
unnoticed. The folder's name is a hash over all files that may hold compiled code; it lies in the
user's cache, so that a read-only installation compiles once, too.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

ROOMS: Final = ("luck", "societies", "world")
KEPT: Final = 4  # folders of earlier sources, for who goes back and forth between versions


@cache
def folder() -> Path | None:
    """The cache folder of this source, made on first use; None where none can be written."""
    package = Path(__file__).parent.parent
    digest = hashlib.sha256(version("numba").encode())
    for room in ROOMS:
        for path in sorted((package / room).rglob("*.py")):
            digest.update(path.read_bytes())
    chosen = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    home = Path(chosen) if chosen else Path.home() / ".cache"
    for root in (home / "demerit", Path(tempfile.gettempdir()) / f"demerit-{os.getuid()}"):
        place = root / f"compiled-{digest.hexdigest()[:16]}"
        try:
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            place.mkdir(mode=0o700, exist_ok=True)
            if is_ours(root) and is_ours(place):
                prune(root)
                mend(place)
                return place
        except OSError:
            continue
    return None


def is_ours(place: Path) -> bool:
    """Whether only this user can write there: what is kept is run, so nobody else may put it there."""
    status = place.stat()
    return status.st_uid == os.getuid() and not status.st_mode & 0o022 and os.access(place, os.W_OK)


def prune(root: Path) -> None:
    """Drop what was compiled from sources long gone, the latest few excepted."""
    places = sorted(root.glob("compiled-*"), key=lambda place: place.stat().st_mtime, reverse=True)
    for place in places[KEPT:]:
        shutil.rmtree(place, ignore_errors=True)


def mend(place: Path) -> None:
    """Remove what stands in the way of a room's folder: in there is nothing but folders."""
    for entry in place.iterdir():
        if not entry.is_dir():
            entry.unlink(missing_ok=True)


def is_cold() -> bool:
    """Whether the kernels of this source have yet to be compiled on this machine."""
    place = folder()
    return place is None or not any(place.rglob("day.live*.nbc"))
