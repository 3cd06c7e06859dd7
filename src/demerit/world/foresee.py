"""How much a world will write, foreseen from its rates: nothing is lived for it.

An estimate, a little above what comes: of numbers that differ by score the highest counts, and of the needs
that a scheme refuses to some band `REFUSED` are taken for refused.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from demerit.formats.columns import ANYBODYS, names_of
from demerit.formats.problems import Problem
from demerit.formats.reading import Document
from demerit.formats.values import every_number, number
from demerit.schemes.model import Conduct
from demerit.schemes.treatments import BARRING
from demerit.societies.behaviour import Behaviour
from demerit.societies.organisations import MILLION, ORGANISATIONS
from demerit.societies.people import build
from demerit.world.columns.cells import FloatArray
from demerit.world.columns.encode_life import befalls, occasions, place_of, rates
from demerit.world.columns.encode_scheme import alarms_per_day
from demerit.world.columns.plan import PERSON_KIND, Plan
from demerit.world.columns.state import FIXED
from demerit.world.rules.circumstances import MOST

REFUSED: Final = 0.25
CHANCE: Final = 2.0  # so many times what is expected may come, misnamed records included
LEVEL_MOST: Final = MOST / FIXED


@dataclass(frozen=True, kw_only=True)
class RowRates:
    """What a world writes a person and day: entries of all providers' ledgers, and refusals."""

    entries: float
    refusals: float


def rows_of(plan: Plan) -> RowRates:
    """What the world under the scheme writes a person and day, organisations included."""
    weights = cell_weights(plan)
    daily = occasions_per_day(plan)
    entries = sum(float(weights @ seen) * _copies(plan, conduct) for conduct, seen in _seen(plan, daily))
    conducts = {conduct.id: conduct for conduct in plan.scheme.conducts}
    for channel in plan.scheme.channels:
        conduct = conducts.get(channel.alarm_conduct or "")
        if channel.alarms is not None and conduct is not None:
            own = plan.space.kind_of == place_of(plan, conduct.subject)
            entries += float(weights @ (alarms_per_day(plan.space, channel) * own)) * _copies(plan, conduct)
    refused = {t.need for t in plan.scheme.treatments if t.effect in BARRING}
    asked = sum(float(weights @ daily[plan.need_number(need)]) for need in plan.needs if need in refused)
    return RowRates(entries=entries * _given_back(plan), refusals=asked * REFUSED)


def first_cells(plan: Plan) -> npt.NDArray[np.uint16]:
    """The cells of the first district's people."""
    part = build(plan.recipe, 0, 1)
    zeros = np.zeros(len(part.group), np.int64)
    return plan.space.cell_of({**part.traits, **dict.fromkeys(names_of(*ANYBODYS), zeros)})


def cell_weights(plan: Plan) -> FloatArray:
    """How many subjects of each cell there are a person, by the first district: float64[cells]."""
    cells = first_cells(plan)
    weights = np.bincount(cells, minlength=plan.space.cells) / len(cells)
    for place, kind in enumerate(plan.kinds):
        if kind != PERSON_KIND:
            own = plan.space.kind_of == place
            subjects = plan.recipe.workplaces.per_million[ORGANISATIONS.index(kind)] / MILLION
            weights = weights + own / own.sum() * float(subjects)
    return weights


def occasions_per_day(plan: Plan) -> FloatArray:
    """Occasions a day, those on given days and those that needs open included: float64[K, cells]."""
    daily = rates(plan).copy()
    for k, occasion in enumerate(occasions(plan)):
        given = sum(day < plan.days for day in occasion.at_days or ())
        if given:
            daily[k] += given / plan.days * befalls(plan.space, plan, occasion.who, occasion.kind)
    for name in plan.needs:
        opens = plan.life.needs[name].opens
        if opens:
            daily[plan.occasions[opens]] += daily[plan.need_number(name)]
    return daily


def _acts(plan: Plan, daily: FloatArray) -> dict[str, FloatArray]:
    """Acts a day of each conduct, as opportunities are taken or let go: float64[cells] each."""
    acts: dict[str, FloatArray] = {}
    for k, name in enumerate(plan.opportunities):
        opportunity = plan.life.opportunities[name]
        act = plan.space.table(opportunity.act)
        branches = [(opportunity.takes or name, act.max(axis=1))]
        branches += [(opportunity.leaves, 1.0 - act.min(axis=1))] if opportunity.leaves else []
        for conduct, share in branches:
            acts[conduct] = acts.get(conduct, 0.0) + daily[k] * share
    return acts


