"""Estimates, intervals and verdicts: right as often as they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from demerit.study.expect import Figure
from demerit.study.measured import Measurement
from demerit.study.verdict import ALARM, FIGURES_AT_MOST, answer
from worlds import fill_words

NUMBERS = st.floats(-1e6, 1e6)


def figure(paper: float, tolerance: float = 0.0, stat: str = "mean") -> Figure:
    """A figure of a paper."""
    place = {"figure": "f", "paper_place": "p", "sql": "x", "runs": 5}
    return Figure.model_validate({**place, "paper": paper, "tolerance": tolerance, "stat": stat})


def runs(*values: float, se: float | None = None) -> list[Measurement]:
    """Runs with these values."""
    return [Measurement(value=value, se=se) for value in values]


def uniform(rows: int, columns: int) -> np.ndarray:
    """Luck of the house's own generator, 0-1."""
    words = np.zeros((rows, columns, 4), np.uint32)
    fill_words(np.uint64(11), 0, 0, 1, 0, words)
    return (words[:, :, 0] + 0.5) * 2.0**-32


@given(st.lists(NUMBERS, min_size=2, max_size=9), NUMBERS, st.floats(0, 100))
def test_missed_means_wholly_outside(values: list[float], paper: float, tolerance: float) -> None:
    """The estimate lies in its interval, and the verdict is whether the interval reaches the tolerance."""
    said = answer(figure(paper, tolerance), runs(*values))
    assert said.low <= said.ours <= said.high
    distance = max(0.0, said.low - paper, paper - said.high)
    slack = 1e-9 * max(1.0, abs(paper))
    assert ("met" if distance <= tolerance + slack else "missed") == said.verdict


def test_one_run_without_an_error_is_exact() -> None:
    """A cascade of a hundred people joins or does not."""
    assert "met" == answer(figure(1.0), runs(1.0)).verdict
    assert "missed" == answer(figure(1.0), runs(0.99)).verdict


def test_errors_within_runs_count_where_all_give_one() -> None:
    """The mean of four runs has half the error of each; without one of them, the runs' scatter counts."""
    known = answer(figure(0.0), runs(1.0, 2.0, 3.0, 4.0, se=0.2))
    assert known.high - known.ours == pytest.approx(stats.norm.isf(ALARM / 2) * 0.1)
    mixed = answer(figure(0.0), [*runs(1.0, 2.0, 3.0, se=0.2), Measurement(value=4.0)])
    between = np.std([1, 2, 3, 4], ddof=1) / 2
    assert mixed.high - mixed.ours == pytest.approx(stats.t.isf(ALARM / 2, 3) * between)


def test_a_table_alarms_in_fewer_than_one_of_a_thousand_calls() -> None:
    """As many figures as a table may have, each at its rate."""
    assert ALARM * FIGURES_AT_MOST <= 1e-3


def test_means_are_as_often_wrong_as_they_say() -> None:
    """Of 20,000 means of normal runs, hardly any lies outside; at a tenth of the width, many do."""
    values = stats.norm.ppf(uniform(20_000, 8))
    said = [answer(figure(0.0), runs(*row)) for row in values]
    assert sum(each.verdict == "missed" for each in said) <= 3
    narrow = sum(abs(each.ours) > (each.high - each.ours) / 10 for each in said)
    assert 0.3 < narrow / 20_000 < 0.5


def test_spreads_are_estimated_and_seldom_wrong() -> None:
    """The standard deviation of uniform runs is 0.289; its interval holds that, and no half or double."""
    values = uniform(500, 60)
    said = [answer(figure(12**-0.5, stat="sd"), runs(*row)) for row in values]
    assert 0 == sum(each.verdict == "missed" for each in said)
    assert np.mean([each.ours for each in said]) == pytest.approx(12**-0.5, rel=0.01)
    assert all(each.high < 2 * each.ours and each.low > each.ours / 2 for each in said)


def test_runs_that_do_not_scatter_have_no_spread() -> None:
    """Nothing is divided by nothing."""
    said = answer(figure(0.0, stat="sd"), runs(3.0, 3.0, 3.0))
    assert (0.0, 0.0, 0.0, "met") == (said.ours, said.low, said.high, said.verdict)


def test_a_figure_off_by_its_power_is_missed_in_nine_of_ten() -> None:
    """Of 2,000 tables of 40 known errors, whose truth is off by the power, 90 % miss."""
    luck = stats.norm.ppf(uniform(2000, 40))
    power = answer(figure(0.0, 0.1), runs(*np.zeros(40), se=1.0)).power
    verdicts = [answer(figure(0.0, 0.1), runs(*(row + power), se=1.0)).verdict for row in luck]
    assert 0.88 < verdicts.count("missed") / len(verdicts) < 0.92


@given(st.lists(NUMBERS, min_size=2, max_size=9), st.floats(0, 100))
def test_power_is_never_less_than_what_is_allowed(values: list[float], tolerance: float) -> None:
    """Within the tolerance nothing is found, however many runs."""
    assert answer(figure(0.0, tolerance), runs(*values)).power >= tolerance
