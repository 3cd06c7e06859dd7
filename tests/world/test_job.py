"""A run as asked for, and the key of its contents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from demerit.errors import WrongUse
from demerit.world.job import BATCH_PEOPLE_MOST, Job, data_files, job_key
from worlds import TABLE, Part, a_behaviour, a_job, a_scheme, a_society, conduct, frames_of, job_of

SLOWER: Part = {"opportunities": {"cross": {"per_year": 8, "act": 1.0}}}
LIFE: Part = {"opportunities": {"cross": {"per_year": 9, "act": 1.0}}}


def job(**options: Any) -> Job:
    """A run of 1,000 in five districts."""
    asked: Part = {"people": 1_000, **options}
    return a_job(a_scheme(conducts=[conduct("cross", -3)]), a_society(LIFE), **asked)


def test_the_key_is_of_everything_that_matters_and_nothing_else() -> None:
    """Files, people, days, seed, ledger, baseline and freezing; not workers, nor how a set was typed."""
    first = job()
    same = [job(), job(workers=7), replace(first, sets=("conducts.cross.points=-3",))]
    other = [
        job(people=999), job(days=59), job(seed=2), job(ledger=False), job(baseline=False),
        job(frozen_behaviour=True),
        replace(first, scheme=a_scheme(conducts=[conduct("cross", -4)])),
        replace(first, behaviour=a_behaviour(aware=0.5)),
        replace(first, society=a_society(LIFE, ages=[18, 97])),
        replace(first, life=job_of({}, SLOWER).life),
    ]  # fmt: skip
    assert {job_key(first)} == {job_key(each) for each in same}
    assert len(other) + 1 == len({job_key(each) for each in (first, *other)})


def test_batches_share_the_work_and_fit_into_memory() -> None:
    """Several a worker, never none, never more people than a batch may hold."""
    many = replace(job(), people=10_000_000)
    assert 1 == job(workers=2).batch
    assert BATCH_PEOPLE_MOST // 200 == many.batch
    assert 50 == replace(many, people=10_000 * 12, workers=2).batch


def test_frozen_is_said_by_the_run_or_by_the_file() -> None:
    """Either does."""
    said = [job(), job(frozen_behaviour=True), replace(job(), behaviour=a_behaviour(frozen=True))]
    assert [False, True, True] == [each.plan.frozen for each in said]


def test_data_files_are_those_that_the_society_names() -> None:
    """With where they lie."""
    found = dict(data_files(job()))
    assert [TABLE] == list(found)
    assert found[TABLE].is_file()


def test_other_tables_of_a_world_work_nothing_out_again() -> None:
    """Its people and its plan are the same objects, and what it lives is what a job of its own would."""
    first = job()
    other = first.only(ledger=False, baseline=False)
    assert first.recipe is other.recipe
    assert first.plan is other.plan
    assert job_key(job(ledger=False, baseline=False)) == job_key(other)


def test_under_another_seed_a_society_is_not_fitted_again() -> None:
    """Its cells are the same objects, and what it lives is what a job with that seed would."""
    first = job()
    other = first.under(2)
    assert first.recipe.cells is other.recipe.cells
    assert (1, 2, 2) == (first.seed, other.seed, other.recipe.seed)
    lived, expected = frames_of(other)["people"], frames_of(job(seed=2))["people"]
    assert lived.equals(expected)
    assert not lived.equals(frames_of(first)["people"])
    with pytest.raises(WrongUse, match="seed -1"):
        first.under(-1)
