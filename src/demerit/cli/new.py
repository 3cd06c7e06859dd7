"""`demerit new`."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def new(file: Path) -> None:
    """Write a small scheme with comments to FILE, to start from; never overwrites.

    \b
    Example:
      demerit new my-scheme.yaml
      demerit check my-scheme.yaml
      demerit run my-scheme.yaml --society brackwater
    """
    from demerit.cli.options import file_stem
    from demerit.cli.say import say
    from demerit.errors import WrongUse
    from demerit.scheme.new import schema_beside, starter
    from demerit.study.folder import write_beside

    if file.exists() or file.is_symlink():
        message = f"{file} exists: demerit new never overwrites"
        raise WrongUse(message)
    write_beside(file, starter(file_stem(file.stem)))
    schema, text = schema_beside(file)
    if not schema.exists():
        write_beside(schema, text)
    say(f"{file} is written. Next: demerit check {file}; demerit run {file} --society brackwater")
