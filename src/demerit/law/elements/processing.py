"""Elements on personal data: GDPR Articles 5, 6, 9, 10, 13-17, 21, 22, 35."""

from __future__ import annotations

import re
from typing import Final

from demerit.law import labels, readings
from demerit.law.case import Case, Spot, furthest
from demerit.law.elements.biometrics import REMOTE, unsaid
from demerit.law.elements.element import Seen, element, named, negated, of_these, shown, unknown
from demerit.law.elements.uses import SILENT, is_public, significant_effect
from demerit.law.reach import numbers
from demerit.law.traits import by_group, families_of
from demerit.schemes.contexts import Relation, relation
from demerit.schemes.model import Conduct, Data

SPECIAL: Final = frozenset(
    {"political-opinions", "religion", "health", "ethnic-origin", "sex-life", "biometric", "union"}
)
HALF_A_PER_CENT: Final = 0.005
OWN: Final = re.compile(r"\b(self|own)\b", re.IGNORECASE)
NO_BASIS: Final = re.compile(r"^\s*(none|no legal basis|unlawful)\b", re.IGNORECASE)
UNLAWFUL: Final = re.compile(r"\bunlawful\b", re.IGNORECASE)
INTERESTS: Final = re.compile(r"legitimate interest", re.IGNORECASE)
CONSENT: Final = re.compile(r"\b(consent|contract|taking part is free)\b", re.IGNORECASE)


@element("data-processed")
def data_processed(case: Case) -> Seen:
    """Whether data on persons are processed."""
    spots = [*case.at_all("data", case.data), *case.at_all("conducts", case.conducts)]
    if spots:
        return shown("Records of persons are kept and counted.", *spots)
    return unknown("Persons are treated by the score. Which data on them are kept?", case.use("data"))


def _uses(case: Case, data: Data, *, labels_too: bool = True) -> Relation | None:
    """The furthest relation between where data were generated and what they lead to; None: to nothing.

    `labels_too` counts what the other labels of the acts say that are read from them.
    """
    fed = {c.id for c in case.scheme.conducts if data in case.feeding(c)}
    paths = [path for path in case.paths if path.conduct.id in fed and path.treated]
    if not paths:
        return None
    start = data.generated_in or data.context
    if start is None:
        return "unclear"
    reached: set[Relation] = {relation(start, path.treated) for path in paths if path.treated}
    if labels_too:
        reached |= {
            path.relation
            for path in paths
            if readings.suspected(case.scheme, path.conduct, case.stated(path.conduct))
            or readings.places_named([data])
        }
    return furthest(reached)


@element("other-purpose")
def other_purpose(case: Case) -> Seen:
    """Whether data collected for one purpose serve another: treatment in an unrelated context."""
    by = {d.id: (d, _uses(case, d)) for d in case.data}
    far = [d for d, how in by.values() if how == "unrelated"]
    if far:
        plain = any(_uses(case, d, labels_too=False) == "unrelated" for d in far)
        fed = [c for c in case.conducts if any(d in case.feeding(c) for d in far)]
        asked = "" if plain else labels.where(case, fed)
        return shown(
            f"Data lead to treatment that they were not collected for: {named(d.id for d in far)}.{asked}",
            *case.at_all("data", far, "collected_for"),
        )
    unclear = [d for d, how in by.values() if how == "unclear"]
    if unclear:
        sentence = "Compatible with why they were collected (Article 6(4)): {}?"
        return of_these(unknown, sentence, case, "data", unclear, "collected_for")
    if not case.data:
        return unknown("The file lists no data. What were they collected for?", case.use("data"))
    if not case.treatments:
        return unknown(SILENT, case.use("treatments"))
    return negated(
        "Data lead to treatment in their own or a related context only.", *case.at_all("data", case.data)
    )


