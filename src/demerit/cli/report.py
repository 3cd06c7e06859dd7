"""`demerit report`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def report(folder: Path) -> None:
    """Write the report of a finished run anew: DIR/report.html.

    \b
    Example:
      demerit report runs/as-described-1
    """
    from demerit.cli.say import say
    from demerit.report.page import write_report
    from demerit.study.result import open_run

    say(str(write_report(open_run(folder).folder)))
