"""Where `demerit` starts: so little is imported here that Ctrl-C is answered from the first moment."""

from __future__ import annotations

import signal
import sys
from io import TextIOWrapper


def main() -> None:
    """Run the command line and leave with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without '·' gets '?', not a traceback
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # being ended is to tidy up as Ctrl-C does
    try:
        from demerit.cli.commands import demerit

        demerit(prog_name="demerit")
    except KeyboardInterrupt:
        sys.stderr.write("interrupted; nothing had been written\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
