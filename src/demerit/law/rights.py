"""Which rights acts and treatments touch: those a file declares, and those that the tables imply."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final, Literal

from demerit.formats.reading import read
from demerit.formats.values import Model
from demerit.formats.vocabulary import Context, Right
from demerit.law.law import DATA
from demerit.schemes.model import Conduct
from demerit.schemes.rights import implied
from demerit.schemes.treatments import Effect, Treatment

EXERCISED: Final[frozenset[Right]] = frozenset(
    {"expression", "religion", "conscience", "assembly", "association", "privacy", "family", "movement"}
)
"""Rights that somebody exercises by acting: losing points for the act is losing them for the right."""


class Row(Model):
    """Contexts and effects of refused needs that touch rights alike."""

    need_contexts: tuple[Context, ...] = ()
    effects: tuple[Effect, ...] = ()
    rights: tuple[Right, ...]
    source: str
    reason: str


class Table(Model):
    """The whole table."""

    format: Literal["demerit/rights/1"]
    rows: tuple[Row, ...]


@cache
def rows(path: Path = DATA / "rights.yaml") -> tuple[Row, ...]:
    """The table that ships with demerit."""
    return read(path, Table, name=path.name).model.rows


def exercised(conduct: Conduct) -> frozenset[Right]:
    """Rights that somebody uses by doing the act: declared, or implied; being ill uses none."""
    told = implied(conduct.family, conduct.context, exercised=True)
    return told.union(conduct.rights) & EXERCISED


def of_treatment(treatment: Treatment, need_context: Context | None) -> frozenset[Right]:
    """Rights that a treatment touches: declared, or implied by its effect and what its need is about."""
    told: set[Right] = {
        right
        for row in rows()
        if treatment.effect in row.effects and (not row.need_contexts or need_context in row.need_contexts)
        for right in row.rights
    }
    return frozenset(told.union(treatment.rights))
