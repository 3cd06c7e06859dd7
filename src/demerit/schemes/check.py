"""Cross checks of a scheme: everything that one part says about another, each at its line.

What only a run can know (whether a society has an opportunity for a conduct) is in `demerit.world.support`.
"""

from __future__ import annotations

from collections.abc import Iterable

from demerit.formats import limits
from demerit.formats.columns import TRAITS, find, names_of
from demerit.formats.name_checks import at_most, doubled, ids, unknown_sources
from demerit.formats.occasion_checks import occasion_problems, who_problems
from demerit.formats.problems import Problem
from demerit.formats.sheet import Part
from demerit.formats.step_tables import begun_late, least_of
from demerit.formats.value_checks import value_problems
from demerit.schemes.check_bands import band_problems, fading_problems, rank_problems, score_problems
from demerit.schemes.check_entries import (
    channel_problems,
    conduct_problems,
    data_problems,
    organisation_problems,
    rollout_problems,
    treatment_problems,
)

FIRST_YEAR, LAST_YEAR = 1000, 9999
MOST = {"channels": limits.CHANNELS, "conducts": limits.RULES, "treatments": limits.RULES}
LISTS = ("bands", "channels", "data", "conducts", "traits", "treatments")


def scheme_problems(top: Part) -> Iterable[Problem]:
    """All cross checks of a scheme's file, from a cursor at its top."""
    bands, channels, conducts = (dict.fromkeys(ids(top[name])) for name in ("bands", "channels", "conducts"))
    for name in LISTS:
        yield from doubled(top[name])
    yield from years_problems(top["status"], top["years"])
    yield from score_problems(top["score"])
    yield from band_problems(top["bands"], top["score"])
    yield from rank_problems(top["bands"])
    yield from fading_problems(top)
    for channel in top["channels"].entries():
        yield from channel_problems(channel, conducts)
    for data in top["data"].entries():
        yield from data_problems(data, channels, conducts)
    for conduct in top["conducts"].entries():
        yield from conduct_problems(conduct, channels=channels, conducts=conducts, bands=bands)
    for treatment in top["treatments"].entries():
        yield from treatment_problems(treatment, bands)
    for trait in top["traits"].entries():
        yield from trait_problems(trait)
    yield from population_problems(top)
    yield from doubled(top["influence"], "ties", "each kind of tie once")
    yield from organisation_problems(top)
    yield from rollout_problems(top["rollout"].entries(), top["providers"]["count"].number())
    yield from unknown_sources(top, {str(name): None for name, _ in top["sources"].items()})
    yield from occasion_problems(top["assumes"])
    yield from value_problems(top, {"band": bands, "conduct": conducts})
    yield from begun_late(top, least_of(top))
    for name, most in MOST.items():
        yield from at_most(top[name], most, name)


def years_problems(status: Part, years: Part) -> Iterable[Problem]:
    """What has ended says from when to when it was in force; nothing else does."""
    if status.text() == "ended" and not years.present:
        yield status.problem("with it 'years: [from, to]', in which the scheme was in force")
    elif years.present and status.text() != "ended":
        yield years.problem("years only with 'status: ended'", key=True)
    known = [part.number() for part in years.entries()]
    for part, number in zip(years.entries(), known, strict=True):
        if number is not None and not FIRST_YEAR <= number <= LAST_YEAR:
            yield part.problem(f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    if len(known) == 2 and None not in known and known[0] > known[1]:  # type: ignore[operator]  # noqa: PLR2004
        yield years.problem("[from, to], the earlier year first")


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
