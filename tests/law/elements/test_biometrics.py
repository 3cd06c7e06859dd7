"""Faces, bodies, predicted crimes: what the pairs of every clause leave out."""

from __future__ import annotations

from typing import Any

import pytest

from cases import Raw, posts, seen

POST = posts()["conducts"][0]
STREET = {"id": "web", "title": "Street cameras", "kind": "camera", "biometric": "remote-real-time"}


def camera(
    conduct: Raw | None = None, authority: str | None = "state", use: Any = None, **change: Any
) -> Raw:
    """The small scheme with a live camera."""
    return posts(
        channels=[{**STREET, **change}], conducts=[{**POST, **(conduct or {})}], authority=authority, use=use
    )


def test_a_place_that_may_be_closed() -> None:
    """A camera that the file does not place is a question; without one nothing is watched."""
    assert "shown" == seen("public-space", camera()).status
    assert "unknown" == seen("public-space", camera(title="Cameras in the hall")).status
    assert "negated" == seen("public-space", posts()).status


@pytest.mark.parametrize(
    ("conduct", "authority", "use", "status"),
    [
        ({"lawful": False, "unlawful_under": "general-law", "gravity": "grave"}, "state", None, "shown"),
        ({"lawful": False, "unlawful_under": "general-law", "gravity": "minor"}, "state", None, "unknown"),
        ({}, "state", None, "unknown"),
        ({}, "company", {"public_function": False}, "negated"),
        ({}, "company", None, "unknown"),
        ({}, None, None, "unknown"),
    ],
)
def test_law_enforcement(conduct: Raw, authority: str | None, use: Raw | None, status: str) -> None:
    """The State that looks for serious breaches shows it; a firm with no public function does not."""
    assert status == seen("law-enforcement", camera(conduct, authority, use)).status


def test_the_three_objectives() -> None:
    """Minor and serious acts are outside them by the file's own word; grave ones may be of Annex II."""
    assert "shown" == seen("outside-exceptions", camera()).status
    assert "unknown" == seen("outside-exceptions", camera({"gravity": "grave"})).status
    assert "negated" == seen("outside-exceptions", posts()).status


def test_biometric_data_without_a_channel_that_reads_them() -> None:
    """Data on bodies of which no channel says how they are read: a question."""
    raw = posts(data=[{"id": "gaits", "special": ["biometric"], "channels": ["web"]}])
    assert "unknown" == seen("remote-biometrics", raw).status
    assert "shown" == seen("biometric-data", raw).status
    assert "negated" == seen("biometric-data", posts()).status


def test_faces_where_people_speak() -> None:
    """A camera that sees expressive acts may lead to conclusions about them; one that sees none does not."""
    assert "unknown" == seen("sensitive-deduction", camera()).status
    assert (
        "negated" == seen("sensitive-deduction", camera({"family": "leisure", "context": "leisure"})).status
    )


def test_predictions() -> None:
    """Guesses beside facts, or with a person between, are questions; facts alone predict nothing."""
    guess: Raw = {
        "id": "risk",
        "about": "predicted",
        "special": ["criminal"],
        "channels": ["web"],
        "conducts": ["post"],
    }
    fact: Raw = {"id": "posts-read", "about": "conduct", "channels": ["web"], "conducts": ["post"]}
    assert "shown" == seen("profile-alone", posts(data=[guess])).status
    assert "unknown" == seen("profile-alone", posts(data=[guess, fact])).status
    assert "unknown" == seen("profile-alone", posts(data=[guess], use=None)).status
    assert "negated" == seen("profile-alone", posts(data=[fact])).status
    assert "negated" == seen("crime-risk", posts(data=[fact])).status
    serious = [{**POST, "lawful": False, "unlawful_under": "general-law", "gravity": "serious"}]
    assert "unknown" == seen("crime-risk", posts(data=[{**guess, "special": []}], conducts=serious)).status
