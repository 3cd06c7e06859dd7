"""Life as tables."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from demerit.formats.occasions import Who
from demerit.world.columns.encode_life import (
    BINS,
    HALF,
    alias_tables,
    befalls,
    encode_life,
    gamma_means,
    propensity_parts,
    rates,
)
from demerit.world.columns.plan import Plan
from demerit.world.columns.tables import NONE
from worlds import Part, conduct, job_of, treatment


def planned(life: Part, rules: Part | None = None, **options: Any) -> Plan:
    """The plan of a life."""
    return job_of(rules, life, people=400, **options).plan


@given(hnp.arrays(np.float64, st.tuples(st.integers(0, 12), st.integers(1, 5)), elements=st.floats(0.0, 9.0)))
def test_a_cells_alias_table_is_its_own(daily: np.ndarray) -> None:
    """Whatever other cells there are, which are worked out in the same steps."""
    alone = [alias_tables(daily[:, [cell]])[0].tolist() for cell in range(daily.shape[1])]
    assert alone == alias_tables(daily).tolist()


@given(st.lists(st.floats(0, 100), min_size=1, max_size=12).filter(lambda rates: sum(rates) > 1e-6))
def test_alias_tables_add_up_to_the_rates(found: list[float]) -> None:
    """Each kind's own slots and the parts that others give it: its share of all, to 2^-31 a slot."""
    pairs = alias_tables(np.array(found)[:, None])[0]
    chance, alias = (half.astype(np.int64) for half in (pairs >> HALF, pairs & np.uint64(2**32 - 1)))
    own = np.where(alias == np.arange(len(found)), 2**32, chance)
    share = own.astype(np.float64)
    for slot, other in enumerate(alias):
        share[other] += 2**32 - own[slot]
    expected = np.array(found) / sum(found)
    assert np.abs(share / 2**32 / len(found) - expected).max() < 2.0**-31


def test_a_cell_without_rates_has_a_table_all_the_same() -> None:
    """Nobody reads it, as its clock stands still."""
    assert alias_tables(np.zeros((3, 2))).shape == (2, 3)


def test_rates_fall_where_who_has_them() -> None:
    """A day's part of the year's, for those whom it befalls."""
    life = {
        "opportunities": {"walk": {"per_year": 73, "act": 1.0, "who": {"age": [18, 58], "sex": ["male"]}}},
        "needs": {
            "rail": {
                "context": "travel",
                "per_year": 36.5,
                "who": {"income_decile": [1, 2], "group": ["few"]},
            }
        },
    }
    plan = planned(life)
    daily, space = rates(plan), plan.space
    columns = {
        "sex": np.array([0, 1, 1]), "age": np.array([30, 30, 70]), "group": np.array([1, 0, 1]),
        "income_decile": np.array([2, 2, 3]),
    }  # fmt: skip
    cells = space.cell_of(columns)
    assert [0.0, 0.2, 0.0] == pytest.approx(daily[0, cells].tolist())
    assert [0.1, 0.0, 0.0] == pytest.approx(daily[1, cells].tolist())
    assert [1.0] * space.cells == befalls(space, plan, Who()).tolist()


@given(st.lists(st.integers(0, 1000).map(lambda n: n / 7), min_size=9, max_size=30))
def test_a_clock_does_not_depend_on_who_else_is_told_apart(per_year: list[float]) -> None:
    """The same rates, whether the files tell one kind of people apart or many: the same clock to the bit."""
    life = {"opportunities": {f"o{i}": {"per_year": rate, "act": 1.0} for i, rate in enumerate(per_year)}}
    rules = {"conducts": [conduct("o0", {"by": "age", "values": {18: -1, 40: -2, 58: -3}})]}
    one, many = encode_life(planned(life)), encode_life(planned(life, rules))
    assert (1, 4) == (len(one["clock"]), len(many["clock"]))
    assert [one["clock"][0]] * 4 == many["clock"].tolist()
    assert [one["alias"][0].tolist()] * 4 == many["alias"].tolist()


@given(st.floats(0.05, 4), st.floats(0, 1))
def test_propensities_are_gamma_with_mean_one(spread: float, shared: float) -> None:
    """Mean 1 to a millionth; variance near spread², never above; the shared part's near its share."""
    parts = [part.astype(np.float64) for part in propensity_parts(spread, shared)]
    assert abs(sum(part.mean() for part in parts) - 1) < 1e-5
    for part, share in zip(parts, (shared, 1 - shared), strict=True):
        assert abs(part.mean() - share) < 1e-5
        assert part.var() <= share * spread**2 * (1 + 1e-6) + 1e-9
    if spread <= 1 and 0.2 <= shared <= 0.8:
        assert 0.93 * spread <= np.sqrt(sum(part.var() for part in parts))


def test_without_spread_everybody_is_alike() -> None:
    """Exactly 1, whatever the quantile."""
    shared, own = propensity_parts(0.0, 0.5)
    assert {1.0} == set((shared + own).tolist())


def test_quantiles_rise_and_hold_their_bins_mean() -> None:
    """Of the unit exponential, against the closed form of its means between quantiles."""
    edges = -np.log1p(-np.arange(BINS) / BINS)
    tail = (1 - np.arange(BINS) / BINS) * (edges + 1)
    expected = BINS * (tail - np.append(tail[1:], 0.0))
    assert np.abs(expected - gamma_means(1.0, 1.0)).max() < 1e-5
    assert (np.diff(gamma_means(0.3, 2.0)) >= 0).all()
    assert [0.0] * BINS == gamma_means(0.0, 1.0).tolist()


def test_rows_say_what_leads_where() -> None:
    """Conducts of taking and leaving, what a need opens, in numbers that the plan gives."""
    life = {
        "opportunities": {
            "pay": {"act": 1.0, "takes": "paid", "leaves": "owed", "strains": "leaves", "family": "finance"},
            "walk": {"per_year": 1, "act": 1.0},
        },
        "needs": {"loan": {"context": "finance", "per_year": 1, "opens": "pay"}},
    }
    plan = planned(life, {"treatments": [treatment("no", "loan")]})
    pay, walk, loan = encode_life(plan)["occasions"]
    assert (plan.conducts["paid"], plan.conducts["owed"], 2) == (pay["takes"], pay["leaves"], pay["strains"])
    assert (plan.conducts["walk"], NONE, 0, 0) == (
        walk["takes"],
        walk["leaves"],
        walk["strains"],
        walk["is_need"],
    )
    assert (1, 0, len(plan.conducts)) == (loan["is_need"], loan["opens"], loan["tally"])


@given(st.lists(st.integers(0, 80), max_size=8), st.lists(st.integers(0, 80), max_size=8))
def test_the_schedule_is_by_day_then_number(one: list[int], other: list[int]) -> None:
    """Each day's occasions together; what falls after the run is left out."""
    life: Part = {
        "opportunities": {"a": {"at_days": one, "act": 1.0}},
        "needs": {"n": {"context": "travel", "at_days": other}},
    }
    tables = encode_life(planned(life))
    start, kinds = tables["schedule_start"], tables["schedule_kind"]
    for day in range(60):
        expected = [0] * one.count(day) + [1] * other.count(day)
        assert expected == kinds[start[day] : start[day + 1]].tolist()
