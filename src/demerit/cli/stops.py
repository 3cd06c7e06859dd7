"""Ctrl-C and the other stops: heard at once, raised once, and never lost."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import FrameType

A_MOMENT_SECONDS = 0.05
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # Ctrl-C, being ended, and losing the terminal
AT_ONCE = 3  # a stop that comes so often waits for no tidying up
ONCE_MORE = "a stop comes once more"
HEARD = b"stopping: what is done is kept, a moment\n"

_stops: list[int] = []
"""The stops that came."""


def answer_stops() -> None:
    """Have every stop raise KeyboardInterrupt, and be answered at once on standard error.

    A stop that whoever started this had ignored (nohup does) stays ignored.
    """
    listened = [stop for stop in STOPS if signal.getsignal(stop) is not signal.SIG_IGN]
    for stop in listened:
        signal.signal(stop, interrupt)
    woken, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
    threading.Thread(target=say_heard, args=(woken, frozenset(listened)), daemon=True).start()


def interrupt(number: int, _frame: FrameType | None) -> None:
    """Interrupt at the first stop. A second, as when a terminal closes, finds it tidying up; a third ends it.

    It may be ended at any moment: the same command goes on from what is there.
    """
    _stops.append(number)
    if len(_stops) >= AT_ONCE:
        os._exit(130)
    if len(_stops) == 1:
        raise KeyboardInterrupt


def say_heard(woken: int, stops: frozenset[int]) -> None:
    """Say so when the first stop comes, from a thread of its own: Python answers only after a call to C."""
    while (number := os.read(woken, 1)) and number[0] not in stops:
        pass
    with suppress(OSError):  # a terminal that is gone
        os.write(2, HEARD)


def once_more(unraisable: UnraisableHookArgs) -> None:
    """Bring back a Ctrl-C that fell into a finaliser or a call from C, where it would be lost."""
    if unraisable.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(unraisable)
        return
    _stops.clear()
    main_thread = threading.main_thread().ident or 0
    again = threading.Timer(A_MOMENT_SECONDS, signal.pthread_kill, [main_thread, signal.SIGINT])
    again.name, again.daemon = ONCE_MORE, True
    again.start()


def await_lost_stop() -> None:
    """Let a stop that is to come once more do so: KeyboardInterrupt. What failed meanwhile failed by it."""
    for thread in threading.enumerate():
        if thread.name == ONCE_MORE:
            thread.join()
