"""Labels that contradict each other, the shared catalogue, or an act's name: asked about, never obeyed.

Each is read both ways. The reading that touches more sets the status, and the question stands beside it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING, Final

from demerit.formats.vocabulary import EXPRESSIVE_RIGHTS, Context
from demerit.law.needs import everyday
from demerit.law.readings import (
    CATALOGUE,
    NAME,
    exercised,
    hinted,
    places_named,
    political_by_name,
    rights_hinted,
    rights_in_doubt,
    suspected,
)
from demerit.schemes.contexts import relation
from demerit.schemes.rights import implied

if TYPE_CHECKING:
    from demerit.law.case import Case, Path, Spot
    from demerit.schemes.model import Conduct
    from demerit.schemes.treatments import Treatment

Doubt = tuple[str, "list[Spot]"]
"""A question and its lines."""
SAYING: Final = (NAME, CATALOGUE)
"""What says of which rights an act is, besides its own labels."""
MOST_ASKED: Final = 3
"""Acts whose labels are asked about one by one; of more, they are named."""


def where(case: Case, conducts: Iterable[Conduct]) -> str:
    """What is asked of acts whose labels contradict on where their data come from; empty of others."""
    return _counted(
        question for conduct in {c.id: c for c in conducts}.values() for question in _places(case, conduct)
    )


def whether(case: Case, conducts: Iterable[Conduct], wanted: frozenset[str]) -> str:
    """What is asked of acts that touch some rights by their name or the catalogue alone; empty of others."""
    questions: list[str] = []
    for conduct in {c.id: c for c in conducts}.values():
        doubts = sorted(rights_in_doubt(case.scheme, conduct) & wanted)
        question = (
            f"'{conduct.id}' touches {' and '.join(doubts)} by its name or the catalogue alone: does it?"
        )
        questions += (_places(case, conduct, SAYING) or [question]) if doubts else []
    return _counted(questions)


def whether_politics(case: Case, conducts: Iterable[Conduct]) -> str:
    """What is asked of speech and assembly that are politics by their name alone; empty of others."""
    political = {c.id: c for c in conducts if political_by_name(case.scheme, c)}
    return _counted(
        f"'{c.id}' is politics by its name, and {c.context} by the file: is it?" for c in political.values()
    )


def _places(case: Case, conduct: Conduct, sources: Container[str] | None = None) -> list[str]:
    """The question on an act's context, for each label (of some) that says another."""
    return [
        _which(case, conduct, context, source)
        for context, source in (
            places_named(case.feeding(conduct)) | suspected(case.scheme, conduct, case.stated(conduct))
        ).items()
        if sources is None or source in sources
    ]


def _counted(questions: Iterable[str]) -> str:
    """Questions in a row, the first few of many."""
    asked = list(questions)
    more = len(asked) - MOST_ASKED
    rest = [f"{more} more contradict so."] if more > 0 else []
    return "".join(f" {question}" for question in (*asked[:MOST_ASKED], *rest))


def _which(case: Case, conduct: Conduct, context: Context, source: str) -> str:
    """The question which of two contexts holds."""
    stated = ", ".join(case.stated(conduct))
    return f"'{conduct.id}' is {context} by {source}, and {stated} by the file: which is it?"


def asked(case: Case) -> list[Doubt]:
    """Questions on acts whose labels or words say otherwise, where that leads to a context not related."""
    questions: dict[str, Doubt] = {}
    for path in case.paths:
        stated = case.stated(path.conduct)
        other = hinted(path.conduct, stated) | suspected(case.scheme, path.conduct, stated)
        other |= places_named(case.feeding(path.conduct))
        for context, source in other.items():
            if path.treated is None or relation(context, path.treated) in {"unrelated", "unclear"}:
                question = _which(case, path.conduct, context, source)
                questions.setdefault(question, (question, _spots(case, path)))
    return [*questions.values(), *_needs(case)]


def _spots(case: Case, path: Path) -> list[Spot]:
    """The lines of an act and of what it leads to."""
    return [case.at("conducts", path.conduct), case.at("treatments", path.treatment)]


def _needs(case: Case) -> list[Doubt]:
    """Needs whose context the file's `assumes` puts otherwise than the shared catalogue, which holds."""
    questions: list[Doubt] = []
    for treatment in case.treatments:
        need = treatment.need or ""
        own, known = case.scheme.assumes.needs.get(need), everyday().get(need)
        question = _need(case, treatment)
        if own is not None and known is not None and own.context != known[0]:
            question = (
                f"`assumes` puts '{need}' in {own.context}, the catalogue in {known[0]}, which holds here."
            )
        if question:
            questions.append((question, [case.at("treatments", treatment, "need")]))
    return questions


def which_need(case: Case, treatments: Iterable[Treatment]) -> str:
    """What is asked of treatments that state another context than the file gives their need."""
    by_id = {t.id: t for t in treatments}
    return _counted(question for t in by_id.values() if (question := _need(case, t)))


def _need(case: Case, treatment: Treatment) -> str:
    """The question which context of a need holds; empty where the file states one."""
    other = case.own_word(treatment)
    if other is None:
        return ""
    need = f"'{treatment.need}' of '{treatment.id}'"
    return f"{need} is {case.treated(treatment)} by `assumes`, and {other} by the treatment: which is it?"


def doubted(case: Case) -> list[str]:
    """What is asked of acts that use a right by labels, name or catalogue, and by the file break the law."""
    return [question for conduct in case.conducts if (question := _law(case, conduct))]


def which_law(case: Case, conducts: Iterable[Conduct]) -> str:
    """What is asked of acts that use a right and are said to break a law that the file does not show."""
    by_id = {conduct.id: conduct for conduct in conducts}
    return _counted(question for conduct in by_id.values() if (question := _law(case, conduct)))


def _law(case: Case, conduct: Conduct) -> str:
    """The question which law forbids an act that touches a right; empty where none is said to."""
    touching = {
        *exercised(case.scheme, conduct) & EXPRESSIVE_RIGHTS,
        *implied(conduct.family, conduct.context, exercised=True),
        *rights_in_doubt(case.scheme, conduct),
        *rights_hinted(case.scheme, conduct),
    }
    if not touching or conduct.lawful is not False or conduct.unlawful_under == "scheme":
        return ""
    rights = ", ".join(sorted(touching))
    return f"Which general law forbids '{conduct.id}', and may it (it touches {rights})?"
