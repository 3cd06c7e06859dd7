"""A file's text with its places, and cursors over what it says, right or wrong.

Cross checks read through cursors and not through the model: so they run even where the model refuses a part,
and all problems of a file come at once.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from demerit.formats.compose import Node
from demerit.formats.plain import is_list, is_mapping, is_number
from demerit.formats.problems import Place, Problem, dotted, shown


class Absent:
    """What stands where nothing stands; null is something."""


ABSENT: Final = Absent()
LARGEST_NUMBER: Final = 1e15
"""Beyond what any format takes; its shape says so."""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A file's name, its text, its tree, and the folder that names of data files are relative to."""

    name: str
    text: str
    tree: Node
    folder: Path

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text, as the parser counts them."""
        return self.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

    @property
    def telling(self) -> tuple[Part, ...]:
        """Every part that tells some from others, in order: by a column, or with a `who`."""
        return tuple(Part(self, path, raw) for path, raw in self._telling)

    @cached_property
    def _telling(self) -> tuple[tuple[Place, Any], ...]:
        """Where they stand, and what stands there; with no way back to the sheet, which goes when unused."""
        return tuple(_telling((), self.tree.data))

    def raw(self, path: Place) -> Any:
        """What stands at a path, ABSENT if nothing does."""
        node = self.tree.at(path)
        return ABSENT if node is None else node.data

    def place(self, path: Place, *, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of a value or its key; of the nearest thing around it if it is missing."""
        parent = self.tree.at(path[:-1]) if key and path else None
        if parent is not None and path[-1] in parent.keys:
            node = parent.keys[path[-1]]
        else:
            ways = (self.tree.at(path[:length]) for length in range(len(path), 0, -1))
            node = next((spot for spot in ways if spot is not None), self.tree)
        return node.line + 1, node.column + 1

    def line(self, number: int) -> str:
        """A line of the text by number from 1, empty beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def problem(
        self, path: Place, *, expected: str, value: object = ABSENT, says: str | None = None,
        known: Collection[object] = (), key: bool = False,
    ) -> Problem:  # fmt: skip
        """A problem at a path: what stands there (or `value`, or the words `says`) against what is expected.

        `known` are the names that could stand there; `key` points at the key and takes it for the culprit.
        Where nothing stands and neither `value` nor `says` is given, something is missing.
        """
        raw = self.raw(path)
        culprit = value if value is not ABSENT else path[-1] if key and path else raw
        if isinstance(culprit, str) and re.fullmatch("'.+'", culprit):
            culprit = culprit[1:-1]
        text = says if says is not None else "" if culprit is ABSENT else shown(culprit)
        line, column = self.place(path, key=key)
        # An entry in a list of words is shown by the list's place, as the caret points at the word.
        words = path[:-1] if path and isinstance(path[-1], int) and isinstance(raw, str) else path
        return Problem(
            file=self.name,
            line=line,
            column=column,
            place=dotted(words),
            value=text,
            expected=expected,
            source_line=self.line(line),
            known=known,
            culprit=str(culprit) if isinstance(culprit, str | int | float) else None,
        )

    def tables(self, *columns: str) -> list[Part]:
        """The parts that go by one of these columns, or by any where none is named."""
        return [
            part for part in self.telling if (part["by"].raw in columns if columns else part["by"].present)
        ]

    def top(self) -> Part:
        """A cursor at the top of the file."""
        return Part(self, (), self.tree.data)


@dataclass(frozen=True)
class Part:
    """A cursor: a place in a file and what stands there, of whatever type; ABSENT if nothing does."""

    sheet: Sheet
    path: Place
    raw: Any

    @property
    def present(self) -> bool:
        """Whether something stands here; null counts as nothing."""
        return self.raw is not ABSENT and self.raw is not None

    def __getitem__(self, key: str | float) -> Part:
        """The part under a key or index; an absent one if there is none."""
        raw: Any = ABSENT
        if is_mapping(self.raw):
            raw = self.raw.get(key, ABSENT)
        elif is_list(self.raw) and isinstance(key, int) and 0 <= key < len(self.raw):
            raw = self.raw[key]
        return Part(self.sheet, (*self.path, key), raw)

    def items(self) -> list[tuple[str | int | float, Part]]:
        """Keys and parts of a mapping; none if it is no mapping."""
        if not is_mapping(self.raw):
            return []
        return [(key, self[key]) for key in self.raw]

    def values(self) -> list[Part]:
        """The parts of a mapping, without their keys."""
        return [part for _, part in self.items()]

    def entries(self) -> list[Part]:
        """The entries of a list; none if it is no list."""
        return [self[index] for index in range(len(self.raw))] if is_list(self.raw) else []

    def text(self) -> str | None:
        """The text here, None if it is no text."""
        return self.raw if isinstance(self.raw, str) else None

    def number(self) -> float | None:
        """The number here, None if it is none: true and not-a-number are none, and what no format takes.

        So that sums and products of numbers stay finite in checks that run beside a refusal of one.
        """
        return self.raw if is_number(self.raw) and abs(self.raw) <= LARGEST_NUMBER else None

    def numbers(self) -> list[Part]:
        """Every plain number of a value: the one, both of a [low, high], or those by column."""
        if self.number() is not None:
            return [self]
        if is_list(self.raw):
            return [entry for entry in self.entries() if entry.number() is not None]
        if self["value"].present:
            return self["value"].numbers()
        return [leaf for part in self["values"].values() for leaf in part.numbers()]

    def everything(self) -> Iterable[Part]:
        """This part and all below it."""
        yield self
        below = self.entries() or self.values()
        for part in below:
            yield from part.everything()

    def problem(
        self, expected: str, *, says: str | None = None, known: Collection[object] = (), key: bool = False
    ) -> Problem:
        """A problem at this place; see `Sheet.problem`."""
        return self.sheet.problem(self.path, expected=expected, says=says, known=known, key=key)

    def unless(self, known: Collection[object], expected: str) -> Iterable[Problem]:
        """A problem if a word stands here that is none of the known."""
        if isinstance(self.raw, str | int) and self.raw not in known:
            yield self.problem(expected, known=known)


def _telling(path: Place, raw: Any) -> Iterable[tuple[Place, Any]]:
    """Where mappings have a `by` or a `who`, and what stands there, in the order of `Part.everything`."""
    if is_mapping(raw):
        if "by" in raw or "who" in raw:
            yield path, raw
        for key, below in raw.items():
            yield from _telling((*path, key), below)
    elif is_list(raw):
        for index, below in enumerate(raw):
            yield from _telling((*path, index), below)
