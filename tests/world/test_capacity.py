"""What a run could not hold is refused before anybody lives; the limits themselves are in formats/limits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.errors import FileInvalid
from demerit.formats import limits
from demerit.formats.occasions import Need
from demerit.world.capacity import capacity_problems, most_occasions
from worlds import a_behaviour, a_job, a_scheme, a_society, job_of

LIFE = {"opportunities": {"cross": {"per_year": 73, "act": 0.5}, "speak": {"at_days": [0, 4, 900], "act": 1}}}


def test_occasions_of_a_run_are_those_of_who_has_most() -> None:
    """73 a year make 2 in ten days, and two of three given days are lived: 4."""
    job = job_of({}, LIFE, days=10)
    assert [] == capacity_problems(job)
    assert 4.0 == pytest.approx(most_occasions(job))


def test_more_kinds_of_people_than_cells_are_refused_where_most_keys_stand() -> None:
    """500 ages and scores by 130 start scores: at the table with most keys."""
    scores = {"by": "start_score", "values": {1000 - n: 0.5 for n in range(700, -1, -1)}}
    ages = {"by": "age", "values": {age: scores if age == 0 else 0.5 for age in range(100)}}
    score = {"start": 1000, "min": 0, "max": 1300}
    bands = [{"id": "low", "from": 0}, {"id": "high", "from": 980}]
    with pytest.raises(FileInvalid) as refused:
        a_job(
            a_scheme(score=score, bands=bands, redress={"notice": ages}), a_society(LIFE), a_behaviour()
        )  # fmt: skip
    assert "redress.notice.values[0]: the files tell" in str(refused.value)
    assert f"at most {limits.CELLS:,} are possible" in str(refused.value)


def test_more_rules_than_numbers_are_refused() -> None:
    """Conducts and needs of a life, those of the scheme and the catalogue included."""
    job = job_of({}, LIFE, days=10)
    need = Need.model_validate({"context": "work", "at_days": [900]})

    def told(count: int) -> list[str]:
        needs = {f"n{i}": need for i in range(count)}
        problems = capacity_problems(replace(job, life=replace(job.life, needs=needs)))
        return [problem.value for problem in problems]

    assert [] == told(limits.RULES - 2)
    expected = ["32,769 conducts and needs", "32,769 opportunities and needs"]
    assert expected == told(limits.RULES - 1)
