"""Redress, influence, providers, rollout and turnover as tables."""

from __future__ import annotations

from typing import Any, Final, get_args

import numpy as np

from demerit.formats.values import number
from demerit.formats.vocabulary import YEAR_DAYS, InfluenceTies
from demerit.schemes.model import Appeal, Redress
from demerit.world.columns.plan import Plan

TIES: Final[tuple[str, ...]] = get_args(InfluenceTies)
NEVER_A_DAY: Final = 2**30


def encode_redress(plan: Plan) -> dict[str, Any]:
    """The arrays of `Tables` that redress, influence, providers, rollout and turnover fill."""
    return {**_redress(plan), **_influence(plan), **_phases(plan)}


def _redress(plan: Plan) -> dict[str, Any]:
    """Ways back; all off without redress."""
    asked, table = plan.scheme.redress, plan.space.table
    redress = asked or Redress()
    appeal = redress.appeal or Appeal(rate=0.0)
    return {
        "redress": int(asked is not None),
        "notice": table(redress.notice),
        "appeal": table(appeal.rate),
        "upheld_if_wrong": table(appeal.upheld_if_wrong),
        "upheld_if_right": table(appeal.upheld_if_right),
        "within_days": appeal.within_days,
        "decided_days": appeal.decided_days,
        "lapse_days": redress.lapse.days if redress.lapse else 0,
        "lapse_of_all": int(redress.lapse is not None and redress.lapse.of == "all"),
        "repair_days": redress.repair.after_days if redress.repair else 0,
        "repair_points": redress.repair.points if redress.repair else 0,
    }


def _influence(plan: Plan) -> dict[str, Any]:
    """Which ties share points, and how much of them."""
    influence, space = plan.scheme.influence, plan.space
    shares = np.array([space.table(entry.share) for entry in influence])
    return {
        "influence_ties": np.array([TIES.index(entry.ties) for entry in influence], np.int16),
        "influence": shares.reshape(len(influence), space.cells, space.steps),
    }


def _phases(plan: Plan) -> dict[str, Any]:
    """When each phase of the rollout begins, with how many providers; and how fast people change."""
    phases = plan.scheme.phases
    return {
        "phase_start": np.array(
            [*(min(phase.from_day, NEVER_A_DAY) for phase in phases), NEVER_A_DAY], np.int32
        ),
        "phase_providers": np.array([phase.providers for phase in phases], np.int32),
        "providers": plan.scheme.providers.count,
        "shared": np.array([plan.scheme.providers.shared]),
        "turnover": np.array([number(plan.turnover) / YEAR_DAYS]),
    }
