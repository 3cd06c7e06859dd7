"""`demerit check`."""

from __future__ import annotations

from pathlib import Path

import click

from demerit.cli.options import REFERENCE


@click.command()
@click.argument("files", type=REFERENCE, nargs=-1, required=True, metavar="FILE…")
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Check scheme, society, behaviour and expect files; list every problem at its line.

    Exits with 3 if any file is invalid. What only a society could have is told, and is no problem.

    \b
    Examples:
      demerit check my-scheme.yaml
      demerit check schemes/*.yaml
    """
    from demerit.cli.say import say, say_text
    from demerit.errors import DemeritError
    from demerit.study.checking import check_file, left_open

    code = 0
    for name in files:
        try:
            kind = check_file(Path(name))
        except DemeritError as error:
            say_text(str(error), err=True)
            code = max(code, error.exit_code)
        else:
            say(f"{name}: ok ({kind})")
            if kind == "demerit/scheme/1" and (missing := left_open(Path(name))):
                say("A society for it must have what it names beyond its 'assumes':", *missing.split("\n"))
    ctx.exit(code)
