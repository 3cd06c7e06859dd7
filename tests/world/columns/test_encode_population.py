"""Whom a scheme scores: outside there is no record, no treatment and no response."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.world.columns.encode_population import inside
from worlds import (
    Part,
    a_behaviour,
    a_job,
    a_scheme,
    a_society,
    channel,
    conduct,
    frames_of,
    treatment,
    whole,
)

LIFE: Part = {
    "opportunities": {
        "cross": {"per_year": 60, "act": 0.5},
        "drive": {"per_year": 50, "act": 0.5, "who": {"age": [18, 58]}},
    },
    "needs": {
        "rail": {"context": "travel", "per_year": 40, "cost": 0.01},
        "claim": {"context": "public-services", "per_year": 4, "who": {"sex": ["female"]}},
    },
}
BEHAVIOUR = a_behaviour(
    caution={"start": 1.0, "own": 0.2, "tie": 0.1, "floor": 0.1, "half_life_days": 50},
    families={"traffic": {"deterrence": 5.0}},
    hardship={"denial": 0.2, "exposure": 0.5, "half_life_days": 40},
)  # fmt: skip


def scheme(**parts: Any) -> Any:
    """Cameras that err, ties that count, and a low band: trains refused and dear, a tax, a probe."""
    rules: Part = {
        "channels": [channel(detects=0.5, misnames=0.3, alarms={"per_year": 5}, alarm_conduct="cross")],
        "conducts": [conduct("cross", -30, channels=["camera"])],
        "influence": [{"ties": "friends", "share": 0.5}],
        "treatments": [
            treatment("no-rail", "rail"),
            treatment("dear", "rail", "price", factor=2.0),
            {**treatment("tax", None, "tax"), "tax": {"share": 0.1}},
            {**treatment("probe", None, "investigation"), "investigation": {"days": 10}},
        ],
    }
    return a_scheme(**(rules | parts))


def people_under(population: Part | None, **options: Any) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Persons of the town under the scheme, and without it."""
    job = a_job(
        scheme(**({"population": population} if population else {})), a_society(LIFE), BEHAVIOUR,
        people=1000, days=120, **options,
    )  # fmt: skip
    frames = frames_of(job)
    return frames["people"], frames["baseline/people"]


@pytest.mark.parametrize(
    ("population", "mine"),
    [
        ({"who": {"age": [30, 60]}}, pl.col("age").is_between(30, 60, closed="left")),
        (
            {"who": {"group": ["few"], "sex": ["male"]}},
            (pl.col("group") == "few") & (pl.col("sex") == "male"),
        ),
        ({"opportunities": ["drive"]}, pl.col("age") < 58),
        ({"needs": ["claim"]}, pl.col("sex") == "female"),
        (
            {"opportunities": ["drive"], "needs": ["claim"]},
            (pl.col("age") < 58) | (pl.col("sex") == "female"),
        ),
        ({"who": {"age": [18, 40]}, "needs": ["claim"]}, (pl.col("age") < 40) & (pl.col("sex") == "female")),
    ],
)
def test_who_is_scored(population: Part, mine: pl.Expr) -> None:
    """By traits, by an occasion that life brings, by either of two, by both trait and occasion."""
    people, without = people_under(population)
    expected = people.select(mine.alias("mine"))["mine"].to_list()
    assert expected == people["scored"].to_list()
    assert 0 < sum(expected) < len(expected)
    assert "scored" in without.columns


def test_outside_life_is_as_without_a_scheme() -> None:
    """Acts, needs, money, hardship and caution of the others are the baseline's; of those scored not."""
    people, without = people_under({"who": {"age": [18, 50]}})
    columns = ["acts", "needs", "denied", "paid_extra", "hardship", "records", "points_lost", "caution"]
    columns += ["withheld", "performed", "appeals", "investigations", "score"]
    out, there = ~people["scored"], people["scored"]
    zero = pl.Series([0])
    for name in columns:
        under, apart = people[name].filter(out), without[name].filter(out)
        assert (under == apart).all(), name
    assert people["points_by_association"].filter(out).sum() == zero.sum()
    assert people["records"].filter(there).sum() > 0
    assert people["denied"].filter(there).sum() > 0
    assert people["investigations"].filter(there).sum() > 0
    assert (people["acts"].filter(there) != without["acts"].filter(there)).any()


