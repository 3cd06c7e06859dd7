"""The morning: the queue in its order, what ends, and what was heard of others."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.luck.bound import Bound
from demerit.societies.people import build
from demerit.world.columns.state import (
    ALARM,
    CAUTION_FIXED,
    ENTRIES,
    EVENT,
    LAPSE,
    MISNAMED,
)
from demerit.world.engine.day import live
from demerit.world.engine.district import new_log, new_state
from demerit.world.engine.init_state import init_state
from worlds import Whole, a_behaviour, channel, conduct, job_of, tables_of, whole, world_of


def ringing(**parts: Any) -> Whole:
    """A district whose members are often misnamed and often rung for."""
    rules = {
        "conducts": [
            conduct("cross", [-3, 3], channels=["camera"], to_band={"id": "low", "days": 1}),
            conduct("speak", [-3, 3], channels=["camera"], to_band={"id": "low", "days": 2}),
        ],
        "channels": [channel(misnames=0.8, alarms={"per_year": 600}, alarm_conduct="cross")],
    }
    life = {"opportunities": {name: {"per_year": 150, "act": 1.0} for name in ("cross", "speak")}}
    return whole(job_of(rules, life, people=100, days=40, **parts))


def test_what_comes_in_a_morning_comes_before_the_day_and_in_order() -> None:
    """Within a day: what others brought, by source, then alarms and lapses, then one's own."""
    world = ringing()
    names = {MISNAMED: 0, ALARM: 1, LAPSE: 1}
    rows = world.entries
    rank = np.array([names.get(cause, 2) for cause in rows["cause"].tolist()])
    same = (rows["subject"][1:] == rows["subject"][:-1]) & (rows["day"][1:] == rows["day"][:-1])
    assert same.sum() > 100
    assert (rank[1:][same] >= rank[:-1][same]).all()
    both = same & (rank[1:] == 0) & (rank[:-1] == 0)
    assert both.sum() > 10
    assert (rows["source"][1:][both] >= rows["source"][:-1][both]).all()


@pytest.mark.parametrize("spare", range(1, 40))
def test_a_crowded_queue_is_never_overrun(spare: int) -> None:
    """Ten alarms and eight lapses a person in one morning fill a small queue; nothing is lost."""
    marches = [f"march-{n}" for n in range(8)]
    rules = {
        "conducts": [
            conduct(name, 0, channels=["camera"], to_band={"id": "low", "days": 1}) for name in marches
        ],
        "channels": [channel(alarms={"per_year": 3_650}, alarm_conduct="march-0")],
    }
    life = {"opportunities": {name: {"at_days": [0], "act": 1.0} for name in marches}}
    job = job_of(rules, life, people=20, days=4)
    tables = tables_of(job)
    state = new_state(job.plan, tables, build(job.recipe, 0, 1), 0)
    t, s = Bound(tables), Bound(state)
    init_state(world_of(t=t, s=s))
    log = new_log(1_000, state.room)
    room = state.room + spare
    rows = np.zeros(room + 2 * state.room, EVENT)
    rows["target"][room:] = -7  # rows behind the queue's end, which must stay as they are
    while not live(world_of(t=t, s=s, log=log._replace(queue=rows[:room])), job.days):
        assert {-7} == set(rows["target"][room:].tolist())
        grown_by = 17
        rows = np.concatenate([rows[:room], np.zeros(grown_by, EVENT), rows[room:]])
        room += grown_by
    assert {-7} == set(rows["target"][room:].tolist())
    assert whole(job).entries.size == log.used[ENTRIES]


def test_ties_mind_each_others_losses_from_the_next_morning() -> None:
    """Caution of friends: 0.125 for each loss of each friend yesterday, none of it decayed."""
    rules = {"conducts": [conduct("cross", channels=["camera"])], "channels": [channel()]}
    life = {"opportunities": {"cross": {"at_days": [3], "act": 0.5}}}
    people = a_behaviour(caution={"start": 0.0, "tie": 0.125, "half_life_days": 1e9})
    for days, told in ((4, 0), (5, 1)):
        world = whole(job_of(rules, life, people, people=200, days=days))
        state = world.lived[0].state
        lost = state.people["entries"].astype(np.int64)
        friends = np.array(
            [
                lost[state.friends[low:high]].sum()
                for low, high in zip(state.friend_start, state.friend_start[1:], strict=False)
            ]
        )
        assert (told * friends * CAUTION_FIXED // 8).tolist() == world.caution().tolist()
        assert friends.sum() > 0


def test_how_much_ties_mind_is_each_ones_own() -> None:
    """By band and by column: whom nothing reaches minds nothing."""
    rules = {"conducts": [conduct("cross", -30, channels=["camera"])], "channels": [channel()]}
    life = {"opportunities": {"cross": {"at_days": [3], "act": 0.5}}}
    tie = {
        "by": "band",
        "values": {"low": 0.0, "high": {"by": "sex", "values": {"female": 0.5, "male": 0.0}}},
    }
    people = a_behaviour(caution={"start": 0.0, "tie": tie, "half_life_days": 1e9})
    world = whole(job_of(rules, life, people, people=200, days=5))
    state = world.lived[0].state
    minding = world.caution() > 0
    assert {(1, 0)} == set(
        zip(
            state.people["band"][minding].tolist(),
            world.districts.traits["sex"][minding].tolist(),
            strict=True,
        )
    )
