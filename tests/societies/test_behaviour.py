"""Behaviours as models and files."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from demerit.societies.behaviour import Behaviour

LEAST = {"format": "demerit/behaviour/1", "id": "x", "title": "t"}


def test_families_are_of_the_vocabulary() -> None:
    """A family that no conduct can have is refused, an unlisted one answers to nothing."""
    assert (
        0.0 == Behaviour.model_validate(LEAST | {"families": {"traffic": {}}}).families["traffic"].deterrence
    )
    with pytest.raises(ValidationError):
        Behaviour.model_validate(LEAST | {"families": {"trafic": {}}})


@pytest.mark.parametrize("days", [0, -1, {"value": 0}, {"by": "sex", "values": {"male": 1}}, "long"])
def test_half_lives_are_positive_and_the_same_for_all(days: object) -> None:
    """Nothing decays in no time, and no column sets it."""
    with pytest.raises(ValidationError):
        Behaviour.model_validate(LEAST | {"caution": {"half_life_days": days}})
