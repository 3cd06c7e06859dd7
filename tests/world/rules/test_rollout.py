"""Rollout: what holds in a district before the scheme comes, when it does, and as it grows."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.purposes import ALARM as ALARM_DRAW
from demerit.luck.purposes import CHANNEL
from demerit.world.columns.state import ALARM, CAUTION_FIXED, MISNAMED, OWN
from demerit.world.engine.day import SCHEDULED_NUMBER
from demerit.world.rules.observation import SEEN
from worlds import (
    Part,
    Whole,
    a_behaviour,
    a_job,
    a_scheme,
    a_society,
    channel,
    conduct,
    job_of,
    luck_of,
    treatment,
    whole,
)

PEOPLE, DISTRICT, DAYS = 200, 20, 24
COMES, GROWS = 8, 16  # the days on which the second and the third phase begin
DAILY: Part = {"at_days": list(range(DAYS)), "act": 1.0}


def lived(
    *phases: Part, act: Part | None = None, watch: Part | None = None, judged: bool = True,
    people: Part | None = None, district: int = DISTRICT, **rules: Any,
) -> Whole:  # fmt: skip
    """Ten districts where everybody does it every day and asks for a train; what is low denies it."""
    rollout = [{"from_day": day, **each} for day, each in zip((0, COMES, GROWS), phases, strict=False)]
    life = {
        "opportunities": {"cross": {**DAILY, **(act or {})}},
        "needs": {"rail": {"context": "travel", "at_days": list(range(DAYS))}},
    }
    scheme = a_scheme(**{
        "conducts": [conduct("cross", channels=["camera"], rights=["expression"])],
        "channels": [channel(**(watch or {}))], "treatments": [treatment("no-rail", "rail")],
        "bands": [{"id": "low", "from": 600, "weight": 1.0}, {"id": "high", "from": 995}],
        "rollout": rollout, **rules,
    })  # fmt: skip
    town = a_society(life, people=PEOPLE, district_people=district)
    job = a_job(scheme, town, a_behaviour(**(people or {})), people=PEOPLE, days=DAYS)
    return whole(job, judged=judged)


def covered(world: Whole) -> np.ndarray:
    """Whether each phase (columns) covers each person's district (rows)."""
    here = np.array([each.state.covers > 0 for each in world.lived])
    return np.repeat(here, np.diff(world.districts.offsets), axis=0)


def by_subject(rows: np.ndarray, low: int, high: int) -> list[int]:
    """How many rows each person has from one day to before another."""
    here = (rows["day"] >= low) & (rows["day"] < high)
    return np.bincount(rows["subject"][here], minlength=PEOPLE).tolist()


HALF: tuple[Part, ...] = ({"districts": 0.0}, {"districts": 0.5}, {"districts": 0.8})


