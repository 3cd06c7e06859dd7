"""A scheme as tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.societies.error_tables import error_table
from demerit.world.columns.encode_scheme import (
    CHANNEL_NUMBERS,
    alarms_per_day,
    channel_luck,
    encode_scheme,
    point,
)
from demerit.world.columns.plan import Plan
from demerit.world.columns.tables import NONE
from worlds import AFRICA, EURO, Part, a_society, channel, conduct, job_of

LIFE: Part = {
    "opportunities": {name: {"per_year": 9, "act": 1.0} for name in ("cross", "speak", "walk")},
    "needs": {
        "rail": {"context": "travel", "per_year": 10, "cost": 0.01},
        "bus": {"context": "transport", "per_year": 100, "cost": 0.001},
    },
}


def planned(**rules: Any) -> Plan:
    """The plan of some rules on the life above."""
    return job_of(rules, LIFE, people=400).plan


def encoded(**rules: Any) -> tuple[Plan, dict[str, Any]]:
    """Plan and arrays."""
    plan = planned(**rules)
    return plan, encode_scheme(plan, {"class": error_table(a_society(LIFE), "class")})


def test_conducts_are_rows_by_id() -> None:
    """Scored or only lived, expressive by right, unlawful where the scheme says so."""
    rules = [
        conduct("speak", [-5, 2], "expression", rights=["assembly"], lawful=True),
        conduct("cross", -3, rights=["movement"], lawful=False, per_year=4),
    ]
    plan, arrays = encoded(conducts=rules)
    rows = arrays["conducts"]
    assert ["cross", "speak", "walk"] == list(plan.conducts)
    assert [1, 1, 0] == rows["scored"].tolist()
    assert [0, 1, 0] == rows["expressive"].tolist()
    assert [1, 0, 0] == rows["unlawful"].tolist()
    assert ([4, 0, 0], [0, NONE, NONE]) == (rows["cap"].tolist(), rows["limited"].tolist())
    assert ([-3, -5, 0], [-3, 2, 0]) == (arrays["low"][:, 0, 0].tolist(), arrays["high"][:, 0, 0].tolist())


def test_points_have_two_ends() -> None:
    """One number is both."""
    assert (-3.0, -3.0, -5.0, 2.0) == (point(0, -3), point(1, -3), point(0, (-5, 2)), point(1, (-5, 2)))


def test_channels_watch_in_the_order_of_the_file() -> None:
    """Whatever the order in which a conduct lists them; those it does not list see nothing of it."""
    channels = [channel("zebra", detects=0.1), channel("adder", detects=0.2, misnames=0.3), channel("mole")]
    plan, arrays = encoded(
        channels=channels,
        conducts=[conduct("speak", channels=["adder", "zebra"]), conduct("cross", channels=["mole"])],
    )
    assert [2, 0, 1] == arrays["watch_channel"].tolist()
    assert [1.0, 0.1, 0.2] == arrays["detects"][:, 0, 0].tolist()
    assert [0.0, 0.0, 0.3] == arrays["misnames"][:, 0, 0].tolist()
    assert [plan.conducts[name] for name in ("cross", "speak", "speak")] == arrays["_watched"]


@given(st.lists(st.text("abcdefgh-", min_size=1, max_size=6), unique=True, max_size=40))
def test_channels_draw_at_numbers_of_their_own(ids: list[str]) -> None:
    """All different, within the bits kept for channels, and the same in any order of the file."""
    numbers = channel_luck(ids)
    assert len(ids) == len(set(numbers.tolist()))
    assert all(0 <= number < CHANNEL_NUMBERS for number in numbers)
    assert dict(zip(ids, numbers.tolist(), strict=True)) == dict(
        zip(reversed(ids), channel_luck(ids[::-1]).tolist(), strict=True)
    )


def test_another_channel_leaves_a_channels_luck_alone() -> None:
    """A camera draws the same whether or not a registry stands before it."""
    (alone,) = channel_luck(["street-camera"])
    assert alone == channel_luck(["registry", "street-camera", "a"])[1]


def test_ids_that_fall_on_one_number_are_told_apart() -> None:
    """So many channels that some must."""
    ids = [f"c{i}" for i in range(2_000)]
    assert 2_000 == len(set(channel_luck(ids).tolist()))


def test_victims_weigh_ten_to_the_cell() -> None:
    """Rows are actors' classes, columns victims'; a channel without a table takes everybody for one class."""
    channels = [channel("a", misnamed_by="class"), channel("b")]
    _, arrays = encoded(channels=channels)
    table = error_table(a_society(LIFE), "class")
    euro, africa = table.classes.index(EURO), table.classes.index(AFRICA)
    weight = arrays["victim_weight"]
    assert [1, 0] == arrays["channel_table"].tolist()
    assert [euro, africa] == arrays["class_of"][1].tolist()
    assert 10.0**-5.0 == pytest.approx(weight[1, euro, africa], rel=1e-6)
    assert 10.0**-5.2 == pytest.approx(weight[1, africa, euro], rel=1e-6)
    assert 1.0 == weight[0, 0, 0] == weight[0].sum()


@pytest.mark.parametrize(
    ("alarms", "yearly"),
    [
        ({"per_year": 2.5}, 2.5),
        ({"looks_per_year": 300, "fpir": 0.002}, 0.6),
        ({"looks_per_year": 300, "fpir": 0.002, "at_list": 1000, "list": 250}, 0.15),
    ],
)
def test_alarms_a_day(alarms: Part, yearly: float) -> None:
    """As said, or looks x rate x list / list at which it was measured."""
    plan = planned(channels=[channel(alarms=alarms, alarm_conduct="cross")], conducts=[conduct("cross")])
    assert [yearly / 365] == pytest.approx(alarms_per_day(plan.space, plan.scheme.channels[0]).tolist())


def test_a_silent_channel_rings_no_alarm() -> None:
    """Without alarms the rate is nought."""
    plan = planned(channels=[channel()])
    assert [0.0] == alarms_per_day(plan.space, plan.scheme.channels[0]).tolist()


def test_bands_end_where_the_next_begins_for_each() -> None:
    """Edges and weights by cell; the step of every score from least to most."""
    bands = [
        {"id": "low", "from": 600, "weight": 1},
        {"id": "high", "from": {"by": "sex", "values": {"female": 900, "male": 950}}},
    ]
    _, arrays = encoded(bands=bands)
    assert [[600, 900], [600, 950]] == arrays["band_from"].tolist()
    assert [[1.0, 0.0]] * 2 == arrays["weight"].tolist()
    assert (701, 600, 1300) == (len(arrays["score_step"]), arrays["lowest"], arrays["highest"])
    assert np.unique(arrays["score_step"]).tolist() == [0]


def test_overrides_know_what_begins_and_what_ends_them() -> None:
    """Rows by id; one conduct may end several."""
    rules = [
        conduct("walk", to_band={"id": "low", "until": "speak"}),
        conduct("cross", to_band={"id": "low", "until": "speak"}),
        conduct("speak"),
    ]
    plan, arrays = encoded(conducts=rules)
    rows = arrays["conducts"]
    assert [plan.conducts["cross"], plan.conducts["walk"]] == arrays["override_conduct"].tolist()
    assert [0, NONE, 1] == rows["override"].tolist()
    assert [0, 1, 0] == rows["ends"].tolist()
    assert [plan.conducts["speak"]] * 2 == arrays["override_until"].tolist()
