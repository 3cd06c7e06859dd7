"""Reading a file: text, plain data with places, model, cross checks; all problems at once or none."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from demerit.formats.columns import names_of
from demerit.formats.compose import Complaint, Node, compose
from demerit.formats.files import Unreadable, content_of
from demerit.formats.identities import identity_problems
from demerit.formats.migration import changes, migrated, parts
from demerit.formats.plain import is_list, is_mapping
from demerit.formats.problems import Place, Problem, Problems, nearest, shown
from demerit.formats.shape_problems import shape_problems
from demerit.formats.sheet import ABSENT, Part, Sheet

M = TypeVar("M", bound=BaseModel)

LARGEST = 2_000_000
"""Bytes; the largest scheme that the laboratory knows has a fiftieth of it."""


ENDINGS = (".yaml", ".yml")
"""How the name of a file ends: what is named with one is a path, and no id of the library."""
KINDS = frozenset({"scheme", "society", "behaviour", "study", "expect", "manifest"})
"""The kinds of files that demerit knows: one of another kind is told from a misspelt one."""


def _nothing(_: object) -> Iterable[Problem]:
    """No problem."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Rules(Generic[M]):
    """What a format checks beyond its shape.

    `parts` reads through cursors and runs even where the shape is off; `document` needs the finished model.
    """

    parts: Callable[[Part], Iterable[Problem]] = _nothing
    document: Callable[[Document[M]], Iterable[Problem]] = _nothing


@dataclass(frozen=True, kw_only=True)
class Document(Generic[M]):
    """A file that was read in full: its model, its text, and the place of everything in it."""

    model: M
    path: Path | None
    sheet: Sheet
    sha256: str
    rules: Rules[M]
    sets: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What messages call the file."""
        return self.sheet.name

    @property
    def text(self) -> str:
        """The text that was read; a copy of it reads as the same model."""
        return self.sheet.text

    @property
    def folder(self) -> Path:
        """Where the data files that it names are looked up first."""
        return self.sheet.folder

    def beside(self, ref: str) -> str | Path:
        """What the file calls another by: an id as it is, a path as one beside the file."""
        return self.folder / ref if Path(ref).suffix in ENDINGS else ref

    def place(self, *path: str | float) -> tuple[int, int]:
        """Line and column, from 1, of what stands at a path, or of the nearest thing around it."""
        return self.sheet.place(path)

    def problem(
        self, path: Place, *, expected: str, value: object = ABSENT, known: Collection[object] = ()
    ) -> Problem:
        """A problem at a path; `known` are the names that could stand there."""
        return self.sheet.problem(path, expected=expected, value=value, known=known)

    def refusal(
        self, path: Place, *, value: object, expected: str, known: Collection[object] = ()
    ) -> Problems:
        """The error to raise for one value at a path of the file: what it asks for cannot be."""
        return Problems((self.problem(path, value=value, expected=expected, known=known),))

    def top(self) -> Part:
        """A cursor at the top of the file."""
        return self.sheet.top()


def read(
    path: str | Path, model: type[M], *, rules: Rules[M] | None = None, name: str | None = None
) -> Document[M]:
    """Read and check a file in full; `name` is what messages call it, its path if unsaid.

    Raises:
        Problems: everything that is wrong with it.
    """
    path = Path(path)
    text, sha256 = _text_of(path)
    sheet, problems = _sheet(text, name or str(path), path.parent)
    return _document(sheet, problems, model, path=path, rules=rules or Rules(), sha256=sha256, sets=())


def read_text(
    text: str,
    model: type[M],
    *,
    name: str = "<text>",
    folder: Path | None = None,
    rules: Rules[M] | None = None,
    sets: tuple[str, ...] = (),
    tree: Node | None = None,
) -> Document[M]:
    """Read and check a text in full; `folder` is where it looks for data files, here if unsaid.

    `tree` is the text's where it was parsed already, without anything wrong with its YAML.

    Raises:
        Problems: everything that is wrong with it.
    """
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if tree is None:
        sheet, problems = _sheet(text, name, folder or Path())
    else:
        sheet, problems = Sheet(name=name, text=text, tree=tree, folder=folder or Path()), []
    return _document(sheet, problems, model, path=None, rules=rules or Rules(), sha256=sha256, sets=sets)


def wanted_format(model: type[BaseModel]) -> str:
    """The name of the format that a model reads."""
    return get_args(model.model_fields["format"].annotation)[0]


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """A model's JSON Schema; made on the first problem only, as it takes some time."""
    return _schema_with(model, names_of())


@cache
def _schema_with(model: type[BaseModel], _columns: tuple[str, ...]) -> dict[str, Any]:
    """A model's JSON Schema while these columns are declared."""
    return model.model_json_schema()


