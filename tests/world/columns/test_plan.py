"""How everything in a world is numbered."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from demerit.world.columns.plan import FAMILIES, Plan
from worlds import Part, channel, conduct, job_of, treatment

NAMES = ("walk", "cross", "pay", "speak")


def planned(names: list[str], needs: list[str]) -> Plan:
    """A plan whose files list their entries in this order."""
    opportunities = {
        name: {"per_year": 9, "act": 1.0, **({"takes": "paid", "leaves": "owed"} if name == "pay" else {})}
        for name in names
    }
    life: Part = {
        "opportunities": opportunities,
        "needs": {name: {"context": "travel", "per_year": 1} for name in needs},
    }
    rules: dict[str, Any] = {
        "conducts": [conduct(name) for name in names if name != "pay"],
        "channels": [channel("zebra"), channel("adder")],
        "treatments": [treatment(f"no-{name}", name) for name in needs],
    }
    return job_of(rules, life, people=400).plan


@given(st.permutations(NAMES), st.permutations(["rail", "bus"]))
def test_numbers_follow_the_alphabet_and_not_the_file(names: list[str], needs: list[str]) -> None:
    """Opportunities, needs and conducts; channels and bands keep the file's order, which means something."""
    plan = planned(names, needs)
    assert {"cross": 0, "pay": 1, "speak": 2, "walk": 3} == plan.occasions
    assert [4, 5] == [plan.need_number(name) for name in ("bus", "rail")]
    assert {"cross": 0, "owed": 1, "paid": 2, "speak": 3, "walk": 4} == plan.conducts
    assert (*plan.conducts, "bus", "rail") == plan.tally_ids
    assert ({"zebra": 0, "adder": 1}, {"low": 0, "high": 1}) == (plan.channels, plan.bands)


def test_names_are_the_inverse_of_numbers() -> None:
    """What the logs hold as numbers can be read again."""
    plan = planned(list(NAMES), ["rail"])
    assert ("cross", "pay", "speak", "walk", "rail") == (*plan.opportunities, *plan.needs)
    assert ("no-rail",) == tuple(treatment.id for treatment in plan.scheme.treatments)
    assert (("low", "high"), ("many", "few")) == (tuple(plan.bands), plan.groups)


def test_opportunities_share_the_propensity_of_their_family() -> None:
    """The family that a scheme gives their conduct, or their own; else a slot that no scheme changes."""
    plan = planned(list(NAMES), ["rail"])
    assert [FAMILIES.index("traffic")] * 3 == [plan.slot_of(name) for name in ("walk", "cross", "speak")]
    assert len("pay") == plan.slot_of("pay")
