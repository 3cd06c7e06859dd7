"""Crowds: how many people there are of each description, and who reads a number alike."""

from __future__ import annotations

import pytest

from demerit.formats.values import By
from demerit.study.crowd import crowd_of, numbered, together
from demerit.world.run import Job
from worlds import a_job, a_scheme, a_society

PEOPLE = 1_000


@pytest.fixture(scope="module")
def job() -> Job:
    """The small town under a scheme that starts people by group."""
    shares = {"many": {700: 0.5, 1000: 0.5}, "few": {1000: 1.0}}
    score = {"min": 600, "max": 1300, "start": {"by": "group", "shares": shares}}
    return a_job(a_scheme(score=score), a_society(), people=PEOPLE)


def test_a_crowd_is_everybody(job: Job) -> None:
    """However finely it is told apart, it holds as many people as live."""
    for districts, starts in (((), False), ((0, 3), False), ((1,), True)):
        assert PEOPLE == pytest.approx(crowd_of(job, districts=districts, starts=starts).people.sum())


def test_groups_districts_and_starts_hold_their_shares(job: Job) -> None:
    """A quarter is of the small group; a district is a fifth; three eighths start low."""
    crowd = crowd_of(job, districts=[2, 99], starts=True)
    assert PEOPLE / 4 == pytest.approx(crowd.people[crowd.columns["group"] == "few"].sum())
    assert PEOPLE / 5 == pytest.approx(crowd.people[crowd.columns["district"] == 2].sum())
    assert PEOPLE * 3 / 8 == pytest.approx(crowd.people[crowd.columns["start_score"] == 700].sum())


def test_nested_columns_tell_their_combinations_apart(job: Job) -> None:
    """Men of one group whose number is their own are a label; equal numbers are one, whoever reads them."""
    by_sex = By[float].model_construct(by="sex", values={"female": 0.1, "male": 0.5})
    value = By[float].model_construct(by="group", values={"many": 0.1, "few": by_sex})
    crowd = crowd_of(job)
    held = crowd.held(crowd.labels(value))
    assert [125, 875] == pytest.approx(sorted(held[held > 0]), abs=9)  # whole people are dealt


def test_what_goes_by_a_state_tells_apart_by_traits_below_it(job: Job) -> None:
    """A number by score, and below it by group, tells the groups apart."""
    by_group = By[float].model_construct(by="group", values={"many": 0.1, "few": 0.5})
    crowd = crowd_of(job)
    held = crowd.held(crowd.labels(By[float].model_construct(by="score", values={0: 0.1, 900: by_group})))
    assert [250, 750] == pytest.approx(sorted(held[held > 0]))


def test_edges_hold_from_there_up(job: Job) -> None:
    """Ages are lower edges, and whoever is younger than all of them reads the first."""
    crowd = crowd_of(job)
    chosen = crowd.chosen("age", [30, 58])
    assert set(chosen[crowd.columns["age"] < 58].tolist()) == {0}
    assert set(chosen[crowd.columns["age"] >= 58].tolist()) == {1}


def test_who_is_all_of_its_conditions(job: Job) -> None:
    """Women from 18 to 57 are a quarter."""
    crowd = crowd_of(job)
    inside = crowd.where(age=(18, 58), sex=("female",))
    assert PEOPLE / 4 == pytest.approx(crowd.people[inside == 1].sum())


def test_labels_together_are_pairs() -> None:
    """Whoever shares both labels shares the joint one."""
    joint = together(numbered(["a", "a", "b", "b"]), numbered([1, 2, 1, 1]))
    assert joint[2] == joint[3]
    assert 3 == len(set(joint.tolist()))
