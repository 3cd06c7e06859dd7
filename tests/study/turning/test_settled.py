"""The size in which rules are judged."""

from __future__ import annotations

from demerit.study.turning.settled import settled
from worlds import a_society, job_of


def test_a_small_run_is_lived_as_it_is() -> None:
    """Its numbers are the run's own."""
    job = job_of({}, a_society(), people=1000)
    found = settled(job, 1000)
    assert (1000, 5) == (found.people, found.recipe.districts)


def test_a_large_one_keeps_its_districts() -> None:
    """Fewer of them, of the same size, where there are eight."""
    found = settled(job_of({}, a_society(), people=4000), 1700)
    assert (1600, 8, 200) == (found.people, found.recipe.districts, found.recipe.district_people)


def test_districts_shrink_where_they_must() -> None:
    """Eight are needed for an interval."""
    found = settled(job_of({}, a_society(), people=4000), 800)
    assert (800, 8, 100) == (found.people, found.recipe.districts, found.recipe.district_people)
