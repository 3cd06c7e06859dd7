"""The size in which rules are judged one by one: as the run, but no more people than tell a difference."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from demerit.findings.jackknife import FEWEST_DISTRICTS
from demerit.formats.setting import with_set
from demerit.world.job import Job

MOST_PEOPLE: Final = 20_000
"""A world of so many tells differences of a few in a thousand, and dozens of worlds are lived."""


def settled(job: Job, people: int = MOST_PEOPLE) -> Job:
    """The job with at most so many people, in districts of their size where there are enough for an interval.

    A job that is no larger is lived as it is: its numbers are then those of the run itself.
    """
    if job.people <= people:
        return replace(job, workers=1)
    size = job.recipe.district_people
    if people // size >= FEWEST_DISTRICTS:
        return replace(job, people=people // size * size, workers=1)
    smaller = max(2, people // FEWEST_DISTRICTS)
    society = with_set(job.society, "district_people", smaller)
    return replace(job, society=society, people=smaller * FEWEST_DISTRICTS, workers=1)
