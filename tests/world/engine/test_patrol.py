"""Patrols: where past records send a channel, what it learns there, and that this alone couples districts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.purposes import PATROL, THINNED
from demerit.schemes.model import Prior
from demerit.world.engine.patrol import KEPT_DAYS, Patrol, thinned
from demerit.world.output.frames import Frames
from demerit.world.run import Job
from worlds import Part, a_society, channel, conduct, fill_words, frames_of, hashes, job_of

PEOPLE, DISTRICT, DAYS = 120, 30, 65
PRIOR: dict[int, int] = {0: 6, 1: 3, 3: 1}
UNIT = 2.0**-32


def a_patrol(records: list[float], luck: float = 0.0, **rule: Any) -> Patrol:
    """A patrol with these past records and one day's luck."""
    return Patrol(
        channel="cars", number=0, luck=5, seed=1, rule=Prior(prior={0: 1.0}, **rule),
        records=np.array(records, float), words=np.array([int(luck * 2**32)], np.uint32),
        been=np.zeros(len(records), np.int64),
    )  # fmt: skip


amounts = st.lists(st.integers(0, 50), min_size=1, max_size=8).filter(any)


@given(amounts, st.floats(0, 0.999))
def test_a_patrol_goes_where_records_were(records: list[int], luck: float) -> None:
    """Records laid end to end, luck says how far along: it goes to the district whose record lies there."""
    patrol = a_patrol([*map(float, records)], luck)
    row = [place for place, count in enumerate(records) for _ in range(count)]
    assert row[int(patrol.words[0] * UNIT * len(row))] == patrol.send(0)
    assert np.eye(len(records), dtype=int)[patrol.place].tolist() == patrol.been.tolist()


@given(amounts, st.floats(0, 0.5), st.integers(0, 20))
def test_old_records_fade_and_todays_are_added(records: list[int], decay: float, seen: int) -> None:
    """All that stood, everywhere, times 1 - decay; then what was seen, where it was seen."""
    patrol = a_patrol([*map(float, records)], decay=decay)
    place = patrol.send(0)
    patrol.learn(0, seen)
    expected = [count * (1.0 - decay) + (seen if d == place else 0) for d, count in enumerate(records)]
    assert expected == patrol.records.tolist()


@settings(max_examples=20)
@given(
    st.integers(0, 2**63 - 1), st.integers(0, 30), st.integers(0, 400), st.integers(0, 40), st.floats(0, 1)
)
def test_thinned_records_count_one_by_one(
    seed: int, district: int, day: int, count: int, chance: float
) -> None:
    """Each of a day's records counts where its own luck is below the chance."""
    luck = np.zeros((1, 1, 4), np.uint32)
    kept = 0
    for n in range(count):
        fill_words(np.uint64(seed), district, day, THINNED, n, luck)
        kept += luck[0, 0, 0] * UNIT < chance
    assert kept == thinned(np.uint64(seed), district, 0, day, count, chance)


@pytest.mark.parametrize(("records", "expected"), [([9.0, 0.0], 9.0), ([0.0, 0.0, 9.0], 9.0)])
def test_who_has_all_the_records_learns_nothing_more(records: list[float], expected: float) -> None:
    """Thinned, a record counts with 1 - own share: with every record in one district, never."""
    patrol = a_patrol(records, learn="thinned")
    patrol.send(0)
    patrol.learn(0, 50)
    assert expected == patrol.records.max()


def test_thinning_mends_the_loop() -> None:
    """Two districts alike but for their past: seen ten times a day, one's share of 0.8 stays, or evens out.

    Ensign et al. 2018: the plain urn keeps what it began with; the thinned one comes to equal shares.
    """
    shares: dict[str, float] = {}
    for learn in ("all", "thinned"):
        patrol = a_patrol([8.0, 2.0], learn=learn)
        words = np.zeros((1, 4000, 4), np.uint32)
        fill_words(np.uint64(3), 0, 0, PATROL, 0, words)
        patrol.words = words[0, :, 0]
        for day in range(4000):
            patrol.send(day)
            patrol.learn(day, 10)
        shares[learn] = float(patrol.records[0] / patrol.records.sum())
    assert abs(shares["thinned"] - 0.5) < 0.05
    assert abs(shares["all"] - 0.5) > 0.15


def test_with_no_record_left_anywhere_it_goes_anywhere() -> None:
    """Records that are forgotten overnight and nothing seen: each district is as likely as any other."""
    patrol = a_patrol([4.0, 0.0, 0.0, 0.0], luck=0.6, decay=1.0)
    patrol.learn(0, 0)
    patrol.tell(0)
    assert (2, [0.25] * 4) == (patrol.send(0), patrol.frames[0]["share"].to_list())


# ---------------------------------------------------------------- worlds


