"""`demerit check`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...]) -> None:
    """Check scheme, society, behaviour and expect files; list every problem at its line.

    Exits with 3 if any file is invalid.

    \b
    Examples:
      demerit check my-scheme.yaml
      demerit check schemes/*.yaml
    """
    from demerit.errors import DemeritError
    from demerit.study.checking import check_file

    code = 0
    for name in files:
        try:
            kind = check_file(Path(name))
        except DemeritError as error:
            click.echo(str(error), err=True)
            code = max(code, error.exit_code)
        else:
            click.echo(f"{name}: ok ({kind})")
    ctx.exit(code)
