"""Everybody at once."""

from __future__ import annotations

from threading import Event

import numpy as np
import pytest

from demerit.errors import WrongUse
from demerit.findings.courses import sampled
from demerit.societies.people import Districts, build
from demerit.web.asked import Spec
from demerit.web.crowd import course, index_of, layout, name_of, places_of, ties_told
from demerit.web.files import Shelf
from demerit.web.worlds import Baselines, TracedWorld, live, trace


@pytest.fixture(scope="module")
def traced() -> TracedWorld:
    """A small world with its ledger."""
    spec = Spec(scheme="as-described", society="brackwater", people=4_500, days=100)
    return trace(live(Shelf().job(spec, workers=2), Baselines(), Event(), lambda _d, _t: None), lambda: None)


@pytest.fixture(scope="module")
def districts() -> Districts:
    """Three districts, the last smaller."""
    job = Shelf().job(Spec(scheme="as-described", society="brackwater", people=4_500, days=100))
    return build(job.recipe, 0, job.recipe.districts)


def test_a_course_is_what_the_ledger_says(traced: TracedWorld) -> None:
    """On every sampled day each person's score is that of the last entry until then."""
    run = traced.coded
    band, score = course(run)
    ledger = traced.frames["ledger"].filter(traced.frames["ledger"]["provider"] == 0)
    persons = traced.frames["people"].filter(traced.frames["people"]["kind"] == "person")
    rows = {str(name): row for row, name in enumerate(persons["subject"])}
    last = {}
    at = iter(sampled(100))
    day = next(at)
    for entry in ledger.sort("day", maintain_order=True).iter_rows(named=True):
        while entry["day"] > day:
            day = next(at)
        if entry["subject"] in rows:
            last[rows[entry["subject"]], sampled(100).index(day)] = entry["score"], entry["band"]
    assert last
    for (row, place), (points, name) in last.items():
        assert (points, name) == (score[place, row], run.bands[band[place, row]])


def test_names_and_rows_are_one_to_one(districts: Districts) -> None:
    """Each row has a name, which leads back to it; districts and places are those of the name."""
    numbers, places = places_of(districts)
    for row in (0, 1, 1_999, 2_000, 4_000, len(numbers) - 1):
        name = name_of(districts, row)
        assert row == index_of(districts, name)
        assert f"{numbers[row]}-{places[row]:04}" == name


@pytest.mark.parametrize(
    "name", ["", "-", "0-", "0-2000", "9-0001", "0-1", "0-00001", "x-0001", "0-٠٠٠١", "0" * 99]
)
def test_a_name_that_is_nobodys_is_refused(districts: Districts, name: str) -> None:
    """Only ids as runs write them are taken."""
    with pytest.raises(WrongUse, match="no person"):
        index_of(districts, name)


def test_dots_lie_apart_and_households_together(districts: Districts) -> None:
    """No two lie in one place, each in its district's square, housemates nearer than others."""
    x, y = layout(districts)
    spots = np.stack([x, y], 1)
    assert len(spots) == len(np.unique(spots, axis=0))
    side = int(np.ceil(np.sqrt(len(districts.offsets) - 1)))
    numbers, _ = places_of(districts)
    assert (numbers % side == np.floor(x * side)).all()
    assert (numbers // side == np.floor(y * side)).all()
    told = ties_told(districts, "0-0005")
    home = spots[told["household"]] - spots[told["index"]]
    others = spots[:2_000] - spots[told["index"]]
    assert np.hypot(*home.T).mean() < np.hypot(*others.T).mean()
