"""What varies: paths that lead somewhere, values at shares of the way, jobs with them set."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demerit.formats.problems import Problems
from demerit.study.ensemble.varied import values_at
from demerit.study.inquiry.axes import Axis
from studies import DETECTS, an_inquiry

LINEAR = Axis(name="p", file="scheme", place=(), values=None, ends=(0.1, 10.0))
LOG = Axis(name="p", file="scheme", place=(), values=None, ends=(0.1, 10.0), log=True)
WHOLE = Axis(name="p", file="scheme", place=(), values=None, ends=(3.0, 5.0), whole=True)
WORDS = Axis(name="p", file="scheme", place=(), values=("a", "b", "c"), ends=(0.0, 1.0))


@given(st.floats(0, 1))
def test_values_stay_within_the_range(share: float) -> None:
    """Whatever the share, and in the order of shares at its ends."""
    for axis in (LINEAR, LOG):
        assert 0.1 <= axis.at(share) <= 10.0
    assert WHOLE.at(share) in {3, 4, 5}
    assert WORDS.at(share) in {"a", "b", "c"}


def test_the_middle_is_that_of_the_scale() -> None:
    """Linear the mean, logarithmic the geometric mean; values in equal parts."""
    assert math.isclose(5.05, LINEAR.at(0.5))
    assert math.isclose(1.0, LOG.at(0.5))
    assert ["a", "b", "c"] == [WORDS.at(share) for share in WORDS.shares(99)]
    assert [3, 4, 5] == [WHOLE.at(share) for share in (0.0, 0.5, 1.0)]


@pytest.mark.parametrize(
    ("vary", "said"),
    [
        ({"path": "channels.street-camra.detects", "range": [0.1, 0.2]}, "street-camera"),
        ({"path": "society.turnovr", "range": [0.0, 0.2]}, "turnover"),
        ({"path": "channels.", "range": [0.0, 0.2]}, "no path"),
        ({"path": DETECTS, "range": [0.1, 7.0]}, "7"),
        ({"path": DETECTS, "values": [0.1, "often"]}, "often"),
    ],
)
def test_what_leads_nowhere_is_refused_at_its_line(tmp_path: Path, vary: Any, said: str) -> None:
    """A path with its nearest name, an end or a value that the file does not take: before any world."""
    with pytest.raises(Problems) as refused:
        an_inquiry(tmp_path, vary=[vary])
    assert {6} == {each.line for each in refused.value.problems}
    assert said in str(refused.value)


def test_a_world_has_its_values(tmp_path: Path) -> None:
    """All three files change, each where its path says, under the seed."""
    vary = [
        {"path": DETECTS, "range": [0.2, 0.4]},
        {"path": "society.turnover", "values": [0.0, 0.1]},
        {"path": "behaviour.caution.half_life_days", "range": [10, 20]},
    ]
    inquiry = an_inquiry(tmp_path, vary=vary)
    values = values_at(inquiry.vary, [0.5, 0.9, 0.0])
    job = inquiry.setting(values, 7)
    assert {DETECTS: 0.3, "society.turnover": 0.1, "behaviour.caution.half_life_days": 10} == values
    assert (0.3, 0.1, 7) == (job.scheme.model.channels[0].detects, job.society.model.turnover, job.seed)
    assert 10 == job.behaviour.model.caution.half_life_days
