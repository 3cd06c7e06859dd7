"""One at a time: a lock of the system on what is written, and moments that no signal cuts in two."""

from __future__ import annotations

import fcntl
import os
import signal
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Busy(Exception):
    """Another process holds the lock."""


@contextmanager
def locked(path: Path) -> Generator[None, None, None]:
    """Hold a file or folder, by a lock that the system lets go when this process ends, however it ends.

    Raises `Busy` where somebody else holds it, or it is no longer what stands under this name. Where a
    file system knows no locks, nothing is held and nothing is refused.
    """
    held = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(path) from None
        except OSError:
            yield
            return
        if not _stands(path, held):  # it was finished or removed between the opening and the lock
            raise Busy(path)
        yield
    finally:
        os.close(held)


def _stands(path: Path, held: int) -> bool:
    """Whether what was opened is what stands under its name."""
    try:
        return os.path.samestat(path.stat(), os.fstat(held))
    except FileNotFoundError:
        return False


@contextmanager
def undisturbed(*, dropping: bool = False) -> Generator[None, None, None]:
    """Hold Ctrl-C and its like off for a moment: a rename or a clean-up is not to be cut in two.

    What came meanwhile is answered afterwards; `dropping`, where one was answered already, it is not.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def later(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    before = {stop: signal.getsignal(stop) for stop in STOPS}
    held = {stop: handler for stop, handler in before.items() if callable(handler)}
    for stop in held:
        signal.signal(stop, later)
    try:
        yield
    finally:
        for stop, handler in held.items():
            signal.signal(stop, handler)
    if came and not dropping:
        signal.raise_signal(came[0])
