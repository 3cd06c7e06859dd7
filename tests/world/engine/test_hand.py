"""Dealing: many occasions drawn at once are those drawn one by one, and lived the same either way."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.compiled import kernel
from demerit.luck.purposes import OCCASION
from demerit.societies.people import build
from demerit.world.columns.state import CARDS, CLOCK_BITS, FIRST_CARDS, RUN, new_hand
from demerit.world.columns.tables import NONE
from demerit.world.engine.district import new_state
from demerit.world.engine.hand import deal_day, deal_life
from demerit.world.engine.init_state import init_state
from demerit.world.rules.occasion import FRIEND, GAP, KIND, LUCK, kind_of, later, words_of
from worlds import Part, Whole, channel, conduct, job_of, tables_of, whole, world_of

PEOPLE = 200


@kernel
def day_dealt(w: Any, first: int, midnight: int) -> int:
    """A day's deal, by itself."""
    return deal_day(w, first, midnight)


@kernel
def life_dealt(w: Any, i: int, dusk: int) -> int:
    """A subject's deal, by itself."""
    return deal_life(w, i, dusk)


@kernel
def one_by_one(w: Any, i: int, count: int, found: np.ndarray) -> None:
    """A subject's next occasions drawn singly: number, four words, due, then, kind."""
    due, cell = w.s.due[i], w.s.people[i].cell
    for k in range(count):
        number = w.s.people[i].number + k
        words = words_of(w, i, number, OCCASION)
        then = later(w.t.clock[cell], due, words[GAP])
        found[k, 0], found[k, 1], found[k, 2] = number, words[GAP], words[KIND]
        found[k, 3], found[k, 4], found[k, 5] = words[LUCK], words[FRIEND], due
        found[k, 6], found[k, 7] = then, kind_of(w, cell, words[KIND])
        due = then


COLUMNS = ("number", "gap", "which", "luck", "friend", "due", "then", "kind")


def begun(per_year: float) -> tuple[Any, Any, Any]:
    """A district before its first day, where walks come so often: its handle, state and hand."""
    life = {"opportunities": {"walk": {"per_year": per_year, "act": 0.5}, "sit": {"per_year": 3, "act": 0.5}}}
    job = job_of({}, life, people=PEOPLE, days=30)
    tables, hand = tables_of(job), new_hand()
    state = new_state(job.plan, tables, build(job.recipe, 0, 1), 0)
    world = world_of(t=tables, s=state, h=hand)
    init_state(world)
    return world, state, hand.cards[0]


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([0.0, 5.0, 300.0, 3_000.0]), st.integers(0, PEOPLE - 1), st.integers(1, 30))
def test_a_life_dealt_is_the_life_drawn_one_by_one(per_year: float, i: int, days: int) -> None:
    """Number, words, time and kind of every card, of which there are never more than a hand has for one."""
    world, state, cards = begun(per_year)
    dusk = int(state.due[i]) + (days << CLOCK_BITS)
    count = life_dealt(world, i, dusk)
    expected = np.zeros((count, len(COLUMNS)), np.int64)
    one_by_one(world, i, count, expected)
    for at, name in enumerate(COLUMNS):
        assert expected[:, at].tolist() == cards[name][:count].astype(np.int64).tolist()
    assert 0 < count <= RUN


@settings(max_examples=20, deadline=None)
@given(st.sampled_from([0.0, 5.0, 300.0, 3_000.0]), st.integers(0, PEOPLE - 1))
def test_a_day_is_dealt_to_all_who_have_occasions(per_year: float, first: int) -> None:
    """Subject by subject, each followed through its cards: those that fall before midnight, in order."""
    world, state, cards = begun(per_year)
    midnight = 1 << CLOCK_BITS
    asked = day_dealt(world, first, midnight)
    due = [i for i in range(first, asked) if state.due[i] < midnight]
    assert due == cards["who"][: cards["subjects"]].tolist()
    assert asked == PEOPLE or len(due) > FIRST_CARDS // 2
    for start, i in enumerate(due):
        card, row, found = start, 0, np.zeros((CARDS, len(COLUMNS)), np.int64)
        one_by_one(world, i, CARDS, found)
        while card != NONE:
            assert cards["who"][card] == i
            assert found[row].tolist() == [int(cards[name][card]) for name in COLUMNS]
            assert found[row, COLUMNS.index("due")] < midnight
            card, row = int(cards["more"][card]), row + 1


def left_by(world: Whole) -> list[Any]:
    """All that a world leaves."""
    states = [
        (
            each.state.people.tolist(),
            each.state.due.tolist(),
            each.state.days.tolist(),
            each.state.tally.tolist(),
        )
        for each in world.lived
    ]
    return [states, world.entries.tolist(), world.refusals.tolist()]


@pytest.mark.parametrize("per_year", [2, 400, 20_000])
@pytest.mark.parametrize("judged", [True, False])
def test_who_lives_apart_lives_as_side_by_side(per_year: float, judged: bool) -> None:
    """Where nothing crosses, a year lived subject by subject leaves what it leaves day by day."""
    life = {"opportunities": {"walk": {"per_year": per_year, "act": 0.5}, "sit": {"per_year": 9, "act": 0.5}}}
    rules = {
        "conducts": [conduct("walk", [-3, -1], channels=["camera"]), conduct("sit", 4, channels=["camera"])],
        "channels": [channel(detects=0.3)],
    }
    days = 30 if per_year > RUN * 30 else 400
    job = job_of(rules, life, people=PEOPLE, days=days)
    apart = tables_of(job, judged=judged)
    assert apart.crossing == 0
    beside = apart._replace(crossing=1)
    assert left_by(whole(job, tables=apart)) == left_by(whole(job, tables=beside))


@pytest.mark.parametrize("crossing", [0, 1])
@pytest.mark.parametrize("misnames", [0.0, 0.4])
def test_a_look_drawn_ahead_is_the_look_drawn_alone(crossing: int, misnames: float) -> None:
    """The luck of a first look stands on its card; of second looks, or of what is let go, it is drawn."""
    life: Part = {
        "opportunities": {
            "walk": {"per_year": 90, "act": 0.9},
            "sit": {"per_year": 90, "act": 0.5, "leaves": "rise"},
            "rest": {"per_year": 9, "act": 0.5, "takes": None},
        },
        "needs": {"rail": {"context": "travel", "per_year": 50, "opens": "walk"}},
    }
    rules: Part = {
        "conducts": [
            conduct("walk", [-9, 9], channels=["camera", "ear"]),
            conduct("rise", -4, channels=["ear"]),
        ],
        "channels": [channel(detects=0.5, misnames=misnames), channel("ear", detects=0.7)],
    }
    job = job_of(rules, life, people=PEOPLE, days=200)
    ahead = tables_of(job)
    assert ahead.looks == 1
    ahead = ahead._replace(crossing=max(ahead.crossing, crossing))
    assert left_by(whole(job, tables=ahead)) == left_by(whole(job, tables=ahead._replace(looks=0)))
