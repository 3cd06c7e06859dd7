"""Ways back: what a correction returns and ends, and what repair gives."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.world.columns.state import LAPSE, OWN, REDRESS, REPAIR, TURNOVER
from worlds import Part, Whole, a_society, channel, conduct, job_of, whole

PEOPLE = 40
COLUMNS = ("day", "cause", "points", "score")
FROM_985_DOWN: Part = {"by": "score", "values": {600: 1.0, 985: 0.0}}


def lived(*conducts: Part, days: dict[str, list[int]], run: Any = 30, **rules: Any) -> Whole:
    """Everybody does these on their days, and a camera sees all of it."""
    planned = {name: {"at_days": each, "act": 1.0} for name, each in days.items()}
    seen = [{**each, "channels": ["camera"]} for each in conducts]
    parts: Part = {"conducts": seen, "channels": [channel()], **rules}
    town = a_society({"opportunities": planned}, district_people=PEOPLE, **parts.pop("town", {}))
    return whole(job_of(parts, town, people=PEOPLE, days=run))


def upheld(when: Any = 1.0, decided: int = 3) -> Part:
    """Everybody has notice and appeals at once; right records, too, are corrected after some days."""
    appeal = {"rate": 1.0, "within_days": 0, "decided_days": decided, "upheld_if_right": when}
    return {"notice": 1.0, "appeal": appeal}


def bands(world: Whole) -> list[int]:
    """The band that everybody is in at the end of each day, as all live alike."""
    return world.lived[0].state.days[:, :, :, 0].sum(axis=1).argmax(axis=1).tolist()


# ---------------------------------------------------------------- corrections


def test_a_correction_returns_the_points_and_names_its_record() -> None:
    """A loss of 10 on day 4, corrected on day 7: an entry of cause redress that gives 10 back."""
    world = lived(conduct("cross"), days={"cross": [4]}, redress=upheld())
    assert [(4, OWN, -10, 990), (7, REDRESS, 10, 1000)] == world.told(3, *COLUMNS)
    (_, given) = world.told(3, "of_subject", "of", "source", "conduct", "channel")
    assert (3, 1, 3, world.job.plan.conducts["cross"], 0) == given


def test_a_correction_returns_what_was_applied() -> None:
    """Of a loss of 10 the score's least left 4 to be lost: 4 come back, though 10 were drawn."""
    bounds = {"score": {"start": 604, "min": 600, "max": 1300}}
    world = lived(conduct("cross"), days={"cross": [4]}, redress=upheld(), **bounds)
    assert [(4, -10, -4, 600), (7, 4, 4, 604)] == world.told(0, "day", "drawn", "points", "score")


def test_returns_may_overshoot_where_the_clamp_held_others() -> None:
    """At 1000 of most 1005: -10, +50 (held to 15), then the loss returned: 5 to give, none to hold.

    The ledger says 10 were due and 0 applied; replays leave the record out from the start.
    """
    bounds = {"score": {"start": 1000, "min": 600, "max": 1005}}
    world = lived(
        conduct("cross"), conduct("give", 50), days={"cross": [4], "give": [5]}, redress=upheld(), **bounds
    )  # fmt: skip
    expected = [(4, -10, -10, 990), (5, 50, 15, 1005), (7, 10, 0, 1005)]
    assert expected == world.told(0, "day", "drawn", "points", "score")


@pytest.mark.parametrize(
    ("decided", "expected"), [(3, [(4, OWN), (7, REDRESS)]), (9, [(4, OWN), (10, LAPSE)])]
)
def test_what_has_been_returned_is_not_returned_again(decided: int, expected: list[Any]) -> None:
    """Corrected before it lapses, or lapsed before its appeal is decided: given back once."""
    redress = {**upheld(decided=decided), "lapse": {"days": 6}}
    world = lived(conduct("cross"), days={"cross": [4]}, redress=redress)
    assert expected == world.told(0, "day", "cause")
    assert [[1, 1]] * PEOPLE == world.lived[0].state.appeals.tolist()


