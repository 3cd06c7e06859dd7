"""Which numbers vary, between what they may lie, and that nothing else in a job changes with them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import demerit as dm
from demerit.errors import FileInvalid
from demerit.formats.assumptions import assumptions
from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour, load_society
from demerit.study.assumed import assumed_in
from demerit.study.ensemble.varied import Number, assumed_numbers, leaves, with_values
from demerit.study.plan import Options, plan
from demerit.world.run import Job, check_job
from worlds import a_behaviour, a_job, a_scheme, a_society, channel, conduct

LIFE = {
    "opportunities": {
        "honking": {"per_year": {"value": 40, "assumed": True, "range": [10, 90]}, "act": 0.5},
    }
}


def a_number(value: Any, low: float, high: float, path: str = "channels.camera.detects") -> Number:
    """A number of a scheme."""
    return Number(home="scheme", path=path, place=("x",), value=value, low=low, high=high)


def town() -> Job:
    """Honkers of whom every file assumes something."""
    scheme = a_scheme(
        channels=[channel(detects={"value": 0.5, "assumed": True, "range": [0.25, 0.75]})],
        conducts=[conduct("honking", channels=["camera"], assumed=True, range=[-20, -5])],
    )
    behaviour = a_behaviour(aware={"value": 0.5, "assumed": True, "range": [0, 1]})
    return a_job(scheme, a_society(LIFE), behaviour)


def test_all_three_files_and_life_vary() -> None:
    """Each number under its file, and what is lived under life, wherever it came from."""
    assert {
        "scheme:channels.camera.detects": 0.5,
        "scheme:conducts.honking.points": -10,
        "behaviour:aware": 0.5,
        "life:opportunities.honking.per_year": 40,
    } == {number.name: number.value for number in assumed_numbers(town())}


@pytest.mark.parametrize("name", dm.schemes())
@pytest.mark.parametrize("share", [0.0, 0.41, 0.9])
def test_the_formats_take_every_draw_of_the_library(name: str, share: float) -> None:
    """Whatever is drawn from ranges of shipped files is a file again: whole where it must be, in bounds."""
    documents = (load_scheme(name), load_society("china-2020"), load_behaviour())
    (job,) = plan([documents[0]], documents[1], documents[2], Options(people=4_000, workers=1), floored=False)
    numbers = assumed_numbers(job)
    drawn = with_values(job, {number.name: number.at(share) for number in numbers}, numbers)
    check_job(drawn)


@pytest.mark.parametrize("name", ["as-described", "company-credit", "credit-file"])
def test_everything_assumed_with_a_range_varies(name: str) -> None:
    """Of a library scheme's hundreds of assumed numbers none is left out, and none counts twice."""
    files = (load_scheme(name), load_society("china-2020"), load_behaviour())
    (job,) = plan([files[0]], files[1], files[2], Options(people=4_000, workers=1))
    found = [number.name for number in assumed_numbers(job)]
    assert sum(each.range is not None for _, each in assumed_in(*files)) == len(found)
    assert len(set(found)) == len(found)
    assert assumptions(files[0])


def test_a_draw_changes_its_numbers_and_nothing_else() -> None:
    """The values arrive where they are read; a job with no others is the same job."""
    job = town()
    numbers = assumed_numbers(job)
    drawn = with_values(job, {"scheme:conducts.honking.points": -7, "behaviour:aware": 0.9}, numbers)
    assert -7 == drawn.scheme.model.conducts[0].points
    assert 0.9 == drawn.behaviour.model.aware.value  # type: ignore[union-attr]
    assert job.life is drawn.life
    lived = with_values(job, {"life:opportunities.honking.per_year": 55}, numbers)
    assert 55 == lived.life.opportunities["honking"].per_year.value  # type: ignore[union-attr]
    assert job.scheme is lived.scheme
    same = with_values(job, {number.name: number.value for number in numbers}, numbers)
    assert job.scheme.model == same.scheme.model
    assert job.life == same.life


def test_a_value_that_no_format_takes_is_named() -> None:
    """Which number of which world it was."""
    job = town()
    with pytest.raises(FileInvalid, match=r"scheme:channels\.camera\.detects = 1\.5: .*less than or equal"):
        with_values(job, {"scheme:channels.camera.detects": 1.5}, assumed_numbers(job))


@given(st.floats(0, 1))
def test_a_narrow_range_is_drawn_evenly(share: float) -> None:
    """Half the draws lie below the middle of the range."""
    assert 0.2 + 0.4 * share == pytest.approx(a_number(0.3, 0.2, 0.6).at(share), rel=1e-5)


def test_a_wide_range_is_drawn_by_its_order_of_magnitude() -> None:
    """More than fourfold: as many draws from 1 to 10 as from 10 to 100, on either side of 0."""
    assert (1, 10, 100) == tuple(a_number(20.0, 1, 100).at(share) for share in (0.0, 0.5, 1.0))
    assert (-100, -10, -1) == tuple(a_number(-20.0, -100, -1).at(share) for share in (1.0, 0.5, 0.0))
    assert 2.5 == a_number(2.0, 1, 4).at(0.5)


def test_a_range_from_nothing_is_drawn_about_its_number() -> None:
    """Evenly below the number, by order of magnitude above it."""
    middle = a_number(0.01, 0.0, 0.5).at(0.5)
    assert 0.01 < middle < 0.1
    assert (0.0, 0.5) == (a_number(0.01, 0.0, 0.5).at(0), a_number(0.01, 0.0, 0.5).at(1))
    assert 0.25 == a_number(0.3, 0.0, 0.5).at(0.5)


def test_points_and_days_are_whole() -> None:
    """Each whole number of a range is as likely as the next."""
    points = a_number(-2, -3, -1, "conducts.honking.points")
    found = [points.at((n + 0.5) / 300) for n in range(300)]
    assert {-3: 100, -2: 100, -1: 100} == {value: found.count(value) for value in sorted(set(found))}
    assert all(
        isinstance(a_number(90, 30, 365, f"redress.{key}").at(0.37), int) for key in ("days", "after_days")
    )


tables = st.lists(st.floats(0.1, 0.9), min_size=1, max_size=5)


@given(tables, st.floats(0, 1))
def test_a_table_moves_as_one(values: list[float], share: float) -> None:
    """Within the range, in the order in which its numbers stood."""
    table = {"by": "group", "values": {str(n): each for n, each in enumerate(values)}}
    moved = leaves(a_number(table, 0.05, 0.95).at(share))
    assert all(0.05 <= each <= 0.95 for each in moved)
    pairs = sorted(zip(values, moved, strict=True))
    assert all(a <= b + 1e-5 for (_, a), (_, b) in pairwise(pairs))


def test_a_pair_of_points_stays_a_pair() -> None:
    """Points drawn between two numbers are drawn between two others."""
    low, high = a_number([-30, -10], -50, -5, "conducts.honking.points").at(0.9)
    assert -50 <= low <= high <= -5
