"""Evening: the lowest are put in a band by rank, and scores fade."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worlds import Part, a_job, a_scheme, a_society, channel, conduct, frames_of, job_of, treatment, whole

LIFE: Part = {
    "opportunities": {
        "cross": {"per_year": 30, "act": 0.5, "spread": 0.5},
        "fall": {"at_days": [3], "act": 1.0},
    },
    "needs": {"rail": {"context": "travel", "per_year": 50}},
}
ALONE: list[Part] = [{"id": "low", "from": 600}, {"id": "high", "from": 600}]
"""Bands between which rank alone moves."""


def frames(days: int, people: int = 600, score: Part | None = None, **parts: Any) -> dict[str, pl.DataFrame]:
    """A town in which crossing costs 10 points."""
    rules: Part = {
        "score": {"start": 1000, "min": 600, "max": 1300, **(score or {})},
        "channels": [channel()], "conducts": [conduct("cross", -10, channels=["camera"])],
        "treatments": [treatment("no-rail", "rail")], **parts,
    }  # fmt: skip
    return frames_of(job_of(rules, LIFE, people=people, days=days))


def ranked(share: float, every: int) -> list[Part]:
    """The lower band by rank."""
    return [{**ALONE[0], "rank": {"share": share, "every_days": every}}, ALONE[1]]


@settings(max_examples=12, deadline=None)
@given(st.sampled_from([0.0, 0.003, 0.1, 0.25, 0.5, 1.0]), st.sampled_from([1, 7, 30]))
def test_the_share_flagged_is_right(share: float, every: int) -> None:
    """From the first ranking on, as many of each district's 200 as the nearest whole number says."""
    days = frames(40, bands=ranked(share, every))["days"]
    low = days.filter(pl.col("band").cast(pl.String) == "low").group_by("day").agg(pl.col("people").sum())
    found = dict(low.sort("day").iter_rows())
    each = int(share * 200 + 0.5)
    assert {day: 3 * each if day >= every - 1 else 0 for day in range(40)} == {
        d: found.get(d, 0) for d in range(40)
    }


def test_the_lowest_are_flagged() -> None:
    """Nobody above the line is in, nobody below it out; of those on it a lot decides, not order."""
    people = frames(30, bands=ranked(0.1, 30))["people"]
    for district in range(3):
        own = people[200 * district : 200 * (district + 1)]
        low = own.filter(pl.col("band").cast(pl.String) == "low")["score"].to_list()
        rest = own.filter(pl.col("band").cast(pl.String) == "high")["score"].to_list()
        assert 20 == len(low)
        assert max(low) <= min(rest)
    equal = frames(30, bands=ranked(0.1, 30), conducts=[])["people"]
    chosen = equal.with_row_index().filter(pl.col("band").cast(pl.String) == "low")["index"].to_list()
    assert 60 == len(chosen)
    assert chosen != [*range(20), *range(200, 220), *range(400, 420)]


def test_those_outside_are_not_ranked() -> None:
    """The share is of those scored: a tenth of the women, and no man."""
    people = frames(30, bands=ranked(0.1, 30), population={"who": {"sex": ["female"]}})["people"]
    low = people.filter(pl.col("band").cast(pl.String) == "low")
    assert {"female"} == set(low["sex"].to_list())
    assert abs(low.height - 0.1 * int(people["scored"].sum())) <= 3 * 0.5


def test_a_ranking_is_written_down() -> None:
    """Who is put in has an entry of no points, cause rank, with the score that keeps out."""
    ledger = frames(90, bands=ranked(0.1, 30))["ledger"]
    rank = ledger.filter(pl.col("cause").cast(pl.String) == "rank")
    gone = ledger.filter((pl.col("cause").cast(pl.String) == "lapse") & pl.col("conduct").is_null())
    assert 3 * 60 == rank.height
    assert {29, 59, 89} == set(rank["day"].to_list())
    assert {0} == set(rank["points"].to_list()) | set(gone["points"].to_list())
    assert (rank["score"] < rank["points_drawn"]).all()
    assert {"high"} == set(gone["band"].cast(pl.String).to_list())
    assert gone.height > 0


