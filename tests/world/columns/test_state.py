"""What a subject takes of memory."""

from __future__ import annotations

import numpy as np

from demerit.schemes.loading import load_scheme
from demerit.societies.loading import load_behaviour, load_society
from demerit.study.plan import Options, plan
from demerit.world.columns.encode_scheme import punished
from demerit.world.columns.plan import FAMILIES
from demerit.world.columns.state import CAUSES, LAPSE, MISNAMED, PERSON, bytes_per_person
from worlds import a_job, a_scheme, a_society, conduct, whole


def test_a_person_of_the_full_scheme_fits_into_128_bytes() -> None:
    """Ties, propensities and alarm clocks of as-described on its own society included (DESIGN section 8)."""
    (job,) = plan(
        [load_scheme("as-described")], load_society("china-2020"), load_behaviour(), Options(people=9_000)
    )
    alarms = sum(each.alarms is not None for each in job.scheme.model.channels)
    friends = job.recipe.friends.mean
    for minds in (len(punished(job.plan)), len(FAMILIES)):
        found = bytes_per_person(families=len(FAMILIES), minds=minds, alarms=alarms, friends_mean=friends)
        assert found <= 128


def test_the_figure_is_what_the_arrays_hold() -> None:
    """Bytes by formula against bytes of the columns of a lived district."""
    life = {"opportunities": {"walk": {"per_year": 9, "act": 1.0}}}
    rules = a_scheme(conducts=[conduct("walk", -1)])
    state = whole(a_job(rules, a_society(life), people=200)).lived[0].state
    columns = (
        state.people,
        state.due,
        state.wake,
        state.quantiles,
        state.minds,
        state.friends,
        state.friend_start[1:],
        state.employer,
    )
    mean = len(state.friends) / len(state.people)
    each = bytes_per_person(families=len(FAMILIES), minds=1, alarms=0, friends_mean=mean)
    assert each * len(state.people) == sum(column.nbytes for column in columns)


def test_records_are_packed_and_causes_named() -> None:
    """No padding between fields; numbers of causes are places in the list of their names."""
    assert sum(np.dtype(kind[0]).itemsize for kind in PERSON.fields.values()) == PERSON.itemsize  # type: ignore[union-attr]
    assert ("misnamed", "lapse") == (CAUSES[MISNAMED], CAUSES[LAPSE])
