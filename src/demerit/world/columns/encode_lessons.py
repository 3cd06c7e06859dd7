"""What refusals teach, as tables: for the needs that the scheme denies in some band."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from demerit.world.columns.plan import Plan
from demerit.world.columns.tables import NONE


def encode_lessons(
    plan: Plan, occasions: npt.NDArray[Any], refused: npt.NDArray[np.int16], delays: npt.NDArray[np.uint8]
) -> dict[str, Any]:
    """`again` and `instead`, a row a lesson; marks in `occasions` which need has which.

    `refused` is the treatment of each occasion and band, `delays` which treatments put off and do not deny.
    """
    space = plan.space
    again, instead = [], []
    for name in plan.needs:
        rule, number = plan.life.needs[name].refused, plan.need_number(name)
        denied = any(treatment != NONE and delays[treatment] == 0 for treatment in refused[number])
        if rule is None or not denied:
            continue
        occasions["lesson"][number] = len(instead)
        again.append(space.table(rule.again))
        instead.append(NONE if rule.instead is None else plan.need_number(rule.instead))
    shape = (len(again), space.cells, space.steps)
    return {"again": np.array(again).reshape(shape), "instead": np.array(instead, np.int16)}
