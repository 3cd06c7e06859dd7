"""From a record to points, from points to a score, from a score to a band."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from worlds import a_job, a_scheme, a_society, channel, conduct, crossed, whole

PEOPLE = 120


@settings(max_examples=10)
@given(st.integers(-30, 30), st.integers(0, 12), st.integers(0, 99))
def test_points_are_whole_and_within_their_span(low: int, width: int, seed: int) -> None:
    """From low to high, both among them."""
    scheme = a_scheme(
        conducts=[conduct("cross", [low, low + width], channels=["camera"])], channels=[channel()]
    )
    life = {"opportunities": {"cross": {"per_year": 365, "act": 1.0}}}
    drawn = whole(a_job(scheme, a_society(life), people=PEOPLE, seed=seed)).entries["drawn"]
    assert set(range(low, low + width + 1)) == set(drawn.tolist())


def test_points_differ_by_column_score_and_band() -> None:
    """Each record is read at the score and band of its moment: -10 while high, -3 once low."""
    by_band = conduct("cross", {"by": "band", "values": {"low": -3, "high": -10}})
    assert [-10, -10, -10, -3, -3] == crossed([0, 1, 2, 3, 4], by_band).first()
    by_score = conduct("cross", {"by": "score", "values": {600: -1, 985: -6, 995: -9}})
    assert [-9, -6, -6, -1] == crossed([0, 1, 2, 3], by_score).first()


def test_records_beyond_the_cap_enter_at_nothing_until_the_year_is_over() -> None:
    """Two a year count; the third is written at 0; on day 365 the count begins anew."""
    assert [-10, -10, 0, 0, -10, -10, 0] == crossed(
        [3, 4, 5, 364, 365, 366, 367], conduct("cross", per_year=2)
    ).first()


def test_repeats_count_more_by_the_power_of_those_before() -> None:
    """-8, then x 1.5: -12, -18, -27; a year later -8 again."""
    repeated = conduct("cross", -8, repeat_factor=1.5)
    assert [-8, -12, -18, -27, -8] == crossed([3, 4, 5, 364, 365], repeated).first()


def test_repeats_differ_by_column() -> None:
    """A factor of 2 for some, none for others."""
    by_group = conduct("cross", -8, repeat_factor={"by": "group", "values": {"many": 1.0, "few": 2.0}})
    world = crossed([1, 2, 3], by_group)
    last = world.entries[world.entries["record"] == 3]
    expected = np.where(world.districts.group[last["subject"]] == 0, -8, -32)
    assert expected.tolist() == last["drawn"].tolist()


def test_cap_and_repeats_go_together() -> None:
    """The third of the year is beyond the cap, whatever its power."""
    assert [-8, -16, 0] == crossed([1, 2, 3], conduct("cross", -8, repeat_factor=2.0, per_year=2)).first()


def test_endless_repeats_stay_within_what_a_ledger_holds() -> None:
    """Tenfold a day for 200 days: the score is at its floor, and no number of the ledger turns around."""
    world = crossed(list(range(200)), conduct("cross", -8, repeat_factor=10.0))
    assert {600} == set(world.people("score").tolist())
    assert (world.entries["drawn"] <= -8).all()
    kind = crossed(list(range(400)), conduct("cross", 8, repeat_factor=10.0), run=400)
    assert {1300} == set(kind.people("score").tolist())
    assert (kind.entries["drawn"] >= 8).all()
    nothing = crossed(list(range(400)), conduct("cross", 0, repeat_factor=10.0))
    assert {0} == set(nothing.entries["drawn"].tolist())


def test_scores_are_clamped_record_by_record() -> None:
    """What the floor cut off is gone: -300, -300 ends at 600, and +50 leads up from there."""
    world = crossed([1, 2], conduct("cross", -300), conduct("help", 50), help={"at_days": [3], "act": 1.0})
    assert ([-300, -300, 50], [-300, -100, 50], [700, 600, 650]) == (
        world.first("drawn"),
        world.first("points"),
        world.first("score"),
    )
