"""Labels that contradict each other, the shared catalogue, or an act's name: asked about, never followed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from demerit.formats.vocabulary import Context, Family, Right
from demerit.law.needs import everyday, families
from demerit.schemes.contexts import relation
from demerit.schemes.rights import implied, named_family, named_rights, rights_of, table

if TYPE_CHECKING:
    from demerit.law.case import Case, Path, Spot
    from demerit.schemes.model import Conduct

Asked = tuple[str, "list[Spot]"]
"""A question and its lines."""


def otherwise(conduct: Conduct) -> Iterable[tuple[Family, str]]:
    """Families that a conduct may be of against its own label, each with what says so."""
    named, known = named_family(conduct), families().get(conduct.id)
    if named not in {None, conduct.family} and not implied(conduct.family, conduct.context):
        yield named, "its name"  # pyright: ignore[reportReturnType] - not None here
    if known is not None and known not in {conduct.family, named}:
        yield known, "the shared catalogue"


def suspected(case: Case, conduct: Conduct) -> dict[Context, str]:
    """Contexts that a conduct's data may come from against what the file says, each with what says so."""
    stated = case.generated(conduct)
    found: dict[Context, str] = {}
    for family, source in otherwise(conduct):
        fits = table().plausible.get(family, ())
        if family in table().implies and not set(stated) & set(fits):
            found[table().implies[family]] = source
    fits = table().plausible.get(conduct.family)
    if not any(relation(conduct.context, each) in {"same", "related"} for each in stated):
        found[conduct.context] = f"the context '{conduct.context}'"
    elif fits is not None and not set(stated) & set(fits) and conduct.family in table().implies:
        found[table().implies[conduct.family]] = f"the family '{conduct.family}'"
    return found


def rights_in_doubt(conduct: Conduct) -> frozenset[Right]:
    """Rights that an act touches only if its labels are wrong: by its name, or by the catalogue."""
    found = named_rights(conduct).union(*(implied(f, conduct.context) for f, _ in otherwise(conduct)))
    return found - rights_of(conduct)


def asked(case: Case) -> list[Asked]:
    """Questions on acts whose labels contradict, where another label leads to an unrelated context."""
    questions: dict[str, Asked] = {}
    for path in case.paths:
        for context, source in suspected(case, path.conduct).items():
            if path.treated is None or relation(context, path.treated) in {"unrelated", "unclear"}:
                act = path.conduct.id
                said = f"'{act}' is {context} by {source}, and {_stated(path)} by the file: which is it?"
                spots = [case.at("conducts", path.conduct), case.at("treatments", path.treatment)]
                questions.setdefault(said, (said, spots))
    return [*questions.values(), *_needs(case)]


def _stated(path: Path) -> str:
    """What the file says of where an act's data come from."""
    return ", ".join(path.generated)


def _needs(case: Case) -> list[Asked]:
    """Needs whose context the file's `assumes` puts otherwise than the shared catalogue, which holds."""
    found: list[Asked] = []
    for treatment in case.treatments:
        need = treatment.need or ""
        own, known = case.scheme.assumes.needs.get(need), everyday().get(need)
        if own is not None and known is not None and own.context != known[0]:
            said = f"`assumes` puts '{need}' in {own.context}, the catalogue in {known[0]}, which holds here."
            found.append((said, [case.at("treatments", treatment, "need")]))
    return found


def doubted(case: Case) -> list[Asked]:
    """Acts that exercise a right by their labels or name, and break general law by the file's word."""
    found: list[Asked] = []
    for conduct in case.conducts:
        touched = {*implied(conduct.family, conduct.context, exercised=True), *rights_in_doubt(conduct)}
        if touched and conduct.unlawful_under == "general-law":
            told = ", ".join(sorted(touched))
            said = f"Which general law forbids '{conduct.id}', and may it (it touches {told})?"
            found.append((said, [case.at("conducts", conduct)]))
    return found
