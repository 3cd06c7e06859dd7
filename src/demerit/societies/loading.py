"""Societies and behaviours from the library or from a file, checked in full.

There is no way in for a table with a row a person: files hold aggregates, and margins count people.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from demerit.formats.library import files, load
from demerit.formats.reading import Document, Rules
from demerit.societies.behaviour import Behaviour
from demerit.societies.check import behaviour_problems, data_problems, society_problems
from demerit.societies.model import Society

SOCIETY_RULES: Rules[Society] = Rules(parts=society_problems, document=data_problems)
BEHAVIOUR_RULES: Rules[Behaviour] = Rules(parts=behaviour_problems)
ROOM = Path(str(resources.files("demerit.societies")))
LIBRARY, BEHAVIOURS = ROOM / "library", ROOM / "behaviours"
DEFAULT_BEHAVIOUR = "everyday"


def load_society(ref: str | Path) -> Document[Society]:
    """A society by its library id or from a file; its data files are checked too.

    Raises:
        Problems: no such society, or everything that is wrong with it.
    """
    return load(ref, LIBRARY, "society", Society, SOCIETY_RULES)


def load_behaviour(ref: str | Path = DEFAULT_BEHAVIOUR) -> Document[Behaviour]:
    """A behaviour by its library id or from a file.

    Raises:
        Problems: no such behaviour, or everything that is wrong with it.
    """
    return load(ref, BEHAVIOURS, "behaviour", Behaviour, BEHAVIOUR_RULES)


def societies() -> list[Document[Society]]:
    """All societies that ship with demerit, in order of their ids."""
    return [load_society(file) for file in files(LIBRARY)]
