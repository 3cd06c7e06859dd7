"""Life, fixed before any world starts, for all the schemes that are compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from demerit.formats.reading import Document
from demerit.formats.vocabulary import Family
from demerit.scheme.model import Scheme
from demerit.society.life import FixedLife, fix_life
from demerit.society.model import Society


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
    assumed = [(scheme.name, scheme.model.assumes) for scheme in schemes]
    life = fix_life(society, assumed, named, schemes=schemes)
    families: dict[str, Family] = {
        conduct.id: conduct.family
        for scheme in reversed(schemes)
        for conduct in reversed(scheme.model.conducts)
    }
    return with_families(life, families)


def with_families(life: FixedLife, families: Mapping[str, Family]) -> FixedLife:
    """Give opportunities of no family that of their conduct in the first scheme that scores it.

    Propensities and the pressure of hardship go by family, and must not change from world to world.
    """
    opportunities = dict(life.opportunities)
    for name, opportunity in life.opportunities.items():
        conducts = (opportunity.takes or name, opportunity.leaves)
        known = (families.get(conduct) for conduct in conducts if conduct)
        family = next((found for found in known if found), None)
        if opportunity.family is None and family is not None:
            opportunities[name] = opportunity.model_copy(update={"family": family})
    return replace(life, opportunities=opportunities)
