"""Uses that Annex III lists, and who uses the score."""

from __future__ import annotations

from typing import Any

import pytest

from cases import Raw, library, posts, seen

TRAINS = posts()["treatments"][0]


def treated(use: Any = None, authority: str | None = "state", **change: Any) -> Raw:
    """The small scheme with its treatment changed."""
    return posts(treatments=[{**TRAINS, **change}], use=use, authority=authority)


@pytest.mark.parametrize(
    ("authority", "use", "status"),
    [
        ("state", None, "shown"),
        ("company", {"public_function": True}, "shown"),
        ("company", {"public_function": False}, "negated"),
        ("company", None, "unknown"),
        (None, {"public_function": False}, "unknown"),
    ],
)
def test_a_public_authority(authority: str | None, use: Raw | None, status: str) -> None:
    """The State, or a public function; a firm of which the file does not say is a question."""
    assert status == seen("public-authority", treated(use, authority)).status


def test_annex_iii_takes_the_strongest_of_its_points() -> None:
    """One listed use shows it; an open one asks; none is negated."""
    assert "shown" == seen("annex-iii-use", treated(need="school-place")).status
    assert "unknown" == seen("annex-iii-use", treated(need="benefit-claim")).status
    assert "negated" == seen("annex-iii-use", treated(need="gym-visit")).status


def test_a_public_service_needs_both() -> None:
    """An essential service of a private body is not point 5(a)."""
    private = treated({"public_function": False}, "company", need="benefit-claim", essential=True)
    assert "negated" == seen("annex-iii-use", private).status
    assert "shown" == seen("essential-public-service", private).status


def test_a_lender_without_loans_is_a_question() -> None:
    """A lender's score that the file ties to no loan asks what it is for."""
    assert "unknown" == seen("creditworthiness", treated(None, "lender", need="gym-visit")).status
    assert "shown" == seen("creditworthiness", library("credit-file")).status


def test_effects_that_weigh() -> None:
    """A refusal weighs; a dearer ride may; no burden does not."""
    dearer = treated(effect="price", factor=1.3)
    assert "shown" == seen("significant-effect", treated()).status
    assert "unknown" == seen("significant-effect", dearer).status
    assert "shown" == seen("significant-effect", treated(effect="price", factor=1.3, essential=True)).status
    assert "negated" == seen("significant-effect", treated(bands=["high"])).status  # where no act leads


def test_oversight() -> None:
    """A machine with nobody looking shows the gap; review or a person leaves a question, never a no."""
    reviewed = [{"id": "web", "kind": "platform", "review": {"share": 1.0, "catches": 0.5}}]
    assert "shown" == seen("nobody-oversees", posts()).status
    assert "unknown" == seen("nobody-oversees", posts(channels=reviewed)).status
    assert "unknown" == seen("nobody-oversees", posts(use={"decided_by": "person"})).status


def test_profiling() -> None:
    """A machine that evaluates persons profiles; people with a list may not; firms are nobody's profile."""
    assert "shown" == seen("profiling", posts()).status
    assert "unknown" == seen("profiling", posts(use={"ai": "none", "decided_by": "person"})).status
    assert "negated" == seen("profiling", library("company-credit")).status