def refuse(name: str, value: str, expected: str, near: str | None = None) -> NoReturn:
    """Refuse a file as a whole.

    Raises:
        Problems: always.
    """
    raise Problems([Problem(file=name, value=value, expected=expected, near=near)])


def _text_of(path: Path) -> tuple[str, str]:
    """A file's text and the SHA-256 of its bytes."""
    name = str(path)
    try:
        content = content_of(path, LARGEST)
    except Unreadable as error:
        neighbours = path.parent.glob("*.y*ml") if error.missing and path.parent.is_dir() else ()
        refuse(name, error.says, error.expected, nearest(path.name, [other.name for other in neighbours]))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        column = error.start - content.rfind(b"\n", 0, error.start)
        value = f"the byte 0x{content[error.start]:02x}"
        problem = Problem(file=name, line=line, column=column, value=value, expected="text in UTF-8")
        raise Problems([problem]) from error
    return text, hashlib.sha256(content).hexdigest()


def _document(
    sheet: Sheet, problems: list[Problem], model: type[M], *, path: Path | None, rules: Rules[M], sha256: str,
    sets: tuple[str, ...],
) -> Document[M]:  # fmt: skip
    """Everything after the text is a tree: shape, then what the rules see, then all problems or none."""
    data = _in_format(sheet, wanted_format(model), problems)
    read_model, more = _model(data, model, sheet, problems)
    problems += identity_problems(sheet)
    # A migrated file's text has the old keys, through which the rules of the new format cannot read.
    if data is sheet.tree.data:
        _add(problems, rules.parts(sheet.top()))
    if read_model is None:
        raise Problems(problems, more)
    document = Document(model=read_model, path=path, sheet=sheet, sha256=sha256, rules=rules, sets=sets)
    _add(problems, rules.document(document))
    if problems:
        raise Problems(problems)
    return document


def _add(problems: list[Problem], more: Iterable[Problem]) -> None:
    """Add problems at places that have none yet: what is said first is the simpler."""
    places = {problem.place for problem in problems}
    problems += [problem for problem in more if problem.place not in places]


def _sheet(text: str, name: str, folder: Path) -> tuple[Sheet, list[Problem]]:
    """The text's tree, with what is wrong with its YAML alone."""
    tree, wrong = compose(text)
    if tree is None and not wrong:
        wrong = [Complaint(0, 0, "", "an empty file", "a mapping that begins with 'format:'")]
    lines = text.split("\n")
    problems = [
        Problem(
            file=name, line=line + 1, column=column + 1, place=place, value=value, expected=expected,
            source_line=lines[line] if line < len(lines) else "",
        )
        for line, column, place, value, expected in wrong
    ]  # fmt: skip
    if tree is None:
        raise Problems(problems)
    return Sheet(name=name, text=text, tree=tree, folder=folder), problems


def _in_format(sheet: Sheet, wanted: str, problems: list[Problem]) -> dict[str, Any]:
    """The data in the wanted format.

    Raises:
        Problems: it is no mapping, or of a format that cannot be read; then nothing else is worth saying.
    """
    data: Any = sheet.tree.data
    if not is_mapping(data):
        shape = "a list" if is_list(data) else shown(data)
        expected = "a mapping that begins with 'format:' (a file describes aggregates, never a row a person)"
        raise Problems([*problems, sheet.problem((), says=shape, expected=expected)])
    theirs = data.get("format")
    if theirs == wanted or "format" not in data:
        return data
    new = migrated(data, wanted)
    if new is not None:
        return new
    raise Problems([*problems, _format_problem(sheet, theirs, wanted)])


def _format_problem(sheet: Sheet, written: Any, wanted: str) -> Problem:
    """Which of the ways a format can be wrong it is."""
    ours, theirs = parts(wanted), parts(written)
    if ours and theirs and ours[0] == theirs[0] and theirs[1] > ours[1]:
        return sheet.problem(
            ("format",), expected=f"{shown(wanted)} (the file is for a newer demerit than this one)"
        )
    if theirs and ours and theirs[0] != ours[0] and theirs[0] in KINDS:
        return sheet.problem(("format",), expected=f"{shown(wanted)} (this is a file of another kind)")
    readable = [wanted, *(old for old in changes if (parts(old) or ("",))[0] == (ours or ("",))[0])]
    return sheet.problem(("format",), expected="a format that is known", known=readable)


def _model(
    data: dict[str, Any], model: type[M], sheet: Sheet, problems: list[Problem]
) -> tuple[M | None, int]:
    """The model and 0; or None with its problems added, and how many there are besides."""
    try:
        return model.model_validate(data), 0
    except ValidationError as error:
        first, more = shape_problems(error, data, sheet, schema_of(model))
        problems += first
        return None, more
