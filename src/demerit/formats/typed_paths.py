"""Folders and files by the names that people type: what no system can open is told at once."""

from __future__ import annotations

from pathlib import Path

from demerit.errors import WrongUse
from demerit.formats.plain import is_unicode


def typed_path(text: str | Path) -> Path:
    """A path as it was typed, `~` and `~user` being homes.

    Raises `WrongUse` for nothing, for a home that nobody has, and for a name that is no text (UTF-8, no NUL).
    """
    name = str(text)
    if not name.strip():
        raise WrongUse("'': expected a path, found nothing")
    if "\0" in name or not is_unicode(name):
        raise WrongUse(f"{_told(name)}: expected a path in UTF-8 without NUL")
    path = Path(text)
    if not name.startswith("~"):
        return (
            path.absolute() if str(path).startswith("~") else path
        )  # ./~x is no home, nor is it read as one
    try:
        return path.expanduser()
    except RuntimeError as error:
        raise WrongUse(f"{name}: nobody has this home; a folder called so is meant by ./{name}") from error


def _told(name: str) -> str:
    r"""A name with what is no text escaped: a stray byte as \xff."""
    return "".join(
        f"\\x{ord(sign) - 0xDC00:02x}" if 0xDC80 <= ord(sign) <= 0xDCFF else ascii(sign)[1:-1]  # noqa: PLR2004
        for sign in name
    )
