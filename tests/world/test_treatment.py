"""A need meets what the subject's band means."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.world.state import ASKED, DAY_DENIED, DELAYED, DENIED, FIXED, PRIORITISED
from worlds import Part, Whole, a_behaviour, a_job, a_scheme, a_society, channel, conduct, treatment, whole

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
    return whole(a_job(a_scheme(**rules), a_society(LIFE), people, people=PEOPLE, days=12))


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
