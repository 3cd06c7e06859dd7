"""Faults where they hurt: at each call to the file system below a folder, one after the other."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

Strike = Callable[[], None]

CALLS = frozenset(
    [
        "open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir",
        "os.truncate", "shutil.copyfile", "shutil.rmtree",
    ]
)  # fmt: skip
AT = {"os.remove": 1, "os.rmdir": 1}  # which argument is the folder that a relative name is in

_watch: list[Callable[[str, tuple[Any, ...]], None]] = []


@cache
def _listen() -> None:
    """Have Python tell of every call; a hook stays as long as the process."""

    def told(event: str, arguments: tuple[Any, ...]) -> None:
        if _watch and event in CALLS:
            _watch[-1](event, arguments)

    sys.addaudithook(told)


def is_below(folder: Path, event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether a call is about something in a folder."""
    if event in AT and arguments[AT[event]] >= 0:
        return True  # `rmtree` names what it removes by the number of its folder
    path = arguments[0]
    return isinstance(path, str | os.PathLike) and str(path).startswith(str(folder))


class Counted:
    """How many calls there were, and whether the fault has struck."""

    def __init__(self) -> None:
        self.calls = 0
        self.struck = False


@contextmanager
def fault(
    folder: Path, strike: Strike, at: int | None = None, *, on: str = ""
) -> Generator[Counted, None, None]:
    """Count calls below `folder` that name `on`; before number `at`, from 0, `strike`. None: never."""
    _listen()
    counted = Counted()

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if not is_below(folder, event, arguments) or on not in str(arguments[0]):
            return
        counted.calls += 1
        if counted.calls - 1 == at:
            counted.struck = True
            strike()

    _watch.append(watch)
    try:
        yield counted
    finally:
        _watch.remove(watch)


@contextmanager
def watched(folder: Path, tell: Callable[[], None]) -> Generator[None, None, None]:
    """`tell` before every call below `folder`; what it does there itself is not told."""
    _listen()
    telling: list[bool] = []

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if telling or not is_below(folder, event, arguments):
            return
        telling.append(True)
        try:
            tell()
        finally:
            telling.clear()

    _watch.append(watch)
    try:
        yield
    finally:
        _watch.remove(watch)


def what_lies_in(folder: Path) -> str:
    """A hash over every path below a folder and its bytes: two that are alike are gone on from alike."""
    digest = sha256()
    for at in sorted(folder.rglob("*")):
        held = b"" if at.is_dir() else at.read_bytes()
        digest.update(repr((str(at.relative_to(folder)), at.is_dir(), held)).encode())
    return digest.hexdigest()


def ctrl_c() -> None:
    """What the terminal does on Ctrl-C."""
    signal.raise_signal(signal.SIGINT)


def killed() -> None:
    """What nothing can answer."""
    os.kill(os.getpid(), signal.SIGKILL)
