"""Of those scored alone, where a scheme scores but some: other findings are over all persons."""

from __future__ import annotations

from functools import partial

import numpy as np

from demerit.findings.bands import entered
from demerit.findings.coded import Coded
from demerit.findings.columns import BoolArray
from demerit.findings.jackknife import Sums, abreast
from demerit.findings.needs import PERSONS, POPULATION
from demerit.findings.registry import question
from demerit.findings.wording import Words, alike, be
from demerit.findings.wrong import wrong_records

of_those_scored = partial(
    question,
    direction="harm",
    needs=(PERSONS, POPULATION),
    nothing="nobody is scored in this society",
    gap=True,
)
"""Asks what harms those scored, group by group."""


def _scored(run: Coded) -> BoolArray:
    """Whom the scheme scores."""
    return run.column("scored").astype(np.bool_)


def _among(run: Coded, chosen: BoolArray) -> Sums:
    """The share of those scored who are among the chosen."""
    scored = _scored(run)
    return Sums(sums=abreast(run.summed(chosen & scored), run.summed(scored)))


@question(
    "population.share",
    unit="share of persons",
    definition="Share of persons whom the scheme scores: of the traits that it asks for, and whose life "
    "brings what it names.",
    direction="neutral",
    words=Words(label="Who is scored", what=be("scored", "is"), of=1_000, section="Band"),
    needs=(PERSONS, POPULATION),
)
def share(run: Coded) -> Sums:
    """How many the scheme is about."""
    return Sums(sums=abreast(run.summed(_scored(run)), run.heads))


@of_those_scored(
    "population.wrong_people_share",
    unit="share of those scored",
    definition="Of those scored, the share with at least one record of somebody else's act or of nobody's.",
    words=Words(
        label="Wrong records among those scored",
        what=alike("of those scored got a record for something they did not do"),
        of=1_000,
        section="People wrongly recorded",
    ),
)
def wrong(run: Coded) -> Sums:
    """Who of them was recorded for nothing."""
    return _among(run, wrong_records(run) > 0)


@of_those_scored(
    "population.entered_lowest_share",
    unit="share of those scored",
    definition="Of those scored, the share who ever entered the lowest band from a better one.",
    words=Words(
        label="Who of those scored came into the lowest band",
        what=alike("of those scored entered the lowest band"),
        of=1_000,
        section="Band",
    ),
)
def entered_lowest(run: Coded) -> Sums:
    """Who of them was ever put at the bottom."""
    return _among(run, entered(run))


@of_those_scored(
    "population.denied",
    unit="denied needs per 1,000 person-years of those scored",
    definition="Denied needs for 1,000 of those scored in a year, of whatever kind.",
    words=Words(
        label="Refusals of those scored",
        what=alike("services a year refused, of 1,000 people who are scored"),
        section="Refusals and delays",
    ),
)
def denied(run: Coded) -> Sums:
    """How many doors stay shut to them."""
    counts = run.column("denied").astype(np.float64)
    sums = abreast(run.summed(counts), run.summed(_scored(run)))
    return Sums(sums=sums, law="rate", squares=run.summed(counts**2), scale=1000 / run.years)
