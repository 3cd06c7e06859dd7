"""Before the first day."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.luck.purposes import AWARE, PROPENSITY
from demerit.societies.people import build
from demerit.world.columns.state import CAUTION_FIXED, DAY_PEOPLE, NO_WAKE, State
from demerit.world.engine.district import new_state
from demerit.world.engine.init_state import group_members, init_state
from worlds import Whole, a_behaviour, a_job, a_scheme, a_society, conduct, luck_of, tables_of, world_of

AWARE_BY = {"by": "group", "values": {"many": 0.3, "few": 0.8}}


def born(**people: object) -> tuple[Whole, State]:
    """A district of 200 on its first morning; no other part of the world is lived."""
    scheme = a_scheme(
        conducts=[conduct("walk", -1)],
        score={
            "start": {"by": "sex", "shares": {"female": {970: 1.0}, "male": {990: 1.0}}},
            "min": 600,
            "max": 1300,
        },
    )
    job = a_job(
        scheme, a_society({"opportunities": {"walk": {"per_year": 9, "act": 1.0}}}), a_behaviour(**people)
    )
    tables, districts = tables_of(job), build(job.recipe, 0, 1)
    state = new_state(job.plan, tables, districts, 0)
    init_state(world_of(t=tables, s=state))
    return Whole(job=job, tables=tables, districts=districts, lived=()), state


def test_everybody_begins_in_the_band_of_the_start_score() -> None:
    """Below 980 low, above it high; bands add up by group."""
    world, state = born()
    male, group = world.districts.traits["sex"] == 1, world.districts.group
    assert male.astype(int).tolist() == state.people["band"].tolist()
    expected = [[int(((group == g) & (male == band)).sum()) for band in (0, 1)] for g in (0, 1)]
    assert expected == state.days[0, :, :, DAY_PEOPLE].tolist()


def test_awareness_and_caution_are_drawn_by_column() -> None:
    """Aware where luck is below the share; caution above its floor only then."""
    world, state = born(aware=AWARE_BY, caution={"start": 0.75, "floor": 0.25})
    luck = luck_of(world.job, 0, 1, AWARE)[:, 0, 0]
    aware = luck < np.where(world.districts.group == 0, 0.3, 0.8)
    assert aware.astype(int).tolist() == state.people["aware"].tolist()
    assert (aware * CAUTION_FIXED // 2).tolist() == state.minds["caution"][:, 0].tolist()


def test_caution_starts_where_the_start_score_has_it() -> None:
    """A start of caution by score is that of the start score."""
    start = {"by": "score", "values": {600: 0.5, 980: 2.0}}
    world, state = born(caution={"start": start})
    expected = np.where(world.districts.traits["sex"] == 1, 2 * CAUTION_FIXED, CAUTION_FIXED // 2)
    assert expected.tolist() == state.minds["caution"][:, 0].tolist()


def test_quantiles_are_the_bytes_of_one_draw() -> None:
    """The shared factor's and each family's own quantile, a byte each."""
    world, state = born()
    words = (luck_of(world.job, 0, 1, PROPENSITY)[:, 0] * 2.0**32).astype(np.uint32)
    found = words.astype("<u4").view(np.uint8).reshape(len(words), 16)
    assert found[:, : state.quantiles.shape[1]].tolist() == state.quantiles.tolist()


def test_nobody_wakes_without_a_reason() -> None:
    """No alarms, no overrides: nothing falls due."""
    _, state = born()
    assert [NO_WAKE] * 200 == state.wake.tolist()


@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=30), st.lists(st.integers(0, 3), min_size=3, max_size=3)
)
def test_members_are_listed_by_class(group: list[int], classes: list[int]) -> None:
    """Everybody once, under the class of their group, in order; a table for all in one class besides."""
    class_of = np.array([[0, 0, 0], classes], np.uint8)
    start, members = np.zeros((2, 5), np.int64), np.zeros((2, len(group)), np.uint16)
    group_members(class_of, np.array(group, np.uint8), start, members)
    assert list(range(len(group))) == members[0].tolist()
    for c in range(4):
        here = [i for i, g in enumerate(group) if classes[g] == c]
        assert here == members[1, start[1, c] : start[1, c + 1]].tolist()
