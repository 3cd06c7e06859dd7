"""From files to tables: one door for the whole of `Tables`, with a scheme and without."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from demerit.societies.error_tables import ErrorTable
from demerit.world.columns.encode_behaviour import encode_behaviour
from demerit.world.columns.encode_courses import encode_courses, mean_act
from demerit.world.columns.encode_life import encode_life, rates
from demerit.world.columns.encode_population import narrowed
from demerit.world.columns.encode_redress import encode_redress
from demerit.world.columns.encode_scheme import encode_scheme
from demerit.world.columns.encode_treatment import encode_treatment, investigation_days, paid_per_day
from demerit.world.columns.plan import Plan
from demerit.world.columns.tables import NONE, Tables

WORTH_A_HAND: Final = (
    0.1  # share of what is drawn ahead that must be needed: one at a time takes ten times as long
)


def encode(plan: Plan, errors: dict[str, ErrorTable], *, judged: bool, ledger: bool = True) -> Tables:
    """All tables of a world under the plan's scheme, or, `judged` off, of the same world without it.

    Without a `ledger` to be kept, entries are written only where something else reads them.
    """
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
    arrays |= first_looks(plan, arrays, judged=judged)
    if not judged:
        arrays["refused"] = np.full_like(arrays["refused"], NONE)
        arrays["prioritised"] = np.zeros_like(arrays["prioritised"])
        arrays["exposures"] = np.zeros_like(arrays["exposures"])
    arrays |= lessons(plan, arrays["occasions"], arrays["refused"], arrays["delays"])
    if not judged or plan.frozen:
        conducts["mind"], arrays["minds"] = NONE, 0
    if not arrays["minds"]:
        arrays["telling"] = arrays["unseen"] = 0
    arrays["occasions"]["lifted"] = lifted(arrays)
    arrays |= encode_courses(plan, arrays, judged=judged)
    arrays["crossing"] = crosses(arrays, judged=judged)
    arrays["rows"] = ledger or reads_entries(plan, arrays)
    arrays = {
        name: np.ascontiguousarray(a) if isinstance(a, np.ndarray) else int(a) for name, a in arrays.items()
    }
    return Tables(
        judged=int(judged), responding=int(judged and not plan.frozen), last_day=plan.days, **arrays
    )


def lessons(
    plan: Plan, occasions: npt.NDArray[Any], refused: npt.NDArray[np.int16], delays: npt.NDArray[np.uint8]
) -> dict[str, Any]:
    """What refusals teach: `again` and `instead`, a row a need that is denied in some band.

    Marks in `occasions` which need has which row. `refused` is the treatment of each occasion and band,
    `delays` which treatments put off and do not deny.
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


def lifted(arrays: dict[str, Any]) -> npt.NDArray[np.bool_]:
    """Which occasions a response may make more likely to be taken: by a gain, or by a loss for letting go."""
    gains = ((arrays["low"] + arrays["high"]) > 0).any(axis=(1, 2))
    occasions = arrays["occasions"]
    return np.append(gains, False)[occasions["takes"]] | (occasions["leaves"] != NONE)  # NONE: the last


def first_looks(plan: Plan, arrays: dict[str, Any], *, judged: bool) -> dict[str, Any]:
    """The luck of each occasion's first look, and whether so many are looked at that it is drawn ahead."""
    occasions, conducts = arrays["occasions"], arrays["conducts"]
    watched = np.append(conducts["watches"] > 0, False)[occasions["takes"]] & judged  # NONE: the last
    first = np.append(conducts["first_watch"], 0)[occasions["takes"]] * watched
    luck = arrays["channel_luck"][arrays["watch_channel"][first]] if watched.any() else first
    rate = rates(plan)
    looks = (rate * mean_act(plan, arrays) * watched[:, None]).sum()
    return {"first_look": (luck * watched).astype(np.int64), "looks": looks > WORTH_A_HAND * rate.sum()}


def reads_entries(plan: Plan, arrays: dict[str, Any]) -> bool:
    """Whether anything but a table of them reads single entries: what follows from one, or a spell's cost."""
    follows = len(arrays["influence_ties"]) > 0 or arrays["redress"] or arrays["providers"] > 1
    costs = any(days.any() for days in (*paid_per_day(plan), investigation_days(plan)))
    return bool(follows or costs)


def crosses(arrays: dict[str, Any], *, judged: bool) -> bool:
    """Whether what one subject does or suffers may reach another, or anything waits for a morning.

    Where nothing does, a subject's days can be lived one after the other, before the next subject's.
    """
    occasions = arrays["occasions"]
    always = (len(arrays["followed"]), len(arrays["schedule_kind"]), arrays["turnover"].any())
    under_a_scheme = (
        arrays["misnames"].any(), len(arrays["alarm_channel"]), len(arrays["influence_ties"]),
        len(arrays["override_band"]), arrays["fade_every"], arrays["redress"], arrays["telling"],
        arrays["moving"], arrays["sent"].any(), len(arrays["phase_providers"]) > 1,
        occasions["by_employer"].any(),
    )  # fmt: skip
    return any(always) or (judged and any(under_a_scheme))
