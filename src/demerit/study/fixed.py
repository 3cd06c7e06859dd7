"""Life, fixed before any world starts, for all the schemes that are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from demerit.formats.occasions import Assumes, Need, Opportunity
from demerit.formats.reading import Document
from demerit.formats.vocabulary import Family, Kind
from demerit.schemes.model import Scheme
from demerit.societies.life import FixedLife, fix_life
from demerit.societies.model import Society

E = TypeVar("E", Opportunity, Need)


def life_of(schemes: Sequence[Document[Scheme]], society: Document[Society]) -> FixedLife:
    """The society's own life, plus what all schemes compared assume and name.

    Raises `FileInvalid` where two schemes disagree or one names what nobody lives.
    """
    named = {
        name
        for scheme in schemes
        for name in (
            *(conduct.id for conduct in scheme.model.conducts),
            *(treatment.need for treatment in scheme.model.treatments if treatment.need is not None),
        )
    }
    assumed = [(scheme.name, with_kinds(scheme.model)) for scheme in schemes]
    life = fix_life(society, assumed, named, schemes=schemes)
    families: dict[str, Family] = {
        conduct.id: conduct.family
        for scheme in reversed(schemes)
        for conduct in reversed(scheme.model.conducts)
    }
    return with_families(life, families)


def with_kinds(scheme: Scheme) -> Assumes:
    """What a scheme assumes, each entry with the kind of subject of the rules that name it."""
    kinds: dict[str, Kind] = {conduct.id: conduct.subject for conduct in scheme.conducts}
    kinds |= {treatment.need: treatment.subject for treatment in scheme.treatments if treatment.need}
    needs = {name: _of(need, kinds.get(name)) for name, need in scheme.assumes.needs.items()}
    kinds |= {need.opens: need.kind for need in needs.values() if need.opens and need.kind}
    opportunities: dict[str, Opportunity] = {}
    for name, opportunity in scheme.assumes.opportunities.items():
        led_to = (name, opportunity.takes or name, opportunity.leaves or name)
        opportunities[name] = _of(opportunity, next((kinds[end] for end in led_to if end in kinds), None))
    return Assumes(opportunities=opportunities, needs=needs)


def _of(entry: E, kind: Kind | None) -> E:
    """An entry of this kind of subject, unless it says itself of which."""
    known = entry.kind is not None or kind in (None, "person")
    return entry if known else entry.model_copy(update={"kind": kind})


def with_families(life: FixedLife, families: Mapping[str, Family]) -> FixedLife:
    """Give opportunities of no family that of their conduct in the first scheme that scores it.

    Propensities and the pressure of hardship go by family, and must not change from world to world.
    """
    opportunities = dict(life.opportunities)
    for name, opportunity in life.opportunities.items():
        conducts = (opportunity.takes or name, opportunity.leaves)
        known = (families.get(conduct) for conduct in conducts if conduct)
        family = next((named for named in known if named), None)
        if opportunity.family is None and family is not None:
            opportunities[name] = opportunity.model_copy(update={"family": family})
    return replace(life, opportunities=opportunities)