@element("more-than-needed")
def more_than_needed(case: Case) -> Seen:
    """Whether data are drawn on that nothing in the file needs."""
    idle = [d for d in case.data if not d.conducts and not d.channels]
    if idle:
        return of_these(shown, "Drawn on, and feeding no rule: {}.", case, "data", idle)
    return unknown(
        "Is each kind of data needed for the purpose? The file says what is used, not what would do.",
        *case.at_all("data", case.data),
    )


@element("wrong-records")
def wrong_records(case: Case) -> Seen:
    """Whether records can be wrong by the file's own numbers: somebody else's acts, or nobody's."""
    wrong = [c for c in case.channels if any(numbers(c.misnames)) or c.alarms is not None]
    if wrong:
        spots = [case.at("channels", c, "alarms" if c.alarms is not None else "misnames") for c in wrong]
        return shown(
            f"By the file's own numbers, records are entered wrongly: {named(c.id for c in wrong)}.", *spots
        )
    return unknown(
        "How often are records wrong? The file gives no rate of error.",
        *case.at_all("channels", case.channels),
    )


def _told(share: object) -> bool:
    """Whether a share is anything, told in whole per cents: one in a million is a way back on paper only."""
    return max(numbers(share), default=0.0) >= HALF_A_PER_CENT


@element("stays-wrong")
def stays_wrong(case: Case) -> Seen:
    """Whether a wrong record has no way of being put right."""
    redress = case.scheme.redress
    if redress is None or redress.appeal is None:
        return shown("The file has no appeal: a wrong record stays.", case.use("redress"))
    if not _told(redress.notice):
        return shown("Nobody is told of a record, so nobody can appeal.", case.use("redress"))
    if not _told(redress.appeal.upheld_if_wrong) or not _told(redress.appeal.rate):
        return shown("No appeal is ever upheld.", case.use("redress", "appeal"))
    return unknown(
        "Is every reasonable step taken to find wrong records? There is an appeal.",
        case.use("redress", "appeal"),
    )


@element("no-ground")
def no_ground(case: Case) -> Seen:
    """Whether the processing has no ground in Article 6(1)."""
    basis, spot = case.scheme.use.legal_basis, case.use("use", "legal_basis")
    if basis is None:
        return unknown("On which ground of Article 6(1) does it rest? The file names none.", spot)
    if NO_BASIS.search(basis):
        return shown(f"The file says: '{basis}'.", spot)
    if INTERESTS.search(basis) and is_public(case):
        return shown(
            "A public authority relies on legitimate interests, which Article 6(1) shuts to it.", spot
        )
    if UNLAWFUL.search(basis):
        return unknown(f"The file says '{basis}': where, and does it bear on this use?", spot)
    return unknown(
        f"Does '{basis}' carry this processing, and is consent free where somebody needs what is refused?",
        spot,
    )


REVEALING: Final = frozenset({"health", "religion", "politics"})
"""Contexts in which data reveal what Article 9 protects, unless they are of another kind."""
BELIEF: Final = frozenset({"religion", "conscience"})


def unlabelled(case: Case) -> list[Data]:
    """Data of which the file does not say whether they are special, or says no against their own context."""
    return [
        data
        for data in case.data
        if "special" not in data.model_fields_set
        or (not data.special and (data.generated_in in REVEALING or readings.special_hinted(data)))
    ]


def _revealing(case: Case) -> tuple[list[str], list[Spot], list[Conduct]]:
    """What is or reveals what Article 9 protects: names, lines, and the acts among them."""
    listed = [d for d in case.data if SPECIAL & readings.special_of(d)]
    acts = [
        c
        for c in case.conducts
        if readings.is_politics(case.scheme, c) or readings.touched(case.scheme, c) & BELIEF
    ]
    bodies = [c for c in case.channels if c.biometric in REMOTE]
    traits = [t for t in case.scheme.traits if {"health", "origin"} & families_of(t)]
    groups = by_group(case.traits, case.channels, errors=False)
    spots = case.at_all("data", listed, "special") + case.at_all("traits", traits, "family")
    spots += case.at_all("conducts", acts) + case.at_all("channels", bodies, "biometric")
    names = [entry.id for entry in (*listed, *acts, *bodies, *traits)] + [t.what for t in groups]
    return names, spots + [t.spot for t in groups], acts