@pytest.mark.parametrize("to_band", [{"days": 20}, {"until": "pay"}])
def test_a_correction_ends_the_band_that_the_record_set(to_band: Part) -> None:
    """Low from day 4 on for long; corrected on day 7, nobody is from that morning on, and nothing lapses."""
    sanction = conduct("cross", 0, to_band={"id": "low", **to_band})
    world = lived(sanction, conduct("pay", 0), days={"cross": [4], "pay": []}, redress=upheld(), run=26)
    assert [1] * 4 + [0] * 3 + [1] * 19 == bands(world)
    assert [(4, OWN, 0), (7, REDRESS, 1)] == world.told(0, "day", "cause", "band")


def test_a_correction_leaves_the_band_that_another_record_still_sets() -> None:
    """Seven days each from days 4 and 6; the second corrected on day 9, the first holds to day 11.

    Whatever else is over in between: here a band set for two days on day 6.
    """
    sanction = conduct("cross", -10, to_band={"id": "low", "days": 7})
    blip = conduct("speak", 0, to_band={"id": "low", "days": 2})
    days = {"cross": [4, 6], "speak": [6]}
    world = lived(sanction, blip, days=days, redress=upheld(FROM_985_DOWN), run=15)
    assert [1] * 4 + [0] * 7 + [1] * 4 == bands(world)
    lapsed = [(day, band) for day, cause, band in world.told(0, "day", "cause", "band") if cause == LAPSE]
    assert [(8, 0), (11, 1)] == lapsed


def test_a_correction_does_not_shorten_what_a_later_record_sets() -> None:
    """The first of two corrected on day 7, the second holds its seven days from day 6 on."""
    from_985_up = {"by": "score", "values": {600: 0.0, 985: 1.0}}
    sanction = conduct("cross", -10, to_band={"id": "low", "days": 7})
    world = lived(sanction, days={"cross": [4, 6]}, redress=upheld(from_985_up), run=15)
    assert [1] * 4 + [0] * 9 + [1] * 2 == bands(world)


def test_a_correction_does_not_bring_back_what_was_paid_for() -> None:
    """Two debts, the first paid: correcting the second looks no further back than the payment."""
    debt = conduct("cross", -10, to_band={"id": "low", "until": "pay"})
    days = {"cross": [2, 8], "pay": [5]}
    world = lived(debt, conduct("pay", 0), days=days, redress=upheld(FROM_985_DOWN), run=14)
    assert [1, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 1] == bands(world)


# ---------------------------------------------------------------- repair


def test_repair_comes_after_each_stretch_and_stops_at_the_start() -> None:
    """A loss of 50, 20 back after each nine days: 20, 20, and the 10 that are left."""
    redress = {"repair": {"after_days": 9, "points": 20}}
    world = lived(conduct("cross", -50), days={"cross": [4]}, redress=redress, run=60)
    repaired = [(13, REPAIR, 20, 970), (22, REPAIR, 20, 990), (31, REPAIR, 10, 1000)]
    assert [(4, OWN, -50, 950), *repaired] == world.told(0, *COLUMNS)


def test_after_the_start_score_is_reached_a_new_loss_begins_repair_anew() -> None:
    """Whole again on day 13, with nothing to give on day 22; a loss of day 30 is repaired on day 39."""
    redress = {"repair": {"after_days": 9, "points": 20}}
    world = lived(conduct("cross"), days={"cross": [4, 30]}, redress=redress, run=50)
    expected = [(4, -10, 990), (13, 10, 1000), (30, -10, 990), (39, 10, 1000)]
    assert expected == world.told(0, "day", "points", "score")


@settings(max_examples=12)
@given(
    st.lists(st.integers(0, 59), min_size=1, max_size=6, unique=True).map(sorted),
    st.integers(1, 25), st.integers(1, 60), st.integers(-40, 40),
)  # fmt: skip
def test_repair_as_retold(days: list[int], after: int, points: int, worth: int) -> None:
    """Day by day: points after so many days without loss or repair, never above the start score."""
    redress = {"repair": {"after_days": after, "points": points}}
    give = conduct("give", 15)
    world = lived(
        conduct("cross", worth), give, days={"cross": days, "give": [20]}, redress=redress, run=60
    )  # fmt: skip
    score, since, told = 1000, None, []
    for day in range(60):
        if since is not None and day == since + after:
            back = min(points, 1000 - score)
            since = day if back > 0 else None
            score += max(back, 0)
            told += [(day, REPAIR, back)] if back > 0 else []
        for name in ["cross"] * (day in days) + ["give"] * (day == 20):
            drawn = worth if name == "cross" else 15
            score += drawn
            told.append((day, OWN, drawn))
            since = day if drawn < 0 else since
    assert told == world.told(0, "day", "cause", "points")


