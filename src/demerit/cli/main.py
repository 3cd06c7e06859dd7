"""Where `demerit` starts: so little is imported here that Ctrl-C is answered from the first moment."""

from __future__ import annotations

import gc
import signal
import sys

from demerit.cli.stops import STOPS, answer_stops, once_more
from demerit.cli.streams import cannot_write, ready, settle

MADE_BEFORE_COLLECTING = 100_000  # objects; Python's 700 has it go through all modules again as each comes


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


if __name__ == "__main__":
    main()
