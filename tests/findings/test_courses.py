"""Courses through bands, held against a day-by-day retelling."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.courses import on_anniversaries, pictured, sampled, spells, start_bands

DAYS = 400


def daily(person: Any, bands: list[str]) -> list[int]:
    """The band at the start and at the end of each day; within a day, every one in turn."""
    seen = [bands.index("ordinary")]
    return seen + [bands.index(e["band"]) for e in person.entries]


def plain_spells(person: Any, bands: list[str], band: int) -> list[tuple[int, bool]]:
    """Spells of a band, told entry by entry."""
    found, since = [], None
    days = [0] + [e["day"] for e in person.entries]
    for day, now in zip(days, daily(person, bands), strict=True):
        if since is None and now == band:
            since = day
        elif since is not None and now > band:
            found.append((day - since, True))
            since = None
    return found if since is None else [*found, (DAYS - since, False)]


def test_spells_are_those_of_the_retelling(shop: Any) -> None:
    """For every band, the spells of a crowd are what reading each ledger from top to bottom gives."""
    people = shop.crowd(districts=4, size=60, days=DAYS)
    run = shop.coded(people, days=DAYS)
    for band in range(3):
        found = spells(run, band)
        expected = [(p.district, *s) for p in people for s in plain_spells(p, run.bands, band)]
        got = zip(found.district.tolist(), found.length_days.tolist(), found.ended.tolist(), strict=True)
        assert sorted(expected) == sorted(got)


def test_falling_further_is_the_same_spell(shop: Any) -> None:
    """Who goes from watched to barred and back has been waiting for better since the first day of it."""
    person = shop.person(0, 0)
    person.record(10, "posting").record(20, "posting").record(30, "posting").record(40, "charity")
    person.record(50, "charity", drawn=90)
    assert ["watched", "watched", "barred", "barred", "ordinary"] == [e["band"] for e in person.entries]
    run = shop.coded([person])
    found = spells(run, run.bands.index("watched"))
    assert [(40, True)] == list(zip(found.length_days.tolist(), found.ended.tolist(), strict=True))


def test_start_bands_follow_edges_that_differ(shop: Any) -> None:
    """Where a band begins elsewhere for a group, the same start score is another band."""
    edge = {"by": "group", "values": {"many": 990, "few": 1010}}
    scheme = {
        "bands": [{"id": "barred", "from": 900}, {"id": "ordinary", "from": edge}],
        "treatments": [],
        "conducts": [],
    }
    run = shop.coded([shop.person(0, 0), shop.person(0, 1, group="few")], scheme=scheme)
    assert [1, 0] == start_bands(run).tolist()


def test_a_year_begins_where_the_last_day_before_ended(shop: Any) -> None:
    """An entry on day 364 belongs to the first year, one on day 365 to the second."""
    person = shop.person(0, 0).record(364, "posting").record(365, "posting", drawn=-60)
    run = shop.coded([person, shop.person(0, 1)])
    expected = np.array([[2, 1, 0], [2, 2, 2]])
    assert expected.tolist() == on_anniversaries(run, 2).tolist()


@given(st.integers(1, 4_000), st.integers(1, 40))
def test_pictures_begin_and_end_with_the_run(days: int, step: int) -> None:
    """The first and the last day are among them, each once, in order, no two further apart than a step."""
    found = sampled(days, step)
    assert (0, days - 1) == (found[0], found[-1])
    assert all(0 < later - earlier <= step for earlier, later in pairwise(found))


@given(st.integers(1, 60), st.integers(1, 5), st.lists(st.tuples(st.integers(0, 4), st.integers(0, 59))))
def test_a_picture_has_what_was_entered_last(days: int, people: int, entered: list[tuple[int, int]]) -> None:
    """Of each person on each day: the latest entry until then, walked through one by one; else the start."""
    rows = sorted((person, day) for person, day in entered if person < people and day < days)
    person, day = (np.array([row[k] for row in rows], np.int64) for k in range(2))
    value = np.arange(100, 100 + len(rows), dtype=np.int32)
    at = sampled(days)
    (found,) = pictured(np.array(at), person, day, (np.arange(people, dtype=np.int32), value))
    for column in range(people):
        for row, until in enumerate(at):
            mine = value[(person == column) & (day <= until)]
            assert (mine[-1] if len(mine) else column) == found[row, column]
