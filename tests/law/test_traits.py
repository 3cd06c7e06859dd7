"""Scoring by what people are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Raw, milder, posts, read, seen, statuses
from demerit.formats.columns import TRAITS, names_of
from demerit.law.case import Case
from demerit.law.traits import columns, table

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
    assert {"group"} == columns(read(posts(score={"start": BY_GROUP})).model.score.start)


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
    assert {*names_of(*TRAITS)} == set(table().columns)
    assert all(row.source for row in table().columns.values())
    case = Case(read(posts(score={"start": BY_GROUP})))
    assert ["yes"] == [trait.row.protected for trait in case.traits]


ILL = {
    "id": "ill",
    "family": "health",
    "context": "health",
    "points": {"by": "age", "values": {0: 0, 60: -30}},
}
POOR = {"id": "poor", "family": "means", "points": {"by": "income_decile", "values": {1: -30, 3: 0}}}


def only(*entries: Raw, **parts: Raw) -> Raw:
    """The small scheme without acts and data, in which these traits score."""
    return posts(conducts=None, data=None, traits=list(entries), **parts)


def test_a_trait_scores_without_posing_as_an_act() -> None:
    """Refused for what one is, from 70 of 80: evaluated, a burden, data of health for a train: indicated."""
    raw = only(ILL)
    found = statuses(raw)
    assert "shown" == seen("behaviour-or-traits", raw).status
    assert "ill" in seen("behaviour-or-traits", raw).reason
    assert "shown" == seen("unrelated", raw).status
    assert "shown" == seen("unjustified-or-disproportionate", raw).status
    assert "shown" == seen("special-categories", raw).status
    assert "shown" == seen("touches-private-life", raw).status
    assert "indicated" == found["charter:21"]
    assert "absent" not in {found["ai-act:5(1)(c)(i)"], found["ai-act:5(1)(c)(ii)"]}


def test_where_data_on_a_trait_come_from_is_asked() -> None:
    """A trait of money and a train: nobody says that they are related, so it is asked, never absent."""
    raw = only(POOR)
    assert "unknown" == seen("unrelated", raw).status
    assert "'poor'" in seen("unrelated", raw).reason
    assert "absent" not in {statuses(raw)[f"ai-act:5(1)(c)({limb})"] for limb in ("i", "ii")}


def test_a_trait_near_what_follows() -> None:
    """Near miss: the same trait where nobody's start reaches the low band is no way to it."""
    mild = {**POOR, "points": {"by": "income_decile", "values": {1: -10, 3: 0}}}
    case = Case(read(only(mild)))
    assert (90, 100) == case.ladder.starts
    assert () == case.met
    assert all(not trait.treatments for trait in case.traits)


def test_traits_come_together() -> None:
    """Neither of two traits reaches the band, both do: reach is worked out over all of them."""
    half: Raw = {"by": "sex", "values": {"female": -11, "male": 0}}
    other: Raw = {"by": "age", "values": {0: 0, 60: -11}}
    raw = only(
        {"id": "a", "family": "status", "points": half}, {"id": "b", "family": "status", "points": other}
    )
    case = Case(read(raw))
    assert (78, 89, 100) == case.ladder.starts
    assert ["low"] == [met.band for met in case.met]


def test_families_are_no_way_out() -> None:
    """A family protects no less than the column: a group that is called a status stays protected."""
    points: Raw = {"by": "group", "values": {"few": -40, "many": 0}}
    for family in ("health", "status", "origin", "means"):
        case = Case(read(only({"id": "x", "family": family, "points": points})))
        assert ["yes"] == [trait.row.protected for trait in case.traits]
    assert all(row.source for row in table().families.values())


@given(st.lists(st.integers(-60, 0), min_size=1, max_size=3), st.integers(1, 40))
@settings(max_examples=25, deadline=None)
def test_more_for_a_trait_is_never_milder(points: list[int], more: int) -> None:
    """Taking more points for what somebody is lowers no status."""

    def made(extra: int) -> Raw:
        worth = [{"by": "income_decile", "values": {1: each - extra, 5: 0}} for each in points]
        return only(*({"id": f"t{i}", "family": "means", "points": by} for i, by in enumerate(worth)))

    assert {} == milder(made(0), made(more))
