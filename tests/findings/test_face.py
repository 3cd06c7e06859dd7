"""What a match is worth: against counts of people, and against what is published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.findings.face import (
    LISTS,
    ONE_IN,
    Search,
    anchor,
    groups,
    predictive_value,
    published,
    search_of,
    times_as_often,
)
from demerit.findings.measure import measure
from demerit.schemes.face_tables import operating_points, trials
from demerit.schemes.model import Channel

shares = st.floats(1e-6, 1.0)
searches = st.builds(
    Search, tpir=shares, fpir=st.floats(1e-9, 1.0), at_list=st.integers(1, 10**7), own=st.booleans()
)
lists = st.integers(1, 10**9)
rarities = st.integers(1, 10**9)


def camera(**more: Any) -> Channel:
    """A camera that tells faces from afar."""
    return Channel.model_validate({"id": "eye", "kind": "camera", "biometric": "remote-real-time", **more})


def looking(**more: Any) -> dict[str, Any]:
    """The part of a scheme with this camera beside a platform."""
    return {"channels": [camera(**more).model_dump(), {"id": "platform", "kind": "platform"}]}


# ---------------------------------------------------------------- the arithmetic


@given(st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_it_is_what_counting_gives(found: int, missed: int, flagged: int, left: int) -> None:
    """Of people counted one by one, those rightly flagged over all flagged."""
    listed, others = found + missed, flagged + left
    value = predictive_value(listed / (listed + others), found / listed, flagged / others if others else 0.0)
    assert found / (found + flagged) == pytest.approx(value)


def test_a_test_that_errs_as_often_on_all_says_nothing() -> None:
    """Where those on the list are flagged no more often than others, a flag leaves the base rate."""
    assert 0.01 == pytest.approx(predictive_value(0.01, 0.3, 0.3))


@given(searches, lists, rarities, rarities)
def test_rarer_people_are_less_surely_found(search: Search, size: int, one: int, other: int) -> None:
    """The more of those who pass are on the list, the more of the flagged are right."""
    common, rare = sorted((one, other))
    assert 0 <= search.right(size, rare) <= search.right(size, common) <= 1


@given(searches, rarities, lists, lists)
def test_a_longer_list_is_worth_less(search: Search, one_in: int, one: int, other: int) -> None:
    """With more faces to be taken for, fewer of the flagged are right."""
    short, long = sorted((one, other))
    assert search.right(long, one_in) <= search.right(short, one_in)


@given(searches, lists, st.floats(1.0, 100.0))
def test_a_group_taken_for_others_more_often_is_worse_off(search: Search, size: int, times: float) -> None:
    """More false positives never make a match worth more."""
    assert search.right(size, 1000, times) <= search.right(size, 1000)


@given(searches, lists)
def test_no_more_than_all_are_flagged(search: Search, size: int) -> None:
    """In proportion to the list, the rate as tested at the list tested, and never above one."""
    assert search.fpir == pytest.approx(search.fpir_at(search.at_list))
    assert 0 <= search.fpir_at(size) <= 1


@given(st.floats(1e-9, 1e-3), st.integers(1, 1000))
def test_proportion_is_near_the_exact_form(one_face: float, size: int) -> None:
    """The chance of a false name at all lies below the proportional rate, by less than half in proportion."""
    rate = Search(tpir=1.0, fpir=one_face, at_list=1, own=True).fpir_at(size)
    exact = 1 - (1 - one_face) ** size
    assert rate * (1 - rate / 2) - 1e-9 <= exact <= rate + 1e-9


def test_ten_times_the_list_is_as_bad_as_a_tenth_of_the_people() -> None:
    """While few are on the list, its length and their rarity do the same."""
    search = search_of(camera())
    assert search.right(100_000, 1_000) == pytest.approx(search.right(10_000, 10_000), rel=0.01)


# ---------------------------------------------------------------- where the rates come from


def test_true_positives_are_the_laboratory_s() -> None:
    """89 of 100 on the list were found, 1 in 6,000 others flagged against 10,000 faces."""
    point, test = anchor()
    assert (0.89, 10_000) == (test.tpir, test.at_list) == (point.tpir, point.at_list)
    assert test.fpir == pytest.approx(1 / 6_000, rel=0.05)


def test_an_earlier_version_was_worth_less() -> None:
    """One in a thousand flagged at a list of 3,000: 21 of 100 right where the later one has 84."""
    searches = [published(point) for point in operating_points()]
    assert [10_000, 1_000, 3_000] == [search.at_list for search in searches if search is not None]
    assert [84, 84, 21] == [round(100 * s.right(10_000, 1_000)) for s in searches if s is not None]


def test_a_channel_s_own_rate_comes_first() -> None:
    """What the file says of its alarms is used, source aside, with the laboratory's true positives."""
    own = camera(
        alarms={"looks_per_year": 300, "fpir": {"value": 1e-3, "source": "x"}, "at_list": 3000, "list": 9000}
    )
    assert Search(tpir=0.89, fpir=1e-3, at_list=3000, own=True) == search_of(own)


