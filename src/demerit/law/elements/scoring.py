"""The elements of social scoring, AI Act Article 5(1)(c)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from demerit.formats.values import By, unsourced
from demerit.law import rights
from demerit.law.case import Case, Path, Spot
from demerit.law.elements.element import Seen, element, named, negated, shown, unknown
from demerit.law.reach import numbers
from demerit.schemes.contexts import relation
from demerit.schemes.model import Conduct, StartShares
from demerit.schemes.treatments import PRICING

SOLE_TRADER = re.compile(r"\b(sole[- ](trader|proprietor)s?|self[- ]employed|freelancers?)\b", re.IGNORECASE)


def spots(case: Case, paths: Iterable[Path]) -> list[Spot]:
    """The lines of the acts, and of the treatments that they lead to, each once."""
    found = {path.conduct.id: case.at("conducts", path.conduct) for path in paths}
    found |= {path.treatment.id: case.at("treatments", path.treatment) for path in paths}
    return list(found.values())


@element("natural-persons")
def natural_persons(case: Case) -> Seen:
    """Whether persons are scored or treated; companies are not whom the clause protects, sole traders are."""
    mine = [*(case.at("conducts", c, "subject") for c in case.conducts)]
    mine += [case.at("treatments", t, "subject") for t in case.treatments]
    if mine:
        return shown("Persons are scored or treated by the score.", *mine)
    text = case.document.text
    trader = SOLE_TRADER.search(text)
    if trader is not None:
        line = text.count("\n", 0, trader.start()) + 1
        return unknown(
            f"Only organisations are scored, but line {line} speaks of '{trader[0]}': who is?", Spot(line)
        )
    if not (case.scheme.conducts or case.scheme.treatments):
        return unknown(
            "The file names nobody whose acts count or who is treated. Who is?", case.use("conducts")
        )
    others = [case.at("conducts", c, "subject") for c in case.scheme.conducts]
    return negated(
        "Only organisations are scored and treated; a sole trader among them would be a person.", *others
    )


@element("over-time")
def over_time(case: Case) -> Seen:
    """Whether acts of different days add up, so that it takes more than one look to be classed."""
    several = [path for path in case.paths if path.acts > 1]
    if several:
        worst = min(several, key=lambda path: (path.burden != "shown", path.through is not None, path.acts))
        said = f"Points add up: it takes {worst.acts:,} of '{worst.conduct.id}' to reach '{worst.band}'."
        return shown(said, case.at("conducts", worst.conduct, "points"), case.use("score"))
    repeated = [c for c in case.conducts if c.repeat_factor is not None]
    if repeated:
        return shown(
            "Repeated acts weigh differently.", *(case.at("conducts", c, "repeat_factor") for c in repeated)
        )
    said = "One record decides, none adds to another. Is it one look at a status, or an evaluation over time?"
    return unknown(said, case.use("score"))


@element("behaviour-or-traits")
def behaviour_or_traits(case: Case) -> Seen:
    """Whether persons are evaluated by what they do or are, known, inferred or predicted."""
    counted = [c for c in case.conducts if any(numbers(c.points)) or c.to_band is not None]
    traits = [d for d in case.data if d.about in {"trait", "inferred", "predicted"}]
    found = [*(case.at("conducts", c) for c in counted), *(case.at("data", d) for d in traits)]
    if counted:
        return shown(f"Acts count: {named(c.id for c in counted)}.", *found)
    if traits:
        return shown(f"Characteristics are drawn on: {named(d.id for d in traits)}.", *found)
    if isinstance(case.scheme.score.start, StartShares):
        return shown("Where a score starts depends on who somebody is.", case.use("score", "start"))
    if case.paths:
        return shown("Acts of others count for persons.", *spots(case, case.paths))
    return unknown(
        "The file counts no act of a person and draws on no trait. What is the score made of?",
        case.use("score"),
    )


@element("score-leads-to-treatment")
def score_leads_to_treatment(case: Case) -> Seen:
    """Whether the band a score puts somebody in means something in life."""
    reached = {path.treatment.id: path.treatment for path in case.paths}
    if reached:
        found = [case.at("treatments", t, "bands") for t in reached.values()]
        return shown(f"What somebody meets follows from the band: {named(reached)}.", *found)
    if case.treatments:
        found = [case.at("treatments", t) for t in case.treatments]
        return shown(
            f"Treatments are tied to bands, none a burden: {named(t.id for t in case.treatments)}.",
            *found,
        )
    return negated("The file ties no treatment of persons to the score.", case.use("treatments"))


@element("detriment")
def detriment(case: Case) -> Seen:
    """Whether somebody is refused, kept waiting, charged more or shown up; or whether others come first."""
    worse = {path.treatment.id: path.treatment for path in case.burdened}
    if worse:
        found = [case.at("treatments", t, "effect") for t in worse.values()]
        return shown(f"Some are treated worse: {named(worse)}.", *found)
    first = {path.treatment.id: path.treatment for path in case.paths}
    if first:
        found = [case.at("treatments", t, "effect") for t in first.values()]
        said = f"Some come first ({named(first)}). Do others go without, or wait: is there enough for all?"
        return unknown(said, *found)
    said = "Nobody is refused, kept waiting, charged more or shown up by a band that acts lead to."
    return negated(said, *(case.at("treatments", t, "effect") for t in case.treatments))


@element("unrelated")
def unrelated(case: Case) -> Seen:
    """Whether data of one context lead to treatment in an unrelated one, by acts that can carry there."""
    far = [path for path in case.paths if path.relation == "unrelated"]
    if far:
        worst = min(
            far, key=lambda path: (path.burden != "shown", path.through is not None, not path.acts, path.acts)
        )
        source = _furthest(worst)
        pair = f"{worst.acts:,} of '{worst.conduct.id}' to '{worst.treatment.id}'"
        said = f"Data from {source} lead to treatment in {worst.treated}: {pair}"
        rest = len({(path.conduct.id, path.treatment.id) for path in far}) - 1
        more = f", and {rest:,} more such pair{'' if rest == 1 else 's'}" if rest else ""
        return shown(f"{said}{more}.", *spots(case, far))
    unclear = [path for path in case.paths if path.relation == "unclear"]
    if unclear:
        pairs = sorted({pair for path in unclear for pair in _open_pairs(path)})
        return unknown(f"Are these contexts related: {'; '.join(pairs)}?", *spots(case, unclear))
    said = (
        "Data lead to treatment in their own or a related context only."
        if case.paths
        else "No act leads to a burden."
    )
    return negated(said, *spots(case, case.paths))


def _open_pairs(path: Path) -> list[str]:
    """Contexts of data and treatment of which the table does not say whether they are related."""
    if path.treated is None:
        return [f"{source} and whatever context people are seen in" for source in path.generated]
    return [
        f"{source} and {path.treated}"
        for source in path.generated
        if relation(source, path.treated) == "unclear"
    ]


def _furthest(path: Path) -> str:
    """The context of the data that is unrelated to the treatment's, the first by name."""
    return next(
        each for each in path.generated if path.treated and relation(each, path.treated) == "unrelated"
    )


