"""`demerit report`."""

from __future__ import annotations

from pathlib import Path

import click

from demerit.cli.options import PATH


@click.command()
@click.argument("folder", type=PATH, metavar="DIR")
def report(folder: Path) -> None:
    """Write the report of a finished run anew, DIR/report.html; of a comparison its page, DIR/compare.html.

    \b
    Example:
      demerit report runs/as-described-1
    """
    from demerit.cli.say import say
    from demerit.report.comparison.page import write_comparison
    from demerit.report.page import write_report
    from demerit.runs.opening import refuse_altered_comparison
    from demerit.study.result import open_run

    if (folder / "compare.json").is_file():
        refuse_altered_comparison(folder)
        say(str(write_comparison(folder)))
    else:
        say(str(write_report(open_run(folder).stored)))
