"""Labels that contradict each other, the shared catalogue, or an act's name: asked about, never obeyed.

Each is read both ways. The reading that touches more sets the status, and the question stands beside it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING, Final

from demerit.formats.vocabulary import Context
from demerit.law.needs import everyday
from demerit.law.readings import CATALOGUE, NAME, hinted, rights_hinted, rights_in_doubt, suspected
from demerit.schemes.contexts import relation
from demerit.schemes.rights import implied

if TYPE_CHECKING:
    from demerit.law.case import Case, Path, Spot
    from demerit.schemes.model import Conduct

Asked = tuple[str, "list[Spot]"]
"""A question and its lines."""
SAYING: Final = (NAME, CATALOGUE)
"""What says of which rights an act is, besides its own labels."""
MOST_ASKED: Final = 3
"""Acts whose labels are asked about one by one; of more, they are named."""


def where(case: Case, conducts: Iterable[Conduct]) -> str:
    """What is asked of acts whose labels contradict on where their data come from; empty of others."""
    return _counted(said for each in {c.id: c for c in conducts}.values() for said in _places(case, each))


def whether(case: Case, conducts: Iterable[Conduct], wanted: frozenset[str]) -> str:
    """What is asked of acts that touch some rights by their name or the catalogue alone; empty of others."""
    told: list[str] = []
    for each in {c.id: c for c in conducts}.values():
        doubts = sorted(rights_in_doubt(case.scheme, each) & wanted)
        said = f"'{each.id}' touches {' and '.join(doubts)} by its name or the catalogue alone: does it?"
        told += (_places(case, each, SAYING) or [said]) if doubts else []
    return _counted(told)


def _places(case: Case, conduct: Conduct, sources: Container[str] | None = None) -> list[str]:
    """The question on an act's context, for each label (of some) that says another."""
    return [
        _which(case, conduct, context, said)
        for context, said in suspected(case.scheme, conduct, case.stated(conduct)).items()
        if sources is None or said in sources
    ]


def _counted(questions: Iterable[str]) -> str:
    """Questions in a row, the first few of many."""
    asked = list(questions)
    more = len(asked) - MOST_ASKED
    rest = [f"{more} more contradict so."] if more > 0 else []
    return "".join(f" {said}" for said in (*asked[:MOST_ASKED], *rest))


def _which(case: Case, conduct: Conduct, context: Context, source: str) -> str:
    """The question which of two contexts holds."""
    stated = ", ".join(case.stated(conduct))
    return f"'{conduct.id}' is {context} by {source}, and {stated} by the file: which is it?"


def asked(case: Case) -> list[Asked]:
    """Questions on acts whose labels or words say otherwise, where that leads to a context not related."""
    questions: dict[str, Asked] = {}
    for path in case.paths:
        stated = case.stated(path.conduct)
        other = hinted(path.conduct, stated) | suspected(case.scheme, path.conduct, stated)
        for context, source in other.items():
            if path.treated is None or relation(context, path.treated) in {"unrelated", "unclear"}:
                said = _which(case, path.conduct, context, source)
                questions.setdefault(said, (said, _spots(case, path)))
    return [*questions.values(), *_needs(case)]


def _spots(case: Case, path: Path) -> list[Spot]:
    """The lines of an act and of what it leads to."""
    return [case.at("conducts", path.conduct), case.at("treatments", path.treatment)]


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
        touching = {
            *implied(conduct.family, conduct.context, exercised=True),
            *rights_in_doubt(case.scheme, conduct),
            *rights_hinted(case.scheme, conduct),
        }
        if touching and conduct.unlawful_under == "general-law":
            told = ", ".join(sorted(touching))
            said = f"Which general law forbids '{conduct.id}', and may it (it touches {told})?"
            found.append((said, [case.at("conducts", conduct)]))
    return found