# ---------------------------------------------------------------- two ways back


def test_what_repair_gave_back_is_not_given_back_again() -> None:
    """A loss of 10 on day 4, repaired by 4 on day 9 and 4 on day 14, corrected on day 16: 2 are left."""
    redress = {**upheld(decided=12), "repair": {"after_days": 5, "points": 4}}
    world = lived(conduct("cross"), days={"cross": [4]}, redress=redress)
    expected = [(4, -10, 990), (9, 4, 994), (14, 4, 998), (16, 2, 1000)]
    assert expected == world.told(0, "day", "points", "score")


def test_repair_counts_against_the_losses_that_stand() -> None:
    """Two losses of 10; what repair gave was for either: the one that is corrected comes back whole."""
    redress = {**upheld(FROM_985_DOWN, decided=8), "repair": {"after_days": 5, "points": 10}}
    world = lived(conduct("cross"), days={"cross": [4, 6]}, redress=redress, run=20)
    expected = [(4, -10, 990), (6, -10, 980), (11, 10, 990), (14, 10, 1000)]
    assert expected == world.told(0, "day", "points", "score")


def test_a_later_loss_is_not_what_repair_gave_back() -> None:
    """The first loss is repaired before the second: its correction gives nothing, the second stands."""
    from_985_up = {"by": "score", "values": {600: 0.0, 985: 1.0}}
    redress = {**upheld(from_985_up, decided=12), "repair": {"after_days": 5, "points": 10}}
    days = {"cross": [4], "speak": [10]}
    world = lived(conduct("cross"), conduct("speak", -20), days=days, redress=redress, run=18)
    told = world.told(0, "day", "cause", "points", "score")
    assert (16, REDRESS, 0, 990) in told
    assert 1000 >= max(score for *_, score in told)


@settings(max_examples=25)
@given(
    st.lists(st.integers(0, 59), min_size=1, max_size=8, unique=True).map(sorted),
    st.lists(st.integers(0, 59), max_size=8, unique=True).map(sorted),
    st.integers(1, 20), st.integers(1, 30), st.integers(1, 20), st.integers(0, 40),
)  # fmt: skip
def test_ways_back_lead_no_further_than_the_start(
    cross: list[int], speak: list[int], after: int, points: int, decided: int, lapse: int
) -> None:
    """Appeals, lapse and repair together, ties included: without a gain nobody passes the start."""
    redress: Part = {**upheld(0.5, decided), "repair": {"after_days": after, "points": points}}
    redress |= {"lapse": {"days": lapse}} if lapse else {}
    influence = [{"ties": "friends", "share": 0.4}]
    world = lived(
        conduct("cross"), conduct("speak", [-25, -3]), days={"cross": cross, "speak": speak},
        redress=redress, influence=influence, run=90,
    )  # fmt: skip
    assert world.entries["score"].max() <= 1000
    for subject in range(PEOPLE):
        told = world.told(subject, "points", "cause")
        back = sum(worth for worth, cause in told if cause in (REDRESS, LAPSE, REPAIR))
        assert back <= -sum(worth for worth, _ in told if worth < 0)
        assert 0 <= min((worth for worth, cause in told if cause in (REDRESS, LAPSE, REPAIR)), default=0)


# ---------------------------------------------------------------- newcomers


def test_what_the_one_before_did_is_void() -> None:
    """Losses of half a year, decided 90 days on, lapsing after 120: no newcomer gets another's points."""
    redress = {**upheld(decided=90), "lapse": {"days": 120}}
    days = {"cross": list(range(0, 180, 5))}
    world = lived(conduct("cross", -1), days=days, redress=redress, run=365, town={"turnover": 1.0})
    void = 0
    for subject in range(PEOPLE):
        told = world.told(subject, "day", "record", "cause", "of")
        turns = [(day, record) for day, record, cause, _ in told if cause == TURNOVER]
        own = [(day, record) for day, record, cause, _ in told if cause == OWN]
        returned = {of for _, _, cause, of in told if cause in (REDRESS, LAPSE)}
        gone = {record for day, record in own for turn, came in turns if record < came and turn < day + 90}
        void += len(gone)
        assert {record for _, record in own} - gone == returned
    assert void > 100