def _seen(plan: Plan, daily: FloatArray) -> Iterator[tuple[Conduct, FloatArray]]:
    """Conducts that are scored, with how many acts a day some channel makes a record of: float64[cells]."""
    conducts = {conduct.id: conduct for conduct in plan.scheme.conducts}
    for name, acts in _acts(plan, daily).items():
        conduct = conducts.get(name)
        if conduct is None:
            continue
        missed = np.ones(plan.space.cells)
        for channel in plan.scheme.channels:
            if channel.id in conduct.channels:
                missed = missed * (1.0 - plan.space.table(channel.detects, conduct=name).max(axis=1))
        yield conduct, acts * (1.0 - missed)


def _copies(plan: Plan, conduct: Conduct) -> float:
    """Entries that an act which would be seen comes to: with each provider, and of ties.

    Over the run's phases, by how many districts and providers they cover and how closely they look.
    """
    phases = plan.scheme.phases
    ends = [*(phase.from_day for phase in phases[1:]), plan.days]
    covered = sum(
        max(0, min(end, plan.days) - phase.from_day) / plan.days
        * phase.districts * phase.providers * phase.attention.get(conduct.subject, 1.0)
        for phase, end in zip(phases, ends, strict=True)
    )  # fmt: skip
    points = max((abs(number) for number in every_number(conduct.points)), default=0.0)
    counts = {
        "friends": plan.recipe.friends.mean,
        "household": plan.recipe.household_mean - 1.0,
        "colleagues": float(plan.recipe.workplaces.employees.max(initial=0)),
    }
    tied = sum(
        counts.get(influence.ties, 1.0) * min(1.0, _most(plan, influence.share) * points)
        for influence in plan.scheme.influence
    )
    return covered * (1.0 + tied)


def _given_back(plan: Plan) -> float:
    """Entries by which the points of one come to be given back, itself included."""
    redress = plan.scheme.redress
    if redress is None:
        return 1.0
    lapses = redress.lapse is not None and redress.lapse.days < plan.days
    upheld = 0.0
    if redress.appeal is not None:
        appeal = redress.appeal
        chances = (_most(plan, appeal.upheld_if_wrong), _most(plan, appeal.upheld_if_right))
        upheld = _most(plan, appeal.rate) * max(chances)
    return 1.0 + lapses + upheld


def _most(plan: Plan, value: Any) -> float:
    """The greatest that a number by column is."""
    return float(plan.space.table(value).max())


def level_problems(plan: Plan, behaviour: Document[Behaviour]) -> list[Problem]:
    """What would raise hardship beyond what the engine's fixed point holds, at its line."""
    hardship, half_life_days = plan.behaviour.hardship, number(plan.behaviour.hardship.half_life_days)
    daily = occasions_per_day(plan)
    records = float(_records(plan, daily).max(initial=0.0))
    needs = float(daily[len(plan.opportunities) :].sum(axis=0).max(initial=0.0))
    every = float(daily.sum(axis=0).max(initial=0.0))
    raised = (
        ("denial", hardship.denial, needs),
        ("exposure", hardship.exposure, records),
        ("job_loss", hardship.job_loss, every),
    )
    problems: list[Problem] = []
    lasting = min(float(plan.days), half_life_days / math.log(2) + 1.0)
    for name, added, events in raised:
        level = _most(plan, added) * max(1.0, CHANCE * events * lasting)
        if level > LEVEL_MOST:
            most = LEVEL_MOST / max(1.0, CHANCE * events * lasting)
            expected = f"at most {most:.3g}, as the level it adds up to must stay below {LEVEL_MOST:,.0f}"
            problems.append(behaviour.problem(("hardship", name), expected=expected))
    return problems


def _records(plan: Plan, daily: FloatArray) -> FloatArray:
    """Records a day of one subject, alarms included: float64[cells]."""
    seen = sum((seen for _, seen in _seen(plan, daily)), np.zeros(plan.space.cells))
    return sum((alarms_per_day(plan.space, channel) for channel in plan.scheme.channels), seen)