def test_runs_without_ranks_do_not_know_the_word() -> None:
    """The ledger's words of other schemes are what they were, so that their contents are the same."""
    assert "rank" not in str(frames(5)["ledger"]["cause"].dtype)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from([1, 5, 10]), st.sampled_from([0.0, 0.25, 0.5, 0.9]), st.integers(-400, 300))
def test_a_score_fades_to_its_start(every: int, keeps: float, points: int) -> None:
    """After one act of day 3, each evening due, the distance from the start is cut to what is kept."""
    job = a_job(
        a_scheme(
            score={"start": 1000, "min": 600, "max": 1300, "fades": {"every_days": every, "keeps": keeps}},
            channels=[channel()], conducts=[conduct("fall", points, channels=["camera"])],
        ),
        a_society({"opportunities": {"fall": {"at_days": [3], "act": 1.0}}}), people=200, days=40,
    )  # fmt: skip
    away = points
    for evening in range(3, 40):
        if (evening + 1) % every == 0:
            away = int(abs(away) * round(keeps * 2**30) / 2**30) * (1 if away > 0 else -1)
    assert {1000 + away} == set(whole(job).people("score").tolist())


def test_a_half_life_is_a_half_life() -> None:
    """Of 320 points lost on day 3, 160 are left after one half-life of evenings, to within what is cut."""
    fades = {"every_days": 5, "half_life_days": 20}
    people = frames(
        20, score={"fades": fades}, conducts=[conduct("fall", -320, channels=["camera"])]
    )["people"]  # fmt: skip
    assert abs(people["score"].to_numpy() - 840).max() <= 4


def test_the_ledger_tells_of_fading() -> None:
    """Start plus entries is the score, each fading an entry of cause lapse, drawn as it is applied."""
    made = frames(60, score={"fades": {"every_days": 10, "keeps": 0.5}})
    ledger, people = made["ledger"], made["people"]
    total = people.join(
        ledger.group_by("subject").agg(pl.col("points").sum()), on="subject", how="left"
    ).with_columns(pl.col("points").fill_null(0))  # fmt: skip
    assert (total["score_start"] + total["points"] == total["score"]).all()
    lapses = ledger.filter(pl.col("cause").cast(pl.String) == "lapse")
    assert (lapses["points"] > 0).all()
    assert (lapses["points_drawn"] == lapses["points"]).all()
    assert (np.array(lapses["day"]) % 10 == 9).all()


def test_a_correction_gives_back_what_is_left() -> None:
    """A wrong record of -40 that faded to -20 gives back 20, and the score is the start's."""
    made = frames(
        40, score={"fades": {"every_days": 10, "keeps": 0.5}},
        conducts=[conduct("fall", -40, channels=["camera"])],
        redress={"notice": 1.0, "appeal": {
            "rate": 1.0, "within_days": 0, "decided_days": 10, "upheld_if_wrong": 1.0, "upheld_if_right": 1.0,
        }},
    )  # fmt: skip
    back = made["ledger"].filter(pl.col("cause").cast(pl.String) == "redress")
    assert {20} == set(back["points"].to_list())
    assert {1000} == set(made["people"]["score"].to_list())


@pytest.mark.parametrize("days_a_call", [1, 7])
def test_calls_change_nothing(days_a_call: int) -> None:
    """However many days the kernel lives a call."""
    rules: Part = {
        "score": {"start": 1000, "min": 600, "max": 1300, "fades": {"every_days": 7, "keeps": 0.5}},
        "bands": ranked(0.1, 15), "channels": [channel()],
        "conducts": [conduct("cross", -10, channels=["camera"])],
        "providers": {"count": 2, "shared": 0.5},
    }  # fmt: skip
    job = job_of(rules, LIFE, people=200, days=60)
    assert whole(job).entries.tolist() == whole(job, call_days=days_a_call).entries.tolist()
