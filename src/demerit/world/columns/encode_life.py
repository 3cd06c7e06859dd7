"""Life as tables: when occasions fall, which they are, and how readily they are taken."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import special

from demerit.formats.columns import AGE
from demerit.formats.occasions import Need, Opportunity, Who
from demerit.formats.values import number
from demerit.formats.vocabulary import YEAR_DAYS
from demerit.world.columns.cells import FloatArray, Space
from demerit.world.columns.plan import PERSON_KIND, Plan
from demerit.world.columns.state import CLOCK_BITS
from demerit.world.columns.tables import (
    BEGINS,
    ENDS,
    FOLLOWED,
    FRIENDS,
    HOUSEHOLD,
    LEAVES,
    NONE,
    OCCASION,
    OF_DISTRICT,
    TAKES,
)

FOLLOWED_TIES: Final = {"friends": FRIENDS, "household": HOUSEHOLD, "district": OF_DISTRICT}
NEVER_A_DAY: Final = 2.0**-40  # once in three billion years is never
BINS: Final = 256  # quantiles of a propensity
LEAST_SHAPE: Final = 1e-200  # below, a part of next to nothing: scipy's quantiles are no numbers
LAWS_KEPT: Final = 2_048  # of propensities: 2 MB
HALF: Final = np.uint64(32)
ROUND: Final = 1 << 20  # tables are rounded, so that a library's last bit changes no life


def rates(plan: Plan) -> FloatArray:
    """Occasions a day by the clock: float64[K, cells], read only."""
    return plan.once("rates", _rates)


def _rates(plan: Plan) -> FloatArray:
    """The same, worked out."""
    space = plan.space
    rows = []
    for occasion in occasions(plan):
        yearly = space.table(occasion.per_year or 0.0)[:, 0]
        rows.append(yearly / YEAR_DAYS * befalls(space, plan, occasion.who, occasion.kind))
    per_day = np.array(rows).reshape(len(rows), space.cells)
    per_day.flags.writeable = False
    return per_day


def place_of(plan: Plan, kind: str | None) -> int:
    """A kind's place among those of the society's subjects, NONE where it has none of the kind."""
    kind = kind or PERSON_KIND
    return plan.kinds.index(kind) if kind in plan.kinds else NONE


def befalls(space: Space, plan: Plan, who: Who, kind: str | None = None) -> FloatArray:
    """Whom an occasion befalls: float64[cells] of 0 and 1; `who` narrows it down among persons."""
    mask = np.where(space.kind_of == place_of(plan, kind), 1.0, 0.0)
    for name, asked in who.asked.items():
        mine = np.array(space.keys[name])[space.parts[name]]
        mask *= (mine >= asked[0]) & (mine < asked[1]) if name == AGE else np.isin(mine, asked)
    return mask


def occasions(plan: Plan) -> list[Opportunity | Need]:
    """Opportunities, then needs, in order of their numbers."""
    life = plan.life
    return [*(life.opportunities[o] for o in plan.opportunities), *(life.needs[n] for n in plan.needs)]


def encode_life(plan: Plan) -> dict[str, Any]:
    """The arrays of `Tables` that life fills."""
    daily = rates(plan)
    total = np.array([math.fsum(daily[:, cell]) for cell in range(plan.space.cells)])
    alias = plan.once("alias tables", lambda plan: alias_tables(rates(plan)))
    clock = np.divide(2.0**CLOCK_BITS, total, out=np.zeros_like(total), where=total > NEVER_A_DAY)
    return {
        "kind_of": plan.space.kind_of.astype(np.uint8),
        "employees": plan.recipe.workplaces.employees,
        "clock": clock,
        "alias": alias,
        "occasions": _occasion_rows(plan),
        **_schedule(plan),
        **_readiness(plan),
        "followed": _followed(plan),
    }


def alias_tables(daily: FloatArray) -> npt.NDArray[np.uint64]:
    """Walker's alias tables by Vose's method (1991), one a cell: uint64[cells, K].

    In the upper half stands a slot's chance of its own kind, in units of 2^-32, in the lower the other kind.
    """
    kinds, cells = daily.shape
    total = np.array([daily[:, cell].sum() for cell in range(cells)])
    chance = np.full((cells, max(kinds, 1)), 2**32 - 1, np.uint64)
    alias = np.zeros((cells, max(kinds, 1)), np.uint64)
    alive = np.flatnonzero(total > 0)
    scaled = daily.T[alive] / total[alive, None] * kinds
    chance[alive, :kinds], alias[alive, :kinds] = _vose(scaled)
    return chance << HALF | alias


def _vose(scaled: FloatArray) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    """Each cell's row: every slot keeps `chance` of itself and gives the rest to its alias.

    All cells at once, a slot of each in a step; what is too small and too large lies on two piles a cell.
    """
    chance = np.full(scaled.shape, 2**32 - 1, np.uint64)
    alias = np.tile(np.arange(scaled.shape[1], dtype=np.uint64), (len(scaled), 1))
    small, large = (np.argsort(pile, axis=1, kind="stable") for pile in (scaled >= 1.0, scaled < 1.0))
    smalls = (scaled < 1.0).sum(axis=1)
    larges = scaled.shape[1] - smalls
    while (cells := np.flatnonzero((smalls > 0) & (larges > 0))).size:
        smalls[cells] -= 1
        less, more = small[cells, smalls[cells]], large[cells, larges[cells] - 1]
        own = scaled[cells, less]
        chance[cells, less] = np.minimum(np.rint(own * 2**32), 2**32 - 1).astype(np.uint64)
        alias[cells, less] = more
        scaled[cells, more] -= 1.0 - own
        shrunk = scaled[cells, more] < 1.0
        cells, more = cells[shrunk], more[shrunk]
        small[cells, smalls[cells]] = more
        smalls[cells] += 1
        larges[cells] -= 1
    return chance, alias


def _occasion_rows(plan: Plan) -> npt.NDArray[Any]:
    """OCCASION[K]."""
    rows = np.zeros(len(plan.opportunities) + len(plan.needs), OCCASION)
    for name in ("takes", "leaves", "opens", "lesson", "tally", "follows"):
        rows[name] = NONE
    followers, spreads = 0, _spreads(plan)
    for k, name in enumerate(plan.opportunities):
        opportunity, row = plan.life.opportunities[name], rows[k]
        row["slot"] = plan.slot_of(name)
        row["law"] = spreads.index(number(opportunity.spread))
        row["takes"] = plan.conducts[opportunity.takes or name]
        row["leaves"] = plan.conducts[opportunity.leaves] if opportunity.leaves else NONE
        known = name in plan.life.families  # pressure goes by family, so without one there is none
        row["strains"] = 0 if not known else {None: 0, "takes": TAKES, "leaves": LEAVES}[opportunity.strains]
        row["by_employer"] = opportunity.hardship_of == "employer"
        row["employment"] = ENDS if opportunity.employment == "ends" else 0
        if opportunity.follows:
            row["follows"] = followers
            followers += 1
    for j, name in enumerate(plan.needs):
        row, need = rows[len(plan.opportunities) + j], plan.life.needs[name]
        row["is_need"] = 1
        row["employment"] = BEGINS if need.employment == "begins" else 0
        row["opens"] = plan.occasions[need.opens] if need.opens else NONE
        row["tally"] = len(plan.conducts) + j
    return rows


def _schedule(plan: Plan) -> dict[str, Any]:
    """Occasions at given days: where each day's begin, and whom they befall."""
    every = occasions(plan)
    by_day = sorted(
        (day, k) for k, occasion in enumerate(every) for day in occasion.at_days or () if day < plan.days
    )
    days = np.array([day for day, _ in by_day], np.int64)
    cells = [befalls(plan.space, plan, occasion.who, occasion.kind) for occasion in every]
    return {
        "schedule_start": np.searchsorted(days, np.arange(plan.days + 2)).astype(np.int32),
        "schedule_kind": np.array([k for _, k in by_day], np.int16),
        "schedule_cell": np.array(cells, np.uint8).reshape(len(every), plan.space.cells),
    }


