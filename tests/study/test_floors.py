"""Floors as runs are held to them: by columns and their combinations, in own files, at the size lived."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.societies.people import build
from demerit.study.floors import floor_problems
from demerit.world.run import Job
from worlds import Part, a_job, a_scheme, a_society, channel, conduct, job_of

BY: dict[str, Part] = {
    "group": {"many": 0.1, "few": 0.2},
    "sex": {"female": 0.1, "male": 0.2},
    "age": {18: 0.1, 58: 0.2},
    "income_decile": {1: 0.1, 9: 0.2},
}  # type: ignore[dict-item]


def watched(detects: Any, people: int, **society: Any) -> Job:
    """A scheme whose channel sees by columns, over a society that declares many people."""
    scheme = a_scheme(conducts=[conduct("cross", channels=["camera"])], channels=[channel(detects=detects)])
    life = {"opportunities": {"cross": {"per_year": 9, "act": 0.2}}}
    return a_job(scheme, a_society(life, people=100_000, **society), people=people)


def nested(*columns: str) -> Any:
    """A number by all these columns, the last key of each nesting the next."""
    value: Any = 0.3
    for column in reversed(columns):
        values = dict(BY[column])
        values[list(values)[-1]] = value if value != 0.3 else values[list(values)[-1]]
        value = {"by": column, "values": values}
    return value


@pytest.mark.parametrize(
    ("columns", "share"),
    [(("group",), 1 / 4), (("sex",), 1 / 2), (("age",), 1 / 2), (("income_decile",), 1 / 5),
     (("group", "sex"), 1 / 8), (("group", "sex", "age"), 1 / 16), (("sex", "income_decile"), 1 / 10)],
)  # fmt: skip
def test_a_combination_is_as_small_as_it_is(columns: tuple[str, ...], share: float) -> None:
    """Nested columns multiply: refused well below the people that give the smallest part twenty."""
    enough = round(20 / share)
    assert [] == list(floor_problems(watched(nested(*columns), enough * 4)))
    (problem, *_) = floor_problems(watched(nested(*columns), enough // 4))
    assert "must mean nobody alone" in problem.text()


def test_a_district_of_two_may_have_no_number_of_its_own() -> None:
    """A number by district speaks of as many people as a district has."""
    by_district = {"by": "district", "values": dict.fromkeys(range(50), 0.1) | {7: 0.9}}
    (problem,) = floor_problems(watched(by_district, 100, district_people=2))
    assert problem.value == "2 people"
    assert problem.line == 7


def test_several_rules_meet() -> None:
    """Rules each about enough people are refused where all of them together mean fewer than ten."""
    life = {"opportunities": {
        "a": {"per_year": 1, "act": 0.1, "who": {"group": ["few"]}, "assumed": True},
        "b": {"per_year": 1, "act": 0.1, "who": {"sex": ["male"]}, "assumed": True},
        "c": {"per_year": 1, "act": 0.1, "who": {"income_decile": [1, 2]}, "assumed": True},
    }}  # fmt: skip
    job = job_of({}, a_society(life, people=100_000), people=160)
    (problem,) = floor_problems(job)
    assert "taken together" in problem.text()


def test_the_same_number_selects_nobody() -> None:
    """A table by column in which all read one number tells nobody apart."""
    same = {"by": "sex", "values": {"female": 0.1, "male": 0.1}}
    groups = [{"id": "all", "share": 1.0, "columns": {"class": "EURO"}, "assumed": True}]
    assert [] == list(floor_problems(watched(same, 2, groups=groups)))


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 3_000), st.sampled_from(sorted(BY)), st.sampled_from(sorted(BY)))
def test_what_passes_holds_the_floor(people: int, one: str, other: str) -> None:
    """Of files that pass, each number is read by twenty people who live, or one number by all of them."""
    job = watched(nested(*dict.fromkeys((one, other))), people)
    problems = list(floor_problems(job))
    assert all("live at least" in problem.text() for problem in problems)
    lived = build(job.recipe, 0, job.recipe.districts)
    columns = {name: lived.traits[name] for name in BY}
    read = job.plan.space.table(job.scheme.model.channels[0].detects)[job.plan.space.cell_of(columns), 0]
    _, held = np.unique(read, return_counts=True)
    assert problems or len(held) == 1 or held.min() >= 20
