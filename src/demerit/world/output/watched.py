"""One subject's days, watched: what it did and asked for in each world, day by day, and how hard life was.

The subject's district is lived again with it in a group of its own. Groups are only what tables are kept by,
and a class that cameras may confuse, which it keeps: so nothing that happens is another, and the tallies of
that group, day by day, are the subject's own acts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from demerit.societies.people import build
from demerit.world.columns.plan import Plan
from demerit.world.columns.state import (
    ACTS,
    ASKED,
    DELAYED,
    DENIED,
    PERFORMED,
    TALLY_SIZE,
    WITHHELD,
    State,
)  # fmt: skip
from demerit.world.columns.tables import Tables
from demerit.world.engine.district import Alive, new_state
from demerit.world.output.frames import level

COUNTED: Final = {
    "acts": ACTS, "withheld": WITHHELD, "performed": PERFORMED, "asked": ASKED, "denied": DENIED,
    "delayed": DELAYED,
}  # fmt: skip
WEEK: Final = 7
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Watched:
    """A subject's days in one world.

    `counts`: int64[rows, 8], a row a day and conduct or need of which something was counted: day, its place
    in `ids`, then acts, withheld, performed, asked, denied, delayed. `hardship`: float64, on the evening of
    each day of `weekly`.
    """

    ids: tuple[str, ...]
    counts: Ints
    weekly: tuple[int, ...]
    hardship: npt.NDArray[np.float64]


def own_district(plan: Plan, tables: Tables, district: int, place: int) -> Alive:
    """A district in which one subject has a group of its own."""
    districts = build(plan.recipe, district, 1)
    state, own = _wider(new_state(plan, tables, districts, 0)), len(plan.groups)
    group = int(state.people["group"][place])
    state.people["group"][place] = own
    classes = np.zeros((tables.class_of.shape[0], own + 1), tables.class_of.dtype)
    classes[:, : tables.class_of.shape[1]] = tables.class_of
    classes[:, own] = classes[:, group]
    wider = tables._replace(class_of=np.ascontiguousarray(classes))
    return Alive(plan, wider, districts, 0, state)


def _wider(state: State) -> State:
    """A state whose tables by group, empty as yet, have room for one more."""
    days, tally = state.days, state.tally
    return state._replace(
        days=np.insert(days, days.shape[1], 0, axis=1), tally=np.insert(tally, len(tally), 0, axis=0)
    )


def watch(
    plan: Plan, tables: Tables, subject: tuple[int, int], go_on: Callable[[], None] = lambda: None
) -> Watched:
    """Live a subject's district day by day, and keep what it did; `subject`: its district, and place in it.

    `go_on` is called every week and may raise to stop. Not for worlds in which districts live together.
    """
    alive, place, own = own_district(plan, tables, *subject), subject[1], len(plan.groups)
    before = np.zeros((len(plan.tally_ids), TALLY_SIZE), np.int64)
    rows: list[Ints] = []
    weekly: list[int] = []
    hardship: list[float] = []
    for day in range(plan.days):
        alive.live_until(day + 1)
        tally = alive.state.tally[own]
        moved = np.flatnonzero((tally != before).any(axis=1))
        if len(moved):
            counted = (tally - before)[moved][:, list(COUNTED.values())]
            rows.append(np.column_stack([np.full(len(moved), day), moved, counted]))
            before = tally.copy()
        if day % WEEK == 0 or day == plan.days - 1:
            go_on()
            weekly.append(day)
            hardship.append(_hardship(alive.state, place, tables, day + 1))
    none = np.zeros((0, 2 + len(COUNTED)), np.int64)
    return Watched(
        ids=plan.tally_ids,
        counts=np.concatenate(rows) if rows else none,
        weekly=tuple(weekly),
        hardship=np.array(hardship),
    )


def _hardship(state: State, place: int, tables: Tables, day: int) -> float:
    """A subject's hardship on a morning."""
    one = state.people[place : place + 1]
    return float(level(one["hardship"], one["hardship_day"], tables.hardship_decay, day)[0])