def _readiness(plan: Plan) -> dict[str, Any]:
    """How readily each opportunity is taken: act, and the two parts of propensities by law and quantile."""
    rows, kinds = plan.space.cells * plan.space.steps, len(plan.opportunities) + len(plan.needs)
    act = np.zeros((rows, kinds))
    for k, name in enumerate(plan.opportunities):
        act[:, k] = plan.space.table(plan.life.opportunities[name].act).ravel()
    parts = [propensity_parts(spread, plan.life.shared) for spread in _spreads(plan)]
    shared = np.array([part for part, _ in parts], np.float32).reshape(len(parts), BINS)
    own = np.array([part for _, part in parts], np.float32).reshape(len(parts), BINS)
    return {"steps": plan.space.steps, "act": act, "shared_part": shared, "own_part": own}


def _spreads(plan: Plan) -> list[float]:
    """The spreads that there are, each a law of propensities: few, so that their tables stay at hand."""
    return sorted({number(plan.life.opportunities[name].spread) for name in plan.opportunities}) or [0.0]


def propensity_parts(spread: float, shared: float) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """A propensity's shared and own part at each of 256 quantiles: their sum is gamma with mean 1.

    Gamma(1/spread^2) is the sum of Gamma(shared/spread^2), one factor a person, and
    Gamma((1 - shared)/spread^2), the family's own, at one scale; each quantile holds its bin's mean,
    so that the mean stays 1 exactly.
    """
    if spread == 0.0:
        return np.ones(BINS, np.float32), np.zeros(BINS, np.float32)
    shape = 1.0 / spread**2
    return gamma_means(shape * shared, 1.0 / shape), gamma_means(shape * (1.0 - shared), 1.0 / shape)


@lru_cache(maxsize=LAWS_KEPT)
def gamma_means(shape: float, scale: float) -> npt.NDArray[np.float32]:
    """Means of Gamma(shape, scale) within each of 256 equally likely bins: float32[256], kept.

    A society's opportunities have few laws between them, which both worlds of a run and all of a study share.
    """
    if shape < LEAST_SHAPE:
        return np.zeros(BINS, np.float32)
    edges = special.gammaincinv(shape, np.arange(1, BINS) / BINS)
    below = np.concatenate([[0.0], special.gammainc(shape + 1.0, edges), [1.0]])
    means = np.diff(below) * BINS * shape * scale
    kept = (np.round(means * ROUND) / ROUND).astype(np.float32)
    kept.flags.writeable = False
    return kept


def _followed(plan: Plan) -> npt.NDArray[Any]:
    """FOLLOWED: an entry for each opportunity that waits for others."""
    rows = []
    for k, name in enumerate(plan.opportunities):
        follows = plan.life.opportunities[name].follows
        if follows:
            counts = follows.threshold.counts is not None
            rows.append((k, FOLLOWED_TIES[follows.ties], counts, follows.sticky))
    return np.array(rows, FOLLOWED)
