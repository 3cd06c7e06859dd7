"""Circles of friends: who drops whom, and whom they befriend instead."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.purposes import CUT
from demerit.world.columns.state import NO_TIE
from demerit.world.rules.ties import ANEW, DROPS, PLACE
from worlds import (
    Part,
    Whole,
    a_behaviour,
    a_job,
    a_scheme,
    a_society,
    by,
    channel,
    conduct,
    luck_of,
    treatment,
    whole,
)

PEOPLE = 40
FALL, DAYS = 4, 8
WEIGHT = 0.75  # of the low band, above the high one's
Ties = set[tuple[int, int]]


def lived(
    *who: int,
    friends: Part,
    points: int = -50,
    exposures: int = 0,
    score: Part | None = None,
) -> Whole:
    """These fall into the low band on day 4; all others live as they did."""
    treatments = [treatment(f"shame-{n}", effect="exposure") for n in range(exposures)]
    bands = [{"id": "low", "from": 600, "weight": WEIGHT}, {"id": "high", "from": 980}]
    scheme = a_scheme(
        conducts=[conduct("cross", points, channels=["camera"])], channels=[channel()], bands=bands,
        treatments=treatments, score=score or {"start": 1000, "min": 600, "max": 1300},
    )  # fmt: skip
    act = {"cross": {"at_days": [FALL], "act": 1.0, **by(*who, of=PEOPLE)}}
    town = a_society({"opportunities": act}, people=PEOPLE, district_people=PEOPLE)
    return whole(a_job(scheme, town, a_behaviour(friends=friends), people=PEOPLE, days=DAYS))


def circles(starts: np.ndarray, friends: np.ndarray) -> list[list[int]]:
    """Each person's places for friends, free ones as NO_TIE."""
    return [friends[starts[i] : starts[i + 1]].tolist() for i in range(PEOPLE)]


def at_first(world: Whole) -> list[list[int]]:
    """Circles as the society has them."""
    return circles(world.districts.friend_start, world.districts.friends)


def at_last(world: Whole) -> list[list[int]]:
    """Circles at the end of the run."""
    return circles(world.lived[0].state.friend_start, world.lived[0].state.friends)


def ties(found: list[list[int]]) -> Ties:
    """Who is whose friend, from both ends."""
    return {(i, j) for i, circle in enumerate(found) for j in circle if j != NO_TIE}


def test_friends_drop_who_fell_the_next_morning_from_both_ends() -> None:
    """A chance of 1 for a weight of 1, so 0.75 here: where a friend's luck is below, both have a tie less."""
    world = lived(7, friends={"cut_when_fallen": 1.0})
    before, after = ties(at_first(world)), ties(at_last(world))
    luck = luck_of(world.job, 0, 1, CUT, first=FALL, index=7)[:, 0, DROPS]
    dropped = {j for i, j in before if i == 7 and luck[j] < WEIGHT}
    assert dropped
    assert {(j, 7) for j in dropped} | {(7, j) for j in dropped} == before - after
    assert set() == after - before


def test_who_fell_along_is_not_dropped() -> None:
    """Everybody falls: nobody's band is worse than a friend's, and all ties hold."""
    world = lived(*range(PEOPLE), friends={"cut_when_fallen": 1.0})
    assert at_first(world) == at_last(world)


def test_who_rises_is_not_dropped() -> None:
    """To leave the low band costs no friend, though all friends are still in it."""
    below = {"start": 970, "min": 600, "max": 1300}
    world = lived(7, friends={"cut_when_fallen": 1.0}, points=50, score=below)
    assert at_first(world) == at_last(world)


