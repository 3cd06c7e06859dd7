"""How lines are laid out: within the terminal's columns, numbers in a column of their own."""

from __future__ import annotations

import io
import shlex
import shutil
import textwrap
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

NARROWEST, WIDEST = 60, 80
MOST_ACROSS = 66
"""Where intervals end, in a terminal of 80 columns."""
LONGEST_BESIDE = 24
"""Columns of an interval that stands beside what it is of."""
UNBROKEN = "\N{NO-BREAK SPACE}"
COUNT = 6
"""Columns of a count."""
APART = 2
"""Blanks between columns: they never touch."""


def columns() -> int:
    """How many columns there are: the terminal's, or those that COLUMNS says, from 60 to 80; 80 in a pipe."""
    return min(WIDEST, max(NARROWEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def across() -> int:
    """The column in which intervals end."""
    return min(MOST_ACROSS, columns())


def row(count: str, sentence: str, ends: str = "") -> list[str]:
    """A count, what it counts, and its interval at the right; words that have no room go on below."""
    begun = f"{count:>{COUNT}}{'':<{APART}}"
    return beside(begun, sentence, ends, across() if ends else columns())


def named(name: str, sentence: str, ends: str = "", *, room: int = 23) -> list[str]:
    """A name at the left, what is said of it, and an interval at the right."""
    return beside(f"{name:<{room}}", sentence, ends, across() if ends else columns())


def beside(begun: str, sentence: str, ends: str, end: int) -> list[str]:
    """Words behind a beginning, with something that ends in column `end`; further lines are indented."""
    if len(ends) > LONGEST_BESIDE:  # both ranges: a line of their own
        return [*beside(begun, sentence, "", columns()), *wrapped(f"{'':<{len(begun)}}{ends}", len(begun))]
    room = max(1, end - len(begun) - (len(ends) + APART if ends else 0))
    first, *rest = textwrap.wrap(sentence, room, break_long_words=False, break_on_hyphens=False) or [""]
    lines = [f"{begun}{first:<{room}}{'':<{APART}}{ends}" if ends else f"{begun}{first}"]
    return [line.rstrip() for line in [*lines, *(f"{'':<{len(begun)}}{more}" for more in rest)]]


def table(
    rows: Sequence[Sequence[str]],
    *,
    heads: Sequence[str] = (),
    right: Collection[int] = (),
    whole: Collection[int] = (),
    widths: Mapping[int, int] | None = None,
    end: int | None = None,
    indent: int = 0,
) -> list[str]:
    """Rows as lines, words wrapped within their columns.

    `right` are columns of numbers, `whole` those that are never broken, `widths` those of a fixed width.
    `end` is the column in which the table ends, however little stands in it (None: as wide as it must be).
    """
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table

    from demerit.cli.say import cell

    drawn = Table(
        box=None, pad_edge=False, show_header=bool(heads), expand=end is not None,
        padding=(0, APART, 0, 0),
    )  # fmt: skip
    for place in range(max(map(len, (*rows, heads)), default=0)):
        fixed = (widths or {}).get(place)
        drawn.add_column(
            cell(heads[place]) if place < len(heads) else "",
            justify="right" if place in right else "left",
            no_wrap=place in whole,
            width=fixed,
            ratio=None if end is None or place in whole or fixed else 1,
        )
    for cells in rows:
        drawn.add_row(*map(cell, cells))
    room = min(columns(), end or columns())
    page = io.StringIO()
    console = Console(width=room, file=page, color_system=None, force_terminal=False)
    console.print(Padding(drawn, (0, 0, 0, indent)))
    return [line.rstrip() for line in page.getvalue().rstrip("\n").split("\n")] if rows else []


def wrapped(text: str, indent: int = 0) -> list[str]:
    """A paragraph in lines of the terminal's columns; nothing is broken inside a word, nor before a '%'."""
    lines = textwrap.wrap(
        text.replace(" %", f"{UNBROKEN}%"), columns(), subsequent_indent=" " * indent,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    return [line.replace(UNBROKEN, " ") for line in lines]


def shell(path: str | Path) -> str:
    """A path as a shell takes it: quoted where it must be, and never mistaken for an option."""
    text = str(path)
    return shlex.quote(f"./{text}" if text.startswith("-") else text)


def command(label: str, words: Sequence[str], room: int) -> list[str]:
    """A command behind its label, broken between its words as a shell allows where one line has no room."""
    lines = [f"{label:<{room}}{words[0]}"]
    for place, word in enumerate(words[1:], 2):
        longer = f"{lines[-1]} {word}"
        if len(longer) + (0 if place == len(words) else len(" \\")) <= columns():
            lines[-1] = longer
        else:
            lines[-1] += " \\"
            lines.append(f"{'':<{room + 2}}{word}")
    return lines
