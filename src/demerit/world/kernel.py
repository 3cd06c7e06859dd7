"""The kernel of a day compiled by a program of its own, which a command starts as it reads and builds."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np

from demerit.luck.ahead import listen
from demerit.luck.compiled import compile_like
from demerit.luck.quicker import look_less_far
from demerit.schemes.loading import load_scheme
from demerit.societies.life import fix_life
from demerit.societies.loading import load_behaviour, load_society
from demerit.societies.organisations import NOBODY, ORGANISATIONS
from demerit.societies.people import Districts
from demerit.societies.recipe import Recipe
from demerit.world.columns.world import bound_world
from demerit.world.engine.day import live
from demerit.world.engine.district import new_log, new_state
from demerit.world.job import Job
from demerit.world.run import make_worlds


def main() -> None:
    """Compile it, and leave without tidying up."""
    listen()
    look_less_far()
    compile_live()
    os._exit(0)


def compile_live() -> None:
    """Compile the kernel for worlds as all are, by that of two people, for whom little else is compiled."""
    job = smallest_job()
    tables = make_worlds(job).tables[""]
    state = new_state(job.plan, tables, two_people(job.recipe), 0)
    world = bound_world(tables, state, new_log(len(state.people), state.room))
    compile_like(live, world, 1)


def smallest_job() -> Job:
    """A job of the made-up town, where nobody is asked to be tied to anybody."""
    society = load_society("brackwater")
    ties = society.model.ties
    friends = ties.friends.model_copy(update={"clustering": 0.0, "homophily": 0.0})
    ties = ties.model_copy(update={"friends": friends})
    society = replace(society, model=society.model.model_copy(update={"ties": ties}))
    return Job(
        scheme=load_scheme("brackwater-standing"), society=society, behaviour=load_behaviour(),
        life=fix_life(society), people=2, days=2, seed=1, workers=1,
        ledger=False, baseline=False, frozen=False,
    )  # fmt: skip


def two_people(recipe: Recipe) -> Districts:
    """A district of two people, put down by hand."""
    people = 2
    return Districts(
        first=0,
        offsets=np.array([0, people]),
        traits={name: np.zeros(people, np.uint8) for name in recipe.cells.traits},
        income=np.ones(people, np.float32),
        household=np.zeros(people, np.uint16),
        friend_start=np.zeros(people + 1, np.int64),
        friends=np.zeros(0, np.uint16),
        organisations=np.zeros((1, len(ORGANISATIONS)), np.int64),
        employer=np.full(people, NOBODY, np.uint16),
        organisation_start=np.zeros(2, np.int64),
        responsible=np.zeros(0, np.uint16),
    )


if __name__ == "__main__":
    main()
