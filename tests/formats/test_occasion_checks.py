"""Opportunities and needs that cannot be lived."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demerit.formats.problems import Problem

Find = Callable[[str], tuple[Problem, ...]]


@pytest.mark.parametrize(
    ("entry", "place", "words"),
    [
        ("{act: 1, per_year: 1, at_days: [1]}", "at_days", "either per_year or at_days"),
        ("{act: 1}", "per_year", "missing; expected per_year or at_days"),
        ("{act: 1, per_year: 1, takes: a, leaves: a}", "leaves", "another conduct"),
        ("{act: 1, per_year: 1, leaves: rumours}", "leaves", "another conduct"),
        ("{act: 1, per_year: 1, strains: leaves}", "strains", "no conduct of leaving"),
        (
            "{act: 1, per_year: 1, follows: {ties: friends, threshold: {}}}",
            "follows.threshold",
            "none, expected exactly one",
        ),
        (
            "{act: 1, per_year: 1, follows: {ties: friends, threshold: {counts: [1], uniform: [0, 1]}}}",
            "follows.threshold",
            "counts and uniform",
        ),
        (
            "{act: 1, per_year: 1, follows: {ties: friends, threshold: {uniform: [1, 0]}}}",
            "follows.threshold.uniform",
            "low first",
        ),
        ("{act: 1, per_year: 1, who: {age: [40, 30]}}", "who.age", "rising"),
    ],
)
def test_opportunities_that_cannot_be(
    small_text: str, problems_of: Find, entry: str, place: str, words: str
) -> None:
    """Each with its one problem."""
    (problem,) = problems_of(f"{small_text}assumes: {{opportunities: {{rumours: {entry}}}}}\n")
    assert f"assumes.opportunities.rumours.{place}" == problem.place
    assert words in problem.text()


def test_what_a_need_opens_needs_no_time_of_its_own(small_text: str, problems_of: Find) -> None:
    """It comes with the need; the need itself has to come."""
    life = "assumes: {opportunities: {repay: {act: 1}}, needs: {loan: {context: finance, opens: repay%s}}}\n"
    assert () == problems_of(small_text + life % ", per_year: 1")
    assert ["assumes.needs.loan.per_year"] == [p.place for p in problems_of(small_text + life % "")]
