"""Where `demerit` starts: so little is imported here that Ctrl-C is answered from the first moment."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from demerit.cli.streams import cannot_write, ready, settle

if TYPE_CHECKING:
    from sys import UnraisableHookArgs
    from types import FrameType

A_MOMENT_SECONDS = 0.05
MADE_BEFORE_COLLECTING = 100_000  # objects; Python's 700 has it go through all modules again as each comes
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)  # Ctrl-C, being ended, and losing the terminal
AT_ONCE = 3  # a stop that comes so often waits for no tidying up
HEARD = b"stopping: what is done is kept, a moment\n"

_stops: list[int] = []
"""The stops that came."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(MADE_BEFORE_COLLECTING)
    ready()
    sys.unraisablehook = once_more
    answer_stops()
    try:
        from demerit.cli.commands import demerit

        demerit(prog_name="demerit")
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; nothing had been written\n")
        sys.exit(130)
    except OSError as error:  # of --version and --help, which click answers outside of any command
        cannot_write(error)
    finally:
        settle()
        for stop in STOPS:
            signal.signal(stop, signal.SIG_IGN)  # on the way out; Python would leave it to the system


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
    """Bring back a Ctrl-C that fell into a finaliser, where nothing can be raised and it would be lost."""
    if unraisable.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(unraisable)
        return
    _stops.clear()
    main_thread = threading.main_thread().ident or 0
    again = threading.Timer(A_MOMENT_SECONDS, signal.pthread_kill, [main_thread, signal.SIGINT])
    again.daemon = True
    again.start()


if __name__ == "__main__":
    main()
