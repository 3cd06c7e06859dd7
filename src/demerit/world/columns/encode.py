"""From files to tables: one door for the whole of `Tables`, with a scheme and without."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.societies.error_tables import ErrorTable
from demerit.world.columns.encode_behaviour import encode_behaviour
from demerit.world.columns.encode_lessons import encode_lessons
from demerit.world.columns.encode_life import encode_life
from demerit.world.columns.encode_population import narrowed
from demerit.world.columns.encode_redress import encode_redress
from demerit.world.columns.encode_scheme import encode_scheme
from demerit.world.columns.encode_treatment import encode_treatment
from demerit.world.columns.plan import Plan
from demerit.world.columns.tables import NONE, Tables


def encode(plan: Plan, errors: dict[str, ErrorTable], *, judged: bool) -> Tables:
    """All tables of a world under the plan's scheme, or, `judged` off, of the same world without it."""
    arrays: dict[str, Any] = {
        **encode_life(plan),
        **encode_scheme(plan, errors),
        **encode_redress(plan),
        **encode_treatment(plan),
        **encode_behaviour(plan),
    }
    arrays = narrowed(plan, arrays)
    watched = np.array(arrays.pop("_watched"), np.int64)
    conducts = arrays["conducts"]
    conducts["watches"] = np.bincount(watched, minlength=len(conducts))
    conducts["first_watch"] = np.cumsum(conducts["watches"]) - conducts["watches"]
    if not judged:
        arrays["refused"] = np.full_like(arrays["refused"], NONE)
        arrays["prioritised"] = np.zeros_like(arrays["prioritised"])
        arrays["exposures"] = np.zeros_like(arrays["exposures"])
    arrays |= encode_lessons(plan, arrays["occasions"], arrays["refused"], arrays["delays"])
    if not judged or plan.frozen:
        conducts["mind"], arrays["minds"] = NONE, 0
    arrays = {
        name: np.ascontiguousarray(a) if isinstance(a, np.ndarray) else int(a) for name, a in arrays.items()
    }
    return Tables(
        judged=int(judged), responding=int(judged and not plan.frozen), last_day=plan.days, **arrays
    )
