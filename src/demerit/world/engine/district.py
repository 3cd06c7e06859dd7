"""A few districts of one world: their state, and living it up to a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from demerit.formats.vocabulary import YEAR_DAYS
from demerit.luck.bound import Bound
from demerit.schemes.model import StartShares
from demerit.societies.organisations import ORGANISATIONS
from demerit.societies.people import Districts
from demerit.world.columns.encode_population import with_traits
from demerit.world.columns.plan import FAMILIES, PERSON_KIND, Plan
from demerit.world.columns.state import (
    CASE,
    CURSOR_SIZE,
    DAY,
    DAY_SIZE,
    ENTRIES,
    ENTRY,
    EVENT,
    LIVED,
    MIND,
    NEWS,
    NO_TIE,
    NOBODY,
    OTHER,
    PERSON,
    POSITION,
    RECORDS,
    REFUSAL,
    REFUSALS,
    SUMS,
    TALLY_SIZE,
    USED_SIZE,
    Log,
    State,
)
from demerit.world.columns.tables import COLLEAGUES, EMPLOYER, HOUSEHOLD, NONE, Tables
from demerit.world.columns.world import bound_tables, bound_world
from demerit.world.engine.day import live
from demerit.world.engine.init_state import group_members, init_state
from demerit.world.engine.reach import covers_of, reach_of
from demerit.world.engine.starts import cells_of, organisation_starts, start_scores, thresholds

ROWS_AT_FIRST: Final = 4096
ROWS_AN_EVENT: Final = 16  # more rows than one event writes beside what goes along ties
MARGIN: Final = 1.1  # more rows than the pace until now foresees
MOST_AT_ONCE: Final = 4_000_000  # rows foreseen; a log that needs more grows again
BYTE: Final = 8  # bits
OF_NO_CLASS: Final = 255  # more than an error table has


@dataclass(frozen=True, kw_only=True)
class Lived:
    """What became of a district: its people's last state, its ledger, refusals and tallies."""

    state: State
    entries: npt.NDArray[Any]
    refusals: npt.NDArray[Any]

    @property
    def of_first(self) -> npt.NDArray[Any]:
        """The entries with the first provider, whose score is the score."""
        return self.entries.take(np.flatnonzero(self.entries["provider"] == 0))


def live_district(
    plan: Plan, tables: Tables, districts: Districts, d: int, *, call_days: int | None = None,
    before_call: Callable[[], None] = lambda: None,
) -> Lived:  # fmt: skip
    """Live the d-th of `districts` from the first to the last day, `call_days` days a kernel call.

    What `before_call` raises ends it.
    """
    before_call()
    district = Alive(plan, tables, districts, d)
    until = 0
    while until < plan.days:
        until = min(until + (call_days or plan.days), plan.days)
        before_call()
        district.live_until(until)
    return district.lived()


class Alive:
    """A district on its way: initialised, lived up to some day, and ready to go on."""

    def __init__(
        self, plan: Plan, tables: Tables, districts: Districts, d: int, state: State | None = None
    ) -> None:
        """Initialise the state of every subject; `state` is a new one that somebody has prepared."""
        self.state = new_state(plan, tables, districts, d) if state is None else state
        self._days, self._crossing = plan.days, tables.crossing
        self._tables, self._state = bound_tables(tables), Bound(self.state)
        self._log = new_log(len(self.state.people), self.state.room)
        self._world = bound_world(self._tables, self._state, self._log)
        init_state(self._world)

    def live_until(self, day: int) -> None:
        """Live up to the morning of a day."""
        while not live(self._world, day):
            self._log = grown(self._log, self.state.room, self._days / self._days_lived())
            self._world = bound_world(self._tables, self._state, self._log)

    def _days_lived(self) -> float:
        """Days lived so far by the average subject, a little more than none."""
        day, position = int(self.state.cursor[DAY]), int(self.state.cursor[POSITION])
        stretch = 1 if self._crossing else min(YEAR_DAYS, self._days - day)
        return max(1.0, day + stretch * position / len(self.state.people))

    def lived(self) -> Lived:
        """What has become of it: ledger and refusals in the order of subjects."""
        log = self._log
        entries = log.entries[: log.used[ENTRIES]]
        refusals = log.refusals[: log.used[REFUSALS]]
        return Lived(state=self.state, entries=by_subject(entries), refusals=by_subject(refusals))


