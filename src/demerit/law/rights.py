"""Which rights acts and treatments touch: those a file declares, and those that the tables imply."""

from __future__ import annotations

from collections.abc import Container
from functools import cache
from typing import Final, Literal

from demerit.formats.reading import read
from demerit.formats.values import Model
from demerit.formats.vocabulary import YEAR_DAYS, Context, Right
from demerit.law.law import DATA
from demerit.schemes.model import Conduct
from demerit.schemes.rights import implied
from demerit.schemes.treatments import REFUSING, Effect, OfNeed, Treatment, days_late

EXERCISED: Final[frozenset[Right]] = frozenset(
    {"expression", "religion", "conscience", "assembly", "association", "privacy", "family", "movement"}
)
"""Rights that somebody exercises by acting: losing points for the act is losing them for the right."""


class NeedRow(Model):
    """Contexts and effects of refused needs that touch rights alike."""

    need_contexts: tuple[Context, ...] = ()
    effects: tuple[Effect, ...] = ()
    rights: tuple[Right, ...]
    source: str
    reason: str


class NeedRights(Model):
    """The whole table."""

    format: Literal["demerit/rights/1"]
    rows: tuple[NeedRow, ...]


@cache
def rows() -> tuple[NeedRow, ...]:
    """The table that ships with demerit."""
    return read(DATA / "rights.yaml", NeedRights, name="rights.yaml").model.rows


def exercised(conduct: Conduct) -> frozenset[Right]:
    """Rights that somebody uses by doing the act: declared, or implied; being ill uses none."""
    rights = implied(conduct.family, conduct.context, exercised=True)
    return rights.union(conduct.rights) & EXERCISED


def as_a_refusal(treatment: Treatment) -> bool:
    """Whether a treatment refuses, or makes wait for a year or longer, which is refusing by another name.

    A year, as findings count refusals by the year.
    """
    return treatment.effect in REFUSING or (days_late(treatment) or 0) >= YEAR_DAYS


def of_treatment(treatment: Treatment, need_context: Context | None) -> frozenset[Right]:
    """Rights that a treatment touches: declared, or implied by its effect and what its need is about."""
    effects = {treatment.effect, *(REFUSING if as_a_refusal(treatment) else ())}
    return _touched_by(effects, need_context).union(treatment.rights)


def if_refused(treatment: Treatment, need_context: Context | None) -> frozenset[Right]:
    """Rights that a price or a wait touches where it keeps somebody from a need, as a refusal would."""
    return _touched_by({*REFUSING}, need_context) if isinstance(treatment, OfNeed) else frozenset()


def _touched_by(effects: Container[str], need_context: Context | None) -> frozenset[Right]:
    """Rights of the rows of some effects on a need of a context."""
    return frozenset(
        right
        for row in rows()
        if any(effect in effects for effect in row.effects)
        and (not row.need_contexts or need_context in row.need_contexts)
        for right in row.rights
    )
