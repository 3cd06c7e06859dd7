"""A sample of a run's people, packed to be replayed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.report import crowd as room
from demerit.report.crowd import LETTERS, STEP, Courses, crowd
from demerit.report.folder import RunFolder, read_folder

MakeRun = Callable[..., Path]


def unpacked(code: str, days: int, people: int) -> npt.NDArray[np.uint8]:
    """Bands by picture and person, as the page's script reads them from the code."""
    found = np.zeros((days, people), np.uint8)
    person, at = -1, 0
    for later, letter in re.findall(r"([0-9a-z]*)([A-Z])", code):
        person, at = (person, at + int(later, 36)) if later else (person + 1, 0)
        found[at:, person] = LETTERS.index(letter)
    assert people == person + 1
    return found


@given(st.integers(1, 90), st.integers(1, 12), st.integers(1, 26), st.integers(0, 2**32 - 1))
def test_a_code_is_read_back(pictures: int, people: int, bands: int, seed: int) -> None:
    """Whatever the courses, each person's band on each day stands in the code."""
    draw = np.random.default_rng(seed)
    band = draw.integers(0, bands, (pictures, people)).astype(np.uint8)
    band[draw.random(band.shape) < 0.5] = 0
    held = Courses(of=people, days=list(range(pictures)), band=band)
    assert band.tolist() == unpacked(held.code, pictures, people).tolist()
    assert all(people == sum(held.counts(place, bands)) for place in range(pictures))


@pytest.fixture(name="lived", scope="module")
def _lived(finished_run: Path) -> RunFolder:
    """A run that was lived, of as-described."""
    return read_folder(finished_run)


def test_they_are_where_the_run_has_them(lived: RunFolder) -> None:
    """On the last day each is in the band that the table of people says; some moved."""
    found = crowd(lived)
    assert found is not None
    people = lived.table("people")
    assert people is not None
    persons = people.filter(pl.col("kind") == "person").select(pl.col("band").cast(pl.String)).collect()
    bands = [band.id for band in lived.scheme.model.bands]
    every = -(-persons.height // 1_000)
    assert [bands.index(name) for name in persons["band"].gather_every(every)] == found.band[-1].tolist()
    assert (0, STEP, lived.days - 1) == (found.days[0], found.days[1], found.days[-1])
    assert (persons.height, len(found.band[0])) == (found.of, found.people)
    assert (found.band[0] != found.band[-1]).any()


def test_a_code_is_bounded(lived: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of courses that would take too long a code fewer days are kept, the first and the last among them."""
    whole = crowd(lived)
    assert whole is not None
    monkeypatch.setattr(room, "LONGEST", len(whole.code) - 1)
    found = crowd(lived)
    assert found is not None
    assert len(found.days) < len(whole.days)
    assert (0, lived.days - 1) == (found.days[0], found.days[-1])
    assert whole.band[-1].tolist() == found.band[-1].tolist()


def test_who_has_no_ledger_is_not_shown(lived: RunFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a ledger nobody's course is known; with more bands than letters none can be written."""
    assert lived.evidence is not None
    bare = replace(lived)
    bare.__dict__["evidence"] = replace(lived.evidence, ledger=None)
    assert crowd(bare) is None
    monkeypatch.setattr(room, "LETTERS", "AB")
    assert crowd(lived) is None