@pytest.mark.parametrize(
    "alarms",
    [
        None,
        {"per_year": 0.1},
        {"looks_per_year": 300, "fpir": 1e-3},
        {"looks_per_year": 1, "fpir": {"by": "sex", "values": {"male": 0.1}}, "at_list": 1, "list": 1},
    ],
)
def test_without_one_rate_at_one_list_the_published_one_stands(alarms: dict[str, Any] | None) -> None:
    """No alarms, no rate, no list that it was measured at, or one that differs by a column."""
    assert anchor()[1] == search_of(camera(alarms=alarms))


def test_london_s_alerts_were_better_than_the_test_foresees() -> None:
    """The largest trial had one true alert in 1,523 faces, near the stated base rate, and 99.5 % right."""
    largest = max((t for t in trials() if t.right is not None), key=lambda t: t.passed or 0)
    assert 1523 == round((largest.passed or 0) / (largest.true or 1))
    assert 0.995 == pytest.approx(largest.right, abs=0.0005)
    assert (largest.right or 0) > search_of(camera()).right(10_000, 1_000)


def test_groups_are_taken_for_others_as_published() -> None:
    """Black women 11.65 times as often as white men, in the median algorithm; against white women half."""
    assert ["white-men", "black-men", "white-women", "black-women"] == groups()
    times = [times_as_often((group, group)) for group in groups()]
    assert [1, 2.25, 2.9, 11.65] == pytest.approx(times)
    assert 0.5 == pytest.approx(times_as_often(("black-women", "white-women")))


# ---------------------------------------------------------------- the findings


def test_only_cameras_that_tell_faces_are_asked(shop: Any) -> None:
    """A scheme without remote recognition has no such finding, one with verification neither."""
    assert not [name for name in measure(shop.usual()) if name.startswith("face.")]
    people = shop.crowd(districts=2, size=4)
    found = measure(shop.evidence(people, scheme=looking(biometric="verification")))
    assert not [name for name in found if name.startswith("face.")]


@pytest.mark.parametrize("biometric", ["remote-post", "remote-real-time"])
def test_each_recognising_channel_has_a_table(shop: Any, biometric: str) -> None:
    """A share for every list and base rate, and one for every group with the span of the algorithms."""
    people = shop.crowd(districts=2, size=4)
    found = measure(shop.evidence(people, scheme=looking(biometric=biometric)))
    assert ["face.flagged_right.eye", "face.flagged_right_by_group.eye"] == [
        name for name in found if name.startswith("face.")
    ]
    table, grouped = found["face.flagged_right.eye"], found["face.flagged_right_by_group.eye"]
    assert [str(size) for size in LISTS] == list(table.value)
    assert all([f"1 in {n}" for n in ONE_IN] == list(row) for row in table.value.values())
    for group, ends in (grouped.parts or {}).items():
        assert ends["value"] == grouped.value[group]
        assert (ends["low"] or 0) <= grouped.value[group] <= (ends["high"] or 0)
    assert grouped.value["white-men"] == table.value["10000"]["1 in 1000"]


def test_a_finished_run_says_what_a_match_is_worth(finished_run: Path) -> None:
    """At 1 in 60,000 and a list of 10,000, 84 of 100 are right if 1 in 1,000 is listed; 31 black women."""
    found = json.loads((finished_run / "findings.json").read_text("utf-8"))
    table = found["face.flagged_right.street-camera"]["value"]
    expected = 0.001 * 0.89 / (0.001 * 0.89 + 0.999 * 1.67e-4)
    assert expected == pytest.approx(table["10000"]["1 in 1000"])
    assert 84 == round(100 * expected)
    assert table["1000000"]["1 in 100000"] < 0.001
    grouped = found["face.flagged_right_by_group.street-camera"]
    assert 31 == round(100 * grouped["value"]["black-women"])
    assert "favourable" == grouped["direction"]
