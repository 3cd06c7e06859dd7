"""Redress: who hears of a record, who may appeal and when, what lapses, when repair begins."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.luck.purposes import REDRESS as REDRESS_DRAW
from demerit.world.columns.state import ALARM, ASSOCIATION, LAPSE, MISNAMED, OWN, REDRESS, REPAIR
from demerit.world.engine.day import SCHEDULED_NUMBER
from demerit.world.rules.redress import APPEALS, NOTICED, WHEN
from worlds import Part, Whole, a_behaviour, a_society, by, channel, conduct, job_of, luck_of, whole

PEOPLE = 80
FIRST_GROUP: Part = {"by": "group", "values": {"many": 1.0, "few": 0.0}}
AT_ONCE: Part = {"rate": 1.0, "within_days": 0, "decided_days": 3}


def lived(redress: Part, *days: int, points: Any = -10, run: int = 30, **parts: Any) -> Whole:
    """Everybody does it on these days, in sight of a camera."""
    rule = conduct("cross", points, channels=["camera"], **parts.pop("rule", {}))
    act: Part = {"at_days": list(days), "act": 1.0, **parts.pop("act", {})}
    behaviour = a_behaviour(**parts.pop("people", {}))
    watched: Part = {"conducts": [rule], "channels": [channel()], "redress": redress, **parts}
    town = a_society({"opportunities": {"cross": act}}, people=PEOPLE, district_people=PEOPLE)
    return whole(job_of(watched, town, behaviour, people=PEOPLE, days=run))


def appeals(world: Whole) -> list[list[int]]:
    """Appeals lodged and decided, of each subject."""
    return world.lived[0].state.appeals.tolist()


# ---------------------------------------------------------------- notice


def test_notice_of_a_record_makes_who_did_not_know_aware() -> None:
    """Nobody knows of the scheme; after a record those know who get notice, and are on their guard."""
    world = lived({"notice": FIRST_GROUP}, 4, people={"aware": 0.0, "caution": {"start": 1.0}})
    noticed = world.districts.group == 0
    assert noticed.astype(int).tolist() == world.people("aware").tolist()
    assert noticed.tolist() == (world.caution() > 0).tolist()


def test_a_record_through_a_tie_brings_no_notice() -> None:
    """Friends of the one who is recorded lose points by it, and still do not know of the scheme."""
    sharing: Part = {"influence": [{"ties": "friends", "share": 1.0}]}
    world = lived({"notice": 1.0}, 4, act=by(7, of=PEOPLE), people={"aware": 0.0}, **sharing)
    assert (world.entries["cause"] == ASSOCIATION).any()
    assert [7] == np.flatnonzero(world.people("aware")).tolist()


def test_who_has_no_notice_cannot_appeal() -> None:
    """All would appeal; those without notice do not, and nothing of theirs is ever decided."""
    world = lived({"notice": FIRST_GROUP, "appeal": AT_ONCE}, 4)
    assert [[1, 1] if group == 0 else [0, 0] for group in world.districts.group] == appeals(world)


def test_notice_and_appeal_are_two_words_of_luck() -> None:
    """Of those who get notice (0.6) half appeal, by luck of their own, whatever that of notice was."""
    world = lived({"notice": 0.6, "appeal": {**AT_ONCE, "rate": 0.5}}, 4)
    luck = luck_of(world.job, 0, 1, REDRESS_DRAW, first=SCHEDULED_NUMBER)[:, 0]
    expected = (luck[:, NOTICED] < 0.6) & (luck[:, APPEALS] < 0.5)
    assert expected.astype(int).tolist() == [lodged for lodged, _ in appeals(world)]
    assert 0 < expected.sum() < (luck[:, NOTICED] < 0.6).sum()


@pytest.mark.parametrize(("points", "rule", "expected"), [
    (-10, {}, 1), (0, {}, 0), (10, {}, 0),
    (0, {"to_band": {"id": "low", "days": 9}}, 1), (10, {"to_band": {"id": "low", "days": 9}}, 1),
])  # fmt: skip
def test_only_what_hurts_is_appealed(points: int, rule: Part, expected: int) -> None:
    """A loss, or a band that the record sets, whatever its points; not a gain, and not nothing."""
    world = lived({"notice": 1.0, "appeal": AT_ONCE}, 4, points=points, rule=rule)
    assert [[expected, expected]] * PEOPLE == appeals(world)


# ---------------------------------------------------------------- appeal


@settings(max_examples=8)
@given(st.integers(0, 12), st.integers(0, 12))
def test_an_appeal_is_lodged_within_and_decided_after_its_days(within: int, decided: int) -> None:
    """Lodged evenly on one of the days from 0 to `within`, decided so many days later, at least overnight."""
    appeal = {"rate": 1.0, "within_days": within, "decided_days": decided, "upheld_if_right": 1.0}
    world = lived({"notice": 1.0, "appeal": appeal}, 4)
    luck = luck_of(world.job, 0, 1, REDRESS_DRAW, first=SCHEDULED_NUMBER)[:, 0, WHEN]
    waited = np.maximum(np.floor(luck * (within + 1)) + decided, 1).astype(int)
    found = world.entries[world.entries["cause"] == REDRESS]
    assert (list(range(PEOPLE)), (4 + waited).tolist()) == (found["subject"].tolist(), found["day"].tolist())


def test_an_appeal_may_outlast_the_run() -> None:
    """Appeals against a record of day 4, lodged over ten days: a run of ten counts those before its end."""
    appeal = {"rate": 1.0, "within_days": 9, "decided_days": 2}
    world = lived({"notice": 1.0, "appeal": appeal}, 4, run=10)
    luck = luck_of(world.job, 0, 1, REDRESS_DRAW, first=SCHEDULED_NUMBER)[:, 0, WHEN]
    lodged = 4 + np.floor(luck * 10)
    assert [[int(day < 10), int(day + 2 < 10)] for day in lodged] == appeals(world)
    assert 0 < (lodged < 10).sum() < PEOPLE


ERRORS: Part = {
    "channels": [channel(detects=0.5, misnames=0.5, alarms={"per_year": 60}, alarm_conduct="cross")]
}


@pytest.mark.parametrize("wrong", [True, False])
def test_appeals_upheld_where_they_are_wrong_correct_exactly_those(wrong: bool) -> None:
    """Upheld if wrong 1 and if right 0: each wrong record is corrected, and no right one; and the reverse."""
    upheld = {"upheld_if_wrong": float(wrong), "upheld_if_right": float(not wrong)}
    often: Part = {"act": {"per_year": 100, "at_days": None}}
    world = lived({"notice": 1.0, "appeal": {**AT_ONCE, **upheld}}, act=often["act"], **ERRORS)
    causes = (MISNAMED, ALARM) if wrong else (OWN,)
    rows = world.entries
    records = rows[np.isin(rows["cause"], causes) & (rows["day"] + 3 < 30)][["subject", "record"]].tolist()
    corrected = rows[rows["cause"] == REDRESS]
    assert sorted(records) == sorted(corrected[["of_subject", "of"]].tolist())
    assert (corrected["of_subject"] == corrected["subject"]).all()


# ---------------------------------------------------------------- lapse and repair


@pytest.mark.parametrize(("points", "of", "lapses"), [
    (-10, "losses", True), (-10, "all", True), (10, "losses", False), (10, "all", True), (0, "all", False),
])  # fmt: skip
def test_records_lapse_after_their_days(points: int, of: str, lapses: bool) -> None:
    """Losses, or gains as well: ten days on what the record was applied as comes back."""
    world = lived({"lapse": {"days": 10, "of": of}}, 4, points=points)
    end = [(14, LAPSE, -points, 1)] if lapses else []
    for subject in range(PEOPLE):
        assert end == world.told(subject, "day", "cause", "points", "of")[1:]


def test_a_record_that_only_sets_a_band_lapses_too() -> None:
    """Twenty days in a band end after ten, with the record: the subject stands where its score does."""
    rule = {"to_band": {"id": "low", "days": 20}}
    world = lived({"lapse": {"days": 10}}, 4, points=0, rule=rule)
    assert [(4, OWN, 0), (14, LAPSE, 1)] == world.told(0, "day", "cause", "band")


def by_sex(female: int, male: int) -> Part:
    """All women start at one score, all men at another."""
    return {"by": "sex", "shares": {"female": {female: 1.0}, "male": {male: 1.0}}}


@pytest.mark.parametrize("least", [600, 995, 1000])
def test_what_a_tie_has_of_a_record_lapses_with_it(least: int) -> None:
    """However little of the loss the score's least left to the one at its root, friends get theirs back."""
    world = lived(
        {"lapse": {"days": 10}}, 4, act=by(7, of=PEOPLE),
        score={"start": by_sex(1000, 1010), "min": least, "max": 1300},
        bands=[{"id": "low", "from": least}, {"id": "high", "from": 1100}],
        influence=[{"ties": "friends", "share": 1.0}],
    )  # fmt: skip
    friends = {int(e["subject"]) for e in world.entries if e["cause"] == ASSOCIATION}
    lost = [
        min(10, start - least) for start in np.where(world.districts.traits["sex"] == 0, 1000, 1010).tolist()
    ]
    assert [(4, OWN, -lost[7]), (14, LAPSE, lost[7])] == world.told(7, "day", "cause", "points")
    assert 10 in {lost[friend] for friend in friends}
    for friend in friends:
        told = world.told(friend, "day", "cause", "points")
        assert [(5, ASSOCIATION, -lost[friend]), (15, LAPSE, lost[friend])] == told


