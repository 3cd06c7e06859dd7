"""What becomes of occasions, as a table: which are only counted, and which have to be played.

Most occasions come to nothing, or to one more in a tally, whatever has happened before. Which these are
follows from the kind, from whether life takes it (`engine/foresight.py`), and from how the subject stands; a
hand of them is told apart by one look each. Whatever else may be at work is played, so that a mark here is
a promise that playing it would leave the same.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from demerit.world.columns.cells import FloatArray
from demerit.world.columns.encode_life import rates
from demerit.world.columns.plan import Plan
from demerit.world.columns.state import (
    ACTS,
    ASKED,
    COURSE_ACT,
    COURSE_NEED,
    COURSE_PLACE,
    COURSE_PLAYED,
    COURSE_UNLAWFUL,
    TALLY_SIZE,
)
from demerit.world.columns.tables import CONDUCT, NONE

WORTH_FORETELLING: Final = 0.25  # share of occasions that must need no playing

Courses = npt.NDArray[np.int32]
Which = npt.NDArray[np.bool_]


def encode_courses(plan: Plan, arrays: dict[str, Any], *, judged: bool) -> dict[str, Any]:
    """`course`, and whether so much is foretold by it that it is worth asking."""
    bands = len(plan.bands)
    standings = [(NONE, False)]
    if judged:
        standings += [(band, minding) for band in range(bands) for minding in (False, True)]
    rows = [_course(arrays, band, hard, minding) for band, minding in standings for hard in (False, True)]
    course = np.array([*rows, np.full_like(rows[0], COURSE_PLAYED)], np.int32)
    rate, act = rates(plan), np.clip(mean_act(plan, arrays), 0.0, 1.0)
    asked = course[2 * judged : -1]  # as they are judged, where they are
    settled = (asked & COURSE_PLAYED == 0).mean(axis=0)[:, :, None]
    foretold = (rate * (settled[:, 0] * (1.0 - act) + settled[:, 1] * act)).sum()
    return {"course": course, "foretold": foretold > WORTH_FORETELLING * rate.sum()}


def mean_act(plan: Plan, arrays: dict[str, Any]) -> FloatArray:
    """How readily a cell takes each opportunity, on average over steps: float64[K, cells]."""
    return arrays["act"].reshape(plan.space.cells, plan.space.steps, -1).mean(axis=1).T


def _course(arrays: dict[str, Any], band: int, hard: bool, minding: bool) -> Courses:
    """What every kind comes to, let go and taken: int32[K, 2]; `band` is NONE where nobody judges."""
    occasions = arrays["occasions"]
    conducts = np.append(arrays["conducts"], np.zeros(1, CONDUCT))  # NONE: the last
    done = np.stack([occasions["leaves"], occasions["takes"]], axis=1).astype(np.int64)
    acts = done != NONE
    counted = acts * (COURSE_ACT + (ACTS + np.maximum(done, 0) * TALLY_SIZE) * COURSE_PLACE)
    counted += acts * conducts["unlawful"][done] * COURSE_UNLAWFUL
    need = COURSE_NEED + (ASKED + occasions["tally"].astype(np.int64) * TALLY_SIZE) * COURSE_PLACE
    course = np.where(occasions["is_need"][:, None] == 1, need[:, None], counted)
    played = _moved_by_others(occasions, hard=hard)[:, None] | np.zeros((1, 2), np.bool_)
    if band != NONE:
        played = played | _treated(arrays, band)[:, None] | (acts & (conducts["watches"][done] > 0))
        if minding:
            played = played | _answered(arrays) | (acts & np.append(_missed(arrays), False)[done])
    return np.where(played, COURSE_PLAYED, course).astype(np.int32)


def _moved_by_others(occasions: npt.NDArray[Any], *, hard: bool) -> Which:
    """What goes by more than luck and habits, or does more than count, in any world: bool[K]."""
    more = (occasions["employment"] != 0) | (occasions["follows"] != NONE) | (occasions["opens"] != NONE)
    strained = (occasions["strains"] != 0) & ((occasions["by_employer"] == 1) | hard)
    return more | (occasions["lesson"] != NONE) | strained


def _treated(arrays: dict[str, Any], band: int) -> Which:
    """Needs that a scheme does something about in a band: bool[K]."""
    refused, first = arrays["refused"][:, band] != NONE, arrays["prioritised"][:, band] != 0
    asked = (arrays["occasions"]["is_need"] == 1) & (arrays["providers"] > 1)
    return refused | first | asked


def _answered(arrays: dict[str, Any]) -> Which:
    """Where a response may change what life would do, or what it changes is counted: bool[K, 2]."""
    occasions, scored = arrays["occasions"], np.append(arrays["conducts"]["scored"] == 1, False)
    gains = np.append(((arrays["low"] + arrays["high"]) > 0).any(axis=(1, 2)), False)  # NONE: the last
    leaves = scored[occasions["leaves"]]
    return np.stack([gains[occasions["takes"]] | leaves, scored[occasions["takes"]] | leaves], axis=1)


def _missed(arrays: dict[str, Any]) -> Which:
    """Conducts of which no record teaches something, where one was to be feared: bool[C]."""
    threatens = (arrays["low"] < 0).any(axis=(1, 2)) | (arrays["conducts"]["to_band"] != NONE)
    missed: Which = threatens & (arrays["conducts"]["mind"] != NONE) & (arrays["unseen"] == 1)
    return missed
