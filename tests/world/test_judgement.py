"""From a record to points, from points to a score, from a score to a band."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.world.judgement import band_of_score
from demerit.world.state import FIXED, LAPSE, OWN
from worlds import Part, Whole, a_behaviour, a_job, a_scheme, a_society, channel, conduct, treatment, whole

PEOPLE = 120


def lived(
    days: list[int], *conducts: Part, run: int = 400, rules: Part | None = None, **others: Any
) -> Whole:
    """Everybody does `cross` on these days and others on theirs, and everything is seen."""
    planned = {"cross": {"at_days": days, "act": 1.0}, **others}
    scheme = a_scheme(
        conducts=[{**each, "channels": ["camera"]} for each in conducts],
        channels=[channel()],
        **(rules or {}),
    )
    return whole(a_job(scheme, a_society({"opportunities": planned}), people=PEOPLE, days=run))


def first(world: Whole, column: str = "drawn") -> list[int]:
    """A column of the first subject's entries."""
    return world.entries[world.entries["subject"] == 0][column].tolist()


@settings(max_examples=10)
@given(st.integers(-30, 30), st.integers(0, 12), st.integers(0, 99))
def test_points_are_whole_and_within_their_span(low: int, width: int, seed: int) -> None:
    """From low to high, both among them."""
    scheme = a_scheme(
        conducts=[conduct("cross", [low, low + width], channels=["camera"])], channels=[channel()]
    )
    life = {"opportunities": {"cross": {"per_year": 365, "act": 1.0}}}
    drawn = whole(a_job(scheme, a_society(life), people=PEOPLE, seed=seed)).entries["drawn"]
    assert set(range(low, low + width + 1)) == set(drawn.tolist())


def test_points_differ_by_column_score_and_band() -> None:
    """Each record is read at the score and band of its moment: -10 while high, -3 once low."""
    by_band = conduct("cross", {"by": "band", "values": {"low": -3, "high": -10}})
    assert [-10, -10, -10, -3, -3] == first(lived([0, 1, 2, 3, 4], by_band))
    by_score = conduct("cross", {"by": "score", "values": {600: -1, 985: -6, 995: -9}})
    assert [-9, -6, -6, -1] == first(lived([0, 1, 2, 3], by_score))


def test_records_beyond_the_cap_enter_at_nothing_until_the_year_is_over() -> None:
    """Two a year count; the third is written at 0; on day 365 the count begins anew."""
    assert [-10, -10, 0, 0, -10, -10, 0] == first(
        lived([3, 4, 5, 364, 365, 366, 367], conduct("cross", per_year=2))
    )


def test_repeats_count_more_by_the_power_of_those_before() -> None:
    """-8, then x 1.5: -12, -18, -27; a year later -8 again."""
    repeated = conduct("cross", -8, repeat_factor=1.5)
    assert [-8, -12, -18, -27, -8] == first(lived([3, 4, 5, 364, 365], repeated))


def test_repeats_differ_by_column() -> None:
    """A factor of 2 for some, none for others."""
    by_group = conduct("cross", -8, repeat_factor={"by": "group", "values": {"many": 1.0, "few": 2.0}})
    world = lived([1, 2, 3], by_group)
    last = world.entries[world.entries["record"] == 3]
    expected = np.where(world.districts.group[last["subject"]] == 0, -8, -32)
    assert expected.tolist() == last["drawn"].tolist()


def test_cap_and_repeats_go_together() -> None:
    """The third of the year is beyond the cap, whatever its power."""
    assert [-8, -16, 0] == first(lived([1, 2, 3], conduct("cross", -8, repeat_factor=2.0, per_year=2)))


def test_endless_repeats_stay_within_what_a_ledger_holds() -> None:
    """Tenfold a day for 200 days: the score is at its floor, and no number of the ledger turns around."""
    world = lived(list(range(200)), conduct("cross", -8, repeat_factor=10.0))
    assert {600} == set(world.people("score").tolist())
    assert (world.entries["drawn"] <= -8).all()
    kind = lived(list(range(400)), conduct("cross", 8, repeat_factor=10.0), run=400)
    assert {1300} == set(kind.people("score").tolist())
    assert (kind.entries["drawn"] >= 8).all()
    nothing = lived(list(range(400)), conduct("cross", 0, repeat_factor=10.0))
    assert {0} == set(nothing.entries["drawn"].tolist())


def test_scores_are_clamped_record_by_record() -> None:
    """What the floor cut off is gone: -300, -300 ends at 600, and +50 leads up from there."""
    world = lived([1, 2], conduct("cross", -300), conduct("help", 50), help={"at_days": [3], "act": 1.0})
    assert ([-300, -300, 50], [-300, -100, 50], [700, 600, 650]) == (
        first(world, "drawn"),
        first(world, "points"),
        first(world, "score"),
    )