def a_run(*, workers: int = 1, watch: Part | None = None, days: int = DAYS, **rule: Any) -> Job:
    """Four districts where everybody crosses often, in sight of a patrol's cars and of cameras."""
    cars = channel("cars", allocation={"prior": PRIOR, **rule}, **(watch or {}))
    rules = {
        "conducts": [conduct("cross", channels=["cars"]), conduct("speak", channels=["camera"])],
        "channels": [cars, channel(detects=0.5)],
    }
    life = {"opportunities": {name: {"per_year": 60, "act": 0.5} for name in ("cross", "speak")}}
    town = a_society(life, people=PEOPLE, district_people=DISTRICT)
    return job_of(rules, town, people=PEOPLE, days=days, workers=workers)


def districts(frame: pl.DataFrame, *columns: str) -> pl.DataFrame:
    """A ledger's rows with the number of their district."""
    return frame.select(
        pl.col("subject").str.split("-").list.first().cast(pl.Int64).alias("district"), *columns
    )


def seen_by(frames: Frames, channel: str) -> pl.DataFrame:
    """Records of a channel by day and district."""
    mine = frames["ledger"].filter(pl.col("channel") == channel)
    return districts(mine, "day").group_by("day", "district").len().sort("day")


def test_a_patrol_is_in_one_district_a_day() -> None:
    """Its records of a day are all of one district, and on most days other channels' of all."""
    frames = frames_of(a_run())
    cars = seen_by(frames, "cars")
    assert cars["day"].is_unique().all()
    assert cars["district"].n_unique() > 1
    assert seen_by(frames, "camera")["day"].value_counts()["count"].max() == 4


@settings(max_examples=5)
@given(st.floats(0, 0.2))
def test_the_table_says_how_records_stand(decay: float) -> None:
    """Every 30 days and at the end: the prior and what was seen since, each day faded."""
    frames = frames_of(a_run(decay=decay))
    table = frames["allocation"]
    records = np.array([PRIOR.get(d, 0) for d in range(4)], float)
    found = {(day, d): count for day, d, count in seen_by(frames, "cars").iter_rows()}
    kept: list[list[float]] = []
    for day in range(DAYS):
        records *= 1 - decay
        records += [found.get((day, d), 0) for d in range(4)]
        if day % KEPT_DAYS == 0 or day == DAYS - 1:
            kept.append(records.tolist())
    assert kept == pytest.approx(table["records"].to_numpy().reshape(-1, 4))
    assert [0, 30, 60, 64] == table["day"].unique(maintain_order=True).to_list()
    assert [1, 31, 61, 65] == table.group_by("day", maintain_order=True).agg(pl.col("patrols").sum())[
        "patrols"
    ].to_list()
    assert [1.0] * 4 == pytest.approx(
        table.group_by("day", maintain_order=True).agg(pl.col("share").sum())["share"].to_list()
    )


def test_where_there_never_was_a_record_it_never_goes() -> None:
    """A district without past records is sent no patrol, so none is made: the loop that it is."""
    frames = frames_of(a_run())
    assert 2 not in seen_by(frames, "cars")["district"]
    assert 0 == frames["allocation"].filter(pl.col("district") == 2)["patrols"].sum()


def test_a_patrols_alarms_ring_where_it_is() -> None:
    """Without an act in sight: on each day in one district, and in none where it never goes."""
    watch = {"detects": 0.0, "alarms": {"per_year": 200}, "alarm_conduct": "cross"}
    rung = seen_by(frames_of(a_run(watch=watch)), "cars")
    assert rung["day"].is_unique().all()
    assert {0, 1, 3} >= set(rung["district"])
    assert len(rung) > DAYS // 2


@pytest.mark.parametrize("learn", ["all", "thinned"])
@pytest.mark.parametrize("workers", [2, 3])
def test_workers_change_nothing(learn: str, workers: int) -> None:
    """Districts live a day together by one, two or three workers, and leave the same tables."""
    alone, together = (a_run(workers=each, learn=learn, days=40) for each in (1, workers))
    assert hashes(frames_of(alone)) == hashes(frames_of(together))


def test_a_shorter_run_is_the_beginning_of_a_longer_one() -> None:
    """Where a patrol has been by a day does not depend on how long the run goes on."""
    longer, shorter = (frames_of(a_run(days=days))["ledger"] for days in (DAYS, 40))
    assert shorter.equals(longer.filter(pl.col("day") < 40))


def test_what_other_channels_see_does_not_depend_on_it() -> None:
    """With other past records cameras see what they saw, in every district."""
    job = a_run()
    other = replace(job, scheme=a_run(decay=0.5).scheme)
    first, second = (
        frames_of(each)["ledger"]
        .filter(pl.col("channel") == "camera")
        .select("day", "subject", "points_drawn")
        for each in (job, other)
    )
    assert first.equals(second)
    assert not frames_of(job)["ledger"].equals(frames_of(other)["ledger"])