def test_before_the_scheme_comes_nothing_of_it_happens() -> None:
    """No record, alarm or refusal, and as many acts as ever; from the day on, all of it."""
    world = lived(*HALF, watch={"alarms": {"per_year": 365}, "alarm_conduct": "cross"})
    second, third = covered(world)[:, 1], covered(world)[:, 2]
    own, rung = (world.entries[world.entries["cause"] == cause] for cause in (OWN, ALARM))
    assert (PEOPLE // 2, PEOPLE * 8 // 10) == (second.sum(), third.sum())
    for rows in (world.entries, world.refusals):
        assert [0] * PEOPLE == by_subject(rows, 0, COMES)
    assert (8 * second).tolist() == by_subject(own, COMES, GROWS)
    assert (8 * third).tolist() == by_subject(own, GROWS, DAYS)
    assert (second | third).tolist() == (np.array(by_subject(rung, COMES, DAYS)) > 0).tolist()


def test_where_it_has_not_come_life_is_as_without() -> None:
    """People who would be deterred, and know of the scheme, withhold nothing where it does not hold."""
    careful = {"families": {"traffic": {"deterrence": 3.0}}, "caution": {"start": 1.0, "floor": 1.0}}
    world = lived(*HALF, people=careful, act={"act": 0.5})
    none = lived(*HALF, people=careful, act={"act": 0.5}, judged=False)
    never = ~covered(world)[:, 2]
    acts, as_ever = world.people("acts"), none.people("acts")
    assert as_ever[never].tolist() == acts[never].tolist()
    assert (as_ever - acts).tolist() == world.people("withheld").tolist()
    assert (as_ever - acts)[~never].sum() > 0


@pytest.mark.parametrize("phases", [HALF, ({"districts": 0.5}, {"districts": 0.8}, {"districts": 0.8})])
def test_the_launch_puts_those_who_know_on_their_guard_once(phases: tuple[Part, ...]) -> None:
    """On the day it comes to the district, or from the start: caution of half, halved every eight days."""
    caution = {"start": 0.5, "half_life_days": 8}
    world = lived(*phases, people={"aware": 0.6, "caution": caution}, watch={"detects": 0.0})
    here = covered(world)
    first = np.where(here.any(axis=1), np.array([0, COMES, GROWS])[here.argmax(axis=1)], DAYS)
    aware = world.people("aware")
    assert (aware * (first < DAYS) * CAUTION_FIXED // 2).tolist() == world.caution().tolist()
    since = world.people("caution_day")[(aware == 1) & (first < DAYS)]
    assert first[(aware == 1) & (first < DAYS)].tolist() == since.tolist()


def test_a_scheme_that_leaves_a_district_leaves_it_alone() -> None:
    """Covered from the start to day 8: not a record or a refusal later, though the bands are low."""
    world = lived({"districts": 1.0}, {"districts": 0.0}, {"districts": 0.3})
    last = covered(world)[:, 2]
    for rows in (world.entries, world.refusals):
        assert min(by_subject(rows, 0, COMES)) > 0
        assert [0] * PEOPLE == by_subject(rows, COMES, GROWS)
        assert last.tolist() == (np.array(by_subject(rows, GROWS, DAYS)) > 0).tolist()


@settings(max_examples=6)
@given(st.floats(0, 1), st.floats(0, 3), st.floats(0, 1))
def test_attention_multiplies_detection(first: float, second: float, detects: float) -> None:
    """Act by act: seen where luck is below detects x the attention of the day's phase."""
    phases = ({"attention": {"person": first}}, {"attention": {"person": second}})
    world = lived(*phases, watch={"detects": detects}, district=PEOPLE, treatments=[])
    index = int(world.tables.channel_luck[0])
    luck = luck_of(world.job, 0, 2 * DAYS, CHANNEL, first=SCHEDULED_NUMBER, index=index)[:, ::2, SEEN]
    chance = detects * np.where(np.arange(DAYS) < COMES, first, second)
    found = np.zeros((PEOPLE, DAYS), bool)
    found[world.entries["subject"], world.entries["day"]] = True
    assert np.array_equal(luck < chance, found)


def test_a_scheme_that_looks_away_is_still_there() -> None:
    """No attention in the second phase: no record; what is low is still denied, and nothing launched anew."""
    phases: tuple[Part, ...] = ({}, {"attention": {"person": 0.0}}, {})
    world = lived(*phases, people={"caution": {"start": 0.5, "half_life_days": 8}})
    assert [0] * PEOPLE == by_subject(world.entries, COMES, GROWS)
    assert [8] * PEOPLE == by_subject(world.refusals, COMES, GROWS)
    assert {0} == set(world.people("caution_day").tolist())


def test_attention_is_that_of_the_kind() -> None:
    """Companies at no attention have no record of what they do, and persons theirs."""
    life = {"opportunities": {"cheat": {"at_days": [1, 9], "act": 1.0}}}
    firms = {"company": {"per_1000_people": 50, "life": life}}
    rules: Part = {
        "conducts": [
            conduct("cross", channels=["camera"]),
            conduct("cheat", subject="company", channels=["camera"]),
        ],
        "channels": [channel()],
        "rollout": [{"from_day": 0, "attention": {"company": 0.0}}, {"from_day": COMES}],
    }
    town = a_society({"opportunities": {"cross": DAILY}}, people=40, district_people=40, organisations=firms)
    world = whole(job_of(rules, town, people=40, days=DAYS))
    of_firms = world.entries["subject"] >= 40
    assert ([9, 9], 40 * DAYS) == (world.entries["day"][of_firms].tolist(), (~of_firms).sum())


@settings(max_examples=6)
@given(st.floats(0, 1), st.floats(0.1, 3))
def test_attention_winds_the_clocks_of_alarms(first: float, second: float) -> None:
    """An alarm rings when rate x attention, summed over the phases, has passed its exponentials."""
    phases = ({"attention": {"person": first}}, {"attention": {"person": second}})
    watch = {"detects": 0.0, "alarms": {"per_year": 36.5}, "alarm_conduct": "cross"}
    world = lived(*phases, watch=watch, district=PEOPLE)
    luck = luck_of(world.job, 0, 40, ALARM_DRAW, index=int(world.tables.channel_luck[0]))[:, :, 0]
    due = np.cumsum(-np.log(luck + 2.0**-33), axis=1) / 0.1
    wound = np.cumsum([first if day < COMES else second for day in range(DAYS)])  # by the end of each day
    expected = (due[:, :, None] < wound).sum(axis=1)
    clear = np.abs(due[:, :, None] - wound).min(axis=(1, 2)) > 1e-3
    rung = np.zeros((PEOPLE, DAYS), int)
    np.add.at(rung, (world.entries["subject"], world.entries["day"]), 1)
    assert np.array_equal(expected[clear], rung.cumsum(axis=1)[clear])
    assert clear.sum() > PEOPLE // 2


@pytest.mark.parametrize("catches", [0.0, 1.0])
def test_each_phase_reviews_its_own_share(catches: float) -> None:
    """All wrong records reviewed, then none: with eyes that catch everything the first phase has none."""
    phases = ({"review_share": 1.0}, {"review_share": 0.0})
    world = lived(
        *phases, watch={"misnames": 1.0, "review": {"share": 0.5, "catches": catches}}, treatments=[]
    )
    wrong = world.entries[world.entries["cause"] == MISNAMED]
    before = 0 if catches else PEOPLE * COMES
    assert before == sum(by_subject(wrong, 1, COMES + 1))
    assert PEOPLE * (DAYS - COMES - 1) == sum(by_subject(wrong, COMES + 1, DAYS))


def test_each_phase_has_its_own_number_of_providers() -> None:
    """One provider, then three, then two: who scores, and whom needs are asked of."""
    phases = ({"providers": 1}, {"providers": 3}, {"providers": 2})
    world = lived(*phases, providers={"count": 3, "shared": 1.0}, watch={"detects": 0.5})
    for low, high, count in ((0, COMES, 1), (COMES, GROWS, 3), (GROWS, DAYS, 2)):
        for rows in (world.entries, world.refusals):
            here = (rows["day"] >= low) & (rows["day"] < high)
            assert set(range(count)) == set(rows["provider"][here].tolist())
        refused = world.refusals[(world.refusals["day"] >= low) & (world.refusals["day"] < high)]
        assert refused["denied_by"].max() == count
