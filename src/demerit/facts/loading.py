"""Facts from the library or from a file, checked in full."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Final

from demerit.facts.model import Facts, facts_problems
from demerit.formats.library import files, load
from demerit.formats.reading import Document, Rules

LIBRARY: Final = Path(str(resources.files("demerit.facts"))) / "library"
RULES: Final[Rules[Facts]] = Rules(parts=facts_problems)


def load_facts(ref: str | Path) -> Document[Facts]:
    """A file of facts by its library id or from a path.

    Raises:
        Problems: no such file, or everything that is wrong with it.
    """
    return load(ref, LIBRARY, "file of facts", Facts, RULES)


def library() -> list[Document[Facts]]:
    """All facts that ship with demerit, in order of their ids."""
    return [load_facts(file) for file in files(LIBRARY)]
