"""`demerit schemes` and `demerit societies`: what comes with the package."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from demerit.cli.options import REFERENCE, format_option
from demerit.cli.say import say, say_json

if TYPE_CHECKING:
    from demerit.schemes.model import Scheme
    from demerit.societies.model import Society


@click.command()
@click.argument("ids", type=REFERENCE, nargs=-1, metavar="[ID]…")
@format_option
def schemes(ids: tuple[str, ...], style: str) -> None:
    """List the schemes that come with demerit: id, title, status, and how many points are disputed.

    With IDs, of the library or files of one's own: side by side, what differs between them.

    \b
    Examples:
      demerit schemes
      demerit schemes as-described as-documented
      demerit schemes as-described mine.yaml --format json
    """
    from demerit.schemes.loading import library, load_scheme

    if not ids:
        _show([scheme_row(document.model) for document in library()], style)
        return
    from demerit.cli.beside import beside_lines, facts_of

    chosen = [load_scheme(ref).model for ref in ids]
    if style == "json":
        _show([scheme_row(scheme) | facts_of(scheme) for scheme in chosen], style)
    else:
        say(*beside_lines(chosen))


@click.command()
@format_option
def societies(style: str) -> None:
    """List the societies that come with demerit: id, title, people, groups and sources.

    \b
    Examples:
      demerit societies
      demerit run as-described --society brackwater
    """
    from demerit.societies.loading import societies as library

    _show([society_row(document.model) for document in library()], style)


def scheme_row(scheme: Scheme) -> dict[str, Any]:
    """What a list says of a scheme."""
    return {
        "id": scheme.id,
        "title": scheme.title,
        "status": scheme.status or "unknown",
        "disputed": len(scheme.disputed),
    }


def society_row(society: Society) -> dict[str, Any]:
    """What a list says of a society."""
    return {
        "id": society.id,
        "title": society.title,
        "people": society.people,
        "groups": len(society.groups),
        "sources": len(society.sources),
    }


def _show(rows: Sequence[dict[str, Any]], style: str) -> None:
    """As JSON, or as a table within the columns there are."""
    if style == "json":
        say_json(rows)
        return
    from demerit.cli.lines import table

    heads = list(rows[0]) if rows else ["id"]
    numbers = [place for place, name in enumerate(heads) if rows and isinstance(rows[0][name], int)]
    cells = [
        [f"{value:,}" if isinstance(value, int) else str(value) for value in row.values()] for row in rows
    ]
    say(*table(cells, heads=heads, right=numbers, whole=(0,)))
