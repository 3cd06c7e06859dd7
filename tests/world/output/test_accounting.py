"""What bands cost in time and money, and what records add up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from demerit.world.columns.state import ALARM, ASSOCIATION, ENTRY, LAPSE, MISNAMED, OWN, REDRESS, SUMS
from demerit.world.output.accounting import covered_before, days_in_bands, record_counts, spells_of, steps_at
from demerit.world.run import Job, make_worlds
from made_up import Made, made
from worlds import (
    Part,
    Whole,
    a_behaviour,
    a_job,
    a_scheme,
    a_society,
    by,
    channel,
    conduct,
    frames_of,
    job_of,
    treatment,
    whole,
)


def day_by_day(world: Whole, d: int, start: np.ndarray, band: np.ndarray) -> list[list[tuple[int, int]]]:
    """Score and band of each subject of a district at the end of each day, by walking through its ledger."""
    entries = world.lived[d].of_first
    told: list[list[tuple[int, int]]] = []
    for i in range(len(start)):
        own = entries[entries["subject"] == i]
        now, days = (int(start[i]), int(band[i])), []
        for day in range(world.job.days):
            for entry in own[own["day"] == day]:
                now = (int(entry["score"]), int(entry["band"]))
            days.append(now)
        told.append(days)
    return told


@settings(max_examples=8)
@given(made())
def test_days_are_counted_as_one_would_by_walking_through_them(world: Made) -> None:
    """Days in each band, and the score and band that money is taken at, day by day."""
    lived = whole(world.job())
    frames = frames_of(lived.job)
    bands = list(lived.job.plan.bands)
    start = frames["people"]["score_start"].to_numpy()
    first = np.concatenate([[0], np.cumsum([len(each.state.people) for each in lived.lived])])
    at_start = np.array(
        [
            sum(score >= edge for edge in lived.tables.band_from[cell][1:])
            for score, cell in zip(start, lived.people("cell"), strict=True)
        ]
    )
    for d in range(2):
        part = slice(int(first[d]), int(first[d + 1]))
        days = day_by_day(lived, d, start[part], at_start[part])
        spells = spells_of(lived.lived[d], start[part].astype(np.int64), at_start[part], lived.job.days)
        counted = days_in_bands(spells, len(days), len(bands))
        walked = [Counter(band for _, band in own) for own in days]
        assert [[own[b] for b in range(len(bands))] for own in walked] == counted.tolist()
        spent = Counter((i, score, band) for i, own in enumerate(days) for score, band in own)
        by_spell: Counter[Any] = Counter()
        for i, length, band, score in zip(
            spells.subject, spells.days, spells.band, spells.score, strict=True
        ):
            by_spell[int(i), int(score), int(band)] += int(length)
        assert spent == +by_spell


@settings(max_examples=20)
@given(made())
def test_paid_extra_is_days_in_band_times_what_a_day_costs(world: Made) -> None:
    """(factor - 1) x cost x needs a day where the need is not denied, and the tax's share of income."""
    frames = frames_of(world.without("rollout").job())
    people, treatments = frames["people"], world.scheme["treatments"]
    rail = world.life["needs"]["rail"]["per_year"]
    denied = {
        band
        for each in treatments
        if each["effect"] == "denial" and each["need"] == "rail"
        for band in each["bands"]
    }
    persons = (people["kind"] == "person").to_numpy()
    expected = np.zeros(people.height)
    for each in treatments:
        for band in each["bands"]:
            years = people[f"days_in_{band}"].to_numpy() / 365
            if each["id"] == "dear-rail" and band not in denied:
                expected += years * 0.3 * 0.01 * rail * persons
            if each["id"] == "taxed":
                expected += years * 0.03 * people["income"].fill_null(0.0).to_numpy()
    if "scored" in people.columns:  # nobody else pays
        expected *= people["scored"].to_numpy()
    assert expected == pytest.approx(people["paid_extra"].to_numpy(), abs=1e-6)
    assert 0.0 == frames["baseline/people"]["paid_extra"].sum()


def test_a_price_may_follow_the_score() -> None:
    """A factor of 1.5 at 1000 for ten days, of 2 at 950 for the other ten: 0.5 + 1 of cost x needs."""
    rules = {
        "conducts": [conduct("cross", -50, channels=["camera"])],
        "channels": [channel()],
        "treatments": [
            treatment(
                "dear",
                "rail",
                "price",
                bands=["low", "high"],
                factor={"by": "score", "values": {600: 2.0, 1000: 1.5}},
            )
        ],
    }
    life = {
        "opportunities": {"cross": {"at_days": [10], "act": 1.0}},
        "needs": {"rail": {"context": "travel", "per_year": 36.5, "cost": 0.02}},
    }
    frames = frames_of(job_of(rules, life, people=200, days=20))
    expected = 0.1 * 0.02 * (10 * 0.5 + 10 * 1.0)
    assert [expected] * 200 == pytest.approx(frames["people"]["paid_extra"].to_list(), abs=1e-7)


