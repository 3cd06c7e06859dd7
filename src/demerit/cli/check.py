"""`demerit check`."""

from __future__ import annotations

from pathlib import Path

import click

from demerit.cli.options import REFERENCE

SCHEME = "demerit/scheme/1"


@click.command()
@click.argument("files", type=REFERENCE, nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--society",
    type=REFERENCE,
    metavar="S",
    help="Also check schemes with this society: a library id or a file.",
)
@click.pass_context
def check(ctx: click.Context, files: tuple[str, ...], society: str | None) -> None:
    """Check scheme, society, behaviour, expect and facts files; list every problem at its line.

    Exits with 3 if any file is invalid. What only a society could have is told, and is no problem; with
    --society, whatever a run of scheme and society would refuse is.

    \b
    Examples:
      demerit check my-scheme.yaml
      demerit check my-scheme.yaml --society brackwater
      demerit check schemes/*.yaml
    """
    code = 0
    for name in files:
        code = max(code, _checked(name, society))
    ctx.exit(code)


def _checked(name: str, society: str | None) -> int:
    """Check one file and say what was found; the exit code."""
    from demerit.cli.say import say, say_text
    from demerit.errors import DemeritError
    from demerit.study.checking import check_file, check_together, left_open

    path = Path(name)
    try:
        kind = check_file(path)
        if society is not None and kind == SCHEME:
            check_together(path, society)
    except DemeritError as error:
        say_text(str(error), err=True)
        return error.exit_code
    beside = f" with {society}" if society is not None and kind == SCHEME else ""
    say(f"{name}: ok{beside} ({kind})")
    if society is None and kind == SCHEME and (missing := left_open(path)):
        say("A society for it must have what it names beyond its 'assumes':", *missing.split("\n"))
    return 0
