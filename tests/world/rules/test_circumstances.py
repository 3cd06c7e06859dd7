"""Hardship, caution and certainty: moved by events, decaying in between."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.compiled import kernel
from demerit.societies.people import build
from demerit.world.columns.encode import encode
from demerit.world.columns.state import (
    CAUTION_FIXED,
    FIXED,
    OWN_RECORD,
    OWN_UNSEEN,
    TIE_RECORD,
    TIE_UNSEEN,
    State,
)
from demerit.world.engine.district import new_state
from demerit.world.engine.init_state import init_state
from demerit.world.output.frames import Frames
from demerit.world.rules.circumstances import (
    MIND_MOST,
    MOST,
    caution_of,
    certainty_of,
    hardship_units,
    move_certainty,
    raise_caution,
    raise_hardship,
)
from worlds import (
    Part,
    a_behaviour,
    a_job,
    a_scheme,
    a_society,
    channel,
    conduct,
    frames_of,
    job_of,
    treatment,
    whole,
    world_of,
)

HALF_LIFE = 12.0
DAYS = 60


@kernel
def read_hardship(w: Any, day: int) -> int:
    """The first subject's hardship on a day."""
    return hardship_units(w, 0, day)


@kernel
def read_caution(w: Any, mind: int, day: int) -> float:
    """The first subject's caution of a family on a day."""
    return caution_of(w, 0, mind, 0, day)


@kernel
def read_certainty(w: Any, mind: int, day: int) -> float:
    """The first subject's certainty of a family on a day, in shares of the reference."""
    return certainty_of(w, 0, mind, 0, day)


@kernel
def add(w: Any, day: int, hardship: int, caution: int) -> None:
    """Raise both of the first subject, caution in both families."""
    raise_hardship(w, 0, day, hardship)
    raise_caution(w, 0, 0, day, caution, caution)


@kernel
def tell(w: Any, day: int, mind: int, news: int) -> None:
    """News about a family for the first subject."""
    move_certainty(w, 0, mind, day, news)


FAMILIES = ("traffic", "expression")  # in the order of their rows


def newborn(**parts: Any) -> tuple[Any, State]:
    """A small district that nothing has happened to yet, at rest: caution at its floor of 0.25."""
    people = a_behaviour(
        caution={"start": 0.0, "floor": 0.25, "half_life_days": HALF_LIFE},
        hardship={"half_life_days": HALF_LIFE},
        **parts,
    )
    life = {"opportunities": {family: {"per_year": 1, "act": 1.0} for family in FAMILIES}}
    rules = a_scheme(conducts=[conduct(family, -5, family=family) for family in FAMILIES])
    job = a_job(rules, a_society(life), people, people=200, days=DAYS)
    tables = encode(job.plan, {}, judged=True)
    state = new_state(job.plan, tables, build(job.recipe, 0, 1), 0)
    world = world_of(t=tables, s=state)
    init_state(world)
    return world, state


events = st.lists(st.tuples(st.integers(0, DAYS), st.integers(0, 3 * FIXED)), max_size=6).map(sorted)


