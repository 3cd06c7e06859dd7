"""What an act's other labels say: the shared catalogue, its name, its family and context against each other.

Labels that contradict are read both ways, and what touches more is followed; a word that may mean something
else is a hint, and is only asked about.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, get_args

from demerit.formats.vocabulary import EXPRESSIVE_RIGHTS, Context, Family, Right
from demerit.law import rights
from demerit.law.needs import families
from demerit.schemes.contexts import relation
from demerit.schemes.rights import (
    hinted_family,
    hinted_rights,
    implied,
    named_family,
    named_rights,
    names_politics,
    rights_of,
    table,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from demerit.formats.vocabulary import Special
    from demerit.schemes.model import Conduct, Data, Scheme


NAME: Final = "its name"
CATALOGUE: Final = "the shared catalogue"


def otherwise(scheme: Scheme, conduct: Conduct) -> list[tuple[Family, str]]:
    """Families that a conduct is of against its own label, each with what says so."""
    on_platform = any(c.id in conduct.channels and c.kind == "platform" for c in scheme.channels)
    named, known = named_family(conduct, on_platform=on_platform), families().get(conduct.id)
    labels: list[tuple[Family, str]] = []
    if named is not None and named != conduct.family and not implied(conduct.family, conduct.context):
        labels.append((named, NAME))
    if known is not None and known not in {conduct.family, named}:
        labels.append((known, CATALOGUE))
    return labels


def suspected(scheme: Scheme, conduct: Conduct, stated: Sequence[Context]) -> dict[Context, str]:
    """Contexts that a conduct's data come from by another label than the file's, each with what says so."""
    contexts: dict[Context, str] = {}
    for family, source in otherwise(scheme, conduct):
        _imply(contexts, family, stated, source)
    fits = table().plausible.get(conduct.family)
    if not any(relation(conduct.context, context) in {"same", "related"} for context in stated):
        contexts[conduct.context] = f"the context '{conduct.context}'"
    elif fits is not None and not set(stated) & set(fits) and conduct.family in table().implies:
        contexts[table().implies[conduct.family]] = f"the family '{conduct.family}'"
    return contexts


def hinted(conduct: Conduct, stated: Sequence[Context]) -> dict[Context, str]:
    """Contexts that a word of the name may mean, among other things: asked about, and not followed."""
    named = hinted_family(conduct)
    contexts: dict[Context, str] = {}
    if named is not None and named != conduct.family and not implied(conduct.family, conduct.context):
        _imply(contexts, named, stated, NAME)
    return contexts


def _imply(contexts: dict[Context, str], family: Family, stated: Iterable[Context], source: str) -> None:
    """Add the context that a family implies, where none of the stated ones fits the family."""
    if family in table().implies and not set(stated) & set(table().plausible.get(family, ())):
        contexts[table().implies[family]] = source


SPOKEN: Final[frozenset[Right]] = frozenset({"expression", "assembly"})
"""Rights whose acts are politics where their name says so."""


def is_politics(scheme: Scheme, conduct: Conduct) -> bool:
    """Whether an act is politics: by its context, or as speech or assembly whose name says politics."""
    return conduct.context == "politics" or political_by_name(scheme, conduct)


def political_by_name(scheme: Scheme, conduct: Conduct) -> bool:
    """Whether an act is politics by its name alone, against the file's own context."""
    spoken = bool(touched(scheme, conduct) & SPOKEN)
    return conduct.context != "politics" and spoken and names_politics(conduct)


def special_of(data: Data) -> frozenset[str]:
    """What is special about data: as the file lists it, and by the words of their own id."""
    return frozenset(data.special) | _special(data, table().special)


def special_hinted(data: Data) -> frozenset[str]:
    """What a word of the id of data may mean: health insurance tells of health, or of a contract."""
    return _special(data, table().weakly_special)


def _special(data: Data, words: Mapping[Special, Sequence[str]]) -> frozenset[str]:
    """What some words say, of those that are in the id of data."""
    own = words_of(data.id)
    return frozenset(special for special, known in words.items() if own & {*known})


def places_named(data: Iterable[Data]) -> dict[Context, str]:
    """Contexts that the ids of data name, where none is near to where the file has them from."""
    return {
        context: f"the name of '{entry.id}'"
        for entry in data
        for context in get_args(Context)
        if context in words_of(entry.id)
        and entry.generated_in is not None
        and relation(context, entry.generated_in) not in {"same", "related"}
    }


def breaks_general_law(scheme: Scheme, conduct: Conduct) -> bool:
    """Whether an act breaks more than the scheme's own rules.

    Of speech, belief and assembly a file's word is not enough, nor its silence: they are free unless a law is
    shown that forbids them, and the law that sets up the scheme is none (Covenant, Articles 18(3) and 19(3)).
    """
    if conduct.lawful is True or conduct.unlawful_under == "scheme":
        return False
    return forbidden_by(scheme, conduct) is not None or not exercised(scheme, conduct) & EXPRESSIVE_RIGHTS


def within_law(scheme: Scheme, conduct: Conduct) -> bool:
    """Whether an act breaks no general law: by the file, or as one of a family that laws leave free."""
    if conduct.lawful is True or conduct.unlawful_under == "scheme":
        return True
    known = {conduct.family, *(family for family, _ in otherwise(scheme, conduct))}
    return bool(known & {*table().free}) and forbidden_by(scheme, conduct) is None


def forbidden_by(scheme: Scheme, conduct: Conduct) -> str | None:
    """The law that an act is said to break, by its own source; None for no law, or the scheme's own."""
    source = scheme.sources.get(conduct.source or "")
    if conduct.lawful is not False or source is None or source.kind != "law":
        return None
    rules = (*scheme.bands, *scheme.treatments, *scheme.channels)
    return None if any(rule.source == conduct.source for rule in rules) else conduct.source


def rights_in_doubt(scheme: Scheme, conduct: Conduct) -> frozenset[Right]:
    """Rights that an act touches by its name or the catalogue, and not by its labels."""
    implications = (implied(family, conduct.context) for family, _ in otherwise(scheme, conduct))
    return named_rights(conduct).union(*implications) - rights_of(conduct)


def rights_hinted(scheme: Scheme, conduct: Conduct) -> frozenset[Right]:
    """Rights that a word of an act's name may mean, and nothing else says."""
    family = hinted_family(conduct)
    hints = hinted_rights(conduct).union(implied(family, conduct.context) if family else ())
    return hints - touched(scheme, conduct)


def touched(scheme: Scheme, conduct: Conduct) -> frozenset[Right]:
    """Rights that an act touches, by the reading of its labels that touches more."""
    return rights_of(conduct) | rights_in_doubt(scheme, conduct)


def exercised(scheme: Scheme, conduct: Conduct) -> frozenset[Right]:
    """Rights that somebody uses by doing the act, by the reading of its labels that touches more."""
    implications = (
        implied(family, conduct.context, exercised=True) for family, _ in otherwise(scheme, conduct)
    )
    return rights.exercised(conduct) | (named_rights(conduct).union(*implications) & rights.EXERCISED)