@given(st.integers(0, 20), st.lists(st.integers(1, 19), max_size=4, unique=True).map(sorted))
def test_a_score_is_in_the_last_band_that_begins_at_or_below(score: int, edges: list[int]) -> None:
    """Against counting edges."""
    tables: Any = SimpleNamespace(band_from=np.array([[0, *edges]]))
    band: Any = band_of_score
    assert sum(score >= edge for edge in edges) == band.py_func(tables, 0, score)


THREE = [{"id": "low", "from": 600}, {"id": "mid", "from": 900}, {"id": "high", "from": 980}]


def bands(world: Whole) -> list[int]:
    """The band of the first subject's people-count at the end of each day, as everybody lives alike."""
    counts = world.lived[0].state.days[:, :, :, 0].sum(axis=1)
    return counts.argmax(axis=1).tolist()


def test_a_band_set_for_days_holds_for_days_and_lapses() -> None:
    """From the record's day on, three days; the lapse is a 0-point entry on the morning after."""
    world = lived([2], conduct("cross", 0, to_band={"id": "low", "days": 3}), run=8)
    assert [1, 1, 0, 0, 0, 1, 1, 1] == bands(world)
    assert ([2, 5], [OWN, LAPSE], [0, 0]) == (
        first(world, "day"),
        first(world, "cause"),
        first(world, "drawn"),
    )
    assert [0, 1] == first(world, "band")


def test_a_band_set_again_holds_from_the_last_time() -> None:
    """Two records two days apart: the later end counts, and lapses once."""
    world = lived([2, 4], conduct("cross", 0, to_band={"id": "low", "days": 3}), run=10)
    assert [1, 1, 0, 0, 0, 0, 0, 1, 1, 1] == bands(world)
    assert [2, 4, 7] == first(world, "day")


def test_a_band_set_until_holds_until() -> None:
    """Paying on day 6 ends it, from the next morning on."""
    default = conduct("cross", 0, to_band={"id": "low", "until": "pay"})
    world = lived([2], default, conduct("pay", 0), run=9, pay={"at_days": [1, 6], "act": 1.0})
    assert [1, 1, 0, 0, 0, 0, 0, 1, 1] == bands(world)
    assert [1, 2, 6, 7] == first(world, "day")


def test_one_record_may_end_several_bands_set() -> None:
    """Two debts, one payment: both are over, each with a lapse of its own, in the order of their ids."""
    rules = {"bands": THREE}
    debts = [
        conduct(name, 0, to_band={"id": band, "until": "pay"}) for name, band in (("z", "low"), ("a", "mid"))
    ]
    others = {name: {"at_days": [day], "act": 1.0} for name, day in (("z", 1), ("a", 2), ("pay", 4))}
    world = lived([0], conduct("cross", 0), *debts, conduct("pay", 0), run=7, rules=rules, **others)
    assert [2, 0, 0, 0, 0, 2, 2] == bands(world)
    names = list(world.job.plan.conducts)
    assert ["cross", "z", "a", "pay", "a", "z"] == [names[number] for number in first(world, "conduct")]


def test_of_two_bands_the_worse_holds() -> None:
    """A band set to mid does not lift whom the score puts low; when it ends, the score's band shows."""
    mid = conduct("cross", 0, to_band={"id": "mid", "days": 4})
    sink = conduct("sink", -300)
    rules = {"bands": THREE}
    world = lived([1], mid, sink, run=8, rules=rules, sink={"at_days": [3], "act": 1.0})
    assert [2, 1, 1, 0, 0, 0, 0, 0] == bands(world)
    gentle = lived([1], mid, conduct("sink", -50), run=8, rules=rules, sink={"at_days": [3], "act": 1.0})
    assert [2, 1, 1, 1, 1, 1, 1, 1] == bands(gentle)


def test_bands_begin_where_they_begin_for_each() -> None:
    """At 1000 some are high and some low, by group."""
    edges = [
        {"id": "low", "from": 600},
        {"id": "high", "from": {"by": "group", "values": {"many": 990, "few": 1001}}},
    ]
    world = lived([0], conduct("cross", 0), run=1, rules={"bands": edges})
    assert (world.districts.group == 0).astype(int).tolist() == world.people("band").tolist()


@pytest.mark.parametrize(("shaming", "expected"), [(0, 0), (1, 0.25), (2, 0.5)])
def test_entering_a_band_with_exposure_is_hard(shaming: int, expected: float) -> None:
    """Once on entering, for each exposing treatment; staying adds nothing."""
    exposed = [treatment(f"shame-{i}", effect="exposure") for i in range(shaming)]
    scheme = a_scheme(
        conducts=[conduct("cross", -300, channels=["camera"])], channels=[channel()], treatments=exposed
    )
    life = {"opportunities": {"cross": {"at_days": [2, 3], "act": 1.0}}}
    people = a_behaviour(hardship={"exposure": 0.25, "half_life_days": 1e9})
    world = whole(a_job(scheme, a_society(life), people, people=PEOPLE))
    assert {expected * FIXED} == set(world.people("hardship").tolist())
