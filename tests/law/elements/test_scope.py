"""Conditions that no scheme file settles."""

from __future__ import annotations

import pytest

from cases import Raw, library, posts, seen

FACES = [{"id": "web", "kind": "camera", "biometric": "remote-post"}]
GUESSED = [{"id": "risk", "about": "predicted", "channels": ["web"]}]


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ({"use": {"ai": "decision"}}, "shown"),
        ({"use": {"ai": "score"}}, "shown"),
        ({"use": {"ai": "inputs"}}, "unknown"),
        ({"use": None}, "unknown"),
        ({"use": {"ai": "none", "decided_by": "person"}}, "negated"),
        ({"use": {"ai": "none", "decided_by": "machine"}}, "unknown"),
        ({"use": {"ai": "none", "decided_by": "person"}, "channels": FACES}, "unknown"),
        ({"use": {"ai": "none", "decided_by": "person"}, "data": GUESSED}, "unknown"),
    ],
)
def test_an_ai_system(parts: Raw, status: str) -> None:
    """The file's word that there is none counts unless a machine decides, recognises or predicts."""
    assert status == seen("ai-system", posts(**parts)).status


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ("Italy in 2021", "shown"),
        ("the EU", "shown"),
        ("Michigan and the Netherlands", "shown"),
        ("China", "unknown"),
        ("United Kingdom", "unknown"),
        ("Austriania", "unknown"),
    ],
)
def test_in_the_union(place: str, status: str) -> None:
    """A Member State by its whole name shows it; no place negates it, as output may be used here."""
    assert status == seen("in-union", posts(use={"place": place})).status


def test_no_place() -> None:
    """A file that names no place asks."""
    assert "unknown" == seen("in-union", posts(use=None)).status


def test_treaties_are_never_settled_by_a_file() -> None:
    """Ratification, and the reach of Union law, are facts that no scheme file holds."""
    for name in ("as-described", "driving-licence-points"):
        assert "unknown" == seen("state-party", library(name)).status
        assert "unknown" == seen("union-law", library(name)).status
