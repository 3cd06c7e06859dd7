"""Lived districts as the tables of a run's folder."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.societies.people import build
from demerit.world.columns.state import DAY_SIZE, FIXED
from demerit.world.output.frames import band_at, counterparts, day_table, level, named, picked, subject_names
from worlds import Part, a_society, channel, conduct, frames_of, job_of, tables_of, treatment

RULES: Part = {
    "conducts": [
        conduct("cross", [-30, -10], channels=["camera"], to_band={"id": "low", "days": 3}),
        conduct("speak", 5, "expression", channels=["camera"]),
    ],
    "channels": [channel(detects=0.5, misnames=0.2, alarms={"per_year": 5}, alarm_conduct="speak")],
    "treatments": [treatment("no", "rail"), treatment("late", "bus", "wait", wait={"days": 1})],
}
LIFE: Part = {
    "opportunities": {"cross": {"per_year": 60, "act": 0.5}, "speak": {"per_year": 60, "act": 0.5}},
    "needs": {
        "rail": {"context": "travel", "per_year": 60},
        "bus": {"context": "transport", "per_year": 60},
    },
}
PEOPLE = [
    "subject", "kind", "group", "sex", "age", "income_decile", "income", "score_start", "score", "band",
    "acts", "acts_unlawful", "records", "records_misnamed", "records_alarm", "points_lost", "points_gained",
    "points_lost_wrongly", "points_by_association", "needs", "denied", "withheld", "performed", "paid_extra",
    "appeals", "corrections", "hardship", "caution", "days_in_low", "days_in_high",
    "appeals_decided", "employer", "friends_at_start", "friends",
]  # fmt: skip
LEDGER = [
    "day", "subject", "record", "of_subject", "of", "source", "conduct", "channel", "provider", "did_it",
    "cause", "points_drawn", "points", "score", "band", "context",
]  # fmt: skip
NEEDS = [
    "day",
    "subject",
    "need",
    "treatment",
    "context",
    "effect",
    "band",
    "denied_by",
    "after_record",
    "provider",
]
TIES = ["day", "district", "band", "other_band", "ties"]
DAYS = ["day", "group", "band", "people", "acts", "records", "records_wrong", "denied", "withheld"]
TALLIES = [
    "district",
    "group",
    "id",
    "acts",
    "withheld",
    "performed",
    "asked",
    "denied",
    "delayed",
    "prioritised",
]
COUNTERPARTS = [
    "subject", "score", "acts", "acts_unlawful", "needs", "denied", "withheld", "performed", "hardship",
    "caution", "paid_extra", "points_lost", "points_gained", "records",
]  # fmt: skip


@pytest.fixture(scope="module")
def frames() -> dict[str, pl.DataFrame]:
    """The tables of a small world, with every cause and effect in them."""
    return frames_of(job_of(RULES, LIFE, people=600))


def test_columns_are_those_of_the_contract(frames: dict[str, pl.DataFrame]) -> None:
    """Names and order of every table of DESIGN section 5."""
    expected = {
        "people": PEOPLE, "ledger": LEDGER, "needs": NEEDS, "days": DAYS, "tallies": TALLIES,
        "counterparts": COUNTERPARTS, "baseline/people": PEOPLE, "baseline/days": DAYS,
        "baseline/tallies": TALLIES, "baseline/ledger": LEDGER, "baseline/needs": NEEDS,
        "ties": TIES,
    }  # fmt: skip
    assert expected == {name: frame.columns for name, frame in frames.items()}


def test_types_are_those_agreed(frames: dict[str, pl.DataFrame]) -> None:
    """Days, records and points whole numbers of 32 bits, ids text, did_it a truth value."""
    types = {
        pl.Int32: ("day", "record", "points_drawn", "points", "score", "provider"),
        pl.Boolean: ("did_it",),
    }
    for kind, columns in types.items():
        assert {kind} == {frames["ledger"].schema[column] for column in columns}
    text = [
        name
        for name in LEDGER
        if name in {"subject", "source", "conduct", "channel", "cause", "band", "context"}
    ]
    assert {pl.String} == {frames["ledger"].schema[column] for column in text}


def test_rows_are_sorted_and_named_by_district_and_index(frames: dict[str, pl.DataFrame]) -> None:
    """`<district>-<index>`, four digits at least, in order; ledger and needs by subject, then time."""
    expected = [f"{d}-{i:04d}" for d in range(3) for i in range(200)]
    assert expected == frames["people"]["subject"].to_list()
    place = {name: n for n, name in enumerate(expected)}
    for table, then in (("ledger", "record"), ("needs", "day")):
        keys = [(place[name], last) for name, last in frames[table].select("subject", then).iter_rows()]
        assert sorted(keys) == keys


def test_entries_say_whose_act_they_are(frames: dict[str, pl.DataFrame]) -> None:
    """The source is oneself, another, or nobody; only own acts were done by the subject."""
    ledger = frames["ledger"]
    assert {"own", "misnamed", "alarm", "lapse"} == set(ledger["cause"].to_list())
    for cause, source, did in ledger.select(
        "cause", pl.col("source") == pl.col("subject"), "did_it"
    ).iter_rows():
        assert ({"own": True, "misnamed": False}.get(cause), cause == "own") == (source, did)
    assert ledger.filter(cause="lapse")["channel"].is_null().all()
    assert ledger["of"].is_null().all()
    contexts = {"cross": "traffic", "speak": "traffic"}
    assert [contexts[name] for name in ledger["conduct"]] == ledger["context"].to_list()


def test_refusals_say_what_why_and_when(frames: dict[str, pl.DataFrame]) -> None:
    """Treatment, the need's context, effect, band, and how many records stood."""
    needs, ledger = frames["needs"], frames["ledger"]
    expected = {("rail", "no", "travel", "denial", 1), ("bus", "late", "transport", "wait", 0)}
    assert expected == set(needs.select("need", "treatment", "context", "effect", "denied_by").iter_rows())
    assert {"low"} == set(needs["band"].to_list())
    days = {
        (name, record): day for name, record, day in ledger.select("subject", "record", "day").iter_rows()
    }
    for name, day, after in needs.select("subject", "day", "after_record").iter_rows():
        assert after == 0 or days[name, after] <= day
        assert days.get((name, after + 1), day) >= day


