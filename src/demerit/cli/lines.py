"""How lines are laid out: within 80 columns, numbers in a column of their own."""

from __future__ import annotations

import textwrap

COLUMNS = 80
ACROSS = 66  # where intervals end


def row(count: str, said: str, ends: str = "") -> str:
    """A count, what it counts, and its interval at the right."""
    left = f"{count:>6}  {said}"
    return f"{left:<{ACROSS - len(ends)}}{ends}".rstrip()


def wrapped(text: str, indent: int = 0) -> list[str]:
    """A paragraph in lines of at most 80 columns; nothing is broken inside a word."""
    return textwrap.wrap(
        text, COLUMNS, subsequent_indent=" " * indent, break_long_words=False, break_on_hyphens=False
    )  # fmt: skip