def _may_reveal(case: Case) -> Seen | None:
    """The question on what may reveal it, by names that differ from labels, by silence, or by groups."""
    doubted = [
        c
        for c in case.conducts
        if readings.rights_in_doubt(case.scheme, c) | readings.rights_hinted(case.scheme, c)
    ]
    if doubted:
        asked = f"Name and labels of {named(c.id for c in doubted)} differ: does it reveal opinion or belief?"
        return unknown(asked, *case.at_all("conducts", doubted))
    if not case.data:
        return unknown(
            "The file lists no data. Do they reveal health, belief, opinion or origin?", case.use("data")
        )
    open_ = unlabelled(case)
    if open_:
        question = "Do {} reveal health, belief, opinion or origin? It is not clear."
        return of_these(unknown, question, case, "data", open_)
    groups = by_group(case.traits, case.channels, errors=True)
    if groups:
        question = f"{named(t.what for t in groups)} go by group: is the group known, or do errors fall so?"
        return unknown(question, *(t.spot for t in groups))
    faces = [c for c in unsaid(case) if "biometric" in c.model_fields_set]
    if faces:
        question = f"Does {named(c.id for c in faces)} recognise people by their bodies?"
        return unknown(question, *case.at_all("channels", faces, "biometric"))
    return None


@element("special-categories")
def special_categories(case: Case) -> Seen:
    """Whether data reveal what Article 9 protects: so listed, or by acts of belief and politics."""
    names, spots, acts = _revealing(case)
    if names:
        return shown(
            f"Special categories, or what reveals them: {named(names)}. "
            f"Does an exception of Article 9(2) hold?{labels.whether_politics(case, acts)}",
            *spots,
        )
    return _may_reveal(case) or negated(
        "The file says of each kind of data that it is not special.",
        *case.at_all("data", case.data, "special"),
    )


@element("offences")
def offences(case: Case) -> Seen:
    """Whether data on convictions or offences are used; penalty points on the road are such (C-439/19)."""
    listed = [d for d in case.data if "criminal" in d.special]
    road = [
        c
        for c in case.conducts
        if "traffic" in {c.context, *case.generated(c)}
        and c.unlawful_under == "general-law"
        and any(numbers(c.points))
    ]
    spots = [
        *case.at_all("data", listed, "special"),
        *case.at_all("conducts", road, "unlawful_under"),
    ]
    who = (
        "An official authority keeps them."
        if is_public(case)
        else "No official authority keeps them: does a law allow it?"
    )
    if spots:
        names = named([*(d.id for d in listed), *(c.id for c in road)])
        return shown(f"Data on offences, penalty points among them: {names}. {who}", *spots)
    breaches = [c for c in case.conducts if c.unlawful_under == "general-law"]
    if breaches:
        sentence = "Are these offences, by their nature and their penalty: {}?"
        return of_these(unknown, sentence, case, "conducts", breaches, "unlawful_under")
    silent = [data for data in case.data if "special" not in data.model_fields_set]
    if silent or not case.data:
        question = "The file does not say of all data whether they are on offences. Are they?"
        return unknown(question, *case.at_all("data", silent), case.use("data"))
    return negated(
        "The file says of no data that they are on offences, and no act breaks general law.",
        *case.at_all("data", case.data, "special"),
    )


@element("from-the-person")
def from_the_person(case: Case) -> Seen:
    """Whether people give data themselves."""
    own = [c for c in case.channels if c.kind == "self-report"]
    if own:
        return of_these(shown, "People report themselves: {}.", case, "channels", own, "kind")
    platform = [c for c in case.channels if c.kind == "platform" or OWN.search(f"{c.id} {c.title or ''}")]
    if platform:
        sentence = "Are data collected from the person by {}?"
        return of_these(unknown, sentence, case, "channels", platform, "kind")
    if not case.channels:
        return unknown("How do acts become known? The file names no channel.", case.use("channels"))
    return negated("No channel takes data from the person.", *case.at_all("channels", case.channels, "kind"))