@settings(max_examples=30)
@given(events, st.lists(st.integers(0, DAYS), max_size=6))
def test_levels_are_sums_of_what_is_left(raised: list[tuple[int, int]], looks: list[int]) -> None:
    """Each raising halves every half-life, to a unit each; looking in between changes nothing."""
    (w, state), (v, unseen) = newborn(), newborn()
    shift = FIXED // CAUTION_FIXED
    for day, units in raised:
        for look in (each for each in looks if state.people["hardship_day"][0] <= each <= day):
            read_hardship(w, look)
            add(w, look, 0, 0)
        add(w, day, units, units // shift)
        add(v, day, units, units // shift)
    left = [0.5 ** ((DAYS - day) / HALF_LIFE) for day, _ in raised]
    level = sum(units * part for (_, units), part in zip(raised, left, strict=True))
    cautious = sum(units // shift * part for (_, units), part in zip(raised, left, strict=True))
    assert level - len(raised) - 1 <= read_hardship(w, DAYS) <= level + 1
    for mind in range(len(FAMILIES)):
        found = (read_caution(w, mind, DAYS) - 0.25) * CAUTION_FIXED
        assert cautious - len(raised) - 1 <= found <= cautious + 1
    assert unseen.people[0].tolist() == state.people[0].tolist()
    assert unseen.minds[0].tolist() == state.minds[0].tolist()


NEWS = {OWN_RECORD: 0.25, OWN_UNSEEN: 0.125, TIE_RECORD: 0.0625, TIE_UNSEEN: 0.5}
SURE = {
    "prior": 0.5, "reference": 0.25, "floor": 0.125, "half_life_days": HALF_LIFE,
    "own": NEWS[OWN_RECORD], "unseen": NEWS[OWN_UNSEEN],
    "tie": NEWS[TIE_RECORD], "tie_unseen": NEWS[TIE_UNSEEN],
}  # fmt: skip


def after(news: list[tuple[int, int, int]], mind: int, across: float) -> float:
    """Certainty of a family on the last day by the words of the model, in floating point."""
    above, since = SURE["prior"] - SURE["floor"], 0
    for day, about, what in news:
        share = NEWS[what] * (1.0 if about == mind else across)
        above, since = above * 0.5 ** ((day - since) / HALF_LIFE), day
        if what in (OWN_RECORD, TIE_RECORD):
            above += (1.0 - SURE["floor"] - above) * share
        else:
            above *= 1.0 - share
    return SURE["floor"] + above * 0.5 ** ((DAYS - since) / HALF_LIFE)


told = st.lists(
    st.tuples(st.integers(0, DAYS), st.integers(0, 1), st.sampled_from(sorted(NEWS))), max_size=8
).map(sorted)


@settings(max_examples=30)
@given(told, st.sampled_from([0.0, 0.5]), st.lists(st.integers(0, DAYS), max_size=6))
def test_certainty_goes_a_share_of_the_way_and_is_forgotten(
    news: list[tuple[int, int, int]], across: float, looks: list[int]
) -> None:
    """To 1 for a record, to the floor without; in other families by a share; looking changes nothing."""
    w, state = newborn(certainty=SURE, across_families=across)
    for day, mind, what in news:
        tell(w, day, mind, what)
    held = state.minds[0].tolist(), state.people[0].tolist()
    for mind in range(len(FAMILIES)):
        for look in looks:
            read_certainty(w, mind, max(look, int(state.people["certainty_day"][0])))
        found = read_certainty(w, mind, DAYS) * SURE["reference"]
        assert abs(after(news, mind, across) - found) <= (2 * len(news) + 4) / FIXED
    assert held == (state.minds[0].tolist(), state.people[0].tolist())


def test_where_a_file_says_nothing_certainty_is_the_reference() -> None:
    """Exactly 1, on every day, whatever the news."""
    w, _ = newborn()
    tell(w, 3, 0, OWN_UNSEEN)
    tell(w, 5, 1, TIE_RECORD)
    assert {1.0} == {read_certainty(w, mind, day) for mind in (0, 1) for day in (5, 40, DAYS)}


def test_levels_stay_within_their_field() -> None:
    """However often raised, a level stops at its most instead of turning around."""
    w, state = newborn()
    for _ in range(5):
        add(w, 3, MOST // 2, MIND_MOST // 2)
    assert (MOST, MIND_MOST) == (state.people["hardship"][0], state.minds["caution"][0, 0])


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
    frames = frames_of(job_of(rules, life, people, people=200, days=DAYS))
    hardship, caution = (frames["people"][name].to_numpy() for name in ("hardship", "caution"))
    assert np.allclose(0.5 * 0.5 ** ((DAYS - 10) / HALF_LIFE), hardship, atol=2 / FIXED)
    expected = 0.5 + 0.5 * 0.5 ** (DAYS / HALF_LIFE) + 0.75 * 0.5 ** ((DAYS - 9) / HALF_LIFE)
    assert np.allclose(expected, caution, atol=3 / CAUTION_FIXED)
    assert {0.5} == set(frames["baseline/people"]["caution"])  # nobody launches anything there


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
        frames = frames_of(job_of(rules, life, people, people=200, days=9))
        assert {0.5 * frightens} == set(frames["people"]["caution"].round(3).to_list())


POSTS: Part = {"post": {"per_year": 1460, "act": 0.5, "family": "expression"}}
CROSSINGS: Part = {"cross": {"per_year": 1460, "act": 0.5, "family": "traffic"}}
LEARNT: Part = {"prior": 0.25, "reference": 0.25, "own": 0.25, "unseen": 0.0625, "half_life_days": 20}
WATCHED: Part = {"traffic": {"surveillance": 0.5}, "expression": {"surveillance": 0.5}}


def under(detects: float, *, days: int = DAYS, **parts: Any) -> Frames:
    """Crossings seen with a chance, posts with none; both are withheld by who feels watched."""
    rules = {
        "conducts": [
            conduct("cross", -1, channels=["camera"], rights=["assembly"]),
            conduct("post", -1, family="expression", rights=["expression"]),
        ],
        "channels": [channel(detects=detects)],
    }
    people = a_behaviour(families=WATCHED, **{"certainty": LEARNT, **parts})
    society = a_society({"opportunities": {**POSTS, **CROSSINGS}})
    return frames_of(job_of(rules, society, people, people=200, days=days))


def withheld(frames: Frames, name: str) -> int:
    """How many acts of a conduct the response took."""
    return int(frames["tallies"].filter(id=name)["withheld"].sum())


def test_what_nobody_sees_soon_deters_nobody() -> None:
    """Without any detection less than a tenth of the launch's silence is left after four half-lives."""
    days = under(0.0, days=100)["days"].group_by("day").agg(pl.col("acts", "withheld").sum()).sort("day")
    silent = (days["withheld"] / (days["acts"] + days["withheld"])).to_numpy()
    assert 1 - np.exp(-0.5) == pytest.approx(float(silent[0]), abs=0.08)
    assert silent[80:].mean() < 0.1 * silent[:3].mean()


def test_the_more_is_seen_the_more_deters() -> None:
    """Acts withheld grow with the chance of detection, from nothing to certainty."""
    found = [withheld(under(detects), "cross") for detects in (0.0, 0.05, 0.2, 0.5, 1.0)]
    assert found == sorted(found)
    assert found[-1] > 2 * found[0]


def test_a_record_teaches_about_its_own_family() -> None:
    """Posts are as without any camera where nothing crosses; the more crosses the more are withheld."""
    alone, apart = withheld(under(0.0), "post"), withheld(under(1.0), "post")
    crossing = [withheld(under(1.0, across_families=share), "post") for share in (0.1, 0.5)]
    assert alone == apart < crossing[0] < crossing[1]


def test_friends_learn_of_records_and_of_what_went_unseen() -> None:
    """By a friend's record more is withheld, by a friend's act that nobody saw less."""
    plain = LEARNT | {"own": 0.0, "unseen": 0.0}
    quiet, loud = (withheld(under(1.0, certainty=plain | {"tie": tie}), "cross") for tie in (0.0, 0.25))
    silent = withheld(under(0.0, certainty=plain | {"tie_unseen": 0.25}), "cross")
    assert silent < withheld(under(0.0, certainty=plain), "cross") == quiet < loud


def test_who_does_not_know_of_the_scheme_learns_nothing() -> None:
    """Neither caution nor certainty of theirs moves; nor anybody's where behaviour is frozen."""
    people = a_behaviour(aware=0.5, caution={"start": 0.0, "own": 0.5}, certainty=LEARNT, families=WATCHED)
    rules = {"conducts": [conduct("cross", -1, channels=["camera"])], "channels": [channel()]}
    society = a_society({"opportunities": CROSSINGS})
    for frozen in (False, True):
        lived = whole(job_of(rules, society, people, people=200, frozen_behaviour=frozen))
        minds, aware = lived.lived[0].state.minds, lived.people("aware") == 1
        assert (200, 0 if frozen else 1) == minds.shape
        assert not minds[~aware].view(np.uint16).any()
        assert frozen or (minds["certainty"][aware] > 0).all()
