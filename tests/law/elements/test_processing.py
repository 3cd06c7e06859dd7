"""Personal data: what the pairs of every clause leave out."""

from __future__ import annotations

import pytest

from cases import Raw, library, posts, seen

POST, DATA = posts()["conducts"][0], posts()["data"][0]


def test_a_key_left_out_says_nothing() -> None:
    """Data that the file does not call special or not are a question; `special: []` is an answer."""
    quiet = [{**POST, "id": "game", "family": "leisure", "context": "leisure"}]
    assert "unknown" == seen("special-categories", posts(conducts=quiet)).status
    assert "unknown" == seen("special-categories", posts(conducts=quiet, data=None)).status
    assert (
        "negated" == seen("special-categories", posts(conducts=quiet, data=[{**DATA, "special": []}])).status
    )


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"context": "traffic", "lawful": False, "unlawful_under": "general-law"}, "shown"),
        ({"context": "finance", "lawful": False, "unlawful_under": "general-law"}, "unknown"),
        ({"context": "finance", "lawful": True}, "negated"),
    ],
)
def test_penalty_points_are_data_on_offences(change: Raw, status: str) -> None:
    """Points for breaking road traffic law are (C-439/19); other breaches ask; lawful acts are none."""
    raw = posts(conducts=[{**POST, "family": "compliance", **change}], data=[{**DATA, "special": []}])
    assert status == seen("offences", raw).status


def test_who_keeps_them_is_said() -> None:
    """The reason says whether an official authority keeps data on offences, which Article 10 turns on."""
    assert "official authority keeps them" in seen("offences", library("driving-licence-points")).reason
    assert "No official authority" in seen("offences", library("zhima-like")).reason


@pytest.mark.parametrize(
    ("redress", "status"),
    [
        (None, "shown"),
        ({"notice": 0.0, "appeal": {"rate": 0.5, "upheld_if_wrong": 1.0}}, "shown"),
        ({"notice": 1.0}, "shown"),
        ({"notice": 1.0, "appeal": {"rate": 0.5, "upheld_if_wrong": 0.0}}, "shown"),
        ({"notice": 1.0, "appeal": {"rate": 0.5, "upheld_if_wrong": 0.9}}, "unknown"),
    ],
)
def test_what_stays_wrong(redress: Raw | None, status: str) -> None:
    """No appeal, none that anybody can lodge, none that is upheld: wrong stays wrong. Else it is open."""
    assert status == seen("stays-wrong", posts(redress=redress)).status


@pytest.mark.parametrize(
    ("basis", "authority", "status"),
    [
        (None, "state", "unknown"),
        ("none", "company", "shown"),
        ("legitimate interests", "state", "shown"),
        ("legitimate interests", "company", "unknown"),
        ("consent", "company", "unknown"),
        ("found unlawful elsewhere", "state", "unknown"),
    ],
)
def test_grounds(basis: str | None, authority: str, status: str) -> None:
    """None, or one that is shut to the State, shows it; any other ground is a question, never an answer."""
    use = {"public_function": authority == "state"} | ({} if basis is None else {"legal_basis": basis})
    assert status == seen("no-ground", posts(use=use, authority=authority)).status


def test_who_may_object() -> None:
    """Against a public task and against interests; a private body that names no ground is asked."""
    assert "shown" == seen("ground-open-to-objection", posts()).status
    private = {"public_function": False}
    assert "unknown" == seen("ground-open-to-objection", posts(authority="company", use=private)).status
    said = {"public_function": False, "legal_basis": "legitimate interests"}
    assert "shown" == seen("ground-open-to-objection", posts(authority="company", use=said)).status


def test_who_decides() -> None:
    """A machine shows it; a person with no machine's score negates; a person with a score is a question."""
    assert "shown" == seen("solely-automated", posts()).status
    assert "negated" == seen("solely-automated", posts(use={"ai": "none", "decided_by": "person"})).status
    assert "unknown" == seen("solely-automated", posts(use={"decided_by": "person"})).status
    assert "C-634/21" in seen("solely-automated", posts(use=None)).reason


def test_where_data_come_from() -> None:
    """Platforms may take data from the person; no channel at all is a question."""
    assert "unknown" == seen("from-the-person", posts()).status
    assert (
        "unknown"
        == seen("from-others", posts(channels=None, conducts=[{**POST, "channels": []}], data=None)).status
    )


def test_telling() -> None:
    """Told of all records is still a question about their source and use; of some, shown, with how few."""
    assert "unknown" == seen("not-all-told", posts(redress={"notice": 1.0})).status
    assert "as few as 30" in seen("not-all-told", posts(redress={"notice": 0.3})).reason
