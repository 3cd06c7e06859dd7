"""Everybody at once: who each dot is, where it lies, and its band and score over the years."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from demerit.errors import WrongUse
from demerit.findings.coded import Coded
from demerit.findings.courses import STEP, pictured, sampled, start_bands
from demerit.formats.columns import AGE, DECILE
from demerit.report.folder import PERSON
from demerit.societies.organisations import NOBODY
from demerit.societies.people import Districts
from demerit.web.binary import packed
from demerit.web.worlds import LivedWorld, TracedWorld

DIGITS: Final = 4
MOST_TIES: Final = 50
GOLDEN_ANGLE: Final = np.pi * (3.0 - np.sqrt(5.0))
INSIDE: Final = 0.92
"""Of a district's square: how far its people spread."""


def people_packed(world_id: str, world: LivedWorld, titles: dict[str, str]) -> bytes:
    """Everybody's columns, a row a person, in the order of districts and places."""
    persons = world.frames["people"].filter(pl.col("kind") == PERSON)
    without = world.frames["baseline/people"].filter(pl.col("kind") == PERSON)
    groups, sexes = _words(persons, "group"), _words(persons, "sex")
    bands = [band.id for band in world.job.scheme.model.bands]
    district, place = places_of(world.districts)
    x, y = layout(world.districts)
    wrong = persons["records_misnamed"] + persons["records_alarm"]
    change = persons["acts"].cast(pl.Int32) - without["acts"].cast(pl.Int32)
    arrays: dict[str, Any] = {
        "district": district.astype(np.uint16), "place": place.astype(np.uint16),
        "group": _coded(persons, "group", groups), "sex": _coded(persons, "sex", sexes),
        "age": _small(persons, AGE, np.uint8), "decile": _small(persons, DECILE, np.uint8),
        "band": _coded(persons, "band", bands), "score": _clipped(persons["score"], np.int32),
        "records": _clipped(persons["records"], np.uint16), "wrong": _clipped(wrong, np.uint16),
        "denied": _clipped(persons["denied"], np.uint16),
        "withheld": _clipped(persons["withheld"], np.uint16),
        "friends": np.diff(world.districts.friend_start).clip(0, 255).astype(np.uint8),
        "gained": _clipped(persons["points_gained"], np.int16), "change": _clipped(change, np.int16),
        "x": x, "y": y,
    }  # fmt: skip
    if "scored" in persons.columns:  # a scheme of some only: of everybody else it knows nothing
        arrays["scored"] = persons["scored"].to_numpy().astype(np.uint8)
    categories = {"group": groups, "sex": sexes, "band": bands}
    about = {"world": world_id, "people": persons.height, "titles": titles}
    return packed(about, arrays, categories)


def _words(people: pl.DataFrame, name: str) -> list[str]:
    """The words of a column, in alphabetical order; none where nobody has it."""
    return sorted(people[name].cast(pl.String).drop_nulls().unique()) if name in people.columns else []


def _coded(people: pl.DataFrame, name: str, known: list[str]) -> npt.NDArray[np.uint8]:
    """A column of words as places among those known."""
    if name not in people.columns or not known:
        return np.zeros(people.height, np.uint8)
    column = people[name].cast(pl.String).replace_strict(known, range(len(known)), default=0)
    return column.cast(pl.UInt8).to_numpy()


def _small(people: pl.DataFrame, name: str, kind: Any) -> npt.NDArray[Any]:
    """A column of small numbers; 0 where nobody has it."""
    if name not in people.columns:
        return np.zeros(people.height, kind)
    return _clipped(people[name].fill_null(0), kind)


def _clipped(column: pl.Series, kind: Any) -> npt.NDArray[Any]:
    """Numbers as a narrow type, cut to what it holds."""
    ends = np.iinfo(kind)
    return np.clip(column.to_numpy(), ends.min, ends.max).astype(kind)


def places_of(districts: Districts) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Each person's district, and place in it."""
    sizes = np.diff(districts.offsets)
    number = np.repeat(np.arange(len(sizes)) + districts.first, sizes)
    return number, np.arange(int(sizes.sum())) - np.repeat(districts.offsets[:-1], sizes)


