"""Redress, influence, providers, rollout and turnover as tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from demerit.world.columns.encode_redress import NEVER_A_DAY, TIES, encode_redress
from demerit.world.columns.plan import Plan
from demerit.world.columns.tables import COLLEAGUES, EMPLOYER, FRIENDS, HOUSEHOLD, RESPONSIBLE
from worlds import Part, a_society, job_of

BY_SEX: Part = {"by": "sex", "values": {"female": 0.25, "male": 0.75}}
FIRMS: Part = {"company": {"per_1000_people": 50, "employees": 4, "life": {}}}


def encoded(turnover: Any = 0.0, **rules: Any) -> tuple[Plan, dict[str, Any]]:
    """A plan of these rules and its tables."""
    life = {"opportunities": {"cross": {"at_days": [1], "act": 1.0}}}
    town = a_society(life, organisations=FIRMS, turnover=turnover)
    plan = job_of(rules, town, people=400).plan
    return plan, encode_redress(plan)


def by_person(plan: Plan, table: np.ndarray) -> dict[str, float]:
    """A table's number for each sex, as it differs by nothing else."""
    sex = plan.space.parts["sex"]
    return {
        name: float(table[(sex == part) & (plan.space.kind_of == 0)].mean())
        for part, name in enumerate(plan.space.keys["sex"])
    }


def test_without_redress_all_of_it_is_off() -> None:
    """No notice, no appeal, no lapse, no repair, no newcomer, and everybody's one provider."""
    plan, tables = encoded()
    chances = ("notice", "appeal", "upheld_if_wrong", "upheld_if_right")
    days = ("redress", "lapse_days", "lapse_of_all", "repair_days", "repair_points")
    for name in chances:
        assert np.zeros((plan.space.cells, plan.space.steps)).tolist() == tables[name].tolist()
    assert [0] * len(days) == [tables[name] for name in days]
    assert (0, 1, [0.0]) == (tables["influence"].size, tables["providers"], tables["turnover"].tolist())


def test_redress_alone_is_on_with_nothing_in_it() -> None:
    """A scheme that has the word and no way back keeps cases, and opens none."""
    _, tables = encoded(redress={})
    assert (1, 0, 0) == (tables["redress"], tables["lapse_days"], tables["repair_days"])
    assert 0.0 == tables["notice"].max() == tables["appeal"].max()


def test_chances_of_redress_differ_by_column() -> None:
    """Each in its own table, days and points as they are."""
    appeal = {
        "rate": 0.5, "within_days": 7, "decided_days": 9, "upheld_if_wrong": BY_SEX, "upheld_if_right": 0.125,
    }  # fmt: skip
    plan, tables = encoded(redress={
        "notice": BY_SEX, "appeal": appeal, "repair": {"after_days": 11, "points": 13},
        "lapse": {"days": 17, "of": "all"},
    })  # fmt: skip
    expected = {"female": 0.25, "male": 0.75}
    assert (expected, expected) == tuple(
        by_person(plan, tables[name]) for name in ("notice", "upheld_if_wrong")
    )
    assert ({0.5}, {0.125}) == (set(tables["appeal"].flat), set(tables["upheld_if_right"].flat))
    days = [
        tables[name] for name in ("within_days", "decided_days", "repair_days", "repair_points", "lapse_days")
    ]
    assert [7, 9, 11, 13, 17] == days


@pytest.mark.parametrize(("of", "expected"), [("losses", 0), ("all", 1)])
def test_lapse_says_of_what(of: str, expected: int) -> None:
    """Losses alone unless all is said."""
    assert expected == encoded(redress={"lapse": {"days": 5, "of": of}})[1]["lapse_of_all"]
    assert 0 == encoded(redress={"lapse": {"days": 5}})[1]["lapse_of_all"]


def test_kinds_of_ties_are_numbered_as_the_format_lists_them() -> None:
    """The kernel's numbers of ties are places in the vocabulary."""
    numbers = {
        "friends": FRIENDS, "household": HOUSEHOLD, "colleagues": COLLEAGUES, "employer": EMPLOYER,
        "responsible": RESPONSIBLE,
    }  # fmt: skip
    assert numbers == {name: place for place, name in enumerate(TIES)}


def test_influence_keeps_the_files_order() -> None:
    """A row an entry: its ties, and the share for each cell and step."""
    influence = [{"ties": "responsible", "share": 0.5}, {"ties": "friends", "share": BY_SEX}]
    plan, tables = encoded(influence=influence)
    assert [RESPONSIBLE, FRIENDS] == tables["influence_ties"].tolist()
    assert (2, plan.space.cells, plan.space.steps) == tables["influence"].shape
    assert {0.5} == set(tables["influence"][0].flat)
    assert {"female": 0.25, "male": 0.75} == by_person(plan, tables["influence"][1])


def test_phases_begin_where_they_say_and_the_last_never_ends() -> None:
    """First days, then a day that never comes; providers of each; how much luck they share."""
    rollout = [{"from_day": 0}, {"from_day": 30, "providers": 8}]
    _, tables = encoded(rollout=rollout, providers={"count": 8, "shared": 0.25})
    assert ([0, 30, NEVER_A_DAY], [1, 8]) == (
        tables["phase_start"].tolist(), tables["phase_providers"].tolist(),
    )  # fmt: skip
    assert (8, [0.25]) == (tables["providers"], tables["shared"].tolist())


def test_turnover_is_a_days_part_of_the_years() -> None:
    """0.73 a year is 0.002 a day, with or without its source."""
    for rate in (0.73, {"value": 0.73, "assumed": True, "range": [0, 1]}):
        assert [0.002] == pytest.approx(encoded(rate)[1]["turnover"].tolist())
