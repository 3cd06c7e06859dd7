"""Which rights acts touch: declared by a file, or implied by family and context; what their names say."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from demerit.formats.reading import read
from demerit.formats.values import Flag, Model
from demerit.formats.vocabulary import EXPRESSIVE_RIGHTS, Context, Family, Right, Special

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from demerit.schemes.model import Conduct

TABLE: Final = Path(__file__).parent / "data" / "conduct_rights.yaml"


class ConductRow(Model):
    """Families and contexts of acts that touch rights alike, and whether doing the act is using the right."""

    families: tuple[Family, ...] = ()
    contexts: tuple[Context, ...] = ()
    rights: tuple[Right, ...]
    exercised: Flag
    source: str
    reason: str


class ConductRights(Model):
    """Rights by family and context, the contexts that fit a family, and words that name one."""

    format: Literal["demerit/conduct-rights/1"]
    rows: tuple[ConductRow, ...]
    plausible: dict[Family, tuple[Context, ...]]
    words: dict[Family, tuple[str, ...]]
    platform: dict[Family, tuple[str, ...]]
    free: tuple[Family, ...]
    weak: dict[Family, tuple[str, ...]]
    politics: tuple[str, ...]
    special: dict[Special, tuple[str, ...]]
    weakly_special: dict[Special, tuple[str, ...]]
    named: dict[Right, tuple[str, ...]]
    weakly_named: dict[Right, tuple[str, ...]]
    implies: dict[Family, Context]


@cache
def table() -> ConductRights:
    """The table that ships with demerit."""
    return read(TABLE, ConductRights, name=TABLE.name).model


def implied(family: Family, context: Context, *, exercised: bool = False) -> frozenset[Right]:
    """Rights that acts of a family in a context touch, or exercise."""
    return frozenset(
        right
        for row in table().rows
        if (family in row.families or context in row.contexts) and (row.exercised or not exercised)
        for right in row.rights
    )


def rights_of(conduct: Conduct) -> frozenset[Right]:
    """Rights that a conduct touches: declared, or implied by its family or its context."""
    return implied(conduct.family, conduct.context).union(conduct.rights)


def is_expressive(conduct: Conduct) -> bool:
    """Whether a conduct touches expression, religion, conscience, assembly or association."""
    return bool(EXPRESSIVE_RIGHTS & rights_of(conduct))


def named_family(conduct: Conduct, *, on_platform: bool = False) -> Family | None:
    """The family that a conduct's own id or title names; None where they name none.

    `on_platform` is whether a platform tells of it, where a post is speech and no job.
    """
    return _named(conduct, table().words) or (_named(conduct, table().platform) if on_platform else None)


def hinted_family(conduct: Conduct) -> Family | None:
    """The family that a word of the id or title may mean, among other things."""
    return _named(conduct, table().weak)


def named_rights(conduct: Conduct) -> frozenset[Right]:
    """Rights that a conduct's own id or title names: a protest is an assembly, whatever its labels."""
    return _rights(conduct, table().named)


def hinted_rights(conduct: Conduct) -> frozenset[Right]:
    """Rights that a word of the id or title may mean, among other things: a march, or a month."""
    return _rights(conduct, table().weakly_named)


def names_politics(conduct: Conduct) -> bool:
    """Whether a conduct's own id or title speaks of politics, which makes speech and assembly political."""
    return bool(_words(conduct) & {*table().politics})


def _named(conduct: Conduct, words: Mapping[Family, Iterable[str]]) -> Family | None:
    """The first family one of whose words is in the id or title."""
    own = _words(conduct)
    return next((family for family, known in words.items() if own & set(known)), None)


def _rights(conduct: Conduct, words: Mapping[Right, Iterable[str]]) -> frozenset[Right]:
    """Rights one of whose words is in the id or title."""
    own = _words(conduct)
    return frozenset(right for right, known in words.items() if own & set(known))


def _words(conduct: Conduct) -> set[str]:
    """The words of a conduct's id and title."""
    return words_of(f"{conduct.id} {conduct.title or ''}")


def words_of(text: str) -> set[str]:
    """The words of a text in small letters, those in -s without it, too."""
    words = set(re.findall(r"[a-z]+", text.lower()))
    return words | {word.removesuffix("s") for word in words}
