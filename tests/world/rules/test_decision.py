"""Whether an opportunity is taken: life's part, then the response; retold subject by subject."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.purposes import OCCASION
from demerit.world.columns.state import PERSON
from demerit.world.columns.tables import CONDUCT, LEAVES, NONE, TAKES
from demerit.world.engine.day import SCHEDULED_NUMBER
from demerit.world.rules.decision import gain, pressed, stake
from demerit.world.rules.lookup import power
from demerit.world.rules.occasion import LUCK
from made_up import by_column, chances, sourced
from worlds import (
    Part,
    Whole,
    a_behaviour,
    a_job,
    a_scheme,
    a_society,
    conduct,
    job_of,
    luck_of,
    treatment,
    whole,
)

PEOPLE = 300
START = 1000
BANDS = [
    {"id": "low", "from": 600, "weight": 1.0},
    {"id": "high", "from": 980, "weight": 0.2},
    {"id": "top", "from": 1025, "weight": -0.3},
]
Read = Callable[[int], float]


def lived(opportunity: Part, rules: Part | None = None, people: Part | None = None, **options: Any) -> Whole:
    """A world of one opportunity, `cross`."""
    town = a_society({"opportunities": {"cross": opportunity}})
    scheme = a_scheme(**{"bands": BANDS, **(rules or {})})
    return whole(a_job(scheme, town, a_behaviour(**(people or {})), people=PEOPLE, **options))


def acts_by_luck(world: Whole, chance: np.ndarray) -> list[int]:
    """Acts a person if each occasion is taken where its luck is below that person's chance."""
    numbers, acts = world.people("number"), []
    for d, (low, high) in enumerate(zip(world.districts.offsets, world.districts.offsets[1:], strict=False)):
        luck = luck_of(world.job, d, int(numbers.max()), OCCASION)[:, :, LUCK]
        here = numbers[low:high]
        taken = (luck < chance[low:high, None]) & (np.arange(luck.shape[1]) < here[:, None])
        acts += taken.sum(axis=1).tolist()
    return acts


def each_ones(world: Whole, value: Any, band: str = "high", score: int = START) -> np.ndarray:
    """A number of a file for each person, read in the plainest way."""
    people = world.districts
    columns: dict[str, list[Any]] = {
        "group": [world.job.recipe.groups[g] for g in people.group],
        "sex": [("female", "male")[s] for s in people.traits["sex"]],
        "age": people.traits["age"].tolist(),
        "income_decile": people.traits["income_decile"].tolist(),
        "score": [score] * len(people.traits["age"]),
        "start_score": [START] * len(people.traits["age"]),
        "band": [band] * len(people.traits["age"]),
    }

    def read(part: Any, i: int) -> float:
        if not isinstance(part, dict):
            return float(part)
        if "by" not in part:
            return read(part["value"], i)
        own, values = columns[part["by"]][i], part["values"]
        if part["by"] == "band":
            ranks = ["low", "high", "top"]
            return read(
                values[max((k for k in values if ranks.index(k) <= ranks.index(own)), key=ranks.index)], i
            )
        if isinstance(own, str):
            return read(values[own], i)
        return read(values[max((k for k in values if k <= own), default=min(values))], i)

    return np.array([read(value, i) for i in range(len(people.traits["age"]))])


@settings(max_examples=30)
@given(by_column(chances()), st.booleans())
def test_the_chance_is_each_ones_own(act: Any, baseline: bool) -> None:
    """By any column, start score and, at the start score, score and band too; in both worlds alike."""
    job = lived({"per_year": 60, "act": sourced(act)}).job
    world = whole(job, judged=not baseline)
    assert acts_by_luck(world, each_ones(world, act)) == world.people("acts").tolist()


@given(st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.4, 1.0, 3.0]), st.integers(0, 99))
@settings(max_examples=10)
def test_propensity_multiplies_the_chance(shared: float, spread: float, seed: int) -> None:
    """Act x (shared part + own part), cut at 1: parts by the quantiles that the person drew."""
    town = a_society(
        {
            "propensity": {"shared": shared},
            "opportunities": {"cross": {"per_year": 60, "act": 0.4, "spread": spread, "family": "care"}},
        }
    )
    world = whole(job_of({}, town, people=PEOPLE, seed=seed))
    slot = world.job.plan.slot_of("cross")
    quantiles = np.concatenate([each.state.quantiles for each in world.lived])
    parts = world.tables.shared_part[0][quantiles[:, 0]].astype(np.float64)
    parts += world.tables.own_part[0][quantiles[:, 1 + slot]]
    assert acts_by_luck(world, np.minimum(0.4 * parts, 1.0)) == world.people("acts").tolist()