def test_where_the_scheme_has_not_come_yet_nothing_is_dearer() -> None:
    """Bands are there from the first day, their prices from the launch in the district."""
    rollout = [{"from_day": 0, "districts": 0.0}, {"from_day": 12, "districts": 1.0}]
    dear = treatment("dear", "rail", "price", bands=["high"], factor=1.5)
    life = {"needs": {"rail": {"context": "travel", "per_year": 36.5, "cost": 0.02}}}
    scheme = a_scheme(treatments=[dear], rollout=rollout)
    frames = frames_of(a_job(scheme, a_society(life), a_behaviour(), people=200, days=20))
    assert [0.1 * 0.02 * 0.5 * 8] * 200 == pytest.approx(frames["people"]["paid_extra"].to_list(), abs=1e-7)
    assert {20} == set(frames["people"]["days_in_high"])


PROBE = treatment("probe", effect="investigation", investigation={"days": 25})


def test_investigations_by_hand() -> None:
    """One falls on days 10 and 70 and rises on day 20: 10 + 25 days; one falls on days 50 and 60: 25 days."""
    moves = {"fall": (0, [10, 70], -50), "rise": (0, [20], 50), "sink": (1, [50, 60], -50)}
    rules = {
        "conducts": [conduct(name, points, channels=["camera"]) for name, (_, _, points) in moves.items()],
        "channels": [channel()],
    }
    life = {
        "opportunities": {
            name: {"at_days": days, "act": 1.0, **by(who, of=2)} for name, (who, days, _) in moves.items()
        }
    }
    town = a_society(life, district_people=2)
    frames = frames_of(a_job(a_scheme(**rules, treatments=[PROBE]), town, people=2, days=100))
    people = frames["people"]
    assert [40, 50] == people["days_in_low"].to_list()
    assert [2, 1] == people["investigations"].to_list()
    assert [35, 25] == people["investigated_days"].to_list()
    assert 0 == frames["baseline/people"]["investigated_days"].sum()
    without = frames_of(job_of(rules, town, people=2, days=100))["people"]
    assert {"investigations", "investigated_days"} == set(people.columns) - set(without.columns)


@pytest.mark.parametrize(("longest", "expected"), [(5, 5), (50, 8)])
def test_an_investigation_begins_with_the_scheme(longest: int, expected: int) -> None:
    """Of those who are in the band from the first day, where the scheme comes on day 12."""
    rollout = [{"from_day": 0, "districts": 0.0}, {"from_day": 12, "districts": 1.0}]
    probe = {**PROBE, "bands": ["high"], "investigation": {"days": longest}}
    scheme = a_scheme(treatments=[probe], rollout=rollout)
    people = frames_of(a_job(scheme, a_society(), people=200, days=20))["people"]
    assert {1} == set(people["investigations"])
    assert {expected} == set(people["investigated_days"])


@settings(max_examples=12)
@given(made())
def test_investigations_are_counted_as_one_would_by_walking_through_the_days(world: Made) -> None:
    """A clock that every change of band sets back and that runs where the scheme is."""
    job = world.job()
    lived = whole(job)
    frames = frames_of(job)
    people = frames["people"]
    probed = [each for each in world.scheme["treatments"] if each["effect"] == "investigation"]
    assert bool(probed) == ("investigated_days" in people.columns)
    longest = dict.fromkeys(job.plan.bands, 0)
    for each in probed:
        longest |= {b: max(longest[b], each["investigation"]["days"]) for b in each["bands"]}
    if not probed:
        return
    persons = np.array(people["kind"] == "person")
    scored = iter(people["scored"] if "scored" in people.columns else [True] * len(people))
    told = iter(people.select("investigations", "investigated_days", "score_start").rows())
    for district in lived.lived:
        covered = np.diff(covered_before(lived.tables, district))
        for i, cell in enumerate(district.state.people["cell"]):
            begun, spent, start = next(told)
            next_scored = next(scored)
            edges = lived.tables.band_from[cell][1:]
            own = district.of_first[district.of_first["subject"] == i]
            expected = walked(own, sum(start >= edge for edge in edges), covered, list(longest.values()))
            is_person = job.plan.kinds[lived.tables.kind_of[cell]] == "person"
            assert (expected if is_person and next_scored else (0, 0)) == (begun, spent)
    held = sum(people[f"days_in_{band}"] for band, days in longest.items() if days)
    assert (people["investigated_days"] <= held).all()
    assert 0 == people["investigated_days"].filter(~persons).sum()


