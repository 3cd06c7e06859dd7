"""Changes as people write them, `PATH=VALUE`: which of a run's three files, where in it, and what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from demerit.errors import FileInvalid, WrongUse
from demerit.formats.compose import compose
from demerit.formats.reading import Document
from demerit.formats.setting import FILES, file_of, with_set

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One change: `text` as it was written, the file it is for, the path in that file, and plain data."""

    text: str
    file: str
    path: str
    value: Any


def changes(texts: Iterable[str], *, of: str = "scheme") -> list[Change]:
    """Changes from what was written; a path that names no file is one of the file `of`.

    Raises:
        WrongUse: no PATH=VALUE, or several lines.
        FileInvalid: a value that no file can hold.
    """
    return [_change(text, of) for text in texts]


def changed(document: Document[M], these: Sequence[Change], *, of: str = "scheme") -> Document[M]:
    """The document of the file `of` with all changes made in order, checked in full again.

    Raises:
        WrongUse: a change is for another of the three files.
        Problems: a path leads nowhere, or the file with this value has problems.
    """
    for change in these:
        if change.file != of:
            raise WrongUse(f"--set {change.text}: expected a path of the {of}, not of the {change.file}")
        document = with_set(document, change.path, change.value)
    return document


def shared(texts: Iterable[str]) -> tuple[str, ...]:
    """Those changes that all schemes of a comparison share: the society's and the behaviour's."""
    return tuple(change.text for change in changes(texts) if change.file != FILES[0])


def by_file(made: Sequence[Change]) -> dict[str, list[Change]]:
    """Changes by the file that they are for; every file is there."""
    return {file: [change for change in made if change.file == file] for file in FILES}


def _change(text: str, of: str) -> Change:
    """'behaviour.caution.floor=0' as its file, its path there, and the value that the file would hold."""
    path, equals, value = text.partition("=")
    path = path.strip()
    if not equals or not path:
        raise WrongUse(f"--set {text}: expected PATH=VALUE, as in conducts.jaywalking.points=0")
    file, path = file_of(path, of)
    return Change(text=text, file=file, path=path, value=_value(text, value))


def _value(whole: str, text: str) -> Any:
    """Read a value as a file would have it."""
    if len(f"{text}.".splitlines()) > 1:
        raise WrongUse(f"--set {whole!r}: expected a value on one line")
    node, wrong = compose(f"value: {text}")
    if node is None or wrong:
        told = wrong if node else wrong[-1:]  # of what is no YAML the parser's own complaint
        raise FileInvalid("\n".join(f"--set {whole}: {one.value}, expected {one.expected}" for one in told))
    return node.data["value"]