@element("from-others")
def from_others(case: Case) -> Seen:
    """Whether data come from others than the person."""
    others = [c for c in case.channels if c.kind != "self-report"]
    if others:
        return of_these(shown, "Data come from elsewhere: {}.", case, "channels", others, "kind")
    if case.channels:
        return negated("All data come from the person.", *case.at_all("channels", case.channels, "kind"))
    return unknown("How do acts become known? The file names no channel.", case.use("channels"))


@element("not-all-told")
def not_all_told(case: Case) -> Seen:
    """Whether some are not told of a record about them."""
    redress = case.scheme.redress
    share = min(numbers(redress.notice), default=0.0) if redress is not None else 0.0
    spot = case.use("redress", "notice")
    if redress is None or share == 0:
        return shown("The file tells nobody of a record.", spot)
    if share < 1:
        return shown(
            f"Of 100 records, as few as {share * 100:.0f} come to the knowledge of the person.", spot
        )
    return unknown(
        "People learn of a record. Are they also told of its source, its purpose and what follows?", spot
    )


@element("kept-without-end")
def kept_without_end(case: Case) -> Seen:
    """Whether records count for ever."""
    redress = case.scheme.redress
    if redress is None or redress.lapse is None:
        return shown("No record lapses.", case.use("redress"))
    return unknown(
        f"Records lapse after {redress.lapse.days:,} days. Are they needed for so long?",
        case.use("redress", "lapse"),
    )


@element("ground-open-to-objection")
def ground_open_to_objection(case: Case) -> Seen:
    """Whether the processing rests on a public task or on interests, so that people may object."""
    basis, spot = case.scheme.use.legal_basis or "", case.use("use", "legal_basis")
    if INTERESTS.search(basis):
        return shown("It rests on legitimate interests.", spot)
    if CONSENT.search(basis) and is_public(case):
        return unknown(
            "A public authority relies on consent or contract. Is either free beside it (recital 43)?", spot
        )
    if CONSENT.search(basis):
        return negated("It rests on consent or contract, as the file says; consent may be withdrawn.", spot)
    if is_public(case):
        return shown(
            "A public authority scores, in the exercise of its authority.", case.use("authority"), spot
        )
    return unknown(
        "On which ground does it rest? Against a public task or an interest people may object.", spot
    )


@element("solely-automated")
def solely_automated(case: Case) -> Seen:
    """Whether the decision is made by machine alone, or a person draws strongly on the score (C-634/21)."""
    use, spot = case.scheme.use, case.use("use", "decided_by")
    if use.decided_by == "machine":
        return shown("A machine decides.", spot)
    if use.decided_by == "person" and use.ai == "none":
        return negated("A person decides, and no score is made by machine.", spot, case.use("use", "ai"))
    if use.decided_by == "person":
        return unknown("A person decides. Do they draw strongly on the score (C-634/21)?", spot)
    return unknown(
        "Who decides, a machine or a person, and how strongly do they draw on the score (C-634/21)?", spot
    )


@element("assessment-case")
def assessment_case(case: Case) -> Seen:
    """Whether the processing is one for which Article 35(3) asks for an assessment in particular."""
    automated, effect = solely_automated(case), significant_effect(case)
    if automated.status == "shown" and effect.status == "shown":
        return shown(
            "Persons are evaluated by machine, with effects that weigh.", *automated.spots, *effect.spots
        )
    watching = [c for c in case.channels if c.biometric in REMOTE]
    if watching:
        return shown("People are watched from afar.", *case.at_all("channels", watching, "biometric"))
    return unknown(
        "Is it on a large scale, and is the risk to people high (Article 35(1))?", *automated.spots
    )
