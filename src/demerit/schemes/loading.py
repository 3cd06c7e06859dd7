"""Schemes from the library or from a file, checked in full."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from demerit.formats.library import files, load
from demerit.formats.reading import Document, Rules, read_text
from demerit.schemes.check import scheme_problems
from demerit.schemes.model import Scheme

RULES: Rules[Scheme] = Rules(parts=scheme_problems)
LIBRARY = Path(str(resources.files("demerit.schemes"))) / "library"


def load_scheme(ref: str | Path) -> Document[Scheme]:
    """A scheme by its library id or from a file.

    Raises:
        Problems: no such scheme, or everything that is wrong with it.
    """
    return load(ref, LIBRARY, "scheme", Scheme, RULES)


def scheme_from_text(text: str, name: str = "<text>") -> Document[Scheme]:
    """A scheme from its text.

    Raises:
        Problems: everything that is wrong with it.
    """
    return read_text(text, Scheme, name=name, rules=RULES)


def library() -> list[Document[Scheme]]:
    """All schemes that ship with demerit, in order of their ids."""
    return [load_scheme(file) for file in files(LIBRARY)]