def test_families_without_a_name_share_no_luck_with_others_by_accident() -> None:
    """An opportunity that no file gives a family has one slot in every world, by the length of its id."""
    world = lived({"per_year": 10, "act": 0.5})
    assert 5 == world.job.plan.slot_of("cross")


@given(chances(), st.floats(0, 5), st.sampled_from([TAKES, LEAVES]))
def test_pressure_acts_on_its_branch(chance: float, factor: float, branch: int) -> None:
    """On the chance, or on the chance of letting go."""
    press: Any = pressed
    expected = chance * factor if branch == TAKES else 1 - (1 - chance) * factor
    assert expected == press.py_func(chance, factor, branch)


@pytest.mark.parametrize("strains", ["takes", "leaves"])
def test_hardship_presses_by_how_much_is_left_of_it(strains: str) -> None:
    """A denial on day 0 adds 0.5; 20 days later, at a half-life of 10, the factor is 1 + 4 x 0.125."""
    town = a_society({
        "opportunities": {
            "cross": {
                "at_days": [20], "act": 0.4, "family": "finance", "leaves": "default", "strains": strains,
            },
        },
        "needs": {"rail": {"context": "travel", "at_days": [0]}},
    })  # fmt: skip
    scheme = a_scheme(treatments=[treatment("no-rail", "rail", bands=["high"])])
    people = a_behaviour(
        families={"finance": {"pressure": 4.0}}, hardship={"denial": 0.5, "half_life_days": 10.0}
    )
    job = a_job(scheme, town, people, people=PEOPLE)
    world, none = whole(job), whole(job, judged=False)
    factor = 1 + 4 * 0.125
    chance = 0.4 * factor if strains == "takes" else 1 - 0.6 * factor
    numbers = range(job.recipe.districts)
    luck = np.concatenate(
        [luck_of(job, d, 1, OCCASION, first=SCHEDULED_NUMBER | 1)[:, 0, LUCK] for d in numbers]
    )
    taken, taken_at_ease = (each.tally("cross", 0).sum() for each in (world, none))
    assert ((luck < chance).sum(), (luck < 0.4).sum()) == (taken, taken_at_ease)


ANSWERS = {"deterrence": 2.0, "reward": 3.0, "crowding_out": 0.1}
DETERRED = math.exp(-2.0 * 0.7 * 0.8 * 10 / 21)
REWARDED = 1 - 0.1 + 3.0 * 0.5 * 10 / 25
INTO_LOW = {"to_band": {"id": "low", "days": 9}}


@pytest.mark.parametrize(
    ("points", "parts", "factor"),
    [
        (-10, {}, DETERRED),
        ([-15, -5], {}, DETERRED),
        (-400, {}, math.exp(-2.0 * 0.7 * 0.8)),
        (10, {}, REWARDED),
        (400, {}, 1 - 0.1 + 3.0 * 0.5),
        (0, {}, 1.0),
        (0, INTO_LOW, math.exp(-2.0 * 0.7 * 0.8)),
        (-10, INTO_LOW, math.exp(-2.0 * 0.7 * 0.8)),
        ([-10, 10], {}, 1.0),
    ],
)
def test_the_response_is_the_formula(points: Any, parts: Part, factor: float) -> None:
    """Deterred or rewarded by the sign of the points at stake; nobody looks, so that stakes stay."""
    rules = {"conducts": [conduct("cross", points, **parts)]}
    people = {"families": {"traffic": ANSWERS}, "caution": {"start": 0.7, "floor": 0.7}}
    world = lived({"per_year": 90, "act": 0.3}, rules, people)
    assert acts_by_luck(world, np.full(PEOPLE, 0.3 * factor)) == world.people("acts").tolist()
    assert acts_by_luck(world, np.full(PEOPLE, 0.3)) == whole(world.job, judged=False).people("acts").tolist()


