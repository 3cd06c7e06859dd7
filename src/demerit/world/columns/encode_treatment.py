"""Treatments as tables: who is refused what, whom exposure hits, and what a day in a band costs."""

from __future__ import annotations

from typing import Any, assert_never

import numpy as np

from demerit.formats.vocabulary import YEAR_DAYS
from demerit.schemes.treatments import (
    BARRING,
    DELAYING,
    Delay,
    Denial,
    Exposure,
    Investigation,
    Price,
    Priority,
    Referral,
    Taxation,
    Treatment,
)
from demerit.world.columns.cells import FloatArray, IntArray
from demerit.world.columns.encode_life import place_of, rates
from demerit.world.columns.encode_population import inside
from demerit.world.columns.plan import PERSON_KIND, Plan
from demerit.world.columns.tables import NONE


def treatments_of(plan: Plan) -> list[tuple[int, Treatment]]:
    """The treatments of the society's kinds of subject with their numbers, in the order of their ids."""
    numbered = ((i, t) for i, t in enumerate(plan.scheme.treatments) if t.subject in plan.kinds)
    return sorted(numbered, key=lambda pair: pair[1].id)


def encode_treatment(plan: Plan) -> dict[str, Any]:
    """Which treatment refuses which need in which band: denial, wait, referral; then by id.

    Coming under investigation raises hardship, and is heard of by friends, as being shown in public once.
    """
    kinds, bands = len(plan.opportunities) + len(plan.needs), len(plan.bands)
    refused, prioritised = np.full((kinds, bands), NONE, np.int16), np.zeros((kinds, bands), np.uint8)
    exposures = (investigation_days(plan) > 0).astype(np.int32)
    delays = np.array([t.effect in DELAYING for t in plan.scheme.treatments], np.uint8)
    for i, treatment in sorted(treatments_of(plan), key=lambda pair: _weight(pair[1])):
        ranks = [plan.bands[band] for band in treatment.bands]
        match treatment:
            case Denial() | Delay() | Referral():
                free = refused[plan.need_number(treatment.need), ranks] == NONE
                refused[plan.need_number(treatment.need), np.array(ranks)[free]] = i
            case Priority():
                prioritised[plan.need_number(treatment.need), ranks] = 1
            case Exposure():
                exposures[place_of(plan, treatment.subject), ranks] += 1
            case Price() | Taxation():
                pass  # what days in a band cost: `paid_per_day`
            case Investigation():
                pass  # several of a band are one: `investigation_days`
            case _:
                assert_never(treatment)
    return {"refused": refused, "prioritised": prioritised, "exposures": exposures, "delays": delays}


def _weight(treatment: Treatment) -> int:
    """Which of several treatments a need meets first."""
    return BARRING.index(treatment.effect) if treatment.effect in BARRING else len(BARRING)


def investigation_days(plan: Plan) -> IntArray:
    """How long whoever enters a band is investigated, at most: int64[kinds of subject, B], 0 for never.

    Several investigations of a band begin together and are one, as long as the longest.
    """
    days = np.zeros((len(plan.kinds), len(plan.bands)), np.int64)
    for _, treatment in treatments_of(plan):
        if isinstance(treatment, Investigation):
            cells = place_of(plan, treatment.subject), [plan.bands[band] for band in treatment.bands]
            days[cells] = np.maximum(days[cells], treatment.investigation.days)
    return days


def paid_per_day(plan: Plan) -> tuple[FloatArray, FloatArray]:
    """What a day in a band costs: in shares of the mean income, and of the subject's own income.

    A price treatment costs (factor - 1) x cost x needs a day, wherever the band does not deny the
    need; a tax costs its share of income; whoever is not scored pays neither. Returns
    float64[B, cells, steps] twice.
    """
    space = plan.space
    scored = inside(plan)[:, None]
    prices, taxes = (np.zeros((len(plan.bands), space.cells, space.steps)) for _ in range(2))
    daily, encoded = rates(plan), encode_treatment(plan)
    refused, delays = encoded["refused"], encoded["delays"]
    for _, treatment in treatments_of(plan):
        for band in (plan.bands[name] for name in treatment.bands):
            if isinstance(treatment, Price):
                kind = plan.need_number(treatment.need)
                if refused[kind, band] != NONE and not delays[refused[kind, band]]:
                    continue
                extra = (space.table(treatment.factor) - 1.0) * _cost(plan, treatment.need)
                prices[band] += extra * daily[kind][:, None]
            elif isinstance(treatment, Taxation):
                share = space.table(treatment.tax.share) / YEAR_DAYS
                taxes[band] += np.where((space.kind_of == place_of(plan, PERSON_KIND))[:, None], share, 0.0)
    return prices * scored, taxes * scored


def _cost(plan: Plan, need: str) -> float:
    """What one meeting of a need costs, in shares of the mean annual income."""
    cost = plan.life.needs[need].cost
    return float(plan.space.table(cost)[0, 0])
