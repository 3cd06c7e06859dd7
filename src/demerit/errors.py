"""What can go wrong, each class with the exit code that it owns."""

from __future__ import annotations

from typing import ClassVar


class DemeritError(Exception):
    """Anything that demerit says in one clear message instead of a traceback."""

    exit_code: ClassVar[int] = 1


class WrongUse(DemeritError):
    """The words of the call are off: an option, a number, a folder."""

    exit_code: ClassVar[int] = 2


class FileInvalid(DemeritError):
    """A file says something that it cannot say; the message lists every problem found."""

    exit_code: ClassVar[int] = 3


class Missed(DemeritError):
    """A replication missed its figure."""

    exit_code: ClassVar[int] = 5
