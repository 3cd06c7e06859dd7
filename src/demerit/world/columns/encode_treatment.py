"""Treatments as tables: who is refused what, whom exposure hits, and what a day in a band costs."""

from __future__ import annotations

from typing import Any

import numpy as np

from demerit.schemes.model import Treatment
from demerit.world.columns.cells import FloatArray
from demerit.world.columns.encode_life import YEAR_DAYS, place_of, rates
from demerit.world.columns.plan import PERSON_KIND, Plan
from demerit.world.columns.tables import NONE


def treatments_of(plan: Plan) -> list[tuple[int, Treatment]]:
    """The treatments of the society's kinds of subject with their numbers, in the order of their ids."""
    numbered = ((i, t) for i, t in enumerate(plan.scheme.treatments) if t.subject in plan.kinds)
    return sorted(numbered, key=lambda pair: pair[1].id)


def encode_treatment(plan: Plan) -> dict[str, Any]:
    """Which treatment refuses which need in which band; a denial goes before a wait, then the first by id."""
    kinds, bands = len(plan.opportunities) + len(plan.needs), len(plan.bands)
    refused, prioritised = np.full((kinds, bands), NONE, np.int16), np.zeros((kinds, bands), np.uint8)
    exposures = np.zeros((len(plan.kinds), bands), np.int32)
    for effect in ("wait", "denial", "priority", "exposure"):
        for i, treatment in reversed(treatments_of(plan)):
            ranks = [plan.bands[band] for band in treatment.bands]
            if treatment.effect != effect:
                continue
            if effect == "exposure":
                exposures[place_of(plan, treatment.subject), ranks] += 1
            elif treatment.need and effect == "priority":
                prioritised[plan.need_number(treatment.need), ranks] = 1
            elif treatment.need:
                refused[plan.need_number(treatment.need), ranks] = i
    delays = np.array([t.effect == "wait" for t in plan.scheme.treatments], np.uint8)
    return {"refused": refused, "prioritised": prioritised, "exposures": exposures, "delays": delays}


def paid_per_day(plan: Plan) -> tuple[FloatArray, FloatArray]:
    """What a day in a band costs: in shares of the mean income, and of the subject's own income.

    A price treatment costs (factor - 1) x cost x needs a day, wherever the band does not deny the
    need; a tax costs its share of income. Returns float64[B, cells, steps] twice.
    """
    space = plan.space
    prices, taxes = (np.zeros((len(plan.bands), space.cells, space.steps)) for _ in range(2))
    daily, refused = rates(plan), encode_treatment(plan)["refused"]
    delays = np.array([t.effect == "wait" for t in plan.scheme.treatments])
    for _, treatment in treatments_of(plan):
        for band in (plan.bands[name] for name in treatment.bands):
            if treatment.effect == "price" and treatment.need and treatment.factor is not None:
                kind = plan.need_number(treatment.need)
                if refused[kind, band] != NONE and not delays[refused[kind, band]]:
                    continue
                extra = (space.table(treatment.factor) - 1.0) * _cost(plan, treatment.need)
                prices[band] += extra * daily[kind][:, None]
            elif treatment.effect == "tax" and treatment.tax:
                share = space.table(treatment.tax.share) / YEAR_DAYS
                taxes[band] += np.where((space.kind_of == place_of(plan, PERSON_KIND))[:, None], share, 0.0)
    return prices, taxes


def _cost(plan: Plan, need: str) -> float:
    """What one meeting of a need costs, in shares of the mean annual income."""
    cost = plan.life.needs[need].cost
    return float(plan.space.table(cost)[0, 0])