def test_wrong_records_fall_on_those_on_file() -> None:
    """A channel takes somebody scored for somebody else who is, never for who is not on file."""
    people, _ = people_under({"who": {"group": ["few"]}})
    assert people["records_misnamed"].filter(people["scored"]).sum() > 0
    assert 0 == people["records_misnamed"].filter(~people["scored"]).sum()


def test_everybody_named_is_nobody_left_out() -> None:
    """A population of all gives what a scheme without one gives, down to the byte, but for the column."""
    whole_town, _ = people_under({"who": {"age": [0, 150]}})
    plain, _ = people_under(None)
    assert whole_town["scored"].all()
    assert whole_town.drop("scored").equals(plain)


def test_what_a_need_opens_counts() -> None:
    """An opportunity that nothing but a need opens is brought to whoever has the need."""
    life: Part = {
        "opportunities": {"repay": {"act": 0.5}, "cross": {"per_year": 60, "act": 0.5}},
        "needs": {"loan": {"context": "finance", "per_year": 3, "opens": "repay", "who": {"sex": ["male"]}}},
    }
    job = a_job(
        scheme(treatments=[], population={"opportunities": ["repay"]}), a_society(life), people=200, days=2
    )
    people = frames_of(job)["people"]
    assert (people["scored"] == (people["sex"] == "male")).all()
    assert inside(job.plan).any()


BY_TENTH: Part = {"by": "income_decile", "values": {1: -30, 3: -5, 6: 0}}
BY_AGE: Part = {"by": "age", "values": {0: -15, 40: 0}}


def test_traits_score_once() -> None:
    """Start score: of everybody's, less what one is; nothing of it stands in the ledger."""
    traits = [
        {"id": "poor", "family": "means", "points": BY_TENTH},
        {"id": "young", "family": "status", "points": BY_AGE},
    ]
    job = a_job(scheme(traits=traits, population={"who": {"sex": ["female"]}}), a_society(LIFE), people=1000)
    frames = frames_of(job)
    people = frames["people"]
    by_hand = [
        1000
        if sex == "male"
        else 1000 - (30 if tenth < 3 else 5 if tenth < 6 else 0) - (15 if age < 40 else 0)
        for sex, tenth, age in people.select("sex", "income_decile", "age").iter_rows()
    ]
    assert by_hand == people["score_start"].to_list()
    ledger = frames["ledger"].group_by("subject").agg(pl.col("points").sum())
    joined = people.join(ledger, on="subject", how="left").with_columns(pl.col("points").fill_null(0))
    assert (joined["score_start"] + joined["points"] == joined["score"]).all()


@given(st.lists(st.integers(-900, 900), min_size=1, max_size=4))
@settings(max_examples=12, deadline=None)
def test_a_start_stays_within_the_score(points: list[int]) -> None:
    """Whatever traits are worth, the start is at least the least and at most the most."""
    traits = [
        {"id": f"t{i}", "family": "origin", "points": {"by": "group", "values": {"many": 0, "few": each}}}
        for i, each in enumerate(points)
    ]
    made = whole(a_job(scheme(traits=traits), a_society(LIFE), people=200, days=1))
    start = made.lived[0].state.people["score"]
    expected = min(max(1000 + sum(points), 600), 1300)
    few = made.districts.group[:200] == made.job.recipe.groups.index("few")
    if not len(made.lived[0].entries):
        assert {expected} == set(start[few].tolist())
    assert np.all((start >= 600) & (start <= 1300))


def test_newcomers_score_for_what_they_are() -> None:
    """Who takes a place has its traits, and starts with what they are worth."""
    traits = [{"id": "few", "family": "origin", "points": {"by": "group", "values": {"many": 0, "few": -60}}}]
    job = a_job(
        scheme(traits=traits, conducts=[conduct("cross", 0, channels=["camera"])]),
        a_society(LIFE, turnover=0.9), people=400, days=200,
    )  # fmt: skip
    frames = frames_of(job)
    people = frames["people"]
    assert {1000, 940} == set(people["score_start"].to_list())
    assert frames["ledger"].filter(pl.col("cause").cast(pl.String) == "turnover").height > 0
    assert (people["score"] == people["score_start"]).all()
