"""Where, by whom and for what: shown by the file's words, asked in silence, negated by what it says."""

from __future__ import annotations

import pytest

from cases import posts, seen


@pytest.mark.parametrize(
    ("element", "purpose", "status"),
    [
        ("police-use", "help the police", "shown"),
        ("police-use", "collect tolls", "negated"),
        ("police-use", None, "unknown"),
        ("migration-use", "assess asylum claims", "shown"),
        ("justice-use", "assist judges", "shown"),
        ("safety-component", "traffic control", "shown"),
        ("distorts-behaviour", "nudge people", "shown"),
        ("distorts-behaviour", "collect tolls", "unknown"),
    ],
)
def test_a_use_by_its_purpose(element: str, purpose: str | None, status: str) -> None:
    """Words of the purpose show it; another purpose negates a use, and never what only people can tell."""
    use = {"purpose": purpose} if purpose else {}
    assert status == seen(element, posts(use=use)).status


@pytest.mark.parametrize(
    ("place", "us", "canada", "party"),
    [
        ("Michigan", "shown", "negated", "unknown"),
        ("Canada", "negated", "shown", "unknown"),
        ("Spain", "negated", "negated", "shown"),
        (None, "unknown", "unknown", "unknown"),
    ],
)
def test_places(place: str | None, us: str, canada: str, party: str) -> None:
    """A place is one of a list, or elsewhere; without one it is asked, as of parties outside the Union."""
    raw = posts(use={"place": place})
    found = [seen(name, raw).status for name in ("in-united-states", "in-canada", "echr-party")]
    assert [us, canada, party] == found


def test_police_and_everybody_else() -> None:
    """Where the State scores for the police the directive applies and not the general regulation."""
    police = posts(use={"purpose": "find crimes"})
    assert ("shown", "negated") == (
        seen("competent-authority", police).status,
        seen("not-police", police).status,
    )
    shop = posts(authority="company", use={"public_function": False})
    assert ("negated", "shown") == (seen("competent-authority", shop).status, seen("not-police", shop).status)


def test_platforms() -> None:
    """A platform is one, a company may be, a State is none."""
    found = [seen("online-platform", posts(authority=a)).status for a in ("platform", "company", "state")]
    assert ["shown", "unknown", "negated"] == found
