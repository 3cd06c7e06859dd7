"""What holds on a day of the rollout."""

from __future__ import annotations

import pytest

from demerit.schemes.loading import load_scheme
from demerit.schemes.phases import providers_on


@pytest.mark.parametrize(
    ("day", "count"), [(0, 1), (1_825, 1), (1_826, 8), (3_286, 8), (3_287, 1), (5_839, 1)]
)
def test_providers_follow_the_phases(day: int, count: int) -> None:
    """Eight firms score between 2014 and 2018, one before and after."""
    assert count == providers_on(load_scheme("as-described-rollout").model, day)


def test_without_a_rollout_all_score_from_the_first_day() -> None:
    """A scheme that is there at once has all its providers."""
    scheme = load_scheme("as-described").model
    several = scheme.model_copy(update={"providers": scheme.providers.model_copy(update={"count": 3})})
    assert (1, 3) == (providers_on(scheme, 0), providers_on(several, 0))
