"""What is reported is what was asked and what came out, cell by cell."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from as_built import describe, margin_errors, measure_ties
from demerit.formats.reading import Document
from demerit.societies.loading import load_society
from demerit.societies.model import Society
from demerit.societies.people import build
from demerit.societies.recipe import make_recipe

Town = Callable[..., Document[Society]]
LIBRARY = ("brackwater", "china-2020", "germany-2020", "usa-2020")


@pytest.mark.parametrize("name", LIBRARY)
def test_margins_are_met_to_rounding(name: str) -> None:
    """In every society of the library each cell of each margin is within one person of its share.

    Of one whose trait is told apart afterwards within two: its cells are split as they were rounded.
    """
    society = load_society(name)
    recipe = make_recipe(society, people=20_000, seed=1)
    errors = margin_errors(society, recipe, build(recipe, 0, recipe.districts))
    assert ["margin", "cell", "target", "got", "absolute", "relative"] == errors.columns
    afterwards = pl.col("margin").is_in(["licence", "benefits", "labour"])
    assert np.abs(errors.filter(~afterwards)["absolute"].to_numpy()).max() <= 1 / 20_000
    assert np.abs(errors.filter(afterwards)["absolute"].to_numpy()).max() <= 2 / 20_000
    for (_,), cells in errors.group_by("margin"):
        assert 1 == pytest.approx(cells["got"].sum())
        assert 1 == pytest.approx(cells["target"].sum())


def test_a_margin_that_is_missed_shows(town: Town) -> None:
    """One district of ten holds a tenth of the people, dealt by chance: its errors are no longer nil."""
    recipe = make_recipe(town(), people=20_000, seed=1)
    whole, part = (
        np.abs(margin_errors(town(), recipe, build(recipe, 0, count))["absolute"].to_numpy()).max()
        for count in (10, 1)
    )
    assert part > 20 * whole


def test_figures_do_not_depend_on_batches(town: Town) -> None:
    """Ten batches or one: the same figures of ties."""
    recipe = make_recipe(town(), people=20_000, seed=1)
    apart = measure_ties(build(recipe, d, 1) for d in range(10))
    assert measure_ties(build(recipe, 0, 10)) == apart


def test_degrees_by_hand(town: Town) -> None:
    """Mean, spread, most and none are those of the degrees themselves."""
    recipe = make_recipe(town(ties={"friends": {"mean": 1.5}}), people=4_000, seed=1)
    built = build(recipe, 0, 2)
    degree = np.diff(built.friend_start)
    ties = measure_ties(built)
    assert (degree.mean(), degree.std()) == pytest.approx((ties.mean_degree, ties.degree_sd))
    assert (degree.max(), np.mean(degree == 0)) == pytest.approx((ties.most_friends, ties.friendless_share))


def test_the_report_sets_asked_against_got(town: Town) -> None:
    """Ties, households and incomes within a few percent of what the town asks, in figures and in text."""
    recipe = make_recipe(town(), people=100_000, seed=1)
    report = describe(town(), recipe, build(recipe, 0, recipe.districts))
    off = report.figures.with_columns(off=(pl.col("got") / pl.col("asked") - 1).abs())
    assert np.nanmax(off["off"].to_numpy()) < 0.05
    text = report.text()
    assert "town: 100,000 people" in text
    assert "friends, clustering" in text
    assert "margin age_sex: 34 cells" in text


def test_a_society_of_one_group_has_no_homophily(town: Town) -> None:
    """Nothing to be alike in: the figure is left out, and the report still prints."""
    alike = town(groups=[], error_tables={})
    recipe = make_recipe(alike, people=2_000, seed=1)
    report = describe(alike, recipe, build(recipe, 0, 1))
    assert report.ties.homophily is None
    assert "friends, homophily" in report.text()
