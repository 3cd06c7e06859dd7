"""Behaviour as tables: responses by family, caution, awareness, hardship."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from demerit.formats.values import number
from demerit.world.columns.cells import FloatArray
from demerit.world.columns.plan import FAMILIES, Plan
from demerit.world.columns.state import DECAY_BITS, FIXED


def encode_behaviour(plan: Plan) -> dict[str, Any]:
    """The arrays of `Tables` that behaviour fills."""
    behaviour, space = plan.behaviour, plan.space
    caution, hardship, friends = behaviour.caution, behaviour.hardship, behaviour.friends
    cuts = [space.table(each) for each in (friends.cut_when_fallen, friends.cut_when_exposed)]
    floor, tie = space.table(caution.floor), units(space.table(caution.tie))
    return {
        "pressure": _by_family(plan, "pressure"),
        "deterrence": _by_family(plan, "deterrence"),
        "reward": _by_family(plan, "reward"),
        "crowding": _by_family(plan, "crowding_out"),
        "denial": units(space.table(hardship.denial)),
        "exposure": units(space.table(hardship.exposure)),
        "caution_start": units(np.maximum(space.table(caution.start) - floor, 0.0)),
        "caution_floor": floor,
        "caution_own": units(space.table(caution.own)),
        "caution_tie": tie,
        "minding": int(tie.any()),
        "aware": space.table(behaviour.aware),
        "job_loss": units(space.table(hardship.job_loss)),
        "moving": int(any(cut.any() for cut in cuts)),
        "cut_when_fallen": cuts[0],
        "cut_when_exposed": cuts[1],
        "made_anew": space.table(friends.made_anew),
        "hardship_decay": decay(number(hardship.half_life_days), plan.days),
        "caution_decay": decay(number(caution.half_life_days), plan.days),
    }


def _by_family(plan: Plan, field: str) -> FloatArray:
    """One coefficient of every family: float64[F, cells, steps]; 0 for a family not in the file."""
    families = plan.behaviour.families
    return np.array(
        [plan.space.table(getattr(families[f], field) if f in families else 0.0) for f in FAMILIES]
    )


def units(values: FloatArray) -> npt.NDArray[np.int32]:
    """Hardship and caution as whole multiples of 2^-16."""
    return np.round(values * FIXED).astype(np.int32)


def decay(half_life_days: float, days: int) -> npt.NDArray[np.int64]:
    """What is left of a level after each number of days, in units of 2^-30: int64[days + 2]."""
    left = 0.5 ** (np.arange(days + 2) / half_life_days)
    return np.round(left * 2.0**DECAY_BITS).astype(np.int64)
