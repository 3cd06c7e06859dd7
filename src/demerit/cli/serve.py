"""`demerit serve`."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path

import click

from demerit.cli.first import compile_ahead
from demerit.cli.options import PATH


@click.command()
@click.option("--port", type=int, help="Where to listen.  [default: 8377, or the next that is free]")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Another than this machine's own is warned about."
)
@click.option(
    "--study",
    "studies",
    type=PATH,
    multiple=True,
    metavar="DIR",
    help="A finished study's folder, to be looked at under 'What drives it'. Repeatable.",
)
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser.  [default: yes]")
def serve(port: int | None, host: str, studies: tuple[Path, ...], browser: bool) -> None:
    """Open the page: a society you can look into, with a scheme's rules as dials.

    It runs on this machine alone and fetches nothing from the net. Everybody in it is synthetic.

    \b
    Examples:
      demerit serve
      demerit serve --port 9000 --no-browser
      demerit serve --study studies/cameras
    """
    compile_ahead()
    from demerit.cli.commands import INTERRUPTED
    from demerit.cli.say import say
    from demerit.web.desk import Desk
    from demerit.web.serving import Place, serve, static_folder
    from demerit.web.studied import read_studies

    static = static_folder()
    desk = Desk(studies=read_studies(studies))
    signal.set_wakeup_fd(-1)  # the server's own loop answers Ctrl-C, and has nothing to keep

    def tell(text: str) -> None:
        say(text, err=True)

    with suppress(KeyboardInterrupt):
        serve(Place(host=host, port=port), static=static, browser=browser, say=tell, desk=desk)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(INTERRUPTED)  # a thread may be in compiled code for seconds, and nothing waits for it
