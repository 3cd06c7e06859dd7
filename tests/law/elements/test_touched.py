"""Rights of Covenant and Charter: what the pairs of every clause leave out."""

from __future__ import annotations

import pytest

from cases import library, posts, seen

POST, TRAINS = posts()["conducts"][0], posts()["treatments"][0]


def test_praise_touches_expression_too() -> None:
    """Points for praise reward what people say: the right is touched without a loss."""
    raw = posts(conducts=[{**POST, "family": "praise", "context": "civic", "points": 5}])
    assert "shown" == seen("touches-expression", raw).status


def test_acts_of_no_points_touch_nothing() -> None:
    """An act that counts for nothing leaves its right alone."""
    assert "negated" == seen("touches-expression", posts(conducts=[{**POST, "points": 0}])).status


def test_private_bodies_are_asked_about() -> None:
    """Who is not the State is asked what the State has to do with it; never negated."""
    private = posts(authority="landlord", use={"public_function": False})
    assert "unknown" == seen("state-acts", private).status
    assert "shown" == seen("state-acts", posts()).status


def test_being_shown_up() -> None:
    """Exposure shows it, other burdens may, none does not."""
    assert "shown" == seen("shown-up", library("as-described")).status
    assert "unknown" == seen("shown-up", posts()).status
    assert "unknown" == seen("shown-up", posts(treatments=None)).status
    assert "negated" == seen("shown-up", posts(treatments=[{**TRAINS, "bands": ["high"]}])).status


def test_hearings() -> None:
    """No appeal shows it, a machine that decides first too; a person who decides leaves a question."""
    heard = {"notice": 1.0, "appeal": {"rate": 1.0, "upheld_if_wrong": 1.0}}
    assert "shown" == seen("no-hearing", posts()).status
    assert "shown" == seen("no-hearing", posts(redress=heard)).status
    assert "unknown" == seen("no-hearing", posts(redress=heard, use={"decided_by": "person"})).status


def test_persons_who_lose_a_licence_to_trade_run_a_business_too() -> None:
    """The freedom to conduct a business is not only firms'."""
    assert (
        "shown"
        == seen("business-treated", posts(treatments=[{**TRAINS, "need": "licence-application"}])).status
    )
    assert "negated" == seen("business-treated", posts()).status


@pytest.mark.parametrize(
    "name",
    [
        "touches-movement",
        "touches-belief",
        "limits-a-right",
        "public-life",
        "business-treated",
        "takes-property",
    ],
)
def test_a_need_that_nothing_knows_is_asked_about(name: str) -> None:
    """What is refused may be anything, where neither the file nor the catalogue says: no clause is absent."""
    late = {**posts()["conducts"][0], "id": "late", "family": "compliance", "context": "consumption"}
    unheard = [{**posts()["treatments"][0], "need": "unheard-of", "context": "consumption"}]
    found = seen(name, posts(conducts=[late], data=None, treatments=unheard))
    assert "unknown" == found.status
    assert "What are these needs about: 'unheard-of'?" == found.reason
    known = {"needs": {"unheard-of": {"context": "consumption", "per_year": 1}}}
    assert (
        "negated" == seen(name, posts(conducts=[late], data=None, treatments=unheard, assumes=known)).status
    )
