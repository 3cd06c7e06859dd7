"""The elements of social scoring, AI Act Article 5(1)(c)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from demerit.formats.vocabulary import Context
from demerit.law import labels, readings
from demerit.law.case import Case, Path, Spot
from demerit.law.elements.biometrics import DEDUCED, PROFILE
from demerit.law.elements.element import Seen, element, named, negated, of_these, shown, unknown
from demerit.law.elements.uses import SILENT
from demerit.law.reach import numbers
from demerit.law.rights import EXERCISED, as_a_refusal
from demerit.law.traits import Trait, table
from demerit.schemes.contexts import relation
from demerit.schemes.model import Conduct, Data
from demerit.schemes.treatments import PRICING

SOLE_TRADER = re.compile(r"\b(sole[- ](trader|proprietor)s?|self[- ]employed|freelancers?)\b", re.IGNORECASE)


def spots(case: Case, paths: Iterable[Path]) -> list[Spot]:
    """The lines of the acts, and of the treatments that they lead to, each once."""
    places = {path.conduct.id: case.at("conducts", path.conduct) for path in paths}
    places |= {path.treatment.id: case.at("treatments", path.treatment) for path in paths}
    return list(places.values())


@element("natural-persons")
def natural_persons(case: Case) -> Seen:
    """Whether persons are scored or treated; companies are not whom the clause protects, sole traders are."""
    mine = case.at_all("conducts", case.conducts, "subject")
    mine += case.at_all("treatments", case.treatments, "subject")
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
    others = case.at_all("conducts", case.scheme.conducts, "subject")
    return negated(
        "Only organisations are scored and treated; a sole trader among them would be a person.", *others
    )


@element("over-time")
def over_time(case: Case) -> Seen:
    """Whether a running sum keeps what was done, however few acts decide; two values may not.

    Guidelines C(2025) 5052, paragraph 155: no single look; all circumstances count, against circumvention.
    """
    counted = [c for c in case.ladder.mine if any(numbers(c.points))]
    if counted and case.scheme.score.max - case.scheme.score.min > 1:
        counting = [path for path in case.paths if path.acts]
        worst = min(counting, key=lambda path: (path.through is not None, path.acts), default=None)
        more = f": {worst.acts:,} of '{worst.conduct.id}' lead to '{worst.band}'" if worst else ""
        seen_at = [case.at("conducts", worst.conduct, "points")] if worst else []
        return shown(f"A running score keeps what was done{more}.", *seen_at, case.use("score"))
    if case.scheme.traits and not counted:
        question = "What somebody is scores once. Is it asked again, or does it follow people over time?"
        return unknown(question, *case.at_all("traits", case.scheme.traits), case.use("score"))
    question = (
        "One record decides, none adds to another. Is it one look at a status, or an evaluation over time?"
    )
    return unknown(question, case.use("score"))


@element("behaviour-or-traits")
def behaviour_or_traits(case: Case) -> Seen:
    """Whether persons are evaluated by what they do or are, known, inferred or predicted."""
    counted = [c for c in case.conducts if any(numbers(c.points)) or c.to_band is not None]
    traits = [d for d in case.data if d.about in PROFILE]
    places = [*case.at_all("conducts", counted), *case.at_all("data", traits)]
    places += [trait.spot for trait in case.traits]
    if counted:
        return shown(f"Acts count: {named(c.id for c in counted)}.", *places)
    if traits:
        return shown(f"Characteristics are drawn on: {named(d.id for d in traits)}.", *places)
    if case.traits:
        return shown(f"The score depends on {columns_of(case.traits)}.", *places)
    if case.paths:
        return shown("Acts of others count for persons.", *spots(case, case.paths))
    return unknown(
        "The file counts no act of a person and draws on no trait. What is the score made of?",
        case.use("score"),
    )


def columns_of(traits: Iterable[Trait]) -> str:
    """What some traits are called, in words."""
    return " and ".join(dict.fromkeys(trait.words for trait in traits))


@element("score-leads-to-treatment")
def score_leads_to_treatment(case: Case) -> Seen:
    """Whether the band a score puts somebody in means something in life."""
    if case.burdens:
        sentence = "What somebody meets follows from the band: {}."
        return of_these(shown, sentence, case, "treatments", case.burdens.values(), "bands")
    if case.treatments:
        sentence = "Treatments are tied to bands, none a burden: {}."
        return of_these(shown, sentence, case, "treatments", case.treatments)
    return unknown(SILENT, case.use("treatments"))


@element("detriment")
def detriment(case: Case) -> Seen:
    """Whether somebody is worse off than without the treatment, or than others who have it better.

    Guidelines C(2025) 5052, paragraphs 165 and 169: less favourably than others; awards to some imply it.
    """
    if not case.treatments:
        return unknown(SILENT, case.use("treatments"))
    places = case.at_all("treatments", case.burdens.values(), "effect")
    harmed = [met.treatment.id for met in case.met if met.band in met.treatment.bands]
    if harmed:
        return shown(f"Some are treated worse: {named(harmed)}.", *places)
    if case.met:
        return shown(f"Some are treated better, and so the others worse: {named(case.burdens)}.", *places)
    sentence = "No treatment makes a difference between bands that anybody may reach, or to having none."
    return negated(sentence, *case.at_all("treatments", case.treatments, "effect"))


@element("unrelated")
def unrelated(case: Case) -> Seen:
    """Whether data of one context lead to treatment in an unrelated one, by acts that can carry there."""
    far = [path for path in case.paths if path.relation == "unrelated"]
    if far:
        worst = min(
            far, key=lambda path: (_contested(case, path), path.through is not None, not path.acts, path.acts)
        )
        source = _furthest(case, worst)
        pair = f"{worst.acts or 'any'} of '{worst.conduct.id}' to '{worst.treatment.id}'"
        finding = f"Data from {source} lead to treatment in {worst.treated}: {pair}"
        rest = len({(path.conduct.id, path.treatment.id) for path in far}) - 1
        more = f", and {rest:,} more such pair{'' if rest == 1 else 's'}" if rest else ""
        asked = labels.where(case, (path.conduct for path in far if _contested(case, path)))
        asked += labels.which_need(case, (path.treatment for path in far))
        return shown(f"{finding}{more}.{asked}", *spots(case, far))
    by_what_one_is = _by_unrelated_traits(case)
    if by_what_one_is is not None:
        return by_what_one_is
    asked = [*_unclear(case), *_of_traits(case), *labels.asked(case)]
    if asked:
        return unknown(" ".join(question for question, _ in asked), *(spot for _, at in asked for spot in at))
    if case.paths:
        return negated(
            "Data lead to treatment in their own or a related context only.", *spots(case, case.paths)
        )
    if not case.treatments:
        return unknown(SILENT, case.use("treatments"))
    if case.met:
        question = "Some meet {} by no act of the file. From which data does that follow?"
        return of_these(unknown, question, case, "treatments", case.burdens.values())
    return negated("No treatment makes a difference to anybody.", *case.at_all("treatments", case.treatments))


def _contested(case: Case, path: Path) -> bool:
    """Whether the file's own word on the data leads to nothing unrelated: another label alone does."""
    return all(not _unrelated(context, path.treated) for context in case.stated(path.conduct))


