"""`demerit new`."""

from __future__ import annotations

from pathlib import Path

import click

from demerit.cli.options import PATH


@click.command()
@click.argument("file", type=PATH)
def new(file: Path) -> None:
    """Write a small scheme with comments to FILE, to start from; never overwrites.

    \b
    Example:
      demerit new my-scheme.yaml
      demerit check my-scheme.yaml
      demerit run my-scheme.yaml --society brackwater
    """
    from demerit.cli.lines import shell
    from demerit.cli.say import say
    from demerit.errors import WrongUse
    from demerit.formats.library import TABLES
    from demerit.runs.folder import atomic_write
    from demerit.schemes.new import id_from, schema_beside, starter

    if file.exists() or file.is_symlink():
        message = f"{file} exists: demerit new never overwrites"
        raise WrongUse(message)
    if file.suffix.lower() in TABLES:
        raise WrongUse(f"{file}: a scheme is written in YAML: name it {file.with_suffix('.yaml')}")
    atomic_write(file, starter(id_from(file.stem)))
    schema, text = schema_beside(file)
    if not schema.exists():
        atomic_write(schema, text)
    ref = shell(file if file.suffix or len(file.parts) > 1 else f"./{file}")  # a bare word is a library id
    steps = (f"demerit check {ref}", f"demerit run {ref} --society brackwater")
    say(f"{file} is written. Next:", *(f"  {step}" for step in steps))
