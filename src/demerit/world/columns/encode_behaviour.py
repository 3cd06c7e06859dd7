"""Behaviour as tables: responses by family, caution, certainty, awareness, hardship."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from demerit.formats.values import number
from demerit.societies.behaviour import Certainty
from demerit.world.columns.cells import FloatArray
from demerit.world.columns.encode_scheme import punished
from demerit.world.columns.plan import FAMILIES, Plan
from demerit.world.columns.state import (
    CAUTION_FIXED,
    DECAY_BITS,
    FIXED,
    OWN_UNSEEN,
    TIE_RECORD,
    TIE_UNSEEN,
    TIES,
)

HELD: Final = Certainty(prior=1.0, reference=1.0, floor=1.0)
"""Where a file says nothing of it: as certain as the reference, always."""


def encode_behaviour(plan: Plan) -> dict[str, Any]:
    """The arrays of `Tables` that behaviour fills."""
    behaviour, space = plan.behaviour, plan.space
    hardship, friends = behaviour.hardship, behaviour.friends
    cuts = [space.table(share) for share in (friends.cut_when_fallen, friends.cut_when_exposed)]
    return {
        "pressure": _by_family(plan, "pressure"),
        "deterrence": _by_family(plan, "deterrence"),
        "surveillance": _by_family(plan, "surveillance"),
        "reward": _by_family(plan, "reward"),
        "crowding": _by_family(plan, "crowding_out"),
        "denial": units(space.table(hardship.denial)),
        "exposure": units(space.table(hardship.exposure)),
        "minds": len(punished(plan)),
        **_minding(plan),
        "aware": space.table(behaviour.aware),
        "job_loss": units(space.table(hardship.job_loss)),
        "moving": int(any(cut.any() for cut in cuts)),
        "cut_when_fallen": cuts[0],
        "cut_when_exposed": cuts[1],
        "made_anew": space.table(friends.made_anew),
        "hardship_decay": decay(number(hardship.half_life_days), plan.days),
    }


def _minding(plan: Plan) -> dict[str, Any]:
    """What moves caution and certainty; whether there is anything to tell ties, or to learn from silence."""
    caution, space = plan.behaviour.caution, plan.space
    sure = plan.behaviour.certainty or HELD
    across = space.table(plan.behaviour.across_families)
    floor, expected = space.table(caution.floor), space.table(sure.floor)
    raised = [space.table(points) for points in (caution.own, caution.tie)]
    moved = [space.table(points) for points in (sure.own, sure.unseen, sure.tie, sure.tie_unseen)]
    reference = number(sure.reference)
    return {
        "caution_start": units(np.maximum(space.table(caution.start) - floor, 0.0), CAUTION_FIXED),
        "caution_floor": floor,
        "caution_raised": units(np.array([[points, points * across] for points in raised]), CAUTION_FIXED),
        "caution_decay": decay(number(caution.half_life_days), plan.days),
        "certainty_prior": units(np.maximum(space.table(sure.prior) - expected, 0.0), FIXED - 1),
        "certainty_floor": expected / reference,
        "certainty_room": units(1.0 - expected, FIXED - 1),
        "certainty_unit": np.array([1.0 / FIXED / reference]),
        "certainty_moved": units(np.array([[points, points * across] for points in moved])),
        "certainty_decay": decay(number(sure.half_life_days), plan.days),
        "telling": int(any(points.any() for points in (raised[TIES], moved[TIE_RECORD], moved[TIE_UNSEEN]))),
        "unseen": int(any(points.any() for points in (moved[OWN_UNSEEN], moved[TIE_UNSEEN]))),
    }


def _by_family(plan: Plan, field: str) -> FloatArray:
    """One coefficient of every family: float64[F, cells, steps]; 0 for a family not in the file."""
    families = plan.behaviour.families
    return np.array(
        [plan.space.table(getattr(families[f], field) if f in families else 0.0) for f in FAMILIES]
    )


def units(values: FloatArray, one: int = FIXED) -> npt.NDArray[np.int32]:
    """Levels and shares as whole numbers of so many to one."""
    return np.round(values * one).astype(np.int32)


def decay(half_life_days: float, days: int) -> npt.NDArray[np.int64]:
    """What is left of a level after each number of days, in units of 2^-30: int64[days + 2]."""
    left = 0.5 ** (np.arange(days + 2) / half_life_days)
    return np.round(left * 2.0**DECAY_BITS).astype(np.int64)
