"""Cross checks of whom a scheme scores, and for what they are."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.formats.columns import TRAITS, find, names_of
from demerit.formats.occasion_checks import who_problems
from demerit.formats.problems import Problem
from demerit.formats.sheet import Part


def trait_problems(trait: Part) -> Iterable[Problem]:
    """Points differ by what persons are or where they live, and by nothing that a run changes."""
    points, named = trait["points"], False
    for part in points.everything():
        by = find(part["by"].text())
        if by is None:
            continue
        named = True
        if by.about not in TRAITS:
            yield part["by"].problem("a trait of persons, or the district", known=names_of(*TRAITS))
    if points.present and not named:
        known = ", ".join(names_of(*TRAITS))
        yield points.problem(f"points by a column ({known}): what all are alike is no trait")


def population_problems(top: Part) -> Iterable[Problem]:
    """Who is scored is asked for as `who` of an opportunity is; rules for organisations are theirs alone."""
    population = top["population"]
    yield from who_problems(population["who"], None)
    names = [population[key] for key in ("who", "opportunities", "needs")]
    if population.present and not any(part.present for part in names):
        yield population.problem("who, opportunities or needs, by which somebody is left out")