def _unclear(case: Case) -> list[labels.Doubt]:
    """The pairs of contexts of which the table does not say whether they are related."""
    unclear = [path for path in case.paths if path.relation == "unclear"]
    pairs = sorted({pair for path in unclear for pair in _open_pairs(path)})
    return [(f"Are these contexts related: {'; '.join(pairs)}?", spots(case, unclear))] if unclear else []


def _of_traits(case: Case) -> list[labels.Doubt]:
    """Columns that lead to a treatment which the data on them are not plainly related to."""
    asked: list[labels.Doubt] = []
    for trait in case.traits:
        start = trait.row.context
        far = [t for t in trait.treatments if start is None or _far(start, case.treated(t))]
        if far:
            question = f"Does {columns_of([trait])} bear on {named(t.id for t in far)}?"
            asked.append((question, [trait.spot, *case.at_all("treatments", far)]))
    return list({question: (question, places) for question, places in asked}.values())


def _by_unrelated_traits(case: Case) -> Seen | None:
    """Traits that score, by data that the file says come from a part of life unrelated to a burden's."""
    for trait in case.traits:
        start = trait.entry.context if trait.entry else None
        far = [t for t in trait.treatments if start and _unrelated(start, case.treated(t))]
        if far:
            sentence = f"Data from {start} lead to treatment in {case.treated(far[0])}: '{trait.what}'"
            return shown(
                f"{sentence} to {named(t.id for t in far)}.", trait.spot, *case.at_all("treatments", far)
            )
    return None


