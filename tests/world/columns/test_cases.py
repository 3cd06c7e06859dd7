"""Open cases: a calendar that gives each case out on its day, once, in whatever calls."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.compiled import kernel
from demerit.world.columns.cases import enqueue_cases, open_case
from demerit.world.columns.queue import DECIDING, LAPSING, REPAIRING
from demerit.world.columns.state import (
    CASE,
    CASES,
    CURSOR_SIZE,
    ENTRY,
    EVENT,
    EVENTS,
    FREE_CASE,
    NEWS,
    NOBODY,
    REFUSAL,
    USED_SIZE,
    Log,
)
from worlds import Part, Whole, channel, conduct, job_of, whole, world_of

DAYS = 20
WHAT = (DECIDING, LAPSING, REPAIRING)


class Place(NamedTuple):
    """As much of a state as the calendar needs."""

    room: int
    bucket: np.ndarray
    cursor: np.ndarray


@kernel
def start(w: Any, cases: Any) -> None:
    """Open cases: day, what, row, provider, upheld."""
    for n in range(cases.shape[0]):
        day, what, row, provider, upheld = cases[n]
        open_case(w, day, what, row, provider, upheld)


@kernel
def give(w: Any, day: int) -> bool:
    """Queue the cases of a day."""
    return enqueue_cases(w, day)


def a_calendar(rows: int, room: int) -> tuple[Place, Log]:
    """An empty calendar of twenty days, room for so many cases and events, and a hundred entries."""
    entries = np.zeros(100, ENTRY)
    entries["subject"], entries["record"] = np.arange(100) // 3, np.arange(100) % 3 + 1
    place = Place(room=1, bucket=np.full(DAYS + 1, NOBODY, np.int32), cursor=np.zeros(CURSOR_SIZE, np.int64))
    log = Log(
        entries=entries, refusals=np.zeros(1, REFUSAL), queue=np.zeros(room, EVENT),
        cases=np.zeros(rows, CASE), news=np.zeros(room, NEWS), used=np.zeros(USED_SIZE, np.int64),
    )  # fmt: skip
    return place, log


Case = tuple[int, int, int, int, int]
cases = st.lists(
    st.tuples(st.integers(0, DAYS + 5), st.sampled_from(WHAT), st.integers(0, 99), st.integers(0, 63),
              st.integers(0, 1)),
    max_size=40,
)  # fmt: skip


def events(log: Log) -> list[Case]:
    """What the queue holds, as cases without their day; the queue is empty then."""
    waiting = log.queue[: log.used[EVENTS]]
    log.used[EVENTS] = 0
    return [(0, *each) for each in waiting[["what", "row", "provider", "points"]].tolist()]


@given(cases, st.integers(3, 60))
def test_a_case_comes_out_on_its_day_and_once(opened: list[Case], room: int) -> None:
    """Day by day what was opened for it, however often a small queue is full; beyond the run, nothing."""
    place, log = a_calendar(len(opened), room)
    w = world_of(s=place, log=log)
    start(w, np.array(opened, np.int64).reshape(len(opened), 5))
    for day in range(DAYS + 1):
        found: list[Case] = []
        while not give(w, day):
            assert log.used[EVENTS] > 0
            found += events(log)
        found += events(log)
        assert sorted((0, *each[1:]) for each in opened if each[0] == day) == sorted(found)
        assert NOBODY == place.bucket[day]


@given(st.lists(cases, min_size=1, max_size=6))
def test_places_of_settled_cases_are_used_again(rounds: list[list[Case]]) -> None:
    """Rounds of cases, each settled before the next: never more places than the largest round needs."""
    most = max(sum(day <= DAYS for day, *_ in opened) for opened in rounds)
    place, log = a_calendar(most, 100)
    w = world_of(s=place, log=log)
    for opened in rounds:
        start(w, np.array(opened, np.int64).reshape(len(opened), 5))
        for day in range(DAYS + 1):
            assert give(w, day)
        found = events(log)
        assert sorted((0, *each[1:]) for each in opened if each[0] <= DAYS) == sorted(found)
    assert (most > 0, True) == (place.cursor[FREE_CASE] > 0, log.used[CASES] <= most)


def test_a_letter_goes_to_the_subject_of_the_entry_and_of_a_repair_to_itself() -> None:
    """About row 7, the second subject's second entry: to subject 2; a repair's row is a subject."""
    place, log = a_calendar(2, 10)
    start(world_of(s=place, log=log), np.array([[3, DECIDING, 7, 0, 1], [3, REPAIRING, 7, 0, 0]]))
    assert give(world_of(s=place, log=log), 3)
    assert {(DECIDING, 2), (REPAIRING, 7)} == set(log.queue[["what", "target"]][: log.used[EVENTS]].tolist())


REDRESS: Part = {
    "notice": 1.0,
    "appeal": {"rate": 0.5, "within_days": 5, "decided_days": 4, "upheld_if_wrong": 0.7},
    "repair": {"after_days": 3, "points": 4},
    "lapse": {"days": 12},
}


def lived(call_days: int | None) -> Whole:
    """Sixty people, many records, and cases of every kind."""
    rules: Part = {
        "conducts": [conduct("cross", [-9, 5], channels=["camera"])],
        "channels": [channel(misnames=0.3)],
        "redress": REDRESS,
    }
    life = {"opportunities": {"cross": {"per_year": 60, "act": 1.0}}}
    return whole(job_of(rules, life, people=60), call_days=call_days)


@pytest.fixture(scope="module")
def at_once() -> Whole:
    """The whole run in one call of the kernel."""
    return lived(None)


@settings(max_examples=8)
@given(call_days=st.integers(1, 61))
def test_cases_outlast_a_call_of_the_kernel(at_once: Whole, call_days: int) -> None:
    """However many days the kernel lives at a time: every correction, lapse and repair is the same."""
    assert np.array_equal(at_once.entries, lived(call_days).entries)
    assert len(set(at_once.entries["cause"].tolist())) == 5
