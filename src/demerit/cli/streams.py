"""Standard output and error as they may be found: closed, full, or in a poor encoding."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper

CLOSED = "standard output is closed, so nothing could be told: send it to /dev/null if that is meant\n"
CANNOT = 2
"""Exit code: the system does not take what is to be written."""


def ready() -> None:
    """Make the streams fit to write to; leaves with 2 where standard output is closed.

    A closed stream's number is taken up first: else the next file opened would get it, and be written into.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stderr is None:  # pyright: ignore[reportUnnecessaryComparison] - closed when Python began
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - to the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without '·' gets '?', not a traceback
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] - likewise
        sys.stderr.write(CLOSED)
        sys.exit(CANNOT)


def cannot_write(error: OSError) -> None:
    """Leave because a stream takes nothing, in the system's words."""
    with suppress(OSError):
        sys.stderr.write(f"cannot write: {error.strerror or error}\n")
        sys.stderr.flush()
    sys.exit(CANNOT)


def settle() -> None:
    """Point streams that take nothing to nowhere, so that what they hold fails nothing on the way out."""
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)