def layout(districts: Districts) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Where each dot lies, in [0, 1): districts in a grid of squares, people on a sunflower's spiral in each.

    Along the spiral people follow each other by household: who lives together lies together.
    Source of the spiral: Vogel 1979, "A better way to construct the sunflower head", Math. Biosciences 44.
    """
    sizes = np.diff(districts.offsets)
    side = int(np.ceil(np.sqrt(len(sizes))))
    x, y = np.empty(int(sizes.sum()), np.float32), np.empty(int(sizes.sum()), np.float32)
    for d, size in enumerate(sizes):
        part = slice(int(districts.offsets[d]), int(districts.offsets[d + 1]))
        order = np.argsort(districts.household[part], kind="stable")
        rank = np.empty(int(size))
        rank[order] = np.arange(int(size))
        radius = np.sqrt((rank + 0.5) / size) * 0.5 * INSIDE
        angle = rank * GOLDEN_ANGLE
        x[part] = (d % side + 0.5 + radius * np.cos(angle)) / side
        y[part] = (d // side + 0.5 + radius * np.sin(angle)) / side
    return x, y


def replay_packed(world_id: str, traced: TracedWorld) -> bytes:
    """Band and score of everybody at the end of each sampled day: [samples, persons]."""
    run = traced.coded
    band, score = course(run)
    days = sampled(run.evidence.days)
    about = {
        "world": world_id, "people": run.persons, "days": run.evidence.days, "step": STEP, "sampled": days,
        "bands": run.bands,
    }  # fmt: skip
    ends = np.iinfo(np.int16)
    narrow = not score.size or (score.min() >= ends.min and score.max() <= ends.max)
    return packed(about, {"band": band, "score": score.astype(np.int16) if narrow else score})


def course(run: Coded) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """Band and score of each person at the end of each sampled day, [samples, persons], off the ledger."""
    start = start_bands(run).astype(np.uint8), run.column("score_start").astype(np.int32)
    if run.evidence.ledger is None:
        nothing = np.empty(0, np.int64)
        person, day, entered = nothing, nothing, (nothing, nothing)
    else:
        entries = run.entries
        person, day, entered = entries.person, entries.day.astype(np.int64), (entries.band, entries.score)
    days = np.array(sampled(run.evidence.days), np.int64)
    band, score = pictured(days, person, day, *zip(start, entered, strict=True))
    return band, score


def index_of(districts: Districts, subject: str) -> int:
    """The row of a person by its id. Raises `WrongUse` where there is no such person."""
    left, dash, right = subject.partition("-")
    known = dash and left.isascii() and left.isdecimal() and right.isascii() and right.isdecimal()
    d = int(left) - districts.first if known and len(subject) <= DIGITS * 4 else -1
    if 0 <= d < len(districts.offsets) - 1:
        row = int(districts.offsets[d]) + int(right)
        if row < int(districts.offsets[d + 1]) and name_of(districts, row) == subject:
            return row
    last = len(districts.offsets) - 2 + districts.first
    raise WrongUse(f"no person {subject[:40]!r}: ids run from {name_of(districts, 0)} to those of {last}-…")


def name_of(districts: Districts, row: int) -> str:
    """The id of a row's person."""
    d = int(np.searchsorted(districts.offsets, row, side="right")) - 1
    return f"{d + districts.first}-{row - int(districts.offsets[d]):0{DIGITS}}"


def ties_told(districts: Districts, subject: str) -> dict[str, Any]:
    """Whom a person is tied to at the start: rows of friends, household and colleagues, and the employer."""
    row = index_of(districts, subject)
    d = int(np.searchsorted(districts.offsets, row, side="right")) - 1
    begin, end = int(districts.offsets[d]), int(districts.offsets[d + 1])
    friends = districts.friends[int(districts.friend_start[row]) : int(districts.friend_start[row + 1])]
    employer = int(districts.employer[row])
    household = np.flatnonzero(districts.household[begin:end] == districts.household[row])
    works = np.flatnonzero(districts.employer[begin:end] == employer) if employer != NOBODY else household[:0]

    def others(places: npt.NDArray[Any]) -> list[int]:
        """Rows of others, at most so many."""
        return [int(place) + begin for place in places if int(place) + begin != row][:MOST_TIES]

    return {
        "subject": subject, "index": row, "friends": others(friends), "household": others(household),
        "colleagues": others(works), "colleagues_count": max(0, len(works) - 1),
        "employer": None if employer == NOBODY else f"{d + districts.first}-{employer:0{DIGITS}}",
    }  # fmt: skip
