"""Turnover: when somebody's place is taken, and what a newcomer begins with."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.compiled import kernel
from demerit.luck.purposes import AWARE, PROPENSITY
from demerit.luck.purposes import TURNOVER as TURNOVER_DRAW
from demerit.world.columns.plan import FAMILIES
from demerit.world.columns.state import CAUTION_FIXED, FIXED, LAPSE, OWN, TURNOVER
from demerit.world.rules.turnover import draw_propensities
from worlds import (
    Part,
    Whole,
    a_behaviour,
    a_job,
    a_scheme,
    a_society,
    channel,
    conduct,
    fill_words,
    luck_of,
    treatment,
    whole,
    world_of,
)

PEOPLE, DAYS = 60, 300
COUNT = 1 + len(FAMILIES)
START: Part = {"by": "sex", "shares": {"female": {1000: 1.0}, "male": {1005: 1.0}}}
FIRMS: Part = {
    "company": {
        "per_1000_people": 50,
        "life": {"opportunities": {"cheat": {"at_days": [3], "act": 1.0}}},
    }
}


def lived(rate: float = 1.0, *, judged: bool = True, people: Part | None = None, **rules: Any) -> Whole:
    """Everybody has a loss of 10 on day 2, and is denied a train while in the low band; companies cheat."""
    to_band = rules.pop("rule", {})
    conducts = [
        conduct("cross", -10, channels=["camera"], **to_band),
        conduct("cheat", -10, channels=["camera"], subject="company"),
    ]
    scheme = a_scheme(**{
        "score": {"start": START, "min": 600, "max": 1300},
        "conducts": conducts, "channels": [channel()], "treatments": [treatment("no-rail", "rail")], **rules,
    })  # fmt: skip
    life = {
        "opportunities": {"cross": {"at_days": [2], "act": 1.0, "follows": EVER}},
        "needs": {"rail": {"context": "travel", "at_days": [5]}},
    }
    town = a_society(life, people=PEOPLE, district_people=PEOPLE, turnover=rate, organisations=FIRMS)
    job = a_job(scheme, town, a_behaviour(**(people or {})), people=PEOPLE, days=DAYS)
    return whole(job, judged=judged)


EVER: Part = {"ties": "district", "threshold": {"counts": [0]}, "sticky": True}


def turns(world: Whole) -> list[list[int]]:
    """The days on which each person's place is taken: gaps of -log(luck) at a rate of one a year."""
    luck = luck_of(world.job, 0, 30, TURNOVER_DRAW)[:, :, 0]
    due = np.cumsum(-np.log(luck + 2.0**-33), axis=1) * 365
    return [np.floor(row[row < DAYS]).astype(int).tolist() for row in due]


def test_places_are_taken_as_often_as_the_society_says() -> None:
    """At one a year, by gaps that are exponential and everybody's own; a company's place never is."""
    world = lived()
    expected = turns(world)
    assert sum(len(each) for each in expected) > PEOPLE // 2
    for person in range(PEOPLE):
        assert expected[person] == [day for day, why in world.told(person, "day", "cause") if why == TURNOVER]
    for firm in range(PEOPLE, len(world.people("score"))):
        assert [(3, OWN)] == world.told(firm, "day", "cause")


def test_a_newcomer_starts_where_everybody_starts() -> None:
    """The entry brings the score to its start, from nobody's act; the ledger goes on adding up."""
    world = lived()
    for person in range(PEOPLE):
        start = 1005 if world.districts.traits["sex"][person] else 1000
        told = world.told(person, "day", "cause", "points", "score", "source", "conduct")
        score = start
        for _, why, points, after, source, done in told:
            score += points
            assert score == after
            if why == TURNOVER:
                assert (start, -1, -1) == (after, source, done)
        assert score == world.people("score")[person]


def test_with_every_provider_a_newcomer_is_new() -> None:
    """The first provider's ledger says so each time, others' where anything changes; each adds up."""
    world = lived(providers={"count": 3, "shared": 0.0}, channels=[channel(detects=0.6)])
    for provider in range(3):
        rows = world.entries[(world.entries["provider"] == provider) & (world.entries["subject"] < PEOPLE)]
        came = rows[rows["cause"] == TURNOVER]
        start = np.where(world.districts.traits["sex"][came["subject"]], 1005, 1000)
        assert start.tolist() == came["score"].tolist()
        changed = provider == 0 or (came["points"] != 0).all()
        assert (changed, came.size > 0) == (True, True)
        total = np.bincount(rows["subject"], weights=rows["points"], minlength=PEOPLE)
        others = world.lived[0].state.others[:PEOPLE]["score"]
        score = world.people("score")[:PEOPLE] if provider == 0 else others[:, provider - 1]
        assert (np.where(world.districts.traits["sex"], 1005, 1000) + total).tolist() == score.tolist()


def replaced(world: Whole, after: int) -> list[bool]:
    """Whose place was taken after a day."""
    return [any(day > after for day in each) for each in turns(world)]


