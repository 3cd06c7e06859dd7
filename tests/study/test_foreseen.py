"""Records that files foretell: of whom, and that what is not foretold is luck in every life."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from demerit.study.floors import foreseen_problems
from demerit.study.foreseen import foreseen
from demerit.world.run import Job
from worlds import (
    AFRICA,
    EURO,
    Part,
    a_behaviour,
    a_job,
    a_scheme,
    a_society,
    channel,
    conduct,
    tables_of,
    whole,
)

SEEDS = 60  # what happens in three lives of four happens in all of so many once in thirty million times
DAYS = 12
CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much]


def small(
    life: Part, *, channels: Part | None = None, score: Part | None = None, behaviour: Part | None = None,
    people: int = 60, declared: int = 60_000, conducts: tuple[Part, ...] = (),
    beside: Part | None = None, **society: Any,
) -> Job:  # fmt: skip
    """A run in which a channel that sees everything watches `cross` and `stay`."""
    named: Part = {"channels": ["camera"]}
    rules = conducts or (conduct("cross", **named), conduct("stay", **named))
    scheme = a_scheme(
        conducts=list(rules),
        channels=[channel(**(channels or {}))],
        **({"score": score} if score else {}),
        **(beside or {}),
    )
    known = "stay" in {*life, *(each.get("leaves") for each in life.values())}
    lived = {"opportunities": life if known else {**life, "stay": IDLE}}
    town = a_society(lived, people=declared, **society)
    return a_job(scheme, town, a_behaviour(**(behaviour or {})), people=people, days=DAYS, baseline=False)


def certain_of(job: Job, seeds: int = SEEDS) -> list[tuple[int, int, int]]:
    """(subject, day, conduct) of every record that is there under each of so many seeds."""
    tables = tables_of(job)
    found: Counter[tuple[int, int, int]] = Counter()
    for seed in range(1, seeds + 1):
        entries = whole(replace(job, seed=seed), tables=tables).entries
        columns = [entries[name].tolist() for name in ("subject", "day", "conduct")]
        for record in set(zip(*columns, strict=True)):
            found[record] += 1
    return [record for record, times in found.items() if times == seeds]


ONE: Part = {"at_days": [3], "act": 1.0}
IDLE: Part = {"per_year": 0, "act": 0.1}
FEW: Part = {"who": {"group": ["few"]}, "assumed": True}


def opened() -> Job:
    """A need on a given day opens the opportunity."""
    needs = {"gate": {"context": "travel", "at_days": [3], "opens": "cross"}}
    town = a_society({"opportunities": {"cross": {"act": 1.0}}, "needs": needs}, people=60_000)
    scheme = a_scheme(conducts=[conduct("cross", channels=["camera"])], channels=[channel()])
    return a_job(scheme, town, people=60, days=DAYS, baseline=False)


def started(by: str, shares: dict[Any, Any], life: Part) -> Job:
    """Start scores by a column."""
    return small(life, score={"min": 600, "max": 1300, "start": {"by": by, "shares": shares}})


def grouped(few: float) -> Part:
    """Two groups, one of them of this share."""
    named = {"many": (1 - few, EURO), "few": (few, AFRICA)}
    return {
        "groups": [
            {"id": name, "share": share, "columns": {"class": kind}, "assumed": True}
            for name, (share, kind) in named.items()
        ]
    }


def by(column: str, values: Part | dict[int, Any]) -> Part:
    """A number by a column."""
    return {"by": column, "values": values}


ATTACKS: dict[str, Callable[[], Job]] = {
    "a given day for everybody": lambda: small({"cross": ONE}),
    "a given day for a group": lambda: small({"cross": {**ONE, **FEW}}),
    "a need that opens it": opened,
    "letting go on a given day": lambda: small(
        {"stay-in": {"at_days": [3], "act": 0.0, "leaves": "stay"}, "cross": IDLE}
    ),
    "many chances on one day": lambda: small({"cross": {"at_days": [3] * 9, "act": 0.3}}),
    "a rate beyond measure": lambda: small({"cross": {"per_year": 5_000, "act": 1.0}}),
    "a spread under which nobody takes it": lambda: small(
        {"stay-in": {"at_days": [3], "act": 1.0, "spread": 10, "leaves": "stay"}, "cross": IDLE}
    ),
    "a reward that makes it sure": lambda: small(
        {"cross": {"at_days": [3], "act": 0.3}}, behaviour={"families": {"traffic": {"reward": 50.0}}}
    ),
    "alarms every day for a group": lambda: small(
        {"cross": IDLE},
        channels={"alarm_conduct": "cross", "alarms": {"per_year": by("group", {"many": 0, "few": 5_000})}},
    ),
    "detection of a group": lambda: small(
        {"cross": ONE}, channels={"detects": by("group", {"many": 0.0, "few": 1.0})}
    ),
    "misnaming on one class": lambda: small(
        {"cross": {"per_year": 200, "act": 1.0}},
        channels={"misnames": 1.0, "misnamed_by": "class"},
        **grouped(0.1),
    ),
    "a district of two": lambda: small(
        {"cross": {**ONE, "act": by("district", dict.fromkeys(range(30), 0.0) | {4: 1.0}), "assumed": True}},
        district_people=2,
        people=60,
        declared=200,
    ),
    "a start score as a name": lambda: started(
        "age",
        {18: dict.fromkeys(range(600, 1300, 70), 0.1)},
        {"cross": {**ONE, "act": by("start_score", {600: 0.0, 700: 1.0}), "assumed": True}},
    ),
    "a start score of a group's own": lambda: started(
        "group", {"many": {1000: 1.0}, "few": {612: 1.0}}, {"cross": IDLE}
    ),
    "two rules that meet in a few": lambda: small(
        {
            "cross": {**ONE, **FEW},
            "stay": {
                "at_days": [5],
                "act": 1.0,
                "who": {"sex": ["male"], "income_decile": [1]},
                "assumed": True,
            },
        },
        people=20_000,
    ),
    "a rollout to one district": lambda: small(
        {"cross": ONE}, people=20_000, beside={"rollout": [{"from_day": 0, "districts": 0.01}]}
    ),
    "thresholds handed out in order": lambda: small(
        {
            "cross": {
                "at_days": [3],
                "act": 0.5,
                "follows": {"ties": "district", "threshold": {"counts": [0, *[999] * 59]}},
            }
        }
    ),
}


@pytest.mark.parametrize("make", ATTACKS.values(), ids=ATTACKS)
def test_no_record_is_foretold_of_few(make: Callable[[], Job]) -> None:
    """Whatever makes a record sure, or tells the ones who get it by their place, is refused for a few."""
    assert list(foreseen_problems(make()))


def test_the_remedy_is_enough() -> None:
    """As many people as a refusal asks for are not refused."""
    job = ATTACKS["a given day for a group"]()
    (problem,) = foreseen_problems(job)
    assert "live at least 4,000 of this society" in problem.text()
    assert [] == list(foreseen_problems(replace(job, people=4_000)))


def test_luck_is_left_alone() -> None:
    """A chance is no certainty, however few people meet it."""
    chances: Part = {"cross": {"at_days": [3, 4, 5], "act": 0.5}, "stay": {"per_year": 200, "act": 0.9}}
    job = small(chances, people=2)
    assert [] == list(foreseen_problems(job))


def test_what_nobody_records_is_foretold_of_nobody() -> None:
    """An act that no channel sees is no record."""
    job = small({"cross": ONE}, channels={"detects": 0.0}, people=2)
    assert not foreseen(job, np.ones(job.plan.space.cells)).of


@pytest.mark.parametrize("name", ["a given day for everybody", "letting go on a given day"])
def test_the_attacks_would_have_worked(name: str) -> None:
    """Lived all the same, everybody has the record on that day, under every seed."""
    job = ATTACKS[name]()
    assert set(range(job.people)) == {subject for subject, day, _ in certain_of(job, seeds=5) if day == 3}


CHANCES = st.sampled_from([0.0, 0.2, 0.5, 0.74, 0.9, 1.0])


def shown_by_group(pair: tuple[float, float]) -> Part:
    """A chance by group."""
    return {"value": by("group", {"many": pair[0], "few": pair[1]}), "assumed": True, "range": [0, 1]}


BY_GROUP = st.tuples(CHANCES, CHANCES).map(shown_by_group)


@st.composite
def attempts(draw: st.DrawFn) -> Job:
    """Files that try to make somebody's records sure: given days, floods, groups, small districts, alarms."""
    when = st.one_of(
        st.fixed_dictionaries({"at_days": st.lists(st.integers(0, DAYS), min_size=1, max_size=6)}),
        st.fixed_dictionaries({"per_year": st.sampled_from([0, 50, 400, 3_000])}),
    )
    one_of = st.sampled_from([{}, FEW, {"who": {"sex": ["female"]}, "assumed": True}])
    act, spread = draw(st.one_of(CHANCES, BY_GROUP)), draw(st.sampled_from([0, 3]))
    cross: Part = {**draw(when), **draw(one_of), "act": act, "spread": spread}
    stay: Part = {**draw(when), "act": draw(CHANCES), "leaves": "left"}
    errors = [{"alarm_conduct": "cross", "alarms": {"per_year": 4_000}}, {"misnames": 0.5}]
    errors += [{}, {}, {"misnames": 0.9, "misnamed_by": "class"}]
    answers = draw(st.sampled_from([{}, {"families": {"traffic": {"deterrence": 9.0, "reward": 30.0}}}]))
    worth = draw(st.sampled_from([-20, 20]))
    seen: Part = {"channels": ["camera"]}
    return small(
        {"cross": cross, "stay": stay},
        channels={"detects": draw(CHANCES), **draw(st.sampled_from(errors))},
        behaviour=answers,
        people=draw(st.sampled_from([4, 20, 60])),
        district_people=draw(st.sampled_from([2, 10, 60])),
        conducts=(conduct("cross", worth, **seen), conduct("stay", **seen), conduct("left", **seen)),
    )


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(attempts())
def test_over_seeds_no_record_of_anybody_is_certain(job: Job) -> None:
    """Of files that pass, no subject has any record on any day in all lives."""
    assume(not list(foreseen_problems(job)))
    assert [] == certain_of(job)