@pytest.mark.parametrize(("points", "chance"), [(-10, 1 - 0.7 * DETERRED), (10, 1 - 0.7 * REWARDED)])
def test_what_letting_go_costs_acts_on_letting_go(points: int, chance: float) -> None:
    """The factor is on the branch whose conduct loses or gains."""
    rules = {"conducts": [conduct("stay-away", points)]}
    people = {"families": {"traffic": ANSWERS}, "caution": {"start": 0.7, "floor": 0.7}}
    world = lived({"per_year": 90, "act": 0.3, "leaves": "stay-away"}, rules, people)
    taken = world.tally("cross", 0).sum()
    assert sum(acts_by_luck(world, np.full(PEOPLE, max(chance, 0.0)))) == taken


@settings(max_examples=10)
@given(by_column(st.sampled_from([0.0, 0.8, 3.0])), by_column(st.sampled_from([0.1, 0.6])))
def test_coefficients_and_caution_are_each_ones_own(deterrence: Any, floor: Any) -> None:
    """Elasticity and caution's floor by any column, score and band among them."""
    rules = {"conducts": [conduct("cross", -10)]}
    people = {"families": {"traffic": {"deterrence": deterrence}}, "caution": {"start": 0.0, "floor": floor}}
    world = lived({"per_year": 60, "act": 0.5}, rules, people)
    chance = 0.5 * np.exp(-each_ones(world, deterrence) * each_ones(world, floor) * 0.8 * 10 / 21)
    assert acts_by_luck(world, chance) == world.people("acts").tolist()


def test_who_does_not_know_does_not_answer() -> None:
    """Unaware, or frozen: as life has it."""
    rules = {"conducts": [conduct("cross", -10)]}
    people = {"families": {"traffic": ANSWERS}}
    for parts, options in (({"aware": 0.0}, {}), ({"frozen": True}, {}), ({}, {"frozen_behaviour": True})):
        world = lived({"per_year": 60, "act": 0.3}, rules, {**people, **parts}, **options)
        assert acts_by_luck(world, np.full(PEOPLE, 0.3)) == world.people("acts").tolist()


def one(score: int, band: int) -> Any:
    """A state of one subject at a score, in a band."""
    people = np.zeros(1, PERSON)
    people["score"], people["band"] = score, band
    return SimpleNamespace(people=people.view(np.recarray))


def three_bands(to_band: int = NONE) -> Any:
    """Tables of the three bands and one conduct."""
    conducts = np.zeros(1, CONDUCT)
    conducts["to_band"] = to_band
    return SimpleNamespace(
        weight=np.array([[1.0, 0.2, -0.3]]),
        band_from=np.array([[600, 980, 1025]]),
        conducts=conducts.view(np.recarray),
    )


@given(st.integers(600, 1300), st.floats(-300, -0.5), st.sampled_from([NONE, 0, 1]))
def test_the_stake_is_the_share_of_the_way_down(score: int, points: float, to_band: int) -> None:
    """Weight of the lower band minus own, times points over points left; 0 in the lowest band."""
    band = 2 if score >= 1025 else 1 if score >= 980 else 0
    weights, edges = (1.0, 0.2, -0.3), (600, 980, 1025)
    expected = 0.0
    if band > 0:
        expected = (weights[band - 1] - weights[band]) * min(1.0, -points / (score - edges[band] + 1))
    if to_band != NONE:
        expected = max(expected, weights[to_band] - weights[band])
    at_stake: Any = stake
    assert expected == pytest.approx(
        at_stake.py_func(SimpleNamespace(t=three_bands(to_band), s=one(score, band)), 0, 0, points)
    )


@given(st.integers(600, 1300), st.floats(0.5, 300))
def test_the_gain_mirrors_the_stake(score: int, points: float) -> None:
    """Own weight minus that of the upper band, times points over points missing; 0 in the highest band."""
    band = 2 if score >= 1025 else 1 if score >= 980 else 0
    weights, edges = (1.0, 0.2, -0.3), (600, 980, 1025)
    expected = 0.0
    if band < 2:
        expected = (weights[band] - weights[band + 1]) * min(1.0, points / (edges[band + 1] - score))
    to_gain: Any = gain
    assert expected == pytest.approx(
        to_gain.py_func(SimpleNamespace(t=three_bands(), s=one(score, band)), 0, points)
    )


