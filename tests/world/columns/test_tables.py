"""Rules as tables: one shape for all of them, so that no rule needs new code."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from demerit.luck.bound import Bound
from demerit.world.columns.tables import Tables
from made_up import Made, made
from worlds import tables_of


@settings(max_examples=15)
@given(made())
def test_any_rules_make_the_same_types(world: Made) -> None:
    """Tables of every scheme, judged or not, have one compiled type: a new rule is only another row."""
    judged, unjudged = (tables_of(world.job(), judged=judged) for judged in (True, False))
    assert {Bound(judged).numba_type} == {Bound(unjudged).numba_type, expected()}


def expected() -> object:
    """The type of the simplest scheme's tables."""
    plain = Made(
        scheme={}, life={"opportunities": {"walk": {"per_year": 9, "act": 1.0}}}, behaviour={}, society={}
    )
    return Bound(tables_of(plain.job())).numba_type


@settings(max_examples=15)
@given(made())
def test_numbers_in_tables_are_numbers(world: Made) -> None:
    """No rate is negative or not a number, chances lie within 0 and 1, and every reference exists."""
    tables: Tables = tables_of(world.job())
    for name in ("act", "detects", "misnames", "review", "aware", "crowding"):
        table = getattr(tables, name)
        assert ((table >= 0) & (table <= 1)).all(), name
    for name in ("clock", "alarm_rate", "pressure", "deterrence", "reward", "caution_floor", "victim_weight"):
        table = getattr(tables, name)
        assert (np.isfinite(table) & (table >= 0)).all(), name
    conducts, kinds = len(tables.conducts), len(tables.occasions)
    assert (tables.alarm_conduct < conducts).all()
    assert (tables.schedule_kind < kinds).all()
    assert (tables.low <= tables.high).all()
    watches = tables.conducts["first_watch"] + tables.conducts["watches"]
    assert (watches <= len(tables.watch_channel)).all()
    assert len(tables.watch_channel) == tables.conducts["watches"].sum()
