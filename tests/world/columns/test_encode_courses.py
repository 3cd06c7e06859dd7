"""What becomes of occasions, as a table: what is marked as only counted is no more than that."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

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
from demerit.world.columns.tables import Tables
from demerit.world.run import Job
from worlds import Part, channel, conduct, job_of, tables_of, treatment

LIFE: Part = {
    "opportunities": {
        "walk": {"per_year": 90, "act": 0.5},
        "sit": {"per_year": 90, "act": 0.5, "leaves": "rise"},
    },
    "needs": {"rail": {"context": "travel", "per_year": 50}, "road": {"context": "travel", "per_year": 50}},
}
UNJUDGED, LET_GO, TAKEN = 0, 0, 1
SOFT, HARD = 0, 1


def a_town(life: Part = LIFE, **rules: Any) -> Job:
    """A job of these rules in this life."""
    return job_of(rules, life, people=100, days=30)


def course(tables: Tables, job: Job, name: str, band: int | None, *, minding: bool = False) -> list[int]:
    """What an occasion comes to, let go and taken, for somebody not pressed by hardship."""
    standing = UNJUDGED if band is None else 2 * (1 + 2 * band + minding)
    return tables.course[standing, occasions_of(job).index(name)].tolist()


def occasions_of(job: Job) -> list[str]:
    """Ids of occasions, in order of their numbers."""
    return [*job.plan.opportunities, *job.plan.needs]


def test_counts_are_of_the_conduct_done_or_the_need_asked_for() -> None:
    """Taken and let go, an act each where it is a conduct; its place is its row of the tally."""
    job = a_town(conducts=[conduct("walk", -5, lawful=False)])
    tables, row = tables_of(job), {name: i * TALLY_SIZE for i, name in enumerate(job.plan.tally_ids)}
    act = {name: COURSE_ACT + (row[name] + ACTS) * COURSE_PLACE for name in ("walk", "sit", "rise")}
    assert [0, act["walk"] + COURSE_UNLAWFUL] == course(tables, job, "walk", None)
    assert [act["rise"], act["sit"]] == course(tables, job, "sit", None)
    assert [COURSE_NEED + (row["rail"] + ASKED) * COURSE_PLACE] * 2 == course(tables, job, "rail", None)


def test_what_is_watched_is_played_and_what_is_let_go_is_not() -> None:
    """An act that a channel may see; not where nobody judges."""
    job = a_town(conducts=[conduct("walk", -5, channels=["camera"])], channels=[channel(detects=0.5)])
    tables = tables_of(job)
    assert [0, COURSE_PLAYED] == course(tables, job, "walk", 1)
    assert COURSE_PLAYED not in course(tables_of(job, judged=False), job, "walk", None)


def test_what_a_response_may_change_is_played_by_whoever_minds() -> None:
    """Punished: only what life would take; rewarded: what it would let go, too; unscored: nothing."""
    for points, played in ((-5, [False, True]), (5, [True, True])):
        job = a_town(conducts=[conduct("walk", points)])
        tables = tables_of(job)
        found = course(tables, job, "walk", 1, minding=True)
        assert played == [each == COURSE_PLAYED for each in found]
        assert COURSE_PLAYED not in course(tables, job, "walk", 1)
        assert COURSE_PLAYED not in course(tables, job, "sit", 1, minding=True)


def test_a_need_is_played_in_the_band_where_it_is_refused() -> None:
    """And in no other; another need is only counted in all."""
    job = a_town(treatments=[treatment("no-rail", "rail")])
    tables, names = tables_of(job), occasions_of(job)
    refused = [band for band in range(len(job.plan.bands)) if tables.refused[names.index("rail"), band] >= 0]
    assert 0 < len(refused) < len(job.plan.bands)
    for band in range(len(job.plan.bands)):
        assert (COURSE_PLAYED in course(tables, job, "rail", band)) == (band in refused)
        assert COURSE_PLAYED not in course(tables, job, "road", band)


@pytest.mark.parametrize(
    "more",
    [
        {"follows": {"ties": "friends", "threshold": {"uniform": [0.1, 0.3]}}},
        {"employment": "ends"},
    ],
)
def test_what_goes_by_more_than_luck_is_always_played(more: Part) -> None:
    """What follows others, or ends employment, in every standing."""
    life = {
        "opportunities": {"walk": {"per_year": 90, "act": 0.5, **more}, "sit": LIFE["opportunities"]["sit"]}
    }
    job = a_town(life)
    at = occasions_of(job).index("walk")
    assert (tables_of(job).course[:, at] == COURSE_PLAYED).all()
    assert (tables_of(job, judged=False).course[:, at] == COURSE_PLAYED).all()


def test_what_hardship_presses_on_is_played_by_the_hard_up() -> None:
    """Whoever has none goes by luck alone."""
    walk = {"per_year": 90, "act": 0.5, "family": "finance", "strains": "takes"}
    life = {"opportunities": {"walk": walk}}
    job = a_town(life)
    courses = tables_of(job, judged=False).course
    assert COURSE_PLAYED not in courses[SOFT]
    assert (courses[HARD] == COURSE_PLAYED).all()


def test_where_nearly_all_is_played_nothing_is_foretold() -> None:
    """It would cost and not pay; a hand foretold comes to the same (engine/test_foresight)."""
    life = {"opportunities": {"walk": {"per_year": 90, "act": 1.0}}}
    job = a_town(life, conducts=[conduct("walk", -5, channels=["camera"])], channels=[channel(detects=0.5)])
    assert [0, 1] == [tables_of(job, judged=judged).foretold for judged in (True, False)]
    assert np.array_equal(tables_of(job).course[-1], np.full((1, 2), COURSE_PLAYED))