def walked(entries: np.ndarray, band: int, covered: np.ndarray, longest: list[int]) -> tuple[int, int]:
    """Investigations begun and days under one, day by day."""
    clock = begun = spent = 0
    for day, counts in enumerate(covered):
        for entry in entries[entries["day"] == day]:
            clock, band = (clock if entry["band"] == band else 0), int(entry["band"])
        clock += int(counts)
        spent += int(counts and clock <= longest[band])
        begun += int(counts and clock == 1 and longest[band] > 0)
    return begun, spent


def test_records_are_counted_by_what_they_were() -> None:
    """Own, misnamed and alarm are records; losses are negative ones and ties', not redress."""
    rows = np.zeros(8, ENTRY)
    rows["subject"] = [0, 0, 0, 0, 1, 1, 1, 1]
    rows["cause"] = [OWN, MISNAMED, ALARM, LAPSE, OWN, ASSOCIATION, REDRESS, MISNAMED]
    rows["points"] = [-5, -7, -2, 0, 9, -3, -4, 6]
    expected = {
        "records": [3, 2, 0], "records_misnamed": [1, 1, 0], "records_alarm": [1, 0, 0],
        "points_lost": [14, 3, 0], "points_gained": [0, 15, 0],
        "points_lost_wrongly": [9, 0, 0], "points_by_association": [0, 3, 0],
    }  # fmt: skip
    assert expected == {name: counts.tolist() for name, counts in record_counts(rows, 3).items()}


def test_steps_are_those_that_the_kernel_reads() -> None:
    """The step of the score, and of the band where numbers go by band."""
    life = {"opportunities": {"cross": {"per_year": 9, "act": 1.0}}}
    points = {"by": "score", "values": {600: {"by": "band", "values": {"low": -1, "high": -2}}, 1000: -3}}
    tables = whole(a_job(a_scheme(conducts=[conduct("cross", points)]), a_society(life))).tables
    steps = steps_at(tables, np.array([700, 985, 1100]), np.array([0, 1, 1], np.int8))
    assert [-1, -2, -3] == tables.low[0, 0, steps].tolist()


def same_people(job: Job) -> None:
    """The table of people is the same whether entries are kept or only added up."""
    kept, added = frames_of(job), frames_of(replace(job, ledger=False))
    for table in ("people", "tallies", "days"):
        assert kept[table].equals(added[table]), table


@settings(max_examples=8)
@given(made())
def test_what_is_added_up_is_what_the_ledger_comes_to(world: Made) -> None:
    """Records, points and days in bands, of worlds that need no entries."""
    same_people(world.without("influence", "redress", "providers", "rollout").job())


@pytest.mark.parametrize("moving", [{}, {"turnover": 1.0}])
def test_entries_of_every_cause_are_added_up(moving: Part) -> None:
    """Own acts and others', alarms, scores that fade, bands that end, people who are replaced."""
    rules: Part = {
        "score": {"start": 1000, "min": 600, "max": 1050, "fades": {"every_days": 10, "half_life_days": 40}},
        "conducts": [
            conduct("cross", [-20, 15], channels=["camera"]),
            conduct("speak", -2, channels=["camera"], to_band={"id": "low", "days": 9}),
        ],
        "channels": [channel(misnames=0.3, alarms={"per_year": 10}, alarm_conduct="cross")],
    }
    life: Part = {
        "opportunities": {"cross": {"per_year": 60, "act": 0.9}, "speak": {"per_year": 9, "act": 1.0}}
    }
    job = job_of(rules, a_society(life, **moving), days=150)
    assert 0 == make_worlds(replace(job, ledger=False)).tables[""].rows
    assert {OWN, MISNAMED, ALARM, LAPSE} <= set(whole(job).entries["cause"].tolist())
    same_people(job)


def test_where_no_entries_are_kept_none_are_written() -> None:
    """Nor is there room for sums where they are."""
    life: Part = {"opportunities": {"cross": {"per_year": 60, "act": 0.9}}}
    job = a_job(a_scheme(conducts=[conduct("cross", -1)]), a_society(life))
    kept, added = whole(job), whole(job, tables=make_worlds(replace(job, ledger=False)).tables[""])
    assert (0, len(kept.entries)) == (len(added.entries), int(added.people("entries").sum()))
    for state, rows in ((kept.lived[0].state, 0), (added.lived[0].state, len(added.lived[0].state.people))):
        assert state.sums.shape == (rows, SUMS + len(job.plan.bands))
