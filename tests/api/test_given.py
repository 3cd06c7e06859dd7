"""What a call is given: who says how many people, and whom a changed number reaches."""

from __future__ import annotations

import demerit as dm
from demerit import api
from demerit.study.plan import Options


def test_people_come_from_the_call_the_society_or_the_default() -> None:
    """Without a society 100,000; a named one as its file says, or as asked; the call's own number wins."""

    def people(society: api.SocietyLike | None, asked: int | None = None) -> int:
        return api.jobs_for(["as-described"], society, None, Options(people=asked, days=1))[0].people

    assert 100_000 == people(None)
    assert 20_000 == people("brackwater")
    assert 700 == people(dm.society("brackwater", people=700))
    assert 800 == people(dm.society("brackwater", people=700), 800)


def test_sets_of_society_and_behaviour_are_shared_by_all_that_are_compared() -> None:
    """The reference has them too, and says so; a rule's change is the last one's alone."""
    sets = ["score.start=1100", "behaviour.caution.half_life_days=90"]
    first, last = api.jobs_for(["as-described"] * 2, "brackwater", None, Options(people=600, days=9), sets)
    assert first.behaviour is last.behaviour
    assert (tuple(sets[1:]), tuple(sets)) == (first.sets, last.sets)
    assert (1000, 1100) == (first.scheme.model.score.start, last.scheme.model.score.start)
