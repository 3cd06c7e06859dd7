"""A few districts of one world: their state, and living it up to a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy import special

from demerit.errors import WrongUse
from demerit.formats.occasions import Threshold
from demerit.luck.bound import Bound
from demerit.luck.purposes import START_SCORE, THRESHOLD
from demerit.scheme.model import StartShares
from demerit.society.people import Districts
from demerit.world.birth import be_born, group_members, words_of_all
from demerit.world.day import live
from demerit.world.plan import FAMILIES, Plan
from demerit.world.state import (
    CURSOR_SIZE,
    DAY_SIZE,
    ENTRIES,
    ENTRY,
    MAIL,
    PERSON,
    REFUSAL,
    REFUSALS,
    TALLY_SIZE,
    USED_SIZE,
    Log,
    State,
)
from demerit.world.tables import Tables

NO_SCORE: Final = np.iinfo(np.int32).min
ROWS_AT_FIRST: Final = 4096
WORD: Final = 2.0**-32


@dataclass(frozen=True, kw_only=True)
class Lived:
    """What became of a district: its people's last state, its ledger, refusals and tallies."""

    state: State
    entries: npt.NDArray[Any]
    refusals: npt.NDArray[Any]


def live_district(
    plan: Plan, tables: Tables, districts: Districts, d: int, *, call_days: int | None = None
) -> Lived:
    """Live the d-th of `districts` from birth to the last day, `call_days` days a kernel call."""
    state = new_state(plan, tables, districts, d)
    t, s = Bound(tables), Bound(state)
    be_born(t, s)
    log = new_log(len(state.people))
    until = 0
    while until < plan.days:
        until = min(until + (call_days or plan.days), plan.days)
        while not live(t, s, Bound(log), until):
            log = grown(log)
    entries = log.entries[: log.used[ENTRIES]]
    order = np.lexsort((entries["record"], entries["subject"]))
    refusals = log.refusals[: log.used[REFUSALS]]
    return Lived(
        state=state, entries=entries[order], refusals=refusals[np.argsort(refusals["subject"], kind="stable")]
    )


def new_log(people: int) -> Log:
    """Logs with room for the first weeks of a district."""
    rows = ROWS_AT_FIRST + 4 * people
    return Log(
        entries=np.zeros(rows, ENTRY),
        refusals=np.zeros(rows, REFUSAL),
        mail=np.zeros(ROWS_AT_FIRST, MAIL),
        used=np.zeros(USED_SIZE, np.int64),
    )


def grown(log: Log) -> Log:
    """The same logs, those that are over half full twice as long."""
    parts = [_grown(rows, int(used)) for rows, used in zip(log[:3], log.used, strict=True)]
    return Log(entries=parts[0], refusals=parts[1], mail=parts[2], used=log.used)


def _grown(rows: npt.NDArray[Any], used: int) -> npt.NDArray[Any]:
    """Twice the room where more than half is used."""
    if 2 * used <= len(rows):
        return rows
    longer = np.zeros(2 * len(rows), rows.dtype)
    longer[:used] = rows[:used]
    return longer


def new_state(plan: Plan, tables: Tables, districts: Districts, d: int) -> State:
    """An unborn district: columns of its people, cells, start scores and thresholds; all else empty."""
    part = slice(int(districts.offsets[d]), int(districts.offsets[d + 1]))
    n, number = part.stop - part.start, districts.first + d
    seed = np.uint64(plan.recipe.seed)
    group = districts.group[part]
    people = np.zeros(n, PERSON)
    people["group"] = group
    people["score"] = start_scores(plan, districts, part, number)
    people["cell"] = cells_of(plan, districts, part, number, people["score"])
    groups, bands = len(plan.recipe.groups), len(plan.bands)
    tables_used = tables.class_of.shape[0]
    start = np.zeros((tables_used, tables.victim_weight.shape[1] + 1), np.int64)
    members = np.zeros((tables_used, n), np.uint16)
    group_members(tables.class_of, group, start, members)
    alarms, followed = len(tables.alarm_channel), len(tables.followed)
    ties = districts.friend_start[part.start : part.stop + 1]
    return State(
        seed=seed,
        district=number,
        people=people,
        due=np.zeros(n, np.int64),
        wake=np.zeros(n, np.int32),
        quantiles=np.zeros((n, 1 + len(FAMILIES)), np.uint8),
        alarm_sum=np.zeros((n, alarms), np.float32),
        alarm_number=np.zeros((n, alarms), np.uint16),
        limited=np.zeros((n, len(tables.limited_conduct)), np.uint16),
        override_end=np.zeros((n, len(tables.override_band)), np.int32),
        friend_start=(ties - ties[0]).astype(np.int32),
        friends=districts.friends[int(ties[0]) : int(ties[-1])],
        did=np.zeros((n, followed), np.uint8),
        did_next=np.zeros((n, followed), np.uint8),
        threshold=thresholds(plan, seed, number, n),
        member_start=start,
        members=members,
        band_people=np.zeros((groups, bands), np.int64),
        days=np.zeros((plan.days, groups, bands, DAY_SIZE), np.int32),
        tally=np.zeros((groups, len(plan.tally_ids), TALLY_SIZE), np.int64),
        cursor=np.zeros(CURSOR_SIZE, np.int64),
    )


