"""The claimed benefit is the change in the gravest thing that the general law forbids."""

from __future__ import annotations

from demerit.findings.finding import Finding
from demerit.schemes.loading import load_scheme
from demerit.study.benefit import Benefit, claimed_benefit, claimed_conduct, mildest_points

SCHEME = load_scheme("as-described").model


def change(value: float | None) -> dict[str, Finding]:
    """The finding about drunk driving, and one about something milder."""
    found = Finding(value=value, low=-0.06, high=-0.02, unit="share", definition="", direction="neutral")
    other = Finding(value=0.5, unit="share", definition="", direction="neutral")
    return {"conduct.acts_change.drunk-driving": found, "conduct.acts_change.jaywalking": other}


def test_the_described_system_is_held_to_drunk_driving() -> None:
    """Neither what only the scheme forbids nor what is lawful or expressive counts as a benefit."""
    conduct = claimed_conduct(SCHEME)
    assert conduct is not None
    assert "drunk-driving" == conduct.id
    assert mildest_points(conduct) < 0


def test_the_gravest_comes_before_the_first() -> None:
    """Gravity decides, then the order of the file."""
    grave = SCHEME.conducts[0].model_copy(
        update={
            "id": "worse",
            "gravity": "grave",
            "lawful": False,
            "unlawful_under": "general-law",
            "rights": (),
        }
    )
    conducts = [c for c in SCHEME.conducts if c.gravity != "grave"]
    found = claimed_conduct(SCHEME.model_copy(update={"conducts": (*conducts, grave)}))
    assert found is not None
    assert "worse" == found.id


def test_the_change_is_the_findings() -> None:
    """Value and interval are those of the finding about that conduct."""
    conduct = claimed_conduct(SCHEME)
    assert conduct is not None
    assert Benefit(conduct=conduct, change=-0.04, low=-0.06, high=-0.02) == claimed_benefit(
        SCHEME, change(-0.04)
    )


def test_what_was_not_measured_is_not_claimed() -> None:
    """No world without the scheme, none of the acts in it, or no such conduct: no benefit is printed."""
    assert claimed_benefit(SCHEME, change(None)) is None
    assert claimed_benefit(SCHEME, {}) is None
    assert claimed_benefit(SCHEME.model_copy(update={"conducts": ()}), change(-0.04)) is None
