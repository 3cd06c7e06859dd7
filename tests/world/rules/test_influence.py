"""Influence: whom a record of one reaches, with how much of it, and that it goes no further."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.purposes import INFLUENCE
from demerit.world.columns.state import ALARM, ASSOCIATION, MISNAMED, NO_TIE, NOBODY, OWN, REDRESS
from demerit.world.columns.tables import FRIENDS
from demerit.world.engine.day import SCHEDULED_NUMBER
from demerit.world.rules.influence import TIES_BITS
from worlds import Part, Whole, a_job, a_scheme, a_society, by, channel, conduct, luck_of, whole

PEOPLE, DAYS = 40, 6
TIES = ("friends", "household", "colleagues", "employer", "responsible")
FIRMS: Part = {
    "company": {
        "per_1000_people": 75,
        "employees": 4,
        "life": {"opportunities": {"cheat": {"at_days": [0], "act": 1.0}}},
    }
}
WRONG: Part = {"misnames": 1.0}


def lived(influence: list[Part], *, points: Any = -10, act: Part | None = None, **rules: Any) -> Whole:
    """Everybody, companies included, has one record of day 0, and three companies employ four each."""
    watched: Part = {"channels": [channel()], **rules}
    conducts = [
        conduct("cross", points, channels=["camera"]),
        conduct("cheat", points, channels=["camera"], subject="company"),
    ]
    scheme = a_scheme(conducts=conducts, influence=influence, **watched)
    life = {"opportunities": {"cross": {"at_days": [0], "act": 1.0, **(act or {})}}}
    town = a_society(life, people=PEOPLE, district_people=PEOPLE, organisations=FIRMS)
    return whole(a_job(scheme, town, people=PEOPLE, days=DAYS))


def sharing(*ties: str, share: Any = 1.0) -> list[Part]:
    """Influence along these ties."""
    return [{"ties": each, "share": share} for each in ties]


def tied(world: Whole, ties: str) -> set[tuple[int, int]]:
    """Who a record of whom counts for, read off the society: (of whom, for whom)."""
    town = world.districts
    firms = enumerate(town.responsible.tolist(), start=PEOPLE)
    people = range(PEOPLE)
    if ties == "friends":
        ends = zip(town.friend_start, town.friend_start[1:], strict=False)
        return {(i, int(j)) for i, (low, high) in enumerate(ends) for j in town.friends[low:high]}
    if ties == "responsible":
        return {pair for firm, person in firms for pair in ((firm, person), (person, firm))}
    if ties == "employer":
        return {(int(place), j) for j, place in enumerate(town.employer) if place != NO_TIE}
    shared = town.household if ties == "household" else town.employer
    return {(i, j) for i in people for j in people if i != j and shared[i] == shared[j] != NO_TIE}


def by_tie(world: Whole) -> np.ndarray:
    """Entries that came by a tie."""
    return world.entries[world.entries["cause"] == ASSOCIATION]


@pytest.mark.parametrize("ties", TIES)
def test_a_record_reaches_exactly_those_who_are_tied_so(ties: str) -> None:
    """All have a record of day 0; the next morning it counts once for each tie of this kind, both ways."""
    world = lived(sharing(ties))
    found = by_tie(world)
    pairs = list(zip(found["of_subject"].tolist(), found["subject"].tolist(), strict=True))
    assert sorted(tied(world, ties)) == sorted(pairs)
    assert {1} == set(found["day"].tolist())


def test_what_came_by_a_tie_is_not_passed_on() -> None:
    """With all ties sharing everything there are circles enough; on the second morning nothing comes."""
    world = lived(sharing(*TIES))
    expected = sum(len(tied(world, ties)) for ties in TIES)
    found = by_tie(world)
    roots = {(int(e["subject"]), int(e["record"])): int(e["cause"]) for e in world.entries}
    named = zip(found["of_subject"].tolist(), found["of"].tolist(), strict=True)
    assert (expected, {1}, {OWN}) == (found.size, set(found["day"].tolist()), {roots[each] for each in named})


def test_an_entry_names_the_record_at_its_root() -> None:
    """One's act of day 0: friends' entries of day 1 say whose act it was, which record, and of what."""
    world = lived(sharing("friends", share=0.5), act=by(3, of=PEOPLE))
    friends = {j for i, j in tied(world, "friends") if i == 3}
    cross = world.job.plan.conducts["cross"]
    columns = ("day", "cause", "source", "of_subject", "of", "conduct", "channel", "drawn", "points", "score")
    assert friends
    for friend in friends:
        assert [(1, ASSOCIATION, 3, 3, 1, cross, 0, -5, -5, 995)] == world.told(friend, *columns)
    of_people = world.entries["subject"] < PEOPLE
    assert {3, *friends} == set(world.entries["subject"][of_people].tolist())


def test_a_wrong_record_reaches_the_ties_of_whom_it_was_pinned_on() -> None:
    """Misnamed on day 1: on day 2 it counts for the victim's friends; the source is still who did it."""
    world = lived(sharing("friends"), act=by(3, of=PEOPLE), channels=[channel(**WRONG)])
    named = world.entries[(world.entries["cause"] == MISNAMED) & (world.entries["source"] == 3)]
    (victim,) = named["subject"].tolist()
    found = by_tie(world)[by_tie(world)["source"] == 3]
    assert {j for i, j in tied(world, "friends") if i == victim} == set(found["subject"].tolist())
    assert ({2}, {victim}) == (set(found["day"].tolist()), set(found["of_subject"].tolist()))


