"""The one way to read a file that somebody names: a regular file, of a size that such files have."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NoReturn

from demerit.errors import FileInvalid

LARGEST: Final = 16_000_000
"""Bytes; far more than any file of rules, aggregates or results that is read whole."""
KINDS: Final = {
    stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket", stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}  # fmt: skip


class Unreadable(FileInvalid):
    """A file that is not read: `says` is what is there, `expected` what should be; `missing`: nothing is."""

    def __init__(self, path: Path, says: str, expected: str, *, missing: bool = False) -> None:
        """Keep the parts of the sentence."""
        super().__init__(f"{path}: {says}, expected {expected}")
        self.says, self.expected, self.missing = says, expected, missing


def content_of(path: Path, most: int = LARGEST) -> bytes:
    """All bytes of a file; it is never waited for, and no more than `most` is ever held.

    Raises:
        Unreadable: no such file, no regular file (a folder, a pipe, a device), or a larger one.
    """
    try:
        # A pipe would make an ordinary open wait for a writer.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable(path, "no such file", "a file that exists", missing=True) from None
    except (OSError, ValueError) as error:
        _refuse(path, error)
    try:
        kind = stat.S_IFMT(os.fstat(handle).st_mode)
        if kind != stat.S_IFREG:
            raise Unreadable(path, KINDS.get(kind, "no regular file"), "a file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(most + 1)
    except OSError as error:
        _refuse(path, error)
    finally:
        os.close(handle)
    if len(content) > most:
        raise Unreadable(path, f"more than {most:,} bytes", f"a file of at most {most:,} bytes")
    return content


def text_of(path: Path, most: int = LARGEST) -> str:
    """A file's text in UTF-8.

    Raises:
        Unreadable: as `content_of`, or other bytes than UTF-8.
    """
    try:
        return content_of(path, most).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(path, f"the byte 0x{error.object[error.start]:02x}", "text in UTF-8") from error


def json_of(path: Path, pairs: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Any:
    """What a JSON file holds; `pairs` makes an object of its keys and values, a dict unless said.

    Raises:
        Unreadable: as `text_of`, or text that is no JSON.
    """
    try:
        return json.loads(text_of(path), object_pairs_hook=pairs)
    except RecursionError:
        raise Unreadable(path, "values nested too deeply", "JSON") from None
    except ValueError as error:
        raise Unreadable(path, f"this is not JSON ({error})", "JSON") from None


def sha256_of(path: Path, most: int = LARGEST) -> str:
    """SHA-256 of a file's bytes, in hexadecimal; raises `Unreadable` as `content_of`."""
    return hashlib.sha256(content_of(path, most)).hexdigest()


def within(folder: Path, name: str) -> bool:
    """Whether a name leads to something inside a folder: relative, no step up, no link that leads out."""
    path = Path(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or not name.strip() or "\0" in name:
        return False
    try:
        led = (folder / path).resolve()  # before Python 3.13 a ring of links is an error, since then a link
        return led.is_relative_to(folder.resolve()) and not led.is_symlink()
    except (OSError, RuntimeError):
        return False


def _refuse(path: Path, error: Exception) -> NoReturn:
    """Say why the system does not let it be read."""
    if isinstance(error, IsADirectoryError):
        raise Unreadable(path, "a folder", "a file") from None
    reason = getattr(error, "strerror", None) or "not a file name"
    raise Unreadable(path, f"cannot be read ({reason})", "a readable file") from None
