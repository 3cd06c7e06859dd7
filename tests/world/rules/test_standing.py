"""Where a subject stands: the band of its score, the bands that records set, what entering one means."""

from __future__ import annotations

import pytest

from demerit.world.columns.state import FIXED, LAPSE, OWN
from worlds import (
    Whole,
    a_behaviour,
    a_job,
    a_scheme,
    a_society,
    channel,
    conduct,
    crossed,
    treatment,
    whole,
)

THREE = [{"id": "low", "from": 600}, {"id": "mid", "from": 900}, {"id": "high", "from": 980}]


def bands(world: Whole) -> list[int]:
    """The band of the first subject's people-count at the end of each day, as everybody lives alike."""
    counts = world.lived[0].state.days[:, :, :, 0].sum(axis=1)
    return counts.argmax(axis=1).tolist()


def test_a_band_set_for_days_holds_for_days_and_lapses() -> None:
    """From the record's day on, three days; the lapse is a 0-point entry on the morning after."""
    world = crossed([2], conduct("cross", 0, to_band={"id": "low", "days": 3}), run=8)
    assert [1, 1, 0, 0, 0, 1, 1, 1] == bands(world)
    assert ([2, 5], [OWN, LAPSE], [0, 0]) == (
        world.first("day"),
        world.first("cause"),
        world.first("drawn"),
    )
    assert [0, 1] == world.first("band")


def test_a_band_set_again_holds_from_the_last_time() -> None:
    """Two records two days apart: the later end counts, and lapses once."""
    world = crossed([2, 4], conduct("cross", 0, to_band={"id": "low", "days": 3}), run=10)
    assert [1, 1, 0, 0, 0, 0, 0, 1, 1, 1] == bands(world)
    assert [2, 4, 7] == world.first("day")


def test_a_band_set_until_holds_until() -> None:
    """Paying on day 6 ends it, from the next morning on."""
    default = conduct("cross", 0, to_band={"id": "low", "until": "pay"})
    world = crossed([2], default, conduct("pay", 0), run=9, pay={"at_days": [1, 6], "act": 1.0})
    assert [1, 1, 0, 0, 0, 0, 0, 1, 1] == bands(world)
    assert [1, 2, 6, 7] == world.first("day")


def test_one_record_may_end_several_bands_set() -> None:
    """Two debts, one payment: both are over, each with a lapse of its own, in the order of their ids."""
    rules = {"bands": THREE}
    debts = [
        conduct(name, 0, to_band={"id": band, "until": "pay"}) for name, band in (("z", "low"), ("a", "mid"))
    ]
    others = {name: {"at_days": [day], "act": 1.0} for name, day in (("z", 1), ("a", 2), ("pay", 4))}
    world = crossed([0], conduct("cross", 0), *debts, conduct("pay", 0), run=7, rules=rules, **others)
    assert [2, 0, 0, 0, 0, 2, 2] == bands(world)
    names = list(world.job.plan.conducts)
    assert ["cross", "z", "a", "pay", "a", "z"] == [names[number] for number in world.first("conduct")]


def test_of_two_bands_the_worse_holds() -> None:
    """A band set to mid does not lift whom the score puts low; when it ends, the score's band shows."""
    mid = conduct("cross", 0, to_band={"id": "mid", "days": 4})
    sink = conduct("sink", -300)
    rules = {"bands": THREE}
    world = crossed([1], mid, sink, run=8, rules=rules, sink={"at_days": [3], "act": 1.0})
    assert [2, 1, 1, 0, 0, 0, 0, 0] == bands(world)
    gentle = crossed([1], mid, conduct("sink", -50), run=8, rules=rules, sink={"at_days": [3], "act": 1.0})
    assert [2, 1, 1, 1, 1, 1, 1, 1] == bands(gentle)


def test_bands_begin_where_they_begin_for_each() -> None:
    """At 1000 some are high and some low, by group."""
    edges = [
        {"id": "low", "from": 600},
        {"id": "high", "from": {"by": "group", "values": {"many": 990, "few": 1001}}},
    ]
    world = crossed([0], conduct("cross", 0), run=1, rules={"bands": edges})
    assert (world.districts.group == 0).astype(int).tolist() == world.people("band").tolist()


@pytest.mark.parametrize(
    ("shaming", "probing", "expected"), [(0, 0, 0), (1, 0, 0.25), (2, 0, 0.5), (0, 1, 0.25), (1, 1, 0.5)]
)
def test_entering_a_band_with_exposure_is_hard(shaming: int, probing: int, expected: float) -> None:
    """Once on entering, for each exposing treatment and for an investigation; staying adds nothing."""
    exposed = [treatment(f"shame-{i}", effect="exposure") for i in range(shaming)]
    exposed += [treatment("probe", effect="investigation", investigation={"days": 9})] * probing
    scheme = a_scheme(
        conducts=[conduct("cross", -300, channels=["camera"])], channels=[channel()], treatments=exposed
    )
    life = {"opportunities": {"cross": {"at_days": [2, 3], "act": 1.0}}}
    people = a_behaviour(hardship={"exposure": 0.25, "half_life_days": 1e9})
    world = whole(a_job(scheme, a_society(life), people, people=120))
    assert {expected * FIXED} == set(world.people("hardship").tolist())
