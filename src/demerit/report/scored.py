"""Whom a scheme scores, where it scores but some: who they are, how many, and what came to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from demerit.findings.catalogue import words_of
from demerit.findings.wording import spoken
from demerit.formats.columns import column
from demerit.law.needs import title_of
from demerit.report.words import listed, many

if TYPE_CHECKING:
    from demerit.report.folder import RunFolder
    from demerit.schemes.model import Scheme

SHARE: Final = "population.share"
CAME: Final = ("population.wrong_people_share", "population.entered_lowest_share")
AGE: Final = "age"


def who_is_scored(scheme: Scheme) -> str:
    """Whom a scheme is about in words: 'those from 22 to below 48'; '' where it is everybody."""
    held = scheme.population
    if held is None:
        return ""
    parts = [_trait(name, values) for name, values in held.who.asked.items()]
    needs = [spoken(title_of(scheme, need)).lower() for need in held.needs]
    parts += [f"who come to ask for {listed(needs, 'or')}"] if needs else []
    acts = [spoken(name) for name in held.opportunities]
    parts += [f"in whose life this comes up: {listed(acts, 'or')}"] if acts else []
    return " ".join(["those", *parts]) if parts else ""


def _trait(name: str, values: tuple[object, ...]) -> str:
    """One trait that is asked for: a span of ages, or values of a column."""
    if name == AGE:
        return f"from {values[0]} to below {values[1]}"
    phrases = column(name).of_whom
    if all(str(value) in phrases for value in values):
        return f"who {listed((phrases[str(value)] for value in values), 'or')}"
    return f"whose {spoken(name)} is {listed(map(str, values), 'or')}"


def how_many(run: RunFolder) -> str:
    """'The scheme scores 1,939 of these 4,000 people: those who …'; '' where it scores everybody."""
    share, whom = run.number(SHARE), who_is_scored(run.scheme.model)
    if share is None or not whom:
        return ""
    people = many(run.people, "person", "people")
    return f"The scheme scores {share.events:,} of these {people}: {whom}."


def scored(run: RunFolder) -> str:
    """How many are scored, what came to those, and of whom the other numbers are; '' if everybody is."""
    lead = how_many(run)
    numbers = {name: run.number(name) for name in CAME}
    came = [
        f"{number.events:,} {words_of(name).what[number.events != 1].removeprefix('of those scored ')}"
        for name, number in numbers.items()
        if number is not None
    ]
    if not lead or not came:
        return lead
    return f"{lead} Of those scored, {listed(came)}. Numbers “of people” count everybody, scored or not."