def test_without_a_ledger_people_are_the_same() -> None:
    """What is not written down is counted all the same."""
    job = job_of(RULES, LIFE, people=600, ledger=False)
    kept = frames_of(job_of(RULES, LIFE, people=600))
    bare = frames_of(job)
    written = {"ledger", "needs", "baseline/ledger", "baseline/needs"}
    assert written == set(kept) - set(bare)
    assert 0 == kept["baseline/ledger"].height + kept["baseline/needs"].height
    assert all(bare[name].equals(kept[name]) for name in bare)


@given(st.lists(st.sampled_from([-1, 0, 1, 2]), max_size=9))
def test_names_by_number(numbers: list[int]) -> None:
    """-1 is nobody."""
    names = ("a", "b", None)
    expected = [names[number] if number >= 0 else None for number in numbers]
    assert expected == named(names, np.array(numbers, np.int16)).to_list()
    assert expected == picked(pl.Series(names), np.array(numbers, np.int64)).to_list()
    assert [None] == named((), np.array([-1])).to_list()


def test_subjects_of_large_districts_have_five_digits() -> None:
    """Padded to four, not cut."""
    life: Part = {"opportunities": {"cross": {"per_year": 1, "act": 1.0}}}
    job = job_of({}, a_society(life, people=10_002, district_people=10_002), people=10_002)
    names = subject_names(build(job.recipe, 0, 1), 0)
    assert ("0-0000", "0-10001", None) == (names[0], names[-2], names[-1])


def test_levels_are_read_on_the_last_day() -> None:
    """What is left of 2 after 3 days at a half a day."""
    decay = np.round(0.5 ** np.arange(9) * 2.0**30).astype(np.int64)
    found = level(np.array([2 * FIXED, 0]), np.array([4, 0], np.uint16), decay, 7)
    assert [0.25, 0.0] == found.tolist()


@given(st.lists(st.integers(600, 1300), min_size=1, max_size=9))
def test_bands_of_scores(scores: list[int]) -> None:
    """As the kernel has it: the last that begins at or below."""
    life: Part = {"opportunities": {"cross": {"per_year": 1, "act": 1.0}}}
    tables = tables_of(job_of({}, life, people=400))
    found = band_at(tables, np.zeros(len(scores), np.int64), np.array(scores))
    assert [int(score >= 980) for score in scores] == found.tolist()


def test_days_are_rows_by_day_group_and_band() -> None:
    """Each number at its place."""
    life: Part = {"opportunities": {"cross": {"per_year": 1, "act": 1.0}}}
    plan = job_of({}, life, people=400, days=2).plan
    counts = np.arange(2 * 2 * 2 * DAY_SIZE).reshape(2, 2, 2, DAY_SIZE)
    row = day_table(plan, counts).row(5)
    assert (1, "many", "high", *counts[1, 0, 1].tolist()) == row


def test_counterparts_are_scheme_minus_none(frames: dict[str, pl.DataFrame]) -> None:
    """And a world against itself is nought everywhere."""
    nothing = counterparts(frames["people"], frames["people"])
    assert {0.0} == {value for row in nothing.drop("subject").iter_rows() for value in row}
