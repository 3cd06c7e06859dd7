"""Where `demerit` starts: so little is imported here that Ctrl-C is answered from the first moment."""

from __future__ import annotations

import signal
import sys
import threading
from typing import TYPE_CHECKING

from demerit.cli.streams import cannot_write, ready, settle

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

A_MOMENT_SECONDS = 0.05


def main() -> None:
    """Run the command line and leave with its exit code."""
    ready()
    sys.unraisablehook = once_more
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # being ended is to tidy up as Ctrl-C does
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
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # on the way out; Python would leave it to the system


def once_more(unraisable: UnraisableHookArgs) -> None:
    """Bring back a Ctrl-C that fell into a finaliser, where nothing can be raised and it would be lost."""
    if unraisable.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(unraisable)
        return
    main_thread = threading.main_thread().ident or 0
    again = threading.Timer(A_MOMENT_SECONDS, signal.pthread_kill, [main_thread, signal.SIGINT])
    again.daemon = True
    again.start()


if __name__ == "__main__":
    main()
