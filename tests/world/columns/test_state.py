"""What a subject takes of memory."""

from __future__ import annotations

import numpy as np

from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour, load_society
from demerit.study.plan import Options, plan
from demerit.world.columns.plan import FAMILIES
from demerit.world.columns.state import CAUSES, LAPSE, MISNAMED, PERSON, bytes_per_person
from worlds import a_job, a_scheme, a_society, whole


def test_a_person_of_the_full_scheme_fits_into_96_bytes() -> None:
    """Ties, propensities and alarm clocks of as-described on its own society included (DESIGN section 8)."""
    (job,) = plan(
        [load_scheme("as-described")], load_society("china-2020"), load_behaviour(), Options(people=9_000)
    )
    alarms = sum(each.alarms is not None for each in job.scheme.model.channels)
    friends = job.recipe.friends.mean
    assert bytes_per_person(families=len(FAMILIES), alarms=alarms, friends_mean=friends) <= 96


def test_the_figure_is_what_the_arrays_hold() -> None:
    """Bytes by formula against bytes of the columns of a lived district."""
    life = {"opportunities": {"walk": {"per_year": 9, "act": 1.0}}}
    state = whole(a_job(a_scheme(), a_society(life), people=200)).lived[0].state
    columns = (
        state.people,
        state.due,
        state.wake,
        state.quantiles,
        state.friends,
        state.friend_start[1:],
        state.employer,
    )
    mean = len(state.friends) / len(state.people)
    expected = bytes_per_person(families=len(FAMILIES), alarms=0, friends_mean=mean) * len(state.people)
    assert expected == sum(column.nbytes for column in columns)


def test_records_are_packed_and_causes_named() -> None:
    """No padding between fields; numbers of causes are places in the list of their names."""
    assert sum(np.dtype(kind[0]).itemsize for kind in PERSON.fields.values()) == PERSON.itemsize  # type: ignore[union-attr]
    assert ("misnamed", "lapse") == (CAUSES[MISNAMED], CAUSES[LAPSE])
