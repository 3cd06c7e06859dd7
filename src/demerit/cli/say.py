"""The one way to the terminal: whatever a file, an argument or a run holds, it steers none."""

from __future__ import annotations

import json
from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from demerit.formats.plain import has_shape, printable

if TYPE_CHECKING:
    from rich.text import Text


def say(*lines: str, err: bool = False) -> None:
    """Print lines, on standard error where `err`; a line is printed as one line whatever it holds."""
    click.echo("\n".join(map(printable, lines)), err=err)


def say_text(text: str, *, err: bool = False) -> None:
    """Print a text that was laid out in lines before, such as an error's message."""
    say(*text.removesuffix("\n").split("\n"), err=err)


def say_json(value: Any) -> None:
    r"""Print a value as JSON, in which what would steer a terminal is spelt `\uNNNN`."""
    say_json_text(json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False))


def say_json_text(text: str) -> None:
    """Print JSON that was written before, with the same care: it reads as the same values."""
    kept = (
        character if character == "\n" or has_shape(character) else json.dumps(character)[1:-1]
        for character in text
    )
    click.echo("".join(kept).removesuffix("\n"))


def cell(text: str) -> Text:
    """Words for a table of rich's: neither its markup nor the terminal's is read in them."""
    from rich.text import Text

    return Text(printable(text))


@contextmanager
def spelt_refusals() -> Generator[None, None, None]:
    """Let click's refusals through with the words of the call in them made printable."""
    try:
        yield
    except click.ClickException as refused:
        vars(refused)["message"] = "\n".join(map(printable, refused.message.split("\n")))
        raise