@pytest.mark.parametrize(("second", "expected"), [(5, [14, 23]), (8, [17, 26]), (12, [21]), (25, [13, 22])])
def test_repair_counts_from_the_latest_loss(second: int, expected: list[int]) -> None:
    """Losses of 20 on day 4 and a later one; after each nine days without any, 15 points come back."""
    world = lived({"repair": {"after_days": 9, "points": 15}}, 4, second, points=-20)
    repaired = [day for day, cause in world.told(0, "day", "cause") if cause == REPAIR]
    assert expected == repaired


def test_a_gain_does_not_put_off_repair() -> None:
    """A gain on day 8 leaves the clock that a loss on day 4 has begun."""
    gain = {"by": "score", "values": {600: 1, 1000: -20}}
    world = lived({"repair": {"after_days": 9, "points": 15}}, 4, 8, points=gain)
    assert [(4, -20), (8, 1), (13, 15), (22, 4)] == world.told(0, "day", "points")


def test_a_loss_through_a_tie_puts_off_repair() -> None:
    """What friends lose through one's record begins their nine days as a record of their own would."""
    world = lived(
        {"repair": {"after_days": 9, "points": 15}}, 4, act=by(7, of=PEOPLE),
        influence=[{"ties": "friends", "share": 0.5}],
    )  # fmt: skip
    friend = int(world.entries["subject"][world.entries["cause"] == ASSOCIATION][0])
    assert [(5, ASSOCIATION, -5), (14, REPAIR, 5)] == world.told(friend, "day", "cause", "points")
