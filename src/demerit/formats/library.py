"""Files that ship with demerit: found by id, and told from files of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from demerit.errors import WrongUse
from demerit.formats.problems import nearest
from demerit.formats.reading import Document, Rules, read, refuse
from demerit.formats.typed_paths import typed_path

M = TypeVar("M", bound=BaseModel)

TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".parquet", ".json", ".jsonl", ".db", ".sqlite"})


def load(ref: str | Path, folder: Path, kind: str, model: type[M], rules: Rules[M]) -> Document[M]:
    """The document that `ref` means: a file, or the id of a library file in `folder`.

    Raises:
        Problems: no such id, or everything that is wrong with the file.
    """
    path = find(ref, folder, kind)
    return read(path, model, rules=rules, name=path.name if path.parent == folder else None)


def find(ref: str | Path, folder: Path, kind: str) -> Path:
    """The file that `ref` means: a path, or the id of a library file in `folder`.

    A word without slash and ending is an id; a file of that name here is meant by `./name`.

    Raises:
        Problems: no such id, or a table where a description is wanted.
        WrongUse: a word that may mean either.
    """
    path = Path(ref)
    if not str(ref).strip():
        refuse("", f"no {kind}", f"a file, or one of: {', '.join(file.stem for file in files(folder))}")
    if path.suffix.lower() in TABLES:
        expected = f"a {kind} in YAML (aggregates and rules; a table with a row a person is never read)"
        refuse(str(ref), "a table", expected)
    if isinstance(ref, Path) or path.suffix or len(path.parts) != 1 or str(ref).startswith(("/", ".", "~")):
        return typed_path(ref)
    shipped = {file.stem: file for file in files(folder)}
    if str(ref) in shipped and path.is_file():
        both = f"'{ref}' is a {kind} of the library, and a file of that name lies here"
        raise WrongUse(f"{both}: say ./{ref} for the file, or rename it for the library's")
    if str(ref) in shipped:
        return shipped[str(ref)]
    if path.is_file():
        return path
    known = ", ".join(shipped) or "none"
    return refuse(
        str(ref), f"no {kind} of the library", f"a file, or one of: {known}", nearest(str(ref), shipped)
    )


def files(folder: Path) -> list[Path]:
    """The library's files in order of their ids."""
    return sorted((file for file in folder.glob("*.yaml") if file.is_file()), key=lambda file: file.stem)
