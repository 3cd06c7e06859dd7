"""A need meets what the subject's band means."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.purposes import ASKED as ASKED_DRAW
from demerit.world.columns.state import ASKED, DAY_DENIED, DELAYED, DENIED, FIXED, PRIORITISED
from demerit.world.engine.day import SCHEDULED_NUMBER
from worlds import Part, Whole, a_behaviour, channel, conduct, job_of, luck_of, treatment, whole

PEOPLE = 200
LIFE: Part = {
    "opportunities": {"cross": {"at_days": [10], "act": 1.0}},
    "needs": {"rail": {"context": "travel", "at_days": [9, 10, 11]}},
}


def lived(*treatments: Part, **parts: Any) -> Whole:
    """Everybody falls low on day 10, and asks for a train the day before, that day and the day after."""
    rules = {
        "conducts": [conduct("cross", -50, channels=["camera"])],
        "channels": [channel()],
        "treatments": list(treatments),
    }
    people = a_behaviour(hardship={"denial": 0.25, "half_life_days": 1e9}, **parts)
    return whole(job_of(rules, LIFE, people, people=PEOPLE, days=12))


def counts(world: Whole) -> dict[str, int]:
    """What the tallies say of the need."""
    kinds = {"asked": ASKED, "denied": DENIED, "delayed": DELAYED, "prioritised": PRIORITISED}
    return {name: int(world.tally("rail", what).sum()) for name, what in kinds.items()}


LATE: Part = {"wait": {"days": 3}}


@pytest.mark.parametrize(
    ("treatments", "denied", "delayed", "prioritised"),
    [
        ([], 0, 0, 0),
        ([treatment("no", "rail")], 2, 0, 0),
        ([treatment("late", "rail", "wait", **LATE)], 0, 2, 0),
        ([treatment("late", "rail", "wait", **LATE), treatment("no", "rail")], 2, 0, 0),
        ([treatment("first", "rail", "priority")], 0, 0, 2),
        ([treatment("first", "rail", "priority", bands=["high"]), treatment("no", "rail")], 2, 0, 1),
        ([treatment("no", "rail", bands=["low", "high"])], 3, 0, 0),
    ],
)
def test_a_need_is_granted_denied_or_later(
    treatments: list[Part], denied: int, delayed: int, prioritised: int
) -> None:
    """Each asks three times; on the last two the band is low (of a day's events in the order they come)."""
    world = lived(*treatments)
    found = counts(world)
    asked_low = 2 if _falls_before_asking(world) else 1
    scale = {2: asked_low, 3: 3}
    expected = {
        "asked": 3 * PEOPLE,
        "denied": scale.get(denied, denied) * PEOPLE,
        "delayed": scale.get(delayed, delayed) * PEOPLE,
        "prioritised": (scale.get(prioritised, 3 - asked_low if prioritised else 0)) * PEOPLE,
    }
    assert expected == found


def _falls_before_asking(world: Whole) -> bool:
    """On one day opportunities come before needs, as they are numbered first."""
    return world.job.plan.need_number("rail") > world.job.plan.occasions["cross"]


def test_a_denial_is_written_down_and_hard() -> None:
    """A row a refusal: when, after how many records, why and in which band; each adds to hardship."""
    world = lived(treatment("no", "rail"))
    rows = world.refusals
    assert [10, 11] * PEOPLE == rows["day"].tolist()
    assert ({1}, {0}) == (set(rows["after"].tolist()), set(rows["band"].tolist()))
    assert {2 * FIXED // 4 - 1} == set(world.people("hardship").tolist())  # a unit of 2^-16 is lost overnight
    denied = world.lived[0].state.days[:, :, 0, DAY_DENIED].sum(axis=1)
    assert [0] * 10 + [PEOPLE] * 2 == denied.tolist()


def test_a_wait_is_written_down_and_not_hard() -> None:
    """It is no denial."""
    world = lived(treatment("late", "rail", "wait", **LATE))
    assert (2 * PEOPLE, 0) == (world.refusals.size, world.people("hardship").sum())


def test_of_two_denials_the_first_by_id_is_named() -> None:
    """Whatever the order in the file."""
    for order in ((0, 1), (1, 0)):
        both = [treatment(name, "rail") for name in ("b-second", "a-first")]
        world = lived(*(both[i] for i in order))
        names = [each.id for each in world.job.scheme.model.treatments]
        assert {"a-first"} == {names[number] for number in np.unique(world.refusals["treatment"])}


def test_without_a_scheme_everything_is_granted() -> None:
    """The world under none asks as often and refuses nothing."""
    none = whole(lived(treatment("no", "rail", bands=["low", "high"])).job, judged=False)
    assert {"asked": 3 * PEOPLE, "denied": 0, "delayed": 0, "prioritised": 0} == counts(none)


# ---------------------------------------------------------------- providers

OFTEN: Part = {
    "opportunities": {"cross": {"per_year": 100, "act": 0.5}},
    "needs": {"rail": {"context": "travel", "at_days": list(range(60))}},
}
CAREFUL: Part = {"families": {"traffic": {"deterrence": 0.5}}, "caution": {"start": 1.0, "floor": 1.0}}


def provided(shared: float, count: int = 4, life: Part = OFTEN) -> Whole:
    """Any record, of which there are few, puts somebody into the low band with who has it."""
    rules = {
        "conducts": [conduct("cross", -30, channels=["camera"])],
        "channels": [channel(detects=0.1)],
        "treatments": [treatment("no-rail", "rail")],
        "providers": {"count": count, "shared": shared},
    }
    return whole(job_of(rules, life, CAREFUL, people=PEOPLE))


@settings(max_examples=4)
@given(st.integers(2, 64))
def test_a_need_asks_a_provider_drawn_for_it(count: int) -> None:
    """Need by need, evenly among those there are; each provider counts what it was asked."""
    never = {"cross": {"at_days": [], "act": 1.0}}
    world = provided(1.0, count, {"needs": OFTEN["needs"], "opportunities": never})
    luck = luck_of(world.job, 0, 60, ASKED_DRAW, first=SCHEDULED_NUMBER)[:, :, 0]
    expected = [np.bincount((row * count).astype(int), minlength=count).tolist() for row in luck]
    assert expected == world.lived[0].state.asked[:, :, 0].tolist()


def test_the_band_with_the_provider_asked_decides() -> None:
    """A need is denied where the one it asks has the subject in the low band; the row counts all who do."""
    world = provided(0.3)
    assert (world.refusals["band"] == 0).all()
    for refusal in world.refusals[:200]:
        before = world.entries[world.entries["subject"] == refusal["subject"]][: refusal["after"]]
        low = set(before["provider"][before["band"] == 0].tolist())
        assert (True, len(low)) == (refusal["provider"] in low, refusal["denied_by"])
    denied = np.bincount(world.refusals["provider"], minlength=4)
    assert denied.tolist() == world.lived[0].state.asked[:, :, 1].sum(axis=0).tolist()


def test_the_more_luck_is_shared_the_more_are_denied_by_all() -> None:
    """Of the denied, the share that every provider would deny; at last all of them."""
    shares = [np.mean(provided(shared).refusals["denied_by"] == 4) for shared in (0.0, 0.3, 0.6, 0.9, 1.0)]
    assert (sorted(shares), 1.0) == (shares, shares[-1])
    assert len(set(shares)) == 5


@pytest.mark.parametrize("shared", [0.0, 1.0])
def test_decisions_see_the_first_provider_only(shared: float) -> None:
    """What four providers have on record deters as little as what one has."""
    alone, among = provided(1.0, 1), provided(shared)
    assert alone.people("acts").sum() < whole(alone.job, judged=False).people("acts").sum()
    assert alone.people("acts").tolist() == among.people("acts").tolist()
    assert among.entries.size > alone.entries.size
