"""What shared luck is worth: counted from worlds whose chance is known."""

from __future__ import annotations

import math

import numpy as np

from demerit.study.inquiry.gain import gains
from demerit.study.inquiry.worlds import LivedDesign

LUCK = np.array([1.0, -1.0, 2.0, -2.0])
OWN = np.array([1.0, 1.0, -1.0, -1.0])


def lived(*worlds: np.ndarray, seeds: int = 1) -> LivedDesign:
    """Worlds by what they are without each district; over seeds where there are several."""
    values = np.array([world[:seeds] for world in worlds])[:, :, None]
    replicates = [{"f": world} for world in worlds]
    return LivedDesign(values=values, replicates=[*replicates], courses=values, settings=[])


def test_luck_that_is_all_shared_cannot_be_measured() -> None:
    """Where nothing is left of chance in a difference, no number of worlds stands for it."""
    assert {"f": None} == gains(lived(LUCK, LUCK + 3.0), ["f"])


def test_luck_of_ones_own_gains_nothing() -> None:
    """Independent chance: as many worlds without as with."""
    assert np.allclose(1.0, gains(lived(LUCK, LUCK[::-1] * 0 + OWN), ["f"])["f"] or math.nan, atol=0.5)


def test_half_shared_luck_is_worth_what_it_takes_off() -> None:
    """Variances 2.5 and 2.5 + 0.25, of the difference 0.25: 21 times; over seeds alike."""
    half = LUCK + 0.5 * OWN * np.array([1.0, -1.0, 1.0, -1.0])
    expected = (LUCK.var() + half.var()) / (half - LUCK).var()
    assert math.isclose(expected, gains(lived(LUCK, half), ["f"])["f"] or 0.0)
    assert math.isclose(expected, gains(lived(LUCK, half, seeds=4), ["f"])["f"] or 0.0)


def test_failed_worlds_and_few_districts_say_nothing() -> None:
    """One district shows no chance, nor does a world that failed."""
    nothing, without = np.zeros((2, 1, 1)), [{"f": LUCK[:1]}, None]
    few = LivedDesign(values=nothing, replicates=without, courses=nothing, settings=[])
    assert {"f": None} == gains(few, ["f"])