@element("unjustified-or-disproportionate")
def unjustified_or_disproportionate(case: Case) -> Seen:
    """Whether a burden follows from exercising a right, from others' acts, or from a minor act for ever.

    Anything less is a matter of weighing, which no file settles: unknown, never negated.
    """
    exercised = [
        path for path in case.burdened if path.through is None and path.acts and exercises(path.conduct)
    ]
    if exercised:
        acts = named(path.conduct.id for path in exercised)
        return shown(f"Acts that exercise a right lead to a burden: {acts}.", *spots(case, exercised))
    others = [path for path in case.burdened if path.through is not None]
    if others:
        acts = named(path.conduct.id for path in others)
        return shown(f"Records of somebody else's acts lead to a burden: {acts}.", *spots(case, others))
    for_ever = [path for path in case.burdened if path.acts and _for_ever(case, path)]
    if for_ever:
        acts = named(path.conduct.id for path in for_ever)
        return shown(
            f"Acts that the file calls minor lead to a burden with no way out: {acts}.",
            *spots(case, for_ever),
        )
    if not case.paths:
        return unknown("No act leads to a burden in the file. Does one outside it?", case.use("treatments"))
    priced = [path for path in case.paths if path.treatment.effect in PRICING]
    risk = " Whether a price matches a risk is never in a file." if priced else ""
    said = "Is what follows justified by the acts, and in proportion? The table gives gravity, acts and days."
    return unknown(said + risk, *spots(case, case.paths))


def exercises(conduct: Conduct) -> bool:
    """Whether an act exercises a right, breaks no general law as far as the file says, and costs points."""
    allowed = conduct.lawful is True or conduct.unlawful_under == "scheme"
    costs = min(numbers(conduct.points), default=0.0) < 0 or conduct.to_band is not None
    return allowed and costs and bool(rights.of_conduct(conduct) & rights.EXERCISED)


def _for_ever(case: Case, path: Path) -> bool:
    """Whether a minor act leads where nothing leads out of."""
    way = case.ladder.way_out(path.conduct, path.band, path.acts, path.share)
    return (
        path.conduct.gravity == "minor"
        and path.treatment.effect not in PRICING
        and way.how.startswith("never")
    )


@element("several-contexts")
def several_contexts(case: Case) -> Seen:
    """Whether the score is made of acts in several contexts of life."""
    contexts = sorted(
        {context for c in case.conducts if any(numbers(c.points)) for context in case.generated(c)}
    )
    found = [case.at("conducts", c, "context") for c in case.conducts]
    if len(contexts) > 1:
        return shown(f"Data of {len(contexts)} contexts are joined: {', '.join(contexts)}.", *found)
    return negated("Data of one context only are used.", *found)


@element("by-status")
def by_status(case: Case) -> Seen:
    """Whether opinion, belief, origin or sex makes a difference to the score or what follows."""
    opinions = [
        path
        for path in case.burdened
        if path.acts and rights.of_conduct(path.conduct) & {"expression", "religion", "conscience"}
    ]
    if opinions:
        acts = named(path.conduct.id for path in opinions)
        return shown(f"Opinion or belief leads to a burden: {acts}.", *spots(case, opinions))
    origin = [
        d
        for d in case.data
        if {"ethnic-origin", "religion", "political-opinions", "union", "sex-life"} & set(d.special)
    ]
    if origin:
        return shown(
            f"Data on origin, belief or opinion are drawn on: {named(d.id for d in origin)}.",
            *(case.at("data", d, "special") for d in origin),
        )
    columns = [c for c in case.conducts if _differs(c.points)]
    if columns:
        return shown(
            f"The same act costs more by group, sex or age: {named(c.id for c in columns)}.",
            *(case.at("conducts", c, "points") for c in columns),
        )
    return unknown(
        "Do records, errors or refusals fall unequally on groups? A run measures it; a file does not say.",
        case.use("conducts"),
    )


def _differs(value: object) -> bool:
    """Whether a value differs by who somebody is."""
    value = unsourced(value)
    return isinstance(value, By) and value.by in {"group", "sex", "age"}
