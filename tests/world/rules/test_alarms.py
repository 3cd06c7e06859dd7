"""Records that need no act: when they come, and for whom."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.purposes import ALARM as ALARM_DRAW
from demerit.world.columns.state import ALARM, NOBODY
from demerit.world.rules.alarms import RATE
from worlds import Part, Whole, a_job, a_scheme, a_society, channel, conduct, luck_of, whole

PEOPLE, DAYS = 200, 60
CROSS: Part = {"opportunities": {"cross": {"per_year": 200, "act": 1.0}}}


def lived(channels: list[Part], rules: Part | None = None, **options: Any) -> Whole:
    """A district where everybody does it, in sight of these channels."""
    watched = [conduct("cross", channels=[each["id"] for each in channels])]
    asked: Part = {"people": PEOPLE, "days": DAYS, **options}
    scheme = a_scheme(conducts=watched, channels=channels, **(rules or {}))
    return whole(a_job(scheme, a_society(CROSS), **asked))


def of(world: Whole, *causes: int) -> np.ndarray:
    """Entries of some causes."""
    return world.entries[np.isin(world.entries["cause"], causes)]


@settings(max_examples=10)
@given(st.integers(0, 2**40), st.floats(1, 60))
def test_alarms_ring_when_the_rate_has_passed_the_sum_of_exponentials(seed: int, per_year: float) -> None:
    """The n-th on the morning of the day in which rate x time passes -log(luck) summed, as retold."""
    alarms: Part = {"alarms": {"per_year": per_year}, "alarm_conduct": "cross"}
    world = lived([channel(detects=0.0, **alarms)], seed=seed)
    luck = luck_of(world.job, 0, 60, ALARM_DRAW, index=int(world.tables.channel_luck[0]))[:, :, RATE]
    due = np.cumsum(-np.log(luck + 2.0**-33), axis=1) / per_year * 365
    clear = np.abs(due - np.round(due)).min(initial=1.0, where=due < DAYS + 1) > 1e-3
    entries = of(world, ALARM)
    assert (entries["source"] == NOBODY).all()
    if clear:
        expected = [sorted(np.floor(row[row < DAYS]).astype(int).tolist()) for row in due]
        found = [entries["day"][entries["subject"] == i].tolist() for i in range(PEOPLE)]
        assert expected == found


def test_twice_the_alarms_ring_twice_as_early() -> None:
    """A higher rate winds the same clocks faster: every alarm of the lower rate comes, no later."""
    worlds = [
        lived([channel(detects=0.0, alarms={"per_year": rate}, alarm_conduct="cross")]) for rate in (10, 20)
    ]
    slow, fast = (
        [each["day"][each["subject"] == i] for i in range(PEOPLE)] for each in (w.entries for w in worlds)
    )
    for one, other in zip(slow, fast, strict=True):
        assert (one // 2 >= other[: one.size] - 1).all()
        assert one.size <= other.size