def by_subject(rows: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Rows of a log subject by subject, each subject's in the order in which they were entered.

    A district's subjects are numbered in 16 bits, for which numpy's stable sort is one by digits; records are
    taken, which copies them whole, where indexing goes field by field (70 times as long). Who lives one after
    the other leaves them in this order.
    """
    subject = rows["subject"].astype(np.uint16)
    if (subject[1:] >= subject[:-1]).all():
        return rows
    return rows.take(np.argsort(subject, kind="stable"))


def new_log(subjects: int, room: int) -> Log:
    """Logs with room for the first weeks of a district; an entry or a refusal is written whole."""
    rows = ROWS_AT_FIRST + 4 * subjects + room
    return Log(
        entries=np.empty(rows, ENTRY),
        refusals=np.empty(rows, REFUSAL),
        queue=np.zeros(ROWS_AT_FIRST + 2 * room, EVENT),
        cases=np.zeros(ROWS_AT_FIRST + room, CASE),
        news=np.zeros(ROWS_AT_FIRST + 2 * room, NEWS),
        used=np.zeros(USED_SIZE, np.int64),
    )


def grown(log: Log, room: int, to_go: float = 1.0) -> Log:
    """The same logs, those that may soon be full longer: as the run needs if it goes on at this pace.

    `to_go`: how many times as long as until now the whole run is.
    """
    paces = (to_go, to_go, 1.0, 1.0, 1.0)  # queue, cases and news are emptied as they go
    parts = [
        _grown(rows, int(used), room, pace)
        for rows, used, pace in zip(log[:-1], log.used, paces, strict=True)
    ]
    return Log(*parts, used=log.used)


def _grown(rows: npt.NDArray[Any], used: int, room: int, to_go: float) -> npt.NDArray[Any]:
    """Longer where more than half is used, or less is left than an event may take: twice as long at least."""
    if 2 * used <= len(rows) and used + room + 1 < len(rows):
        return rows
    foreseen = min(int(used * to_go * MARGIN), MOST_AT_ONCE)
    longer = np.zeros(max(2 * len(rows), foreseen) + 2 * room, rows.dtype)
    longer[:used] = rows[:used]
    return longer


def new_state(plan: Plan, tables: Tables, districts: Districts, d: int) -> State:
    """A district at first: columns of its subjects, cells, start scores and thresholds; all else empty."""
    part = slice(int(districts.offsets[d]), int(districts.offsets[d + 1]))
    number, seed = districts.first + d, np.uint64(plan.recipe.seed)
    people = new_subjects(plan, districts, d)
    n, persons = len(people), part.stop - part.start
    providers, followed = tables.providers, len(tables.followed)
    changing = tables.turnover[0] > 0
    return State(
        seed=seed,
        district=number,
        people=people,
        due=np.zeros(n, np.int64),
        wake=np.zeros(n, np.uint16),
        quantiles=np.zeros((n, 1 + len(FAMILIES)), np.uint8),
        minds=np.zeros((n, tables.minds), MIND),
        others=np.zeros((n, providers - 1), OTHER),
        alarm_sum=np.zeros((n, len(tables.alarm_channel) * providers), np.float32),
        alarm_number=np.zeros((n, len(tables.alarm_channel) * providers), LIVED),
        limited=np.zeros((n, len(tables.limited_conduct) * providers), RECORDS),
        override_end=np.zeros((n, len(tables.override_band) * providers), np.int32),
        asked=np.zeros((n if providers > 1 else 0, providers, 2), LIVED),
        taught=np.zeros((n, -(-len(tables.instead) // BYTE)), np.uint8),
        start=people["score"][: start_rows(plan, tables, n), None].copy(),
        appeals=np.zeros((n if tables.redress else 0, 2), RECORDS),
        last=np.full((n, tables.redress), NOBODY, np.int32),
        mended=np.full((n, providers if tables.repair_days else 0), NONE, np.int32),
        born=np.zeros((n, int(changing)), np.int32),
        turn=np.zeros((persons, int(changing)), np.float64),
        turns=np.zeros((persons, int(changing)), np.uint16),
        sums=np.zeros((0 if tables.rows else n, SUMS + len(plan.bands)), np.int32),
        did=np.zeros((n, followed), np.uint8),
        did_next=np.zeros((n, followed), np.uint8),
        did_count=np.zeros(followed, np.int64),
        threshold=thresholds(plan, seed, number, n),
        places=np.zeros(persons if tables.rank_every else 0, np.int64),
        **_ties(plan, tables, districts, d, n),
        **_classes(tables, people[:persons]),
        **_watches(plan, tables.redress, number),
        **_counts(plan),
    )


def start_rows(plan: Plan, tables: Tables, n: int) -> int:
    """How many start scores are kept: none where nobody goes back to it, one where all have the same."""
    if not tables.repair_days and not tables.turnover[0] and not tables.fade_every:
        return 0
    differs = plan.scheme.traits or isinstance(plan.scheme.score.start, StartShares)
    return n if differs else 1


def new_subjects(plan: Plan, districts: Districts, d: int) -> npt.NDArray[Any]:
    """PERSON[n]: people, then organisations of each kind, each with its group, cell and start score."""
    counts = [how_many(districts, d, kind) for kind in plan.kinds]
    subjects, first = np.zeros(sum(counts), PERSON), 0
    for kind, count in zip(plan.kinds, counts, strict=True):
        if count:
            _fill_subjects(plan, districts, d, kind, subjects[first : first + count])
        first += count
    return subjects


def how_many(districts: Districts, d: int, kind: str) -> int:
    """How many subjects of a kind a district has."""
    if kind == PERSON_KIND:
        return int(districts.offsets[d + 1] - districts.offsets[d])
    return int(districts.organisations[d, ORGANISATIONS.index(kind)])


def _fill_subjects(plan: Plan, districts: Districts, d: int, kind: str, subjects: npt.NDArray[Any]) -> None:
    """Groups, start scores and cells of the subjects of one kind."""
    part = slice(int(districts.offsets[d]), int(districts.offsets[d + 1]))
    number, is_person, n = districts.first + d, kind == PERSON_KIND, len(subjects)
    subjects["group"] = districts.group[part] if is_person else plan.groups.index(kind)
    subjects["score"] = (
        start_scores(plan, districts, part, number)
        if is_person
        else organisation_starts(plan, number, n, kind)
    )
    subjects["cell"] = cells_of(plan, districts, part, number, subjects["score"], kind)
    if is_person and plan.scheme.traits:
        subjects["score"] = with_traits(plan, subjects["score"], subjects["cell"])
        subjects["cell"] = cells_of(plan, districts, part, number, subjects["score"], kind)


def _ties(plan: Plan, tables: Tables, districts: Districts, d: int, n: int) -> dict[str, Any]:
    """Who is tied to whom, as far as the scheme uses it, and how much one event may queue along ties."""
    part = slice(int(districts.offsets[d]), int(districts.offsets[d + 1]))
    persons = part.stop - part.start
    start = (districts.friend_start[part.start : part.stop + 1] - districts.friend_start[part.start]).astype(
        np.int32
    )
    low, high = districts.friend_start[part.start], districts.friend_start[part.stop]
    friends = districts.friends[int(low) : int(high)]
    organisations = slice(*(int(at) for at in districts.organisation_start[d : d + 2]))
    working = organisations.stop > organisations.start
    used = {*tables.influence_ties.tolist(), *tables.followed["ties"].tolist()}
    staff = persons if used & {COLLEAGUES, EMPLOYER} else 0
    most = int(np.diff(start).max(initial=0)) + staff + (HOUSEHOLD in used) * persons + n - persons
    counts = [how_many(districts, d, kind) for kind in plan.kinds]
    return {
        "room": ROWS_AN_EVENT + tables.providers * (most + ROWS_AN_EVENT),
        "kind_start": np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        "organisations": districts.organisations[d].copy(),
        "employer": districts.employer[part].copy() if working else np.full(persons, NO_TIE, np.uint16),
        "responsible": districts.responsible[organisations],
        "household": districts.household[part] if HOUSEHOLD in used else np.zeros(0, np.uint16),
        "friend_start": np.concatenate([start, np.full(n - persons, start[-1], np.int32)]),
        "friends": friends.copy() if tables.moving else friends,
        "spare": np.zeros(n if tables.moving else 0, np.uint16),
    }


def _classes(tables: Tables, persons: npt.NDArray[Any]) -> dict[str, Any]:
    """People by the classes of each error table, those whom the scheme scores: nobody else is on file."""
    count, groups = tables.class_of.shape
    class_of = np.concatenate([tables.class_of, np.full((count, 1), OF_NO_CLASS, np.uint8)], axis=1)
    group = np.where(tables.inside[persons["cell"]] == 1, persons["group"], groups)
    start = np.zeros((count, tables.victim_weight.shape[1] + 1), np.int64)
    members = np.zeros((count, len(group)), np.uint16)
    group_members(class_of, group.astype(np.uint8), start, members)
    return {"member_start": start, "members": members}


def _watches(plan: Plan, redress: int, number: int) -> dict[str, Any]:
    """How closely the district is looked at in each phase, and what is sent about."""
    channels = len(plan.channels)
    return {
        "covers": covers_of(plan, number),
        "reach": reach_of(plan, number),
        "patrol": np.zeros(channels, np.uint8),
        "seen": np.zeros(channels, np.int64),
        "walked": np.zeros((channels, len(plan.kinds)), np.float64),
        "bucket": np.full(plan.days + 1 if redress else 0, NOBODY, np.int32),
    }


def _counts(plan: Plan) -> dict[str, Any]:
    """Empty tallies."""
    groups, bands = len(plan.groups), len(plan.bands)
    return {
        "days": np.zeros((plan.days, groups, bands, DAY_SIZE), np.int32),
        "tally": np.zeros((groups, len(plan.tally_ids), TALLY_SIZE), np.int64),
        "mixing": np.zeros(((plan.days - 1) // YEAR_DAYS + 2, bands, bands), np.int64),
        "cursor": np.zeros(CURSOR_SIZE, np.int64),
    }
