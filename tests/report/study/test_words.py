"""A study in words: what moves what, most first, and what is not known is said."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.findings.catalogue import words_of
from demerit.report.study.words import (
    HEADS,
    about,
    interval_of,
    ordered,
    possible,
    shown,
    told_failed,
    told_gain,
    told_outcome,
    written,
)
from demerit.report.words import interval
from demerit.study.inquiry.studied import Studied
from studies import MISNAMES, WRONG


def test_a_study_is_said_in_a_line(studied: Studied) -> None:
    """Title, method, worlds, people, days and seed."""
    said = about(studied)
    for word in ("Two numbers of a camera", "every combination", "4 worlds", "2,000", "30 days", "seed 1"):
        assert word in said


def test_indices_are_read_as_the_method_means_them() -> None:
    """Shares in per cent, effects in the finding's unit, nothing where there is none."""
    index = {"index": 0.62, "low": 0.5, "high": 0.7}
    assert ("62 %", "50-70 %") == (shown(index, "sobol"), interval_of(index, "sobol"))
    assert "0.62" == shown(index, "morris")
    assert "not measurable" == shown({"index": None, "low": None, "high": None}, "grid")
    assert "nothing moves it" == interval_of({"index": 0.0, "low": 0.0, "high": 0.0}, "sobol")
    assert ("moves it by", "95 %") == HEADS["morris"]


def test_most_comes_first() -> None:
    """In order of the index, what has none last."""
    rows = {name: {"index": value} for name, value in (("a", 0.1), ("b", None), ("c", 0.5))}
    assert ["c", "a", "b"] == [name for name, _ in ordered(rows)]


def test_a_finding_is_told_with_what_moves_it(studied: Studied) -> None:
    """How far it goes in its own unit, and what leads; where nothing moves it, that."""
    said = told_outcome(studied, WRONG)
    assert "%" in said
    assert MISNAMES in said
    assert "wrong" in words_of(WRONG).label.lower()
    assert ("12 %", "3") == (written(WRONG)(0.12), written("score.sd")(3.0))


def test_gains_and_failures_are_told(studied: Studied) -> None:
    """With one district no chance shows, and that is said; failed worlds are counted."""
    assert "not known here" in told_gain(replace(studied, gain={WRONG: None}))
    assert "3.5 times" in told_gain(replace(studied, gain={WRONG: 3.5}))
    assert "" == told_failed(studied)


@pytest.mark.parametrize(
    ("index", "low", "high", "said"),
    [
        (1.11, 0.775, 1.6, ("100 %", "77.5-100 %")),
        (-0.02, -0.3, 0.1, ("0 %", "0-10 %")),
        (0.0, 0.0, 0.0, ("0 %", "nothing moves it")),
        (None, None, None, ("not measurable", interval(None, None, "share"))),
    ],
)
def test_a_share_of_the_variance_is_one(
    index: float | None, low: float | None, high: float | None, said: tuple[str, str]
) -> None:
    """Few samples may estimate more than all, or less than nothing: read and drawn it is what it can be."""
    entry = {"index": index, "low": low, "high": high}
    assert said == (shown(entry, "sobol"), interval_of(entry, "sobol"))


def test_what_is_no_share_keeps_its_size() -> None:
    """Morris's effects are in the finding's own unit, and may be larger than one."""
    assert ("14", 14.0) == (shown({"index": 14.0}, "morris"), possible(14.0, "morris"))