def _unrelated(start: Context, treated: Context | None) -> bool:
    """Whether two contexts are plainly unrelated."""
    return treated is not None and relation(start, treated) == "unrelated"


def _far(start: Context, treated: Context | None) -> bool:
    """Whether two contexts are not plainly related."""
    return treated is None or relation(start, treated) in {"unclear", "unrelated"}


def _open_pairs(path: Path) -> list[str]:
    """Contexts of data and treatment of which the table does not say whether they are related."""
    if path.treated is None:
        return [f"{source} and whatever context people are seen in" for source in path.generated]
    return [
        f"{source} and {path.treated}"
        for source in path.generated
        if relation(source, path.treated) == "unclear"
    ]


def _furthest(case: Case, path: Path) -> str:
    """The context of the data that is unrelated to the treatment's: by the file's own word, then by name."""
    far = [context for context in path.generated if _unrelated(context, path.treated)]
    return min(far, key=lambda context: (context not in case.stated(path.conduct), context))


@element("unjustified-or-disproportionate")
def unjustified_or_disproportionate(case: Case) -> Seen:
    """Whether what follows is out of proportion by the file alone: one of `GROUNDS`.

    Anything less is a matter of weighing, which no file settles: unknown, never negated.
    """
    for disproportion, ground in GROUNDS:
        paths = [path for path in case.paths if ground(case, path)]
        if paths:
            acts = named(path.conduct.id for path in paths)
            used = [path.conduct for path in paths] if ground is exercises else []
            asked = labels.whether(case, used, EXERCISED) + labels.which_law(case, used)
            return shown(f"{disproportion}: {acts}.{asked}", *spots(case, paths))
    origin = [d for path in case.paths for d in case.feeding(path.conduct) if of_origin(d)]
    if origin:
        sentence = "A protected characteristic leads to a burden: {}."
        return of_these(shown, sentence, case, "data", dict.fromkeys(origin), "special")
    protected = [trait for trait in case.traits if trait.row.protected == "yes" and trait.treatments]
    if protected:
        return shown(
            f"A protected characteristic leads to a burden: {columns_of(protected)}.",
            *(trait.spot for trait in protected),
        )
    if not case.treatments:
        return unknown(SILENT, case.use("treatments"))
    if not case.paths:
        return unknown("No act leads to a burden in the file. Does one outside it?", case.use("treatments"))
    priced = [path for path in case.paths if path.treatment.effect in PRICING]
    risk = " Whether a price matches a risk is never in a file." if priced else ""
    asks = "Is what follows justified by the acts, and in proportion? The table gives gravity, acts and days."
    return unknown(" ".join([asks + risk, *labels.doubted(case)]), *spots(case, case.paths))


def of_origin(data: Data) -> bool:
    """Whether data tell what somebody is by origin, belief, opinion or sex life, known or foretold."""
    categories = readings.special_of(data)
    known = data.about in PROFILE and bool(DEDUCED & categories)
    return known or bool({"ethnic-origin", "sex-life"} & categories)  # nobody's origin is what they did


def exercises(case: Case, path: Path) -> bool:
    """Whether an act exercises a right, breaks no general law as far as the file says, and costs points."""
    conduct = path.conduct
    allowed = not readings.breaks_general_law(case.scheme, conduct)
    used = path.through is None and allowed and costs(conduct)
    return used and bool(readings.exercised(case.scheme, conduct))


