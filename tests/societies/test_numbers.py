"""Plain numbers out of fields with sources."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from demerit.formats.reading import Document
from demerit.societies.model import Society
from demerit.societies.numbers import number


@pytest.mark.parametrize("mean", [4, 4.0, {"value": 4, "source": "census"}])
def test_a_source_is_left_aside(town: Callable[..., Document[Society]], mean: Any) -> None:
    """Plain or sourced, the number is the same."""
    assert 4.0 == number(town(ties={"friends": {"mean": mean}}).model.ties.friends.mean)
