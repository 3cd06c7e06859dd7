"""Markup that escapes by default: text becomes safe on its way in, only `Markup` passes as it is."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TypeAlias

VOID = frozenset({"br", "circle", "col", "input", "line", "meta", "path", "polygon", "rect", "polyline"})

WORDS_ABREAST, NUMBERS_ABREAST = 2, 3
"""So many columns stand side by side on a phone, of words and of numbers."""


class Markup(str):
    """Text that is markup already; whoever makes one vouches that everything in it is escaped."""

    __slots__ = ()


Child: TypeAlias = "str | int | Markup | Iterable[Child] | None"
Attribute: TypeAlias = "str | int | float | bool | None"


def safe(child: Child) -> Markup:
    """The child as markup: plain text escaped, nothing for None, the parts of a list joined."""
    if child is None:
        return Markup("")
    if isinstance(child, Markup):
        return child
    if isinstance(child, str | int):
        return Markup(escape(str(child)))
    return Markup("".join(safe(part) for part in child))


def attributes(given: dict[str, Attribute]) -> str:
    """Attributes as in a tag: `class_` is class, `aria_label` aria-label; None and False are left out."""
    parts: list[str] = []
    for key, value in given.items():
        if value is None or value is False:
            continue
        name = key.rstrip("_").replace("_", "-")
        text = f"{value:.6g}" if isinstance(value, float) else str(value)
        parts.append(f" {name}" if value is True else f' {name}="{escape(text)}"')
    return "".join(parts)


def tag(name: str, /, *children: Child, **given: Attribute) -> Markup:
    """One element: children escaped unless they are markup, attributes always escaped."""
    opening = f"<{name}{attributes(given)}"
    if name in VOID:
        return Markup(f"{opening}>" if name in {"br", "col", "input", "meta"} else f"{opening}/>")
    return Markup(f"{opening}>{safe(children)}</{name}>")


def folded(title: str, *body: Child) -> Markup:
    """What stays folded under its title until a reader opens it."""
    return tag("details", tag("summary", title), body)


def table(
    caption: str, head: Iterable[str], rows: Iterable[Iterable[Child]], *, numbers_from: int = 1
) -> Markup:
    """A data table with a caption; the first cell of a row is its heading, later ones are numbers.

    A wide table carries each column's heading in its cells too: on a phone they stand one below the other.
    A table of no rows says so.
    """
    names = list(head)
    columns = [
        tag("th", cell, scope="col", class_="n" if i >= numbers_from else None)
        for i, cell in enumerate(names)
    ]
    wide = len(names) > (WORDS_ABREAST if numbers_from >= len(names) else NUMBERS_ABREAST)
    body: list[Markup] = []
    for row in rows:
        cells = list(row)
        first = tag("th", cells[:1], scope="row")
        rest = [
            tag(
                "td",
                cell,
                class_="n" if i >= numbers_from else None,
                data_head=names[i] if wide and i < len(names) else None,
            )
            for i, cell in enumerate(cells[1:], 1)
        ]
        body.append(tag("tr", first, rest))
    nothing = None if body else tag("tr", tag("td", "There is nothing here.", colspan=len(names)))
    inner = tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", columns)),
        tag("tbody", body, nothing),
        class_="stacks" if wide else None,
    )
    return tag("div", inner, class_="scroll", role="region", aria_label=caption, tabindex="0")