def test_an_alarm_reaches_ties_as_a_record_of_an_act_does() -> None:
    """Each alarm counts for each friend the next morning, with nobody as its source."""
    alarms: Part = {"alarms": {"per_year": 90}, "alarm_conduct": "cross"}
    world = lived(sharing("friends"), channels=[channel(detects=0.0, **alarms)])
    rung = world.entries[(world.entries["cause"] == ALARM) & (world.entries["day"] < DAYS - 1)]
    friends = tied(world, "friends")
    expected = [(day + 1, j, i) for day, i in rung[["day", "subject"]].tolist() for k, j in friends if k == i]
    found = by_tie(world)
    assert sorted(expected) == sorted(found[["day", "subject", "of_subject"]].tolist())
    assert {NOBODY} == set(found["source"].tolist())


def of_group(many: int, few: int) -> Part:
    """Hundredths that differ by a person's group; companies have none of it."""
    people = {"by": "group", "values": {"many": many / 100, "few": few / 100}}
    return {"by": "kind", "values": {"person": people, "company": 0.0}}


@settings(max_examples=8)
@given(st.integers(-40, 40), st.integers(0, 100), st.integers(0, 100))
def test_a_tie_counts_at_its_share_and_luck_rounds_the_rest(points: int, many: int, few: int) -> None:
    """Pair by pair: share of the one whom it reaches x points; a fraction goes up where luck is below it."""
    world = lived(sharing("friends", share=of_group(many, few)), points=points)
    number = SCHEDULED_NUMBER + 1  # after the companies' opportunity of the same day
    expected: dict[tuple[int, int], int] = {}
    for i, j in tied(world, "friends"):
        exact = (few if world.districts.group[j] else many) / 100 * points
        index = j | FRIENDS << TIES_BITS
        luck = luck_of(world.job, 0, 1, INFLUENCE, first=number, index=index)[i, 0, 0]
        expected[i, j] = math.floor(exact) + int(luck < exact - math.floor(exact))
    rows = by_tie(world)[["of_subject", "subject", "drawn"]].tolist()
    assert {pair: worth for pair, worth in expected.items() if worth} == {(i, j): n for i, j, n in rows}


@pytest.mark.parametrize("decided", [0, 1, 3])
def test_a_correction_is_returned_to_ties_the_next_morning(decided: int) -> None:
    """Upheld on day 1 (at the earliest) or 3: friends have theirs back a day later, and all is as it was.

    Whoever has not had it by then never gets it.
    """
    appeal = {"rate": 1.0, "within_days": 0, "decided_days": decided, "upheld_if_right": 1.0}
    redress = {"notice": 1.0, "appeal": appeal}
    world = lived(sharing("friends"), act=by(3, of=PEOPLE), redress=redress)
    friends = {j for i, j in tied(world, "friends") if i == 3}
    day = max(decided, 1)
    assert (day, REDRESS, 3, 1, 10) == world.told(3, "day", "cause", "of_subject", "of", "points")[1]
    for friend in friends:
        told = world.told(friend, "day", "cause", "of_subject", "of", "points")
        given = [(1, ASSOCIATION, 3, 1, -10), (day + 1, REDRESS, 3, 1, 10)]
        assert (given if decided > 1 or friend < 3 else []) == told
    assert {1000} == set(world.people("score")[:PEOPLE].tolist())


def test_no_points_reach_nobody() -> None:
    """A record of 0 points is nothing to share, and a share of nothing writes nothing."""
    assert 0 == by_tie(lived(sharing(*TIES), points=0)).size
    assert 0 == by_tie(lived(sharing(*TIES, share=0.0))).size
