"""Worlds of a design: lived in order, kept as they come, and a failing one leaves the others alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from demerit.study.ensemble.varied import values_at
from demerit.study.inquiry.studied import live_stage
from demerit.study.inquiry.worlds import answer_of, course_days, kept_at
from demerit.study.living import unheard
from studies import LOWEST, WRONG, an_inquiry


def test_an_answer_is_what_was_asked(tmp_path: Path) -> None:
    """The findings asked for and no others, and a share of people on each day."""
    inquiry = an_inquiry(tmp_path)
    job = inquiry.setting(values_at(inquiry.vary, [0.9, 1.0]), 1)
    answer = answer_of(job, [WRONG, LOWEST])
    assert {WRONG, LOWEST} == set(answer.measured)
    assert len(course_days(30)) == len(answer.course)
    assert all(0 <= share <= 1 for share in answer.course)


def test_courses_have_few_days_and_the_last() -> None:
    """One day is one; many are at most two dozen, the last among them."""
    assert [0] == course_days(1)
    assert len(course_days(1825)) <= 24
    assert 1824 == course_days(1825)[-1]


def test_answers_are_kept_and_not_lived_again(tmp_path: Path) -> None:
    """What a first command left is the same in a second one, to the last bit."""
    inquiry = an_inquiry(tmp_path)
    first = live_stage(inquiry, kept_at(tmp_path, "k"), unheard)
    kept = kept_at(tmp_path, "k")
    assert inquiry.worlds == len(kept.known)
    again = live_stage(inquiry, kept, unheard)
    assert (first.lived.values == again.lived.values).all()
    assert np.array_equal(first.lived.courses, again.lived.courses, equal_nan=True)
    assert {} == kept_at(tmp_path / "other", "other").known


def test_a_world_that_fails_says_with_what(tmp_path: Path) -> None:
    """Only together can the numbers not be: those worlds are named with them, and the others have values."""
    vary = [
        {"path": "bands.ordinary.from", "values": [1190, 960]},
        {"path": "bands.model.from", "values": [1000, 1200]},
    ]
    stage = live_stage(an_inquiry(tmp_path, vary=vary), kept_at(tmp_path, "k"), unheard)
    assert len(stage.lived.failed) == np.isnan(stage.lived.values).sum() == 1
    assert "bands.ordinary.from = 1190" in stage.lived.failed.failures[0]
