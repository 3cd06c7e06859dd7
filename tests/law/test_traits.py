"""Scoring by what people are."""

from __future__ import annotations

from cases import posts, read, seen, statuses
from demerit.law.case import Case
from demerit.law.traits import columns, start_columns, table

BY_GROUP = {"by": "group", "shares": {"few": {10: 1.0}, "many": {100: 1.0}}}


def test_columns_nest() -> None:
    """Columns within columns are found; bands and scores are no traits."""
    points = {
        "by": "band",
        "values": {"low": {"by": "sex", "values": {"female": -3, "male": -5}}, "plain": -4},
    }
    made = read(posts(conducts=[{**posts()["conducts"][0], "points": points}])).model
    assert {"sex"} == columns(made.conducts[0].points)
    assert set() == columns(made.score.start)
    assert ["group"] == start_columns(read(posts(score={"start": BY_GROUP})).model)


def test_a_minority_that_starts_low() -> None:
    """Refused for where their group starts, with no act scored: no limb is absent."""
    raw = posts(score={"start": BY_GROUP}, conducts=None, data=None)
    found = statuses(raw)
    assert "shown" == seen("behaviour-or-traits", raw).status
    assert "shown" == seen("unjustified-or-disproportionate", raw).status
    assert "shown" == seen("by-status", raw).status
    assert "indicated" == found["charter:21"]
    assert "absent" not in {found["ai-act:5(1)(c)(i)"], found["ai-act:5(1)(c)(ii)"]}


def test_each_column_has_its_source() -> None:
    """Protected or unclear, by the law that says so; a context only where one part of life can be named."""
    assert {"group", "sex", "age", "income_decile", "district"} == set(table().columns)
    assert all(row.source for row in table().columns.values())
    case = Case(read(posts(score={"start": BY_GROUP})))
    assert ["yes"] == [trait.row.protected for trait in case.traits]