def test_a_newcomer_has_no_past() -> None:
    """No hardship of a denial, no caution of a loss, nothing that others could follow, no band still set."""
    people = {
        "hardship": {"denial": 0.5, "half_life_days": 1e9},
        "caution": {"start": 0.0, "own": 0.25, "half_life_days": 1e9},
    }
    world = lived(people=people, rule={"to_band": {"id": "low", "days": 1000}})
    here = replaced(world, 5)
    assert [0 if new else FIXED // 2 for new in here] == world.people("hardship")[:PEOPLE].tolist()
    new = replaced(world, 2)
    assert [0 if each else CAUTION_FIXED // 4 for each in new] == world.caution()[:PEOPLE].tolist()
    assert [0 if each else 1 for each in new] == world.lived[0].state.did[:PEOPLE, 0].tolist()
    assert [1 if each else 0 for each in new] == world.people("band")[:PEOPLE].tolist()
    assert LAPSE not in world.entries["cause"]


def test_a_newcomer_has_a_year_of_records_ahead() -> None:
    """Of three records that score a year, whose place is taken has none used up."""
    world = lived(rule={"per_year": 3})
    used = world.lived[0].state.limited[:PEOPLE, 0]
    assert [0 if new else 1 for new in replaced(world, 2)] == used.tolist()


@pytest.mark.parametrize("nth", range(5))
def test_a_band_that_ends_as_a_newcomer_comes_is_no_matter_of_the_newcomer(nth: int) -> None:
    """On the morning on which somebody comes a band ends: that stands before the newcomer's entry."""
    firsts = {person: each[0] for person, each in enumerate(turns(lived())) if each and each[0] > 2}
    person, day = list(firsts.items())[nth]
    world = lived(rule={"to_band": {"id": "low", "days": day - 2}})
    assert [(2, OWN), (day, LAPSE), (day, TURNOVER)] == world.told(person, "day", "cause")[:3]


@settings(max_examples=5)
@given(st.floats(0.1, 1.0))
def test_who_knows_is_drawn_for_each_newcomer(aware: float) -> None:
    """By the luck of the place and the newcomer's number; who knows is as cautious as others at launch."""
    world = lived(people={"aware": aware, "caution": {"start": 1.0, "half_life_days": 1e9}})
    number = world.lived[0].state.turns[:PEOPLE, 0].astype(int)
    luck = luck_of(world.job, 0, int(number.max()) + 1, AWARE)[np.arange(PEOPLE), number, 0]
    expected = (luck < aware).astype(int)
    assert expected.tolist() == world.people("aware")[:PEOPLE].tolist()
    assert (expected * CAUTION_FIXED).tolist() == world.caution()[:PEOPLE].tolist()


def test_the_same_newcomers_come_without_a_scheme() -> None:
    """Place by place: as many, with the same habits, and no ledger."""
    scheme, none = lived(), lived(judged=False)
    for column in ("turns", "quantiles"):
        there, here = (getattr(each.lived[0].state, column).tolist() for each in (scheme, none))
        assert there == here
    assert 0 == none.entries.size


def test_without_turnover_nobody_leaves() -> None:
    """One entry each, of what they did."""
    world = lived(0.0)
    assert {OWN} == set(world.entries["cause"].tolist())
    assert 0 == world.lived[0].state.turns.size


class Place(NamedTuple):
    """As much of a state as habits need."""

    seed: np.uint64
    district: int
    quantiles: np.ndarray


@kernel
def settle_in(w: Any, i: int, comer: int) -> None:
    """One subject's habits."""
    draw_propensities(w, i, comer)


def habits_of(seed: int, district: int, people: int, comer: int) -> np.ndarray:
    """Quantiles of the first people of a district, the n-th of each place."""
    place = Place(np.uint64(seed), district, np.zeros((people, COUNT), np.uint8))
    handle = world_of(s=place)
    for i in range(people):
        settle_in(handle, i, comer)
    return place.quantiles


@given(st.integers(0, 2**63), st.integers(0, 5000), st.integers(0, 60))
def test_habits_are_the_bytes_of_one_draw(seed: int, district: int, comer: int) -> None:
    """Lowest byte first, word after word, at the address of the place and its comer's number."""
    words = np.zeros((5, 1, 4), np.uint32)
    fill_words(np.uint64(seed), district, comer, PROPENSITY, 0, words)
    expected = words[:, 0].astype("<u4").view(np.uint8)[:, :COUNT]
    assert np.array_equal(expected, habits_of(seed, district, 5, comer))


def test_who_comes_has_other_habits_than_who_was_there() -> None:
    """Of the quantiles of a thousand places a 256th stay by chance, at most twice that here."""
    before, after = (habits_of(1, 0, 1000, comer) for comer in (0, 1))
    assert np.mean(before == after) < 2 / 256


def test_quantiles_are_spread_evenly() -> None:
    """Each of 256 bins of each factor holds its share: 20 expected, and no gap and no heap."""
    found = habits_of(1, 0, 256 * 20, 0)
    counts = np.array([np.bincount(column, minlength=256) for column in found.T])
    statistic = ((counts - 20) ** 2 / 20).sum(axis=1)
    assert (np.abs(statistic - 255) < 4.5 * np.sqrt(2 * 255)).all()
