"""What is wrong with a file: one problem a place, said in plain words, all of them at once."""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any, TypeVar

from demerit.errors import FileInvalid
from demerit.formats.plain import is_mapping, is_series, printable, spelt

T = TypeVar("T")
Place = tuple[str | int | float, ...]
"""Keys and indices that lead from a file's top to a value."""

MOST_TOLD = 50
"""Problems told of all files at once: who has more mends these first, and asks again."""
MOST_COMPARED = 2_000
"""Names among which the nearest is looked for."""
LONGEST_VALUE = 60
LONGEST_LINE = 160
LONGEST_NAME = 100
MOST_NAMES = 40


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing that a file cannot say.

    `line` and `column` count from 1; line 0 is the file as a whole. `value` is the culprit as it would be
    written, empty for what is missing. `expected` is what should stand there ("a number from 0 to 1"); where
    `names` is set, the culprit should be one of those names, and `near` is the nearest of them; `known` and
    `culprit` are what both are found from once the problem is told, as most of very many never are.
    """

    file: str
    value: str
    expected: str
    line: int = 0
    column: int = 0
    place: str = ""
    near: str | None = None
    source_line: str = ""
    names: tuple[str, ...] = ()
    known: Collection[object] = field(default=(), repr=False, compare=False)
    culprit: str | None = field(default=None, repr=False, compare=False)

    def with_names(self) -> Problem:
        """The same with the names that could stand there, and the nearest of them."""
        names = self.names or tuple(map(str, self.known))
        near = nearest(self.culprit, names) if self.near is None and self.culprit is not None else self.near
        return replace(self, names=names, near=near, known=(), culprit=None)

    def text(self) -> str:
        """File, line and column, place, culprit, expectation; under it the line itself and the remedy."""
        if self.known:
            return self.with_names().text()
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        head = printable(f"{where}  {self.place}: {self.says()}" if self.place else f"{where}  {self.says()}")
        if not self.source_line.strip():
            return f"{head}\n    {self.remedy()}" if self.remedy() else head
        line, caret = _window(self.source_line, self.column - 1)
        return f"{head}\n    {line}\n    {' ' * caret}{f'^ {self.remedy()}'.rstrip()}"

    def says(self) -> str:
        """The sentence about the culprit."""
        if not self.value:
            return f"missing; expected {self.expected}."
        if self.names:
            return f"{self.value} is no {re.sub('^(an?|the) ', '', self.expected)}."
        return f"{self.value}, expected {self.expected}."

    def remedy(self) -> str:
        """The nearest name, or all names where none is near; else nothing."""
        if self.near is not None:
            return printable(f"did you mean '{self.near}'?")
        if not self.names:
            return ""
        shown_names = printable(", ".join(self.names[:MOST_NAMES]))
        return f"one of: {shown_names}" + (", …" if len(self.names) > MOST_NAMES else "")

    def sort_key(self) -> tuple[int, int, str]:
        """By place in the file."""
        return (self.line, self.column, self.place)


class Problems(FileInvalid):
    """The problems of a file, sorted by place: of very many the first, and `more`, how many others."""

    def __init__(self, problems: Iterable[Problem], more: int = 0) -> None:
        """Keep the problems in order of place, each once; `more` are known of without their places."""
        unique: dict[tuple[str, int, int, str, str], Problem] = {}
        for problem in problems:
            unique.setdefault((problem.file, *problem.sort_key(), problem.expected), problem)
        files = {name: n for n, name in enumerate(dict.fromkeys(one.file for one in unique.values()))}
        ordered = sorted(unique.values(), key=lambda problem: (files[problem.file], *problem.sort_key()))
        self.problems: tuple[Problem, ...] = tuple(problem.with_names() for problem in ordered[:MOST_TOLD])
        self.more = more + max(0, len(ordered) - MOST_TOLD)
        rest = f"… and {self.more:,} more problem{'' if self.more == 1 else 's'}"
        super().__init__("\n".join([problem.text() for problem in self.problems] + [rest] * (self.more > 0)))


def all_made(makings: Iterable[Callable[[], T]]) -> list[T]:
    """What each of these makes.

    Raises:
        Problems: those of all of them together.
    """
    made: list[T] = []
    problems: list[Problem] = []
    for make in makings:
        try:
            made.append(make())
        except Problems as refused:
            problems += refused.problems
    if problems:
        raise Problems(problems)
    return made


def nearest(name: object, known: Iterable[object]) -> str | None:
    """The known name most like `name`, None if none is much like it."""
    names = [str(other)[:LONGEST_NAME] for other in islice(known, MOST_COMPARED)]
    matches = difflib.get_close_matches(str(name)[:LONGEST_NAME], names, n=1, cutoff=0.6)
    return matches[0] if matches else None


def shown(value: Any) -> str:
    """A value as a file would write it, cut to one short line."""
    match value:
        case None:
            text = "nothing"
        case bool():
            text = str(value).lower()
        case str():
            text = f"'{_visible(value)}'"
        case float() if not math.isfinite(value):
            text = {"nan": ".nan", "inf": ".inf", "-inf": "-.inf"}[str(value)]
        case _ if is_mapping(value):
            text = "{" + ", ".join(
                f"{_visible(str(key))}: {_briefly(inner)}" for key, inner in list(value.items())[:4]
            )
            text += ", …}" if len(value) > 4 else "}"  # noqa: PLR2004 - a few, to be recognised
        case _ if is_series(value):
            text = "[" + ", ".join(_briefly(inner) for inner in value[:6])
            text += ", …]" if len(value) > 6 else "]"  # noqa: PLR2004
        case _:
            text = str(value)
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _briefly(value: Any) -> str:
    """An inner value: one of a mapping or list is not opened further."""
    if is_mapping(value):
        return "{…}"
    return "[…]" if is_series(value) else shown(value)


def _visible(text: str) -> str:
    """Text whose odd spaces are seen as well: one of them may be what is wrong with it."""
    return "".join(char if char.isprintable() else spelt(char) for char in text)


def dotted(path: Sequence[str | float]) -> str:
    """A path as people write it: `conducts[3].channels`; odd keys in brackets with quotes."""
    text = ""
    for step in path:
        if isinstance(step, int) and not isinstance(step, bool):
            text += f"[{step}]"
        elif isinstance(step, str) and re.fullmatch(r"[\w-]+", step):
            text += f".{step}" if text else step
        else:
            text += f"[{shown(step)}]"
    return text


def _window(line: str, column: int) -> tuple[str, int]:
    """A line cut to a readable length around `column`, tabs and control characters made plain."""
    first = max(0, min(column - LONGEST_LINE // 2, len(line.rstrip("\r\n")) - LONGEST_LINE))
    cut = line[first : first + LONGEST_LINE]
    return "".join(char if char.isprintable() else " " for char in cut).rstrip(), column - first
