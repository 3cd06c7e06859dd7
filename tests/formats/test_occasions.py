"""Opportunities and needs as models."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from demerit.formats.occasions import Need, Opportunity


def test_an_opportunity_needs_only_its_chance() -> None:
    """Everything but `act` is off unless said."""
    bare = Opportunity.model_validate({"act": 0.5})
    assert (None, None, 0.0, None) == (bare.per_year, bare.at_days, bare.spread, bare.follows)


@pytest.mark.parametrize(
    "raw",
    [
        {"act": 0.5, "per_year": -1},
        {"act": 0.5, "at_days": [-1]},
        {"act": 0.5, "takes": "No Id"},
        {"act": 0.5, "strains": "both"},
        {"act": 0.5, "who": {"income_decile": [11]}},
        {"act": 0.5, "who": {"height": [1, 2]}},
        {},
    ],
)
def test_what_life_cannot_bring(raw: dict[str, object]) -> None:
    """Negative rates and days, odd names, traits that the laboratory does not know."""
    with pytest.raises(ValidationError):
        Opportunity.model_validate(raw)


def test_a_need_needs_its_context() -> None:
    """The context decides what is related to it."""
    with pytest.raises(ValidationError):
        Need.model_validate({"per_year": 1})
