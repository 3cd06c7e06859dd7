"""Foresight: what is told of a hand before it is played is what playing it would have come to."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from demerit.luck.philox import UNIT
from demerit.world.columns.state import COURSE_PLAYED
from demerit.world.columns.tables import Tables
from demerit.world.run import Job
from made_up import Made, made
from worlds import Part, a_behaviour, channel, conduct, job_of, tables_of, treatment, whole

KEPT = ("people", "due", "minds", "days", "tally", "sums", "did", "employer", "limited", "alarm_sum", "seen")
BUSY: Part = {
    "opportunities": {
        "walk": {"per_year": 200, "act": 0.5},
        "sit": {"per_year": 90, "act": 0.5, "leaves": "rise"},
        "rest": {"per_year": 90, "act": 0.9},
    },
    "needs": {"rail": {"context": "travel", "per_year": 100}, "road": {"context": "travel", "per_year": 100}},
}


def left_by(job: Job, tables: Tables) -> list[Any]:
    """All that a world leaves."""
    world = whole(job, tables=tables)
    states = [[getattr(each.state, name).tolist() for name in KEPT] for each in world.lived]
    return [states, world.entries.tolist(), world.refusals.tolist()]


@settings(max_examples=25, deadline=None)
@given(made())
def test_what_is_foretold_is_what_is_lived(made: Made) -> None:
    """Any world, with its scheme and without, is the same to the last number if everything is played."""
    job = made.job()
    for judged in (True, False):
        tables = tables_of(job, judged=judged)
        played = left_by(job, tables._replace(foretold=0))
        assert played == left_by(job, tables._replace(foretold=1))
        assert played == left_by(job, tables._replace(foretold=1, crossing=1))


@pytest.mark.parametrize("crossing", [0, 1])
def test_whoever_falls_in_the_midst_of_a_hand_stands_otherwise_in_the_rest_of_it(crossing: int) -> None:
    """A fall into a band where a need is denied, and hardship, count from the next card on, whoever dealt."""
    rules: Part = {
        "conducts": [conduct("walk", [-90, -20], channels=["camera"])],
        "channels": [channel(detects=0.1)],
        "treatments": [treatment("no-rail", "rail")],
    }
    behaviour = a_behaviour(hardship={"half_life_days": 60, "denial": 0.5})
    job = job_of(rules, BUSY, behaviour, people=200, days=400)
    tables = tables_of(job)
    tables = tables._replace(crossing=max(tables.crossing, crossing), foretold=1)
    left = left_by(job, tables)
    assert len(left[2]) > 0
    assert left == left_by(job, tables._replace(foretold=0))


def test_most_of_a_life_without_a_scheme_is_only_counted() -> None:
    """Nothing has to be played of it, and what is counted are acts and needs."""
    job = job_of({}, BUSY, people=400, days=200)
    tables = tables_of(job, judged=False)
    assert tables.foretold == 1
    assert not (tables.course[:-1] & COURSE_PLAYED).any()
    assert (tables.course[-1] == COURSE_PLAYED).all()
    people = np.concatenate([each.state.people for each in whole(job, tables=tables).lived])
    assert people["acts"].sum() > people["needs"].sum() > 0


def test_an_answer_that_changes_nothing_may_round_across_luck() -> None:
    """1 - (1 - c) is not c: there are chances at which the outcome would be another, so these are played."""
    luck = np.float64(1) * UNIT
    chance = np.nextafter(luck, 1.0)
    assert luck < chance
    assert not luck < 1.0 - (1.0 - chance)
