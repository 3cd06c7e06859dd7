"""Hardship and caution: raised by events, decaying in between."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.compiled import kernel
from demerit.societies.people import build
from demerit.world.columns.encode import encode
from demerit.world.columns.state import FIXED, State
from demerit.world.engine.district import new_state
from demerit.world.engine.init_state import init_state
from demerit.world.rules.circumstances import MOST, caution_of, hardship_units, raise_caution, raise_hardship
from worlds import (
    Part,
    a_behaviour,
    a_job,
    a_scheme,
    a_society,
    channel,
    conduct,
    frames_of,
    treatment,
    world_of,
)

HALF_LIFE = 12.0
DAYS = 60


@kernel
def read_hardship(w: Any, day: int) -> int:
    """The first subject's hardship on a day."""
    return hardship_units(w, 0, day)


@kernel
def read_caution(w: Any, day: int) -> float:
    """The first subject's caution on a day."""
    return caution_of(w, 0, 0, day)


@kernel
def add(w: Any, day: int, units: int) -> None:
    """Raise both of the first subject."""
    raise_hardship(w, 0, day, units)
    raise_caution(w, 0, day, units)


def newborn() -> tuple[Any, State]:
    """A small district that nothing has happened to yet, at rest: caution at its floor of 0.25."""
    people = a_behaviour(
        caution={"start": 0.0, "floor": 0.25, "half_life_days": HALF_LIFE},
        hardship={"half_life_days": HALF_LIFE},
    )
    life = {"opportunities": {"walk": {"per_year": 1, "act": 1.0}}}
    job = a_job(a_scheme(), a_society(life), people, people=200, days=DAYS)
    tables = encode(job.plan, {}, judged=True)
    state = new_state(job.plan, tables, build(job.recipe, 0, 1), 0)
    world = world_of(t=tables, s=state)
    init_state(world)
    return world, state


events = st.lists(st.tuples(st.integers(0, DAYS), st.integers(0, 3 * FIXED)), max_size=6).map(sorted)


@settings(max_examples=30)
@given(events, st.lists(st.integers(0, DAYS), max_size=6))
def test_levels_are_sums_of_what_is_left(raised: list[tuple[int, int]], looks: list[int]) -> None:
    """Each raising halves every half-life, to a unit of 2^-16 each; looking in between changes nothing."""
    (w, state), (v, unseen) = newborn(), newborn()
    for day, units in raised:
        for look in (each for each in looks if state.people["hardship_day"][0] <= each <= day):
            read_hardship(w, look)
            add(w, look, 0)
        add(w, day, units)
        add(v, day, units)
    level = sum(units * 0.5 ** ((DAYS - day) / HALF_LIFE) for day, units in raised)
    found = read_hardship(w, DAYS)
    assert level - len(raised) - 1 <= found <= level + 1
    assert 0.25 + found / FIXED == read_caution(w, DAYS)
    assert unseen.people[0].tolist() == state.people[0].tolist()


def test_levels_stay_within_their_field() -> None:
    """However often raised, a level stops at its most instead of turning around."""
    w, state = newborn()
    for _ in range(5):
        add(w, 3, MOST // 2)
    assert (MOST, MOST) == (state.people["hardship"][0], state.people["caution"][0])


def test_on_the_last_day_people_show_what_is_left() -> None:
    """A denial of 0.5 on day 10 and a loss that adds 0.75: 48 and 49 days later, at a half-life of 12."""
    rules = {
        "conducts": [conduct("cross", -50, channels=["camera"])],
        "channels": [channel()],
        "treatments": [treatment("no", "rail")],
    }
    life = {
        "opportunities": {"cross": {"at_days": [9], "act": 1.0}},
        "needs": {"rail": {"context": "travel", "at_days": [10]}},
    }
    people = a_behaviour(
        caution={"start": 1.0, "floor": 0.5, "own": 0.75, "half_life_days": HALF_LIFE},
        hardship={"denial": 0.5, "half_life_days": HALF_LIFE},
    )
    frames = frames_of(a_job(a_scheme(**rules), a_society(life), people, people=200, days=DAYS))
    hardship, caution = (frames["people"][name].to_numpy() for name in ("hardship", "caution"))
    assert np.allclose(0.5 * 0.5 ** ((DAYS - 10) / HALF_LIFE), hardship, atol=2 / FIXED)
    expected = 0.5 + 0.5 * 0.5 ** (DAYS / HALF_LIFE) + 0.75 * 0.5 ** ((DAYS - 9) / HALF_LIFE)
    assert np.allclose(expected, caution, atol=3 / FIXED)
    at_rest = 0.5 + 0.5 * 0.5 ** (DAYS / HALF_LIFE)
    assert np.allclose(at_rest, frames["baseline/people"]["caution"].to_numpy(), atol=2 / FIXED)


def test_gains_do_not_frighten() -> None:
    """Only a loss, or being put into a band, raises one's own caution (docs/decisions/0006)."""
    put_low: Part = {"to_band": {"id": "low", "days": 2}}
    cases: list[tuple[int, Part, int]] = [(5, {}, 0), (0, {}, 0), (-5, {}, 1), (5, put_low, 1)]
    for points, parts, frightens in cases:
        rules = {
            "conducts": [conduct("cross", points, channels=["camera"], **parts)],
            "channels": [channel()],
        }
        life = {"opportunities": {"cross": {"at_days": [3], "act": 1.0}}}
        people = a_behaviour(caution={"start": 0.0, "own": 0.5, "half_life_days": 1e9})
        frames = frames_of(a_job(a_scheme(**rules), a_society(life), people, people=200, days=9))
        assert {0.5 * frightens} == set(frames["people"]["caution"].round(3).to_list())
