"""Behaviour as tables."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from demerit.world.columns.encode_behaviour import decay, encode_behaviour, units
from demerit.world.columns.plan import FAMILIES
from demerit.world.columns.state import CAUTION_FIXED, FIXED
from worlds import a_behaviour, job_of


@given(st.floats(0.5, 1e6), st.integers(1, 500))
def test_half_is_left_after_a_half_life(half_life: float, days: int) -> None:
    """All at first, 0.5^(day / half-life) on each day to the run's end, to 2^-30."""
    left = decay(half_life, days) / 2.0**30
    assert days + 2 == len(left)
    assert np.abs(left - 0.5 ** (np.arange(days + 2) / half_life)).max() <= 2.0**-30


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=5))
def test_units_are_nearest_multiples(values: list[float]) -> None:
    """Of 2^-16."""
    found = units(np.array(values)) / FIXED
    assert np.abs(found - values).max() <= 0.5 / FIXED


def test_families_stand_at_their_number_and_the_others_at_nought() -> None:
    """A family that the file does not name answers to nothing."""
    behaviour = a_behaviour(families={"care": {"deterrence": 2.0, "pressure": 0.5}})
    life = {"opportunities": {"walk": {"per_year": 1, "act": 1.0}}}
    tables = encode_behaviour(job_of({}, life, behaviour, people=400).plan)
    expected = [2.0 if name == "care" else 0.0 for name in FAMILIES]
    assert expected == tables["deterrence"][:, 0, 0].tolist()
    assert 0.5 == tables["pressure"].sum()


def test_caution_starts_above_its_floor() -> None:
    """What is kept is the part above; a start below the floor is the floor."""
    for start, floor, above in ((1.0, 0.25, 0.75), (0.1, 0.5, 0.0)):
        behaviour = a_behaviour(caution={"start": start, "floor": floor})
        life = {"opportunities": {"walk": {"per_year": 1, "act": 1.0}}}
        tables = encode_behaviour(job_of({}, life, behaviour, people=400).plan)
        assert (above * CAUTION_FIXED, floor) == (
            tables["caution_start"][0, 0],
            tables["caution_floor"][0, 0],
        )


def test_whether_anybody_minds_ties_is_known() -> None:
    """A number by column counts if it is above nought for somebody."""
    for tie, minding in ((0.0, 0), ({"by": "sex", "values": {"female": 0.0, "male": 0.1}}, 1)):
        behaviour = a_behaviour(caution={"tie": tie})
        life = {"opportunities": {"walk": {"per_year": 1, "act": 1.0}}}
        assert minding == encode_behaviour(job_of({}, life, behaviour, people=400).plan)["telling"]
