"""The scheme as a model: what is unsaid is off or unknown."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

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
