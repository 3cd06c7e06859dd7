"""A day: what is scheduled, then one's own occasions; what is counted of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.luck.purposes import OCCASION, OPENED
from demerit.societies.people import build
from demerit.world.columns.state import (
    ACTS,
    ASKED,
    DAY,
    DAY_ACTS,
    DAY_PEOPLE,
    DAY_WITHHELD,
    ENTRIES,
    PERFORMED,
    WITHHELD,
)
from demerit.world.engine.day import SCHEDULED_NUMBER, live
from demerit.world.engine.district import new_log, new_state
from demerit.world.engine.init_state import init_state
from demerit.world.rules.occasion import LUCK
from worlds import Part, Whole, a_society, channel, conduct, job_of, luck_of, treatment, whole, world_of

PEOPLE = 200


def lived(life: Part, rules: Part | None = None, people: Part | None = None, **options: Any) -> Whole:
    """A district of 200."""
    job = job_of(rules, life, people, people=PEOPLE, **options)
    return whole(job)


def test_what_is_given_falls_on_its_days_for_whom_it_befalls() -> None:
    """At days 3 and 5 (and 99, which this run does not see): once each for women of 58 and more."""
    who = {"age": [58, 98], "sex": ["female"]}
    life = {"opportunities": {"march": {"at_days": [5, 3, 99], "act": 1.0, "who": who}}}
    for part in (life, {**life, "needs": {}}):
        society = a_society(part)
        world = whole(job_of({}, society, people=PEOPLE, days=10))
        asked = (world.districts.traits["age"] >= 58) & (world.districts.traits["sex"] == 0)
        assert (2 * asked).tolist() == world.people("acts").tolist()
        by_day = world.lived[0].state.days[..., DAY_ACTS].sum(axis=(1, 2))
        assert [asked.sum() if day in {3, 5} else 0 for day in range(10)] == by_day.tolist()


def test_scheduled_luck_is_by_place_in_the_schedule() -> None:
    """The n-th of all scheduled occasions draws at its own number, whatever clock the subject has."""
    life = {"opportunities": {"march": {"at_days": [1, 4], "act": 0.3}, "walk": {"per_year": 90, "act": 1.0}}}
    world = lived(life)
    luck = luck_of(world.job, 0, 2, OCCASION, first=SCHEDULED_NUMBER)[:, :, LUCK]
    assert (luck < 0.3).sum() == world.tally("march", ACTS).sum()


def test_a_granted_need_opens_and_a_refused_one_does_not() -> None:
    """Each loan at once brings the chance to repay, with luck of its own; a refused loan none."""
    life = {
        "opportunities": {"repay": {"act": 0.4, "leaves": "default"}},
        "needs": {"loan": {"context": "finance", "per_year": 50, "opens": "repay"}},
    }
    world = lived(life)
    numbers = world.people("needs")
    luck = luck_of(world.job, 0, int(numbers.max()), OPENED)[:, :, LUCK]
    taken = ((luck < 0.4) & (np.arange(luck.shape[1]) < numbers[:, None])).sum()
    assert (taken, numbers.sum() - taken) == (
        world.tally("repay", ACTS).sum(),
        world.tally("default", ACTS).sum(),
    )
    refused = lived(life, {"treatments": [treatment("no-loan", "loan", bands=["high"])]})
    assert (numbers.sum(), 0) == (refused.tally("loan", ASKED).sum(), refused.people("acts").sum())


def test_what_is_done_and_what_is_let_go_are_acts() -> None:
    """An opportunity with both branches is an act each time; unlawful is what the scheme says is."""
    life = {"opportunities": {"visit": {"per_year": 80, "act": 0.3, "leaves": "stay-away"}}}
    rules = {"conducts": [conduct("stay-away", -1, lawful=False), conduct("visit", 1, lawful=True)]}
    world = lived(life, rules)
    assert world.people("number").tolist() == world.people("acts").tolist()
    assert world.tally("stay-away", ACTS).sum() == world.people("unlawful").sum()


def test_days_count_people_by_band_at_their_end() -> None:
    """One certain record on day 2 puts everybody who does it into the low band from that day on."""
    life = {"opportunities": {"march": {"at_days": [2], "act": 0.5}}}
    rules = {"conducts": [conduct("march", -50, channels=["camera"])], "channels": [channel()]}
    world = lived(life, rules, days=4)
    low = world.lived[0].state.days[:, :, 0, DAY_PEOPLE].sum(axis=1)
    marched = world.people("acts").sum()
    assert [0, 0, marched, marched] == low.tolist()


ANSWERS: Part = {"deterrence": 3.0, "reward": 3.0}
WEIGHTS = [
    {"id": "low", "from": 600, "weight": 1.0},
    {"id": "high", "from": 980, "weight": 0.5},
    {"id": "top", "from": 1010},
]


@pytest.mark.parametrize(
    ("family", "rights"),
    [("expression", []), ("leisure", ["expression"]), ("leisure", []), ("leisure", ["property"])],
)
def test_withheld_is_what_life_had_and_the_response_took(family: str, rights: list[str]) -> None:
    """Subject by subject, acts without the scheme less acts under it; only acts that use such a right count.

    What a file leaves out, its family says.
    """
    life = {"opportunities": {"speak": {"per_year": 90, "act": 0.4}}}
    rules = {"conducts": [conduct("speak", -15, family, rights=rights)], "bands": WEIGHTS}
    world = lived(life, rules, {"families": {family: ANSWERS}})
    none = whole(world.job, judged=False)
    taken = none.people("acts") - world.people("acts")
    expected = taken if "expression" in (family, *rights) else 0 * taken
    assert taken.sum() > 0
    assert expected.tolist() == world.people("withheld").tolist()
    assert expected.sum() == world.tally("speak", WITHHELD).sum()
    assert expected.sum() == world.lived[0].state.days[..., DAY_WITHHELD].sum()
    assert 0 == world.people("performed").sum()


@pytest.mark.parametrize("points", [15, {"by": "band", "values": {"low": -5, "high": 15}}])
def test_performed_is_what_only_the_reward_brought(points: Any) -> None:
    """Acts under the scheme less acts without it, where the act gains points, whoever else loses by it."""
    life = {"opportunities": {"praise": {"per_year": 90, "act": 0.3}}}
    rules = {"conducts": [conduct("praise", points, "praise", rights=["expression"])], "bands": WEIGHTS}
    world = lived(life, rules, {"families": {"praise": ANSWERS}})
    brought = world.people("acts") - whole(world.job, judged=False).people("acts")
    assert brought.sum() > 0
    assert brought.tolist() == world.people("performed").tolist()
    assert (brought.sum(), 0) == (world.tally("praise", PERFORMED).sum(), world.people("withheld").sum())


def test_a_full_log_stops_the_day_before_it_overflows() -> None:
    """The kernel stops when fewer rows are free than an occasion may need, and goes on where it was."""
    life = {"opportunities": {"march": {"at_days": [0, 1], "act": 1.0}}}
    rules = {"conducts": [conduct("march", channels=["camera"])], "channels": [channel()]}
    job = job_of(rules, life, people=PEOPLE, days=2)
    tables, state = whole(job).tables, new_state(job.plan, whole(job).tables, build(job.recipe, 0, 1), 0)
    log = new_log(1, state.room)
    world = world_of(t=tables, s=state, log=log._replace(entries=log.entries[: 20 + state.room]))
    init_state(world)
    assert not live(world, 2)
    assert (0, 21) == (state.cursor[DAY], log.used[ENTRIES])
    stops = 1
    while not live(world, 2):
        log.used[ENTRIES], stops = 0, stops + 1
    assert 2 * PEOPLE == state.people["entries"].sum()
    assert stops >= 2 * PEOPLE // 21
