"""Conditions that no scheme file can settle: an AI system, use in the Union, a State bound by a treaty."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from demerit.formats.reading import read
from demerit.formats.values import Model
from demerit.law.case import Case
from demerit.law.elements.element import Seen, element, negated, shown, unknown
from demerit.law.law import DATA

PHRASES = {
    "ai-system": "an AI system makes the score",
    "in-union": "it is used in the Union",
    "state-party": "the State is bound by the Covenant",
    "union-law": "it is a matter of Union law",
    "not-police": "no police or prosecutor does it",
    "echr-party": "the State is a party to the Convention",
}
"""How a condition is said after 'provided'."""


class Union(Model):
    """Names that say 'in the Union'."""

    format: Literal["demerit/scope/1"]
    union: tuple[str, ...]
    member_states: tuple[str, ...]
    united_states: tuple[str, ...]
    canada: tuple[str, ...]
    source: str


@cache
def places(*lists: str) -> re.Pattern[str]:
    """Matches the names of some of the file's lists, whole words only."""
    names = read(DATA / "scope.yaml", Union, name="scope.yaml").model
    wanted = [re.escape(name) for listing in lists for name in getattr(names, listing)]
    return re.compile(rf"\b({'|'.join(wanted)})(?!\w)")


@element("ai-system")
def ai_system(case: Case) -> Seen:
    """Whether an AI system makes the score, or what goes into it, or the decision."""
    use, spot = case.scheme.use, case.use("use", "ai")
    if use.ai in {"score", "decision"}:
        return shown(f"The file says that AI makes the {use.ai}; Article 3(1) decides whether it does.", spot)
    if use.ai == "inputs":
        return unknown(
            "AI makes what goes into the score. Is the whole, score included, one AI system?", spot
        )
    if use.ai is None:
        return unknown(
            "The file does not say how the score is made. Is it a system that infers (Article 3(1))?", spot
        )
    doubts = _doubts(case)
    if doubts:
        return unknown(
            f"The file says that there is no AI, but {doubts}. Is that a system that infers?", spot
        )
    return negated("The file says that there is no AI.", spot)


def _doubts(case: Case) -> str:
    """What in the file speaks against its own word that there is no AI; empty where nothing does."""
    if any(channel.biometric != "none" for channel in case.channels):
        return "a channel recognises people by their bodies"
    if any(data.about in {"inferred", "predicted"} for data in case.data):
        return "some data are inferred or predicted"
    return "that a machine decides" if case.scheme.use.decided_by == "machine" else ""


@element("in-union")
def in_union(case: Case) -> Seen:
    """Whether it is used in the Union; a place elsewhere settles nothing, as the output may be used here."""
    place, spot = case.scheme.use.place, case.use("use", "place")
    match = places("union", "member_states").search(place or "")
    if match:
        return shown(f"The file names {match[1]}.", spot)
    if place is None:
        return unknown("The file names no place. Is it used in the Union, or its output?", spot)
    return unknown(
        "Is the output used in the Union (Article 2(1)(c))? The file names a place elsewhere.", spot
    )


@element("state-party")
def state_party(case: Case) -> Seen:
    """Whether the State is bound by the Covenant: ratified, not only signed."""
    return unknown(
        "Has the State ratified the Covenant, and without a reservation here?", case.use("use", "place")
    )


@element("union-law")
def union_law(case: Case) -> Seen:
    """Whether the Union acts, or a Member State implementing its law (Charter, Article 51)."""
    basis, spot = case.scheme.use.legal_basis or "", case.use("use", "legal_basis")
    if re.search(r"\b(Regulation|Directive|Decision) \((EU|EC)\)", basis):
        return shown(f"It rests on Union law, by the file: '{basis}'.", spot)
    return unknown("Is this done by the Union, or by a Member State implementing its law?", spot)
