"""A district's state before its first day, and its logs."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.societies.people import build
from demerit.world.columns.state import (
    CASE,
    CASES,
    ENTRIES,
    ENTRY,
    EVENT,
    EVENTS,
    HEARD,
    NEWS,
    REFUSAL,
    REFUSALS,
    USED_SIZE,
    Log,
)
from demerit.world.engine.district import (
    by_subject,
    grown,
    live_district,
    new_log,
    new_state,
)
from stopping import Times
from worlds import Part, a_job, a_scheme, a_society, channel, conduct, job_of, tables_of, whole

WALK: Part = {"opportunities": {"walk": {"per_year": 9, "act": 1.0}}}


MARK = {ENTRY: "band", REFUSAL: "band", EVENT: "cause", CASE: "what", NEWS: "seen"}


def test_a_new_district_is_the_slice_of_its_people() -> None:
    """Ties within it, nothing happened, everything sized by people and rules."""
    rules = a_scheme(score={"start": 1000, "min": 600, "max": 1300})
    job = a_job(rules, a_society(WALK), people=600)
    tables, districts = tables_of(job), build(job.recipe, 0, 3)
    state = new_state(job.plan, tables, districts, 2)
    assert (2, 200) == (state.district, len(state.people))
    assert (0, districts.friends.size) == (state.friend_start[0], districts.friend_start[-1])
    ties = districts.friends[districts.friend_start[400] :]
    assert (ties.tolist(), len(ties)) == (state.friends.tolist(), state.friend_start[-1])
    assert not any(state.people[name].any() for name in ("entries", "number", "acts", "band", "hardship"))


@given(st.lists(st.integers(0, 200), min_size=5, max_size=5), st.integers(1, 50))
def test_logs_grow_where_they_may_soon_be_full(used: list[int], room: int) -> None:
    """Twice the room where over half is used or one event might not fit; what was written stays."""
    lengths = (200, 100, 64, 80, 120)
    counts = [min(u, length) for u, length in zip(used, lengths, strict=True)]
    kinds = (ENTRY, REFUSAL, EVENT, CASE, NEWS)
    parts = [np.zeros(length, kind) for length, kind in zip(lengths, kinds, strict=True)]
    log = Log(*parts, used=np.zeros(USED_SIZE, np.int64))
    for rows, place, count in zip(parts, (ENTRIES, REFUSALS, EVENTS, CASES, HEARD), counts, strict=True):
        rows[MARK[rows.dtype]][:count] = 1
        log.used[place] = count
    longer = grown(log, room)
    for rows, length, count in zip(longer[:-1], lengths, counts, strict=True):
        fits = 2 * count <= length and count + room + 1 < length
        assert (length if fits else 2 * length + 2 * room) == len(rows)
        assert count + room + 1 < len(rows)
        assert count == rows[MARK[rows.dtype]].sum()


def test_logs_grow_to_what_the_run_needs_at_this_pace() -> None:
    """A ledger half full after a tenth of the run is made ten times as long, its queue twice."""
    parts = [np.zeros(1000, kind) for kind in (ENTRY, REFUSAL, EVENT, CASE, NEWS)]
    longer = grown(Log(*parts, used=np.full(USED_SIZE, 600)), 10, 10.0)
    assert [6_620, 6_620, 2_020, 2_020, 2_020] == [len(rows) for rows in longer[:-1]]


@given(st.lists(st.integers(0, 65_535), max_size=200))
def test_rows_are_ordered_by_subject_and_as_entered(subjects: list[int]) -> None:
    """Whoever is numbered how: the order is that of sorting by subject and place."""
    rows = np.zeros(len(subjects), ENTRY)
    rows["subject"], rows["record"] = subjects, np.arange(len(subjects))
    expected = sorted(zip(subjects, range(len(subjects)), strict=True))
    assert expected == [(int(row["subject"]), int(row["record"])) for row in by_subject(rows)]


def test_new_logs_have_room_for_everybody() -> None:
    """At least some rows a person, and more than one occasion needs."""
    log = new_log(2_000, 16)
    assert len(log.entries) >= 4 * 2_000
    assert log.used.tolist() == [0] * USED_SIZE


def test_a_lived_district_is_in_the_order_of_its_subjects() -> None:
    """Entries by subject and record, refusals by subject and time."""
    rules = {
        "conducts": [conduct("walk", [-9, 9], channels=["camera"])],
        "channels": [channel(misnames=0.3)],
    }
    job = job_of(rules, {"opportunities": {"walk": {"per_year": 300, "act": 1.0}}}, people=200)
    entries = live_district(job.plan, tables_of(job), build(job.recipe, 0, 1), 0).entries
    keys = list(zip(entries["subject"].tolist(), entries["record"].tolist(), strict=True))
    assert sorted(keys) == keys
    assert len(set(keys)) == len(keys) == whole(job).people("entries").sum()


def test_a_district_that_nobody_waits_for_is_left_between_two_calls() -> None:
    """What is asked before each call of the kernel ends it, and is asked no more."""
    job = job_of({}, {}, people=60, days=60)
    until_the_third = Times(3)
    with pytest.raises(InterruptedError):
        live_district(
            job.plan, tables_of(job), build(job.recipe, 0, 1), 0, call_days=7, before_call=until_the_third
        )
    assert 3 == until_the_third.asked
