"""How far a rollout reaches: which districts a phase covers, and how closely each kind is watched."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.world.columns.plan import Plan
from demerit.world.engine.reach import covers_of, order_of, reach_of
from worlds import Part, a_behaviour, a_job, a_scheme, a_society, conduct

DISTRICTS, DISTRICT = 20, 10
FIRMS: Part = {"company": {"per_1000_people": 100, "life": {}}}


def planned(*phases: Part, seed: int = 1, days: int = 60, providers: int = 1, **rules: Any) -> Plan:
    """Twenty districts of ten people and a company each."""
    rollout = [{"from_day": 7 * n, **phase} for n, phase in enumerate(phases)]
    scheme = a_scheme(rollout=rollout, providers={"count": providers}, **rules)
    life = {"opportunities": {"cross": {"at_days": [1], "act": 1.0}}}
    town = a_society(life, people=200, district_people=DISTRICT, organisations=FIRMS)
    return a_job(scheme, town, a_behaviour(), people=DISTRICTS * DISTRICT, seed=seed, days=days).plan


def covered(plan: Plan) -> np.ndarray:
    """Whether each phase (rows) covers each district (columns)."""
    return np.array([covers_of(plan, d) for d in range(DISTRICTS)]).T


shares = st.lists(st.floats(0, 1), min_size=1, max_size=5)


@settings(max_examples=12)
@given(shares, st.integers(0, 2**63 - 1))
def test_whom_a_smaller_share_covers_a_larger_one_covers_too(found: list[float], seed: int) -> None:
    """Each phase covers its share of the districts, and of two phases one's are all among the other's."""
    here = covered(planned(*({"districts": share} for share in found), seed=seed))
    assert [round(share * DISTRICTS) for share in found] == here.sum(axis=1).tolist()
    for one in here:
        for other in here:
            assert (one <= other).all() or (other <= one).all()


@settings(max_examples=12)
@given(shares, st.integers(1, 400), st.integers(-50, 50), st.floats(0.1, 9))
def test_which_districts_come_first_is_the_societys(
    found: list[float], days: int, points: int, attention: float
) -> None:
    """However long the run, whatever is scored, how closely: the same districts, phase by phase."""
    plain = planned(*({"districts": share} for share in found))
    phases = [
        {"districts": share, "attention": {"person": attention}, "review_share": 0.5} for share in found
    ]
    other = planned(
        *phases, days=days, conducts=[conduct("cross", points)], score={"start": 900, "min": 600, "max": 999}
    )
    assert covered(plain).tolist() == covered(other).tolist()


@given(st.integers(0, 2**63 - 1), st.integers(1, 300))
def test_every_district_has_its_place(seed: int, districts: int) -> None:
    """Places are 0 to districts - 1, each once."""
    assert list(range(districts)) == sorted(order_of(seed, districts).tolist())


def test_another_society_begins_elsewhere() -> None:
    """Under thirty seeds most districts come first at least once."""
    first = {int(np.argmin(order_of(seed, DISTRICTS))) for seed in range(30)}
    assert len(first) > DISTRICTS // 2


def test_without_a_rollout_all_of_it_is_everywhere_from_the_first_day() -> None:
    """One phase, every district, every kind, every provider."""
    plan = planned(providers=5)
    (phase,) = plan.scheme.phases
    assert (0, 1.0, 5) == (phase.from_day, phase.districts, phase.providers)
    assert (covered(plan) == 1).all()
    assert all([[1.0, 1.0]] == reach_of(plan, d).tolist() for d in range(DISTRICTS))


@pytest.mark.parametrize(("attention", "expected"), [
    ({}, [1.0, 1.0]), ({"company": 0.733}, [1.0, 0.733]), ({"person": 0.0, "company": 2.5}, [0.0, 2.5]),
    ({"government": 9.0}, [1.0, 1.0]),
])  # fmt: skip
def test_each_kind_has_the_attention_that_its_phase_says(attention: Part, expected: list[float]) -> None:
    """Persons first, then the kinds that there are; a kind that is not named is watched as the rule says."""
    plan = planned({"districts": 0.5, "attention": attention}, {"districts": 1.0})
    half = covered(plan)[0]
    for d in range(DISTRICTS):
        assert [expected if half[d] else [0.0, 0.0], [1.0, 1.0]] == reach_of(plan, d).tolist()