@pytest.mark.parametrize("exposures", [1, 2, 3])
def test_each_exposure_costs_its_share_of_friends(exposures: int) -> None:
    """Friends stay through each with 1 - 0.4, who fell along as well."""
    world = lived(*range(PEOPLE), friends={"cut_when_exposed": 0.4}, exposures=exposures)
    luck = np.array([luck_of(world.job, 0, 1, CUT, first=FALL, index=i)[:, 0, DROPS] for i in range(PEOPLE)])
    cut = luck < 1 - 0.6**exposures  # of the one who is exposed by the friend who hears of it
    expected = {(i, j) for i, j in ties(at_first(world)) if not (cut[i, j] or cut[j, i])}
    assert expected == ties(at_last(world))


def retold(world: Whole, who: set[int], friends: Part, exposures: int) -> list[list[int]]:
    """The morning after these fell: events by who hears and who fell; places left free are taken anew."""
    found = at_first(world)
    weight = [WEIGHT if i in who else 0.0 for i in range(PEOPLE)]

    def free(circle: list[int]) -> bool:
        return NO_TIE in circle

    def put(circle: list[int], old: int, new: int) -> None:
        circle[circle.index(old)] = new

    for j, i in sorted((friend, fallen) for fallen in who for friend in found[fallen]):
        stays = 1.0 - min(1.0, friends["cut_when_fallen"] * max(0.0, weight[i] - weight[j]))
        stays *= (1.0 - friends["cut_when_exposed"]) ** exposures
        luck = luck_of(world.job, 0, 1, CUT, first=FALL, index=i)[j, 0]
        if i not in found[j] or luck[DROPS] >= 1.0 - stays:
            continue
        put(found[j], i, NO_TIE)
        put(found[i], j, NO_TIE)
        for turn in range(PEOPLE if luck[ANEW] < friends["made_anew"] else 0):
            k = (int(luck[PLACE] * PEOPLE) + turn) % PEOPLE
            if k not in {i, j, *found[j]} and free(found[k]) and weight[k] <= weight[j]:
                put(found[j], NO_TIE, k)
                put(found[k], NO_TIE, j)
                break
    return found


@settings(max_examples=15)
@given(
    st.sets(st.integers(0, PEOPLE - 1), min_size=1, max_size=20),
    st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.0, 0.3, 1.0]), st.sampled_from([0.0, 0.5, 1.0]),
    st.integers(0, 2),
)  # fmt: skip
def test_circles_as_retold(who: set[int], fallen: float, exposed: float, anew: float, exposures: int) -> None:
    """Event by event; all ties are mutual, with others, and never more than at the start."""
    friends = {"cut_when_fallen": fallen, "cut_when_exposed": exposed, "made_anew": anew}
    world = lived(*who, friends=friends, exposures=exposures)
    before, after = at_first(world), at_last(world)
    assert retold(world, who, friends, exposures) == after
    assert {(j, i) for i, j in ties(after)} == ties(after)
    assert all(i not in circle for i, circle in enumerate(after))
    assert [len(each) for each in before] == [len(each) for each in after]
    spare = world.lived[0].state.spare.tolist() if fallen or exposed else [0] * PEOPLE
    assert [circle.count(NO_TIE) for circle in after] == spare


def test_ties_are_counted_by_the_bands_of_both_ends() -> None:
    """At the start all are between high and high; at the end each tie stands at its ends' bands, twice."""
    world = lived(3, 7, 11, friends={"cut_when_fallen": 0.5})
    low = {3, 7, 11}
    last = np.zeros((2, 2), int)
    for i, j in ties(at_last(world)):
        last[int(i not in low), int(j not in low)] += 1
    first = [[0, 0], [0, len(ties(at_first(world)))]]
    assert (first, last.tolist()) == (
        world.lived[0].state.mixing[0].tolist(), world.lived[0].state.mixing[-1].tolist(),
    )  # fmt: skip


def test_where_nobody_minds_no_tie_is_touched() -> None:
    """With chances of 0 the society's own ties are used, as they are."""
    world = lived(*range(0, PEOPLE, 2), friends={"made_anew": 1.0}, exposures=2)
    assert (at_first(world), 0) == (at_last(world), world.lived[0].state.spare.size)
