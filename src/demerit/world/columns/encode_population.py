"""Who is scored, as tables: outside the population no record, no treatment, no response.

Everything that a scheme does goes by tables over cells, so that leaving cells out of a scheme is a matter of
noughts in them. One thing is not: a need meets the treatments of a band, whoever is in it, so the kernel asks
`inside` there. Organisations are never left out.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from demerit.formats.occasions import Need, Opportunity
from demerit.world.columns.cells import FloatArray
from demerit.world.columns.encode_life import befalls
from demerit.world.columns.plan import PERSON_KIND, Plan

STEPPED: Final = ("low", "high", "detects", "influence", "aware")
"""Tables of [..., cells, steps] that are nought for whoever is not scored."""


def inside(plan: Plan) -> npt.NDArray[np.bool_]:
    """Which cells the scheme scores: bool[cells]; all where it narrows nothing."""
    population, space = plan.scheme.population, plan.space
    scored = np.ones(space.cells, np.bool_)
    if population is None:
        return scored
    scored &= befalls(space, plan, population.who) > 0
    named = [_befalls_ever(plan, name, plan.life.opportunities[name]) for name in population.opportunities]
    named += [_befalls_ever(plan, name, plan.life.needs[name]) for name in population.needs]
    if named:
        scored &= np.any(named, axis=0)
    return scored | (space.kind_of != plan.kinds.index(PERSON_KIND))


def _befalls_ever(plan: Plan, name: str, occasion: Opportunity | Need) -> npt.NDArray[np.bool_]:
    """Whom life brings an occasion, at whatever rate, or opens it by a need: bool[cells]."""
    space = plan.space
    mine: FloatArray = befalls(space, plan, occasion.who, occasion.kind)
    often = space.table(occasion.per_year or 0.0)[:, 0] > 0
    befalls_ever = (mine > 0) & (often | bool(occasion.at_days))
    for other, need in plan.life.needs.items():
        if isinstance(occasion, Opportunity) and need.opens == name:
            befalls_ever |= (mine > 0) & _befalls_ever(plan, other, need)
    return befalls_ever


def with_traits(plan: Plan, scores: npt.NDArray[np.int32], cells: npt.NDArray[Any]) -> npt.NDArray[np.int32]:
    """Start scores of persons with what they are worth for what they are: int32[n], within the score.

    The cells may be those of the start scores before: no trait's points go by them.
    """
    worth = sum((plan.space.table(trait.points)[:, 0] for trait in plan.scheme.traits), np.zeros(1))
    added = scores + np.where(inside(plan), np.round(worth), 0.0).astype(np.int64)[cells]
    return np.clip(added, plan.scheme.score.min, plan.scheme.score.max).astype(np.int32)


def narrowed(plan: Plan, arrays: dict[str, Any]) -> dict[str, Any]:
    """The tables with noughts for whoever is not scored, and `inside`: uint8[cells]."""
    scored = inside(plan)
    narrow = {**arrays, "inside": scored.astype(np.uint8)}
    if scored.all():
        return narrow
    narrow |= {name: arrays[name] * scored[:, None] for name in STEPPED}
    narrow["weight"] = arrays["weight"] * scored[:, None]
    narrow["alarm_rate"] = arrays["alarm_rate"] * scored
    return narrow
