"""Persons, districts and groups numbered once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from demerit.findings import coded
from demerit.findings.coded import most_points


def test_sums_fall_in_their_district_and_group(shop: Any) -> None:
    """Districts may have any numbers; a sum is by district and group, in the society's order of groups."""
    people = [shop.person(7, 0), shop.person(7, 1, group="few"), shop.person(30, 0)]
    run = shop.coded(people)
    assert ["many", "few"] == run.groups
    assert [[1, 1], [1, 0]] == run.heads.tolist()
    assert [[5, 6], [7, 0]] == run.summed(np.array([5, 6, 7])).tolist()


def test_people_are_found_in_any_order(shop: Any) -> None:
    """Subjects are found whatever their order, and who is not there is -1."""
    run = shop.coded([shop.person(0, 3), shop.person(0, 1), shop.person(2, 0)])
    wanted = pl.Series(["2-0000", "2-0000", "0-0003", "9-0000", "0-0001", None])
    assert [2, 2, 0, -1, 1, -1] == run.person_of(wanted).tolist()


def test_a_table_that_was_not_kept_is_named(shop: Any) -> None:
    """Whoever asks for one without declaring the need is told so."""
    run = coded.Coded(replace(shop.usual(), ledger=None))
    with pytest.raises(ValueError, match="this run kept no table 'ledger', which the question did not say"):
        _ = run.entries


def test_tallies_add_up_over_ids(shop: Any) -> None:
    """A tally over several ids is their sum, and an id that nobody did counts nothing."""
    people = [shop.person(0, 0), shop.person(1, 0, group="few")]
    rows = [
        {"district": 0, "group": "many", "id": "posting", "acts": 3},
        {"district": 0, "group": "many", "id": "charity", "acts": 4},
        {"district": 1, "group": "few", "id": "posting", "acts": 5},
        {"district": 8, "group": "few", "id": "posting", "acts": 99},
    ]
    run = shop.coded(people, tallies=rows)
    assert [[7, 0], [0, 5]] == run.tally("acts", ["posting", "charity", "unknown"]).tolist()


def test_numbers_by_column(shop: Any) -> None:
    """A number by group is exact, by start score a step; they nest; below the lowest key, the lowest."""
    scheme = {
        "bands": [
            {"id": "barred", "from": 900},
            {"id": "ordinary", "from": {"by": "group", "values": {
                "many": 950, "few": {"by": "start_score", "values": {1000: 970, 1050: 990}}}}},
        ],
        "treatments": [],
        "conducts": [],
    }  # fmt: skip
    people = [
        shop.person(0, 0),
        shop.person(0, 1, group="few", score_start=940),
        shop.person(0, 2, group="few", score_start=1060),
    ]
    run = shop.coded(people, scheme=scheme)
    assert [950, 970, 990] == run.per_person(run.scheme.bands[1].from_).tolist()


def test_rewarded_conducts_can_gain(shop: Any) -> None:
    """The most that a range of points can bring decides whether a conduct is rewarded."""
    run = shop.coded([shop.person(0, 0)])
    assert ["charity"] == run.rewarded
    assert [-15, -20, 10, 0] == [most_points(conduct) for conduct in run.conducts]


@pytest.mark.parametrize("most", [0, 2])
def test_columns_are_the_same_held_or_asked_for_one_by_one(
    shop: Any, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Tables of few are held whole, of more each column is read by itself: the persons are the same."""
    monkeypatch.setattr(coded, "HELD_AT_MOST", most)
    run = shop.coded([shop.person(0, 0, acts=7), shop.person(0, 1, group="few", acts=9)])
    assert [7, 9] == run.column("acts").tolist()
    assert ["many", "few"] == run.groups
    assert [0, 1] == run.group.tolist()
    assert 2 == run.persons
