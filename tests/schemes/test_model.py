"""The scheme as a model: what is unsaid is off or unknown."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from demerit.schemes.loading import load_scheme
from demerit.schemes.model import Prior, Scheme, StartShares

LEAST = {
    "format": "demerit/scheme/1",
    "id": "x",
    "title": "t",
    "score": {"start": 0, "min": 0, "max": 1},
    "bands": [{"id": "a", "from": 0}],
}


def test_everything_else_is_off_or_unknown() -> None:
    """Weights and rates 0, one provider, no redress, unknown use."""
    scheme = Scheme.model_validate(LEAST)
    assert (0.0, 1, None, None) == (
        scheme.bands[0].weight,
        scheme.providers.count,
        scheme.redress,
        scheme.use.ai,
    )
    assert () == scheme.conducts + scheme.treatments + scheme.channels + scheme.rollout


def test_unions_are_told_by_their_shape() -> None:
    """Start by shares, allocation by past records."""
    changed = LEAST | {
        "score": {"start": {"by": "group", "shares": {"a": {0: 1.0}}}, "min": 0, "max": 1},
        "channels": [{"id": "c", "kind": "camera", "allocation": {"prior": {0: 1}}}],
    }
    scheme = Scheme.model_validate(changed)
    assert isinstance(scheme.score.start, StartShares)
    assert isinstance(scheme.channels[0].allocation, Prior)
    assert scheme == Scheme.model_validate(scheme.model_dump(by_alias=True))


@pytest.mark.parametrize("score", [{"max": 10**9}, {"min": -(10**9)}, {"start": 10**7}])
def test_scores_stay_within_a_million(score: dict[str, int]) -> None:
    """Tables hold every score there is: more would not fit, and is refused at its line."""
    with pytest.raises(ValidationError, match="1000000"):
        Scheme.model_validate({**LEAST, "score": {"start": 0, "min": 0, "max": 1, **score}})


@pytest.mark.parametrize(
    ("day", "count"), [(0, 1), (1_825, 1), (1_826, 8), (3_286, 8), (3_287, 1), (5_839, 1)]
)
def test_providers_follow_the_phases(day: int, count: int) -> None:
    """Eight firms score between 2014 and 2018, one before and after."""
    assert count == load_scheme("as-described-rollout").model.providers_on(day)


def test_without_a_rollout_all_score_from_the_first_day() -> None:
    """A scheme that is there at once has all its providers."""
    scheme = load_scheme("as-described").model
    several = scheme.model_copy(update={"providers": scheme.providers.model_copy(update={"count": 3})})
    assert (1, 3) == (scheme.providers_on(0), several.providers_on(0))