def costs(conduct: Conduct) -> bool:
    """Whether an act costs points, or sends to a band."""
    return min(numbers(conduct.points), default=0.0) < 0 or conduct.to_band is not None


def _for_ever(case: Case, path: Path) -> bool:
    """Whether a minor act leads where nothing leads out of."""
    minor = path.conduct.gravity == "minor" and costs(path.conduct) and path.treatment.effect not in PRICING
    return minor and case.ladder.way_out(
        path.conduct, path.band, max(1, path.acts), path.share
    ).how.startswith("never")


def _refuses_essential(case: Case, path: Path) -> bool:
    """Whether an act that costs points leads to being refused what is essential, in another part of life.

    In the same one (rent and a flat, a debt and a loan) it is to be weighed: paragraph 177.
    """
    refused = as_a_refusal(path.treatment) and path.band in path.treatment.bands
    elsewhere = path.relation == "unrelated" or (
        path.relation != "same" and path.treated in table().essential.contexts
    )
    return refused and elsewhere and costs(path.conduct) and case.essential(path.treatment) is True


GROUNDS: Final[tuple[tuple[str, Callable[[Case, Path], bool]], ...]] = (
    ("Acts that exercise a right lead to a burden", exercises),
    ("Records of somebody else's acts lead to a burden", lambda _, p: p.through is not None),
    ("Acts that the file calls minor lead to a burden with no way out", _for_ever),
    (
        "Acts that the file calls minor lead to being refused what is essential",
        lambda case, p: p.conduct.gravity == "minor" and _refuses_essential(case, p),
    ),
    (
        "Acts that break no general law, as far as the file shows, lead to being refused what is essential",
        lambda case, p: readings.within_law(case.scheme, p.conduct) and _refuses_essential(case, p),
    ),
)
"""Grounds on which the file alone shows a lack of proportion (C(2025) 5052, paragraphs 167 and 168)."""


@element("several-contexts")
def several_contexts(case: Case) -> Seen:
    """Whether the score is made of acts in several contexts of life."""
    acts = {context for c in case.conducts if any(numbers(c.points)) for context in case.generated(c)}
    entries = [trait for trait in case.traits if trait.entry is not None]
    contexts = sorted(acts | {trait.row.context for trait in entries if trait.row.context is not None})
    places = [*case.at_all("conducts", case.conducts, "context"), *(t.spot for t in entries)]
    if len(contexts) > 1:
        return shown(f"Data of {len(contexts)} contexts are joined: {', '.join(contexts)}.", *places)
    if not case.data or any(d.generated_in is None for d in case.data):
        return unknown(
            "The acts are of one context. Where were all data generated?", case.use("data"), *places
        )
    return negated("Data of one context only are used.", *places)


@element("by-status")
def by_status(case: Case) -> Seen:
    """Whether opinion, belief, origin or sex makes a difference to the score or what follows."""
    opinions = [
        path
        for path in case.paths
        if readings.touched(case.scheme, path.conduct) & {"expression", "religion", "conscience"}
    ]
    if opinions:
        acts = named(path.conduct.id for path in opinions)
        return shown(f"Opinion or belief leads to a burden: {acts}.", *spots(case, opinions))
    origin = [d for d in case.data if DEDUCED & readings.special_of(d)]
    if origin:
        sentence = "Data on origin, belief or opinion are drawn on: {}."
        return of_these(shown, sentence, case, "data", origin, "special")
    traits = [t for t in case.traits if t.column in {"group", "sex", "age"} or t.row.protected == "yes"]
    if traits:
        return shown(
            f"It differs by {columns_of(traits)}: {named(trait.what for trait in traits)}.",
            *(trait.spot for trait in traits),
        )
    return unknown(
        "Do records, errors or refusals fall unequally on groups? A run measures it; a file does not say.",
        case.use("conducts"),
    )
