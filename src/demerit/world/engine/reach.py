"""How far the rollout reaches: which districts a phase covers, and how closely each kind is watched."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from demerit.luck.batch import words_of_all
from demerit.luck.purposes import ROLLOUT
from demerit.world.columns.plan import Plan


def covers_of(plan: Plan, district: int) -> npt.NDArray[np.uint8]:
    """Which phases cover a district: uint8[phases] of 0 and 1.

    Districts come in one order, drawn for the society: who is covered early stays covered as the share
    of districts grows.
    """
    districts = plan.recipe.districts
    place = order_of(plan.recipe.seed, districts)[district]
    phases = plan.scheme.phases
    return np.array([place < round(phase.districts * districts) for phase in phases], np.uint8)


def reach_of(plan: Plan, district: int) -> npt.NDArray[np.float64]:
    """What multiplies detection and alarms in a district: float64[phases, kinds], 0 where not covered."""
    rows = [[phase.attention.get(kind, 1.0) for kind in plan.kinds] for phase in plan.scheme.phases]  # type: ignore[call-overload]
    return np.array(rows, np.float64) * covers_of(plan, district)[:, None]


@lru_cache(maxsize=4)
def order_of(seed: int, districts: int) -> npt.NDArray[np.int64]:
    """Each district's place in the order in which a rollout covers them: int64[districts]."""
    words = np.zeros(districts, np.uint32)
    words_of_all(np.uint64(seed), 0, ROLLOUT, 0, words)
    return np.argsort(np.argsort(words, kind="stable"), kind="stable")
