"""What a world will write is foreseen from its rates, a little above what comes."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from demerit.formats.problems import Problems
from demerit.runs.live import live
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour, load_society
from demerit.study.plan import Options, plan
from demerit.world.foresee import cell_weights, level_problems, occasions_per_day, rows_of
from demerit.world.run import Job, estimate
from worlds import Part, a_behaviour, a_job, a_scheme, a_society, channel, conduct, job_of, treatment

PEOPLE, DAYS = 600, 365
CROSSING: Part = {"opportunities": {"cross": {"per_year": 10, "act": 0.5}}}


def entries(job: Job, folder: Path) -> int:
    """Rows of the ledger once it is lived."""
    live(job, folder)
    return pl.read_parquet(folder / "ledger.parquet").height


def crossing(life: Part | None = None, **rules: object) -> Job:
    """A year of a small town with one conduct."""
    parts: Part = {"conducts": [conduct("cross", -4, channels=["camera"])], "channels": [channel()], **rules}
    society = a_society(life or CROSSING, people=PEOPLE)
    return job_of(parts, society, people=PEOPLE, days=DAYS, ledger=True)


@pytest.mark.parametrize(
    ("job", "a_year"),
    [
        (crossing(), 5.0),
        (crossing(channels=[channel(detects=0.3)]), 1.5),
        (crossing(channels=[channel(detects=0, alarms={"per_year": 200}, alarm_conduct="cross")]), 200.0),
        (crossing({"opportunities": {"cross": {"at_days": list(range(50)), "act": 1.0}}}), 50.0),
        (crossing(redress={"lapse": {"days": 20}}), 10.0),
        (crossing(providers={"count": 3}, rollout=[{"from_day": 0, "providers": 3}]), 15.0),
        (crossing(rollout=[{"from_day": 0, "districts": 0.0}, {"from_day": 292}]), 1.0),
        (crossing(influence=[{"ties": "friends", "share": 0.25}]), 25.0),
        (
            crossing(
                {
                    "opportunities": {"cross": {"act": 1.0}},
                    "needs": {"walk": {"context": "travel", "per_year": 6, "opens": "cross"}},
                }
            ),
            6.0,
        ),
    ],
    ids=["acts", "seldom seen", "alarms", "given days", "lapse", "providers", "rollout", "friends", "opened"],
)
def test_entries_are_foreseen(job: Job, a_year: float, tmp_path: Path) -> None:
    """By hand a person and year; and what is lived comes to that, chance apart."""
    assert a_year == pytest.approx(rows_of(job.plan).entries * 365, rel=0.05)
    assert a_year * PEOPLE == pytest.approx(entries(job, tmp_path), rel=0.15)
    assert a_year * PEOPLE == pytest.approx(estimate(job).entries, rel=0.05)


@pytest.mark.parametrize("scheme", ["as-described", "brackwater-standing", "company-credit", "credit-file"])
def test_the_library_is_foreseen(scheme: str, tmp_path: Path) -> None:
    """From a tenth less to twice what is lived."""
    options = Options(people=1_000, days=365, ledger=True, baseline=False, workers=1)
    (job,) = plan([load_scheme(scheme)], load_society("brackwater"), load_behaviour(), options)
    assert 0.85 < rows_of(job.plan).entries * 365_000 / entries(job, tmp_path) < 2.0


def test_refusals_are_foreseen_where_a_need_is_refused() -> None:
    """A part of the needs that a band is denied; none where nothing is."""
    life: Part = {**CROSSING, "needs": {"rail": {"context": "travel", "per_year": 8}}}
    assert 0 == rows_of(crossing(life).plan).refusals
    assert 2.0 == pytest.approx(
        rows_of(crossing(life, treatments=[treatment("no-rail", "rail")]).plan).refusals * 365
    )


def test_alarms_and_occasions_enter_memory_rows_and_time() -> None:
    """Two thousand alarms a year are seen in all of them."""
    few = crossing(channels=[channel(alarms={"per_year": 2}, alarm_conduct="cross")])
    many = crossing(channels=[channel(alarms={"per_year": 2_000}, alarm_conduct="cross")])
    assert estimate(many).entries > 100 * estimate(few).entries
    assert estimate(many).memory_bytes > estimate(few).memory_bytes + 450 * 2_000 * 400 * 0.9
    assert estimate(many).seconds > 5 * estimate(few).seconds
    assert estimate(many).of_district > 2_000 * 200


def test_weights_count_persons_and_organisations() -> None:
    """One a person, and as many organisations as there are a person; occasions by kind of subject."""
    assert 1.0 == pytest.approx(cell_weights(crossing().plan).sum())
    town = a_society(
        CROSSING, people=PEOPLE, organisations={"company": {"per_1000_people": 50, "assumed": True}}
    )
    job = job_of({}, town, people=PEOPLE, days=DAYS)
    assert 1.05 == pytest.approx(cell_weights(job.plan).sum())
    assert 10 / 365 == pytest.approx(float(cell_weights(job.plan) @ occasions_per_day(job.plan).sum(axis=0)))


@pytest.mark.parametrize(
    ("part", "name", "held", "beyond"),
    [("hardship", "denial", 50, 200)],
)
def test_levels_stay_within_the_fixed_point(part: str, name: str, held: float, beyond: float) -> None:
    """What would add up beyond it is refused at its line; below, no level is cut."""
    scheme = a_scheme(conducts=[conduct("cross", -4, channels=["camera"])], channels=[channel()])
    life: Part = {
        "opportunities": {"cross": {"per_year": 100, "act": 0.5}},
        "needs": {"rail": {"context": "travel", "per_year": 100}},
    }

    def of(value: float) -> Job:
        behaviour = a_behaviour(**{part: {name: value, "half_life_days": 1_000_000}})
        return a_job(scheme, a_society(life, people=PEOPLE), behaviour, people=PEOPLE, days=DAYS)

    assert [] == level_problems(of(held).plan, of(held).behaviour)
    with pytest.raises(Problems, match=rf"{part}.{name}: {beyond}, .* must stay below 16,384"):
        of(beyond)
