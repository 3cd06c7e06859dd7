"""`demerit life`."""

from __future__ import annotations

from pathlib import Path

import click

from demerit.cli.options import PATH


@click.command()
@click.argument("folder", type=PATH, metavar="RUN")
@click.argument("subject")
@click.option(
    "--why",
    metavar="NEED",
    help="Tell only why this need was refused.  [default: one refused for a wrong record]",
)
def life(folder: Path, subject: str, why: str | None) -> None:
    """Tell the life of SUBJECT in RUN, with and without the scheme, and why something was refused.

    SUBJECT is an id such as 17-1752: place 1752 in district 17. Nobody real stands behind it.

    \b
    Examples:
      demerit life runs/as-described-1 17-1752
      demerit life runs/as-described-1 17-1752 --why loan
    """
    from demerit.cli.life_lines import life_lines
    from demerit.cli.say import say
    from demerit.cli.why import refusal_of, why_lines
    from demerit.report.folder import read_folder
    from demerit.report.life.followed import one_life
    from demerit.study.result import open_run

    run = read_folder(open_run(folder).stored)
    followed = one_life(run, subject)
    refusal = refusal_of(followed, why)
    lines = life_lines(run, followed) if why is None else []
    if refusal is not None:
        lines += ["", *why_lines(run, followed, refusal)] if lines else why_lines(run, followed, refusal)
    say(*lines)
