"""Checks on names: each id once, each word in a list once, each source known."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from demerit.formats.problems import Problem
from demerit.formats.sheet import Part


def ids(entries: Part) -> list[str]:
    """The ids of a list's entries, in order."""
    return [name for entry in entries.entries() if (name := entry["id"].text()) is not None]


def doubled(entries: Part, key: str = "id", expected: str = "an id of its own") -> Iterable[Problem]:
    """An id, or another key, that an entry before it has."""
    lines: dict[str, int] = {}
    for part in (entry[key] for entry in entries.entries()):
        name = part.text()
        if name in lines:
            yield part.problem(f"{expected}; line {lines[name]} has it already")
        elif name is not None:
            lines[name] = part.sheet.place(part.path)[0]


def at_most(entries: Part, most: int, what: str) -> Iterable[Problem]:
    """The first entry beyond as many as the engine holds."""
    children = entries.entries() or entries.values()
    if len(children) > most:
        says = f"{len(children):,} {what}"
        yield children[most].problem(f"at most {most:,}, as the engine holds no more", says=says)


def listed(part: Part, known: Collection[str], expected: str) -> Iterable[Problem]:
    """Words of a list that are not known, or stand in it twice."""
    seen: set[str] = set()
    for word in part.entries():
        name = word.text()
        if name is not None and name in seen:
            yield word.problem("each name once")
        elif name is not None:
            seen.add(name)
            yield from word.unless(known, expected)


def unknown_sources(top: Part, known: Collection[str]) -> Iterable[Problem]:
    """Every `source` that names none of the file's sources."""
    for part in top.everything():
        if part.path[-1:] == ("source",) and part.path[:1] != ("sources",):
            yield from part.unless(known, "a source of this file")
