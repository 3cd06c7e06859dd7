"""Whom a scheme scores, and for what they are: what cannot be said of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from refused import assert_only

Told = Callable[..., list[tuple[str, str]]]
TRAIT = "{id: poor, family: means, points: %s}"


@pytest.mark.parametrize(
    ("points", "place", "words"),
    [
        ("-3", "traits[0].points", "what all are alike is no trait"),
        ("{by: score, values: {0: -3, 4: 0}}", "traits[0].points.by", "trait of persons, or the district"),
        ("{by: start_score, values: {5: -3}}", "traits[0].points.by", "trait of persons, or the district"),
        ("{by: income_decile, values: {2: -3}}", "traits[0].points.values[2]", "1"),
    ],
)
def test_traits_that_cannot_be(told: Told, points: str, place: str, words: str) -> None:
    """One problem each, at its place."""
    assert_only(told(traits=f"[{TRAIT % points}]"), place, words)


def test_traits_that_can_be(told: Told) -> None:
    """By any trait of persons, or the district, one inside another; two of one id cannot be."""
    nested = "{by: sex, values: {female: {by: age, values: {0: 1}}, male: 0}}"
    assert [] == told(traits=f"[{TRAIT % nested}]")
    by_tenth = TRAIT % "{by: income_decile, values: {1: -3, 4: 0}}"
    ((place, words),) = told(traits=f"[{by_tenth}, {by_tenth}]")
    assert "traits[1].id" == place
    assert "an id of its own" in words


@pytest.mark.parametrize(
    ("population", "place", "words"),
    [
        ("{note: drivers}", "population", "by which somebody is left out"),
        ("{who: {age: [60, 20]}}", "population.who.age", "rising"),
        ("{who: {ages: [20, 60]}}", "population.who.ages", "age"),
    ],
)
def test_populations_that_cannot_be(told: Told, population: str, place: str, words: str) -> None:
    """One that leaves nobody out, ages that fall, a trait that nobody has."""
    assert_only(told(population=population), place, words)


def test_populations_that_can_be(told: Told) -> None:
    """By what persons are, and by what their life brings."""
    assert [] == told(population="{who: {age: [20, 60]}, needs: [benefit-claim], opportunities: [drive]}")
