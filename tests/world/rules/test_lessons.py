"""What refusals teach: to ask less, or for something else, until the band gets better."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.formats.problems import Problems
from demerit.luck.purposes import OCCASION
from demerit.societies.life import fix_life
from demerit.world.columns.state import ASKED, DENIED
from demerit.world.engine.day import SCHEDULED_NUMBER
from demerit.world.rules.occasion import LUCK
from worlds import Part, Whole, a_behaviour, a_job, a_scheme, a_society, conduct, luck_of, treatment, whole

PEOPLE, DAYS = 200, 20
LOW: Part = {"score": {"start": 700, "min": 600, "max": 1300}}
AIR = {"context": "travel", "at_days": list(range(10))}


def lived(
    refused: Part | None, *, bans: tuple[str, ...] = ("fly",), rules: Part = LOW, **needs: Part
) -> Whole:
    """Everybody is low and would fly on ten days; these needs are denied."""
    fly = AIR | ({"refused": refused} if refused else {})
    others = {name: {"context": "travel", "per_year": 1e-6} | part for name, part in needs.items()}
    treatments = [treatment(f"no-{name}", name) for name in bans]
    scheme = a_scheme(treatments=treatments, **rules)
    people = a_behaviour(hardship={"denial": 0.0})
    society = a_society({"needs": {"fly": fly, **others}})
    return whole(a_job(scheme, society, people, people=PEOPLE, days=DAYS))


def count(world: Whole, need: str, what: int) -> int:
    """How often a need was asked for, or denied."""
    return int(world.tally(need, what).sum())


def test_without_a_lesson_everybody_asks_on() -> None:
    """Ten askings a head, all denied."""
    world = lived(None)
    assert (10 * PEOPLE, 10 * PEOPLE) == (count(world, "fly", ASKED), count(world, "fly", DENIED))


@settings(max_examples=8)
@given(st.floats(0.0, 1.0))
def test_who_was_refused_asks_again_by_luck(again: float) -> None:
    """Once all, then where the occasion's luck is below the chance."""
    world = lived({"again": again})
    luck = luck_of(world.job, 0, 10, OCCASION, first=SCHEDULED_NUMBER)[:, 1:, LUCK]
    assert PEOPLE + int((luck < again).sum()) == count(world, "fly", ASKED) == count(world, "fly", DENIED)


def test_what_is_refused_is_replaced() -> None:
    """The first of the chain that is granted is had each time; each that is denied is asked for once."""
    chain: dict[str, Any] = {"fast": {"refused": {"again": 0.0, "instead": "slow"}}, "slow": {}}
    world = lived({"again": 0.0, "instead": "fast"}, bans=("fly", "fast"), **chain)
    assert [PEOPLE, PEOPLE, 10 * PEOPLE] == [count(world, name, ASKED) for name in ("fly", "fast", "slow")]
    assert [PEOPLE, PEOPLE, 0] == [count(world, name, DENIED) for name in ("fly", "fast", "slow")]


def test_what_no_scheme_denies_teaches_nothing() -> None:
    """Granted needs are asked for each time, and nothing is kept for them."""
    world = lived({"again": 0.0}, bans=())
    assert (10 * PEOPLE, 0) == (count(world, "fly", ASKED), count(world, "fly", DENIED))
    assert (PEOPLE, 0) == world.lived[0].state.taught.shape


def test_a_better_band_is_worth_asking_in() -> None:
    """Denied on day 0; who rises on day 4 asks on each of the six days from then on, and is granted it."""
    up = {
        **LOW,
        "conducts": [conduct("help", 300, channels=["camera"])],
        "channels": [{"id": "camera", "kind": "camera", "detects": 1.0}],
    }
    fly = AIR | {"refused": {"again": 0.0}}
    life = {"opportunities": {"help": {"at_days": [4], "act": 1.0}}, "needs": {"fly": fly}}
    scheme = a_scheme(treatments=[treatment("no", "fly")], **up)
    world = whole(a_job(scheme, a_society(life), people=PEOPLE, days=DAYS))
    assert (7 * PEOPLE, PEOPLE) == (count(world, "fly", ASKED), count(world, "fly", DENIED))


def test_a_denial_tells_of_the_scheme() -> None:
    """Nobody knew of it; whoever is denied something does."""
    needs = {"fly": {"context": "travel", "at_days": [2], "who": {"sex": ["female"]}}}
    scheme = a_scheme(treatments=[treatment("no", "fly")], **LOW)
    job = a_job(scheme, a_society({"needs": needs}), a_behaviour(aware=0.0), people=PEOPLE, days=DAYS)
    world = whole(job)
    assert (world.districts.traits["sex"] == 0).astype(int).tolist() == world.people("aware").tolist()


@pytest.mark.parametrize(
    ("instead", "culprit"), [("fly", "fly"), ("fast", "fast"), ("slwo", "fly"), ("catalogue", None)]
)
def test_replacements_are_somewhere_and_lead_nowhere_back(instead: str, culprit: str | None) -> None:
    """A need that stands in for itself, through another or not, and one that is nowhere, are refused."""
    instead = "slow-train-journey" if instead == "catalogue" else instead
    fast = {"context": "travel", "per_year": 1, "refused": {"instead": "fly"}}
    needs = {"fly": AIR | {"refused": {"instead": instead}}, "fast": fast}
    if culprit is None:
        assert "slow-train-journey" in fix_life(a_society({"needs": needs})).needs
        return
    with pytest.raises(Problems, match=rf"life.needs.{culprit}.refused.instead"):
        a_society({"needs": needs})
