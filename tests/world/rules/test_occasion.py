"""When occasions fall, and which they are."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.purposes import FIRST_OCCASION, OCCASION
from demerit.world.columns.encode_life import alias_tables
from demerit.world.columns.state import CLOCK_BITS
from demerit.world.rules.occasion import GAP, KIND, kind_of
from worlds import job_of, luck_of, tables_of, whole

DAYS = 60


def lived(opportunities: dict[str, Any], **options: Any) -> Any:
    """A world of these opportunities, under no rule."""
    job = job_of({}, {"opportunities": opportunities}, people=400, days=DAYS, **options)
    return whole(job)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=7).filter(any))
def test_kinds_are_drawn_by_their_rates(rates: list[int]) -> None:
    """Of words spread evenly over a draw, each kind gets its part, and a kind that never comes gets none."""
    world: Any = SimpleNamespace(t=SimpleNamespace(alias=alias_tables(np.array(rates, np.float64)[:, None])))
    words = (np.arange(2_000) * 2**32 // 2_000).astype(np.uint64)
    pick: Any = kind_of
    drawn = np.bincount([pick.py_func(world, 0, word) for word in words], minlength=len(rates))
    expected = np.array(rates) / sum(rates) * words.size
    assert np.abs(drawn - expected).max() <= 2 * len(rates)
    assert drawn[np.array(rates) == 0].sum() == 0


@settings(max_examples=10)
@given(st.integers(0, 2**63 - 1), st.floats(0.5, 900))
def test_gaps_are_exponentials_of_the_rate(seed: int, per_year: float) -> None:
    """Due times are sums of -log(luck) over the rate, retold with the library's own logarithm."""
    world = lived({"walk": {"per_year": per_year, "act": 1.0}}, seed=seed)
    for state in (each.state for each in world.lived):
        numbers = state.people["number"].astype(np.int64)
        first = luck_of(world.job, state.district, 1, FIRST_OCCASION)[:, 0, GAP]
        after = luck_of(world.job, state.district, int(numbers.max(initial=0)) + 1, OCCASION)[:, :, GAP]
        gaps = -np.log(np.column_stack([first, after]) + 2.0**-33) * 365 / per_year * 2.0**CLOCK_BITS
        due = np.cumsum(gaps, axis=1)[np.arange(len(numbers)), numbers]
        assert np.abs(state.due - due).max() < 1e-6 * due.max() + numbers.max() + 2
        assert (state.due >= DAYS << CLOCK_BITS).all()


def test_the_kind_is_the_occasions_own_word() -> None:
    """What somebody did is what the words of its occasions say, one by one."""
    world = lived({"often": {"per_year": 300, "act": 1.0}, "rarely": {"per_year": 100, "act": 1.0}})
    pick: Any = kind_of
    for state in (each.state for each in world.lived):
        numbers = state.people["number"].astype(np.int64)
        words = luck_of(world.job, state.district, int(numbers.max()), OCCASION)[:, :, KIND] * 2.0**32
        cells = state.people["cell"]
        kinds = [
            pick.py_func(SimpleNamespace(t=world.tables), cells[i], np.uint64(word))
            for i, number in enumerate(numbers)
            for word in words[i, :number]
        ]
        assert np.bincount(kinds, minlength=2).tolist() == state.tally[:, :, 0].sum(axis=0).tolist()


def test_what_nobody_has_a_rate_for_never_comes() -> None:
    """No rate at all, and a rate so small that its clock would not fit into a due time."""
    for per_year in (0.0, 1e-9, 1e-300):
        assert 0 == lived({"walk": {"per_year": per_year, "act": 1.0}}).people("number").sum()


def test_rates_are_each_cells_own() -> None:
    """Who has no rate meets nothing; the others are not disturbed by it."""
    by_group = {
        "value": {"by": "group", "values": {"many": 0, "few": 200}},
        "assumed": True,
        "range": [0, 300],
    }
    some, all_ = (lived({"walk": {"per_year": rate, "act": 1.0}}) for rate in (by_group, 200))
    few = some.districts.group == 1
    assert 0 == some.people("number")[~few].sum()
    assert all_.people("number")[few].tolist() == some.people("number")[few].tolist()


def test_tables_hold_what_the_kernel_reads() -> None:
    """The clock is 2^32 days over the daily rate."""
    tables = tables_of(lived({"walk": {"per_year": 73, "act": 1.0}}).job)
    assert [5 * 2.0**CLOCK_BITS] == tables.clock.tolist()
