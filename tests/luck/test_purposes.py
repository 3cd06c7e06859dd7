"""The register of purposes: what is drawn once for one thing is never drawn for another."""

from __future__ import annotations

from demerit.luck import purposes

FROZEN = {
    "PERMUTATION": 1,
    "PERSON": 2,
    "PROPENSITY": 3,
    "PROPENSITY_MORE": 4,
    "TIES": 5,
    "HOUSEHOLD": 6,
    "THRESHOLD": 7,
    "START_SCORE": 8,
    "INCOME": 9,
    "FIRST_OCCASION": 32,
    "OCCASION": 33,
    "CHANNEL": 34,
    "VICTIM": 35,
    "ALARM": 36,
    "AWARE": 37,
    "SCHEDULED": 38,
    "OPENED": 39,
    "OPENED_CHANNEL": 40,
    "OPENED_VICTIM": 41,
    "ROUNDING": 42,
    "ALARM_POINTS": 43,
    "EMPLOYMENT": 10,
    "RESPONSIBLE": 11,
    "ALARM_ROUNDING": 44,
    "SHARED": 45,
    "ASKED": 46,
    "INFLUENCE": 47,
    "ALARM_INFLUENCE": 48,
    "REDRESS": 49,
    "ALARM_REDRESS": 50,
    "CUT": 51,
    "MADE": 52,
    "HIRED": 53,
    "TURNOVER": 54,
    "PATROL": 55,
    "THINNED": 56,
    "ROLLOUT": 57,
    "RANKED": 58,
    "HYPERCUBE": 96,
    "TRAJECTORY": 97,
    "SHIFT": 98,
    "RESAMPLE": 99,
}
"""Every purpose ever given out. A line may be added here; none is changed or taken away."""

REGISTER = {
    name: value
    for name, value in vars(purposes).items()
    if name.isupper() and isinstance(value, int) and name != "INDEX_BITS"
}


def test_purposes_are_never_reused() -> None:
    """A purpose keeps its number for good: another number would change every run ever published."""
    assert FROZEN == {name: REGISTER.get(name) for name in FROZEN}


def test_new_purposes_are_written_down() -> None:
    """A new purpose is added to the frozen list in the same change."""
    assert set() == set(REGISTER) - set(FROZEN)


def test_purposes_are_distinct() -> None:
    """No two purposes share a number."""
    assert len(REGISTER) == len(set(REGISTER.values()))


def test_purposes_fit_their_bits() -> None:
    """Purpose and index share one 32-bit word; 0 is no purpose, so that a forgotten one shows."""
    assert min(REGISTER.values()) > 0
    assert max(REGISTER.values()) < 1 << (32 - purposes.INDEX_BITS)