def ladder(counts: list[int], *, days: int = 100, people: int = 100) -> Whole:
    """Granovetter's square: a district of 100, each with a threshold of its own, asked every day."""
    follows = {"ties": "district", "threshold": {"counts": counts}, "sticky": True}
    riot = {"at_days": list(range(days)), "act": 1.0, "follows": follows}
    town = a_society({"opportunities": {"riot": riot}}, people=people, district_people=people)
    return whole(job_of({}, town, people=people, days=days))


def test_a_ladder_of_thresholds_carries_all() -> None:
    """Thresholds 0 to 99: each day one more joins, and after 100 days everybody has (Granovetter 1978)."""
    state = ladder(list(range(100))).lived[0].state
    assert list(range(100, 0, -1)) == state.people["acts"].tolist()
    assert [1] * 100 == state.did_next[:, 0].tolist()


def test_one_threshold_changed_stops_it() -> None:
    """The same crowd but for one person, 1 turned into 2: one riots, alone."""
    state = ladder([0, 2, *range(2, 100)]).lived[0].state
    assert [100] + [0] * 99 == state.people["acts"].tolist()


def crowd(
    state: Any, luck: np.ndarray, act: float, *, friends: bool, sticky: bool, counts: bool
) -> list[int]:
    """Acts a person if each day those join of whose others enough did it by yesterday."""
    n, days = luck.shape
    threshold = state.threshold[:, 0].astype(np.float64)
    others = [
        state.friends[low:high] if friends else np.arange(n)
        for low, high in zip(state.friend_start, state.friend_start[1:], strict=False)
    ]
    did, acts = np.zeros(n, bool), np.zeros(n, int)
    for day in range(days):
        enough = [
            did[near].sum() >= t * (1 if counts else len(near))
            for near, t in zip(others, threshold, strict=True)
        ]
        taken = np.array(enough) & (luck[:, day] < act)
        did = (did | taken) if sticky else taken
        acts += taken
    return acts.tolist()


@pytest.mark.parametrize("ties", ["friends", "district"])
@pytest.mark.parametrize("sticky", [True, False])
@pytest.mark.parametrize(
    "threshold", [{"uniform": [-0.1, 0.6]}, {"counts": [0, 0, 2, 5]}, {"normal": {"mean": 0.2, "sd": 0.2}}]
)
def test_followers_mind_enough_of_the_others_by_yesterday(ties: str, sticky: bool, threshold: Part) -> None:
    """Who ever did it, or who did at the latest chance, among friends or the district: retold day by day."""
    follows = {"ties": ties, "threshold": threshold, "sticky": sticky}
    days = 8
    life = {"opportunities": {"join": {"at_days": list(range(days)), "act": 0.8, "follows": follows}}}
    world = whole(job_of({}, life, people=150, days=days))
    luck = luck_of(world.job, 0, days, OCCASION, first=SCHEDULED_NUMBER)[:, :, LUCK]
    state = world.lived[0].state
    told = crowd(state, luck, 0.8, friends=ties == "friends", sticky=sticky, counts="counts" in threshold)
    assert told == state.people["acts"].tolist()
    assert 0 < sum(told) < 150 * days * 0.8


def test_a_district_is_counted_as_it_stands() -> None:
    """Who follows the district minds the persons in it who did it: no newcomers, no companies."""
    follows = {"ties": "district", "threshold": {"uniform": [-0.5, 1.5]}, "sticky": True}
    join = {"at_days": list(range(40)), "act": 0.5, "follows": follows}
    sell = {"opportunities": {"sell": {"per_year": 9, "act": 1}}}
    firms = {"company": {"per_1000_people": 100, "life": sell}}
    town = a_society({"opportunities": {"join": join}}, people=150, turnover=1.0, organisations=firms)
    state = whole(job_of({}, town, people=150, days=40)).lived[0].state
    assert state.did[: state.kind_start[1]].sum(axis=0).tolist() == state.did_count.tolist()
    assert 0 < state.did_count[0] < 150
    assert (state.turns > 0).any()


@pytest.mark.parametrize(("factor", "times"), [(1.5, 0), (1.5, 7), (0.3, 20), (2.0, 3), (0.0, 1)])
def test_a_power_is_repeated_multiplication(factor: float, times: int) -> None:
    """One factor after the other, so that every machine rounds alike."""
    product = 1.0
    for _ in range(times):
        product *= factor
    assert product == power.py_func(factor, times)  # type: ignore[attr-defined]