def start_scores(plan: Plan, districts: Districts, part: slice, number: int) -> npt.NDArray[np.int32]:
    """Where scores start: one number, or by shares of a column's part, drawn per subject.

    Raises WrongUse for a district without shares of its own where they go by district.
    """
    start, n = plan.scheme.score.start, part.stop - part.start
    if not isinstance(start, StartShares):
        return np.full(n, start, np.int32)
    words = np.zeros(n, np.uint32)
    words_of_all(np.uint64(plan.recipe.seed), number, START_SCORE, 0, words)
    scores = np.full(n, NO_SCORE, np.int32)
    column = column_values(plan, districts, part, number)[start.by]
    for key, shares in start.shares.items():
        ranked = sorted(shares)
        edges = np.cumsum([shares[score] for score in ranked])
        drawn = np.array(ranked, np.int32)[
            np.minimum(np.searchsorted(edges, words * WORD, side="right"), len(shares) - 1)
        ]
        scores = np.where(_in_part(start.by, column, key, list(start.shares)), drawn, scores)
    if (scores == NO_SCORE).any():
        raise WrongUse(f"score.start by {start.by}: district {number} has no shares of its own")
    return scores.astype(np.int32)


def _in_part(column: str, values: npt.NDArray[Any], key: Any, keys: Sequence[Any]) -> npt.NDArray[np.bool_]:
    """Who falls under a key of a table by column: equal for names, else at or above it, or below all."""
    if column not in ("age", "income_decile"):
        return values == str(key)
    above = [int(k) for k in keys if int(k) > int(key)]
    lowest = all(int(k) >= int(key) for k in keys)
    return (lowest | (values >= int(key))) & (values < min(above, default=2**31))


def column_values(plan: Plan, districts: Districts, part: slice, number: int) -> dict[str, npt.NDArray[Any]]:
    """The columns of a district's people as files name them."""
    return {
        "group": np.array(plan.recipe.groups)[districts.group[part]],
        "sex": np.array(["female", "male"])[districts.sex[part]],
        "age": districts.age[part].astype(np.int64),
        "income_decile": districts.income_decile[part].astype(np.int64),
        "district": np.full(part.stop - part.start, str(number)),
    }


def cells_of(
    plan: Plan, districts: Districts, part: slice, number: int, scores: npt.NDArray[np.int32]
) -> npt.NDArray[np.uint16]:
    """Each subject's cell."""
    n = part.stop - part.start
    keys = plan.space.keys.get("district", ())
    place = keys.index(str(number)) if str(number) in keys else max(len(keys) - 1, 0)
    return plan.space.cell_of(
        {
            "group": districts.group[part],
            "sex": districts.sex[part],
            "age": districts.age[part],
            "income_decile": districts.income_decile[part],
            "district": np.full(n, place),
            "start_score": scores,
        }
    )


def thresholds(plan: Plan, seed: np.uint64, number: int, n: int) -> npt.NDArray[np.float32]:
    """Each subject's own threshold for each followed opportunity: float32[n, followed]."""
    rules = [plan.life.opportunities[name].follows for name in plan.opportunities]
    columns = [
        _threshold(rule.threshold, seed, number, n, row) for row, rule in enumerate(r for r in rules if r)
    ]
    return np.array(columns, np.float32).reshape(len(columns), n).T.copy()


def _threshold(rule: Threshold, seed: np.uint64, number: int, n: int, row: int) -> npt.NDArray[np.float32]:
    """Counts handed out in order; shares drawn, rounded so that all machines agree."""
    if rule.counts is not None:
        return np.resize(np.array(rule.counts, np.float32), n)
    words = np.zeros(n, np.uint32)
    words_of_all(seed, number, THRESHOLD, row, words)
    luck = (words + 0.5) * WORD
    if rule.normal is not None:
        luck = rule.normal.mean + rule.normal.sd * special.ndtri(luck)
    elif rule.uniform is not None:
        luck = rule.uniform[0] + (rule.uniform[1] - rule.uniform[0]) * luck
    return (np.round(luck * 2**20) / 2**20).astype(np.float32)
