"""Elements on what the score is used for: AI Act Annex III, and the duties of those who use it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from demerit.formats.vocabulary import Context
from demerit.law.case import Case, Met
from demerit.law.elements.biometrics import remote_biometrics
from demerit.law.elements.element import Seen, element, named, negated, of_these, shown, unknown
from demerit.law.reach import numbers
from demerit.law.rights import as_a_refusal
from demerit.schemes.treatments import PRICING, SHOWING, OfNeed, Treatment

SILENT: Final = (
    "The file ties no treatment of persons to the score. What follows from it, here or with others?"
)
"""What is asked where a file names no treatment: nothing is negated by silence."""
PER_CENT: Final = 100
INSURED: Final = re.compile(r"\binsur", re.IGNORECASE)
LIFE_OR_HEALTH: Final = re.compile(r"\b(life|health|medical|sickness)\b", re.IGNORECASE)
FRAUD: Final = re.compile(r"\bfraud", re.IGNORECASE)


def is_public(case: Case) -> bool:
    """Whether a public authority runs it, or somebody with a public function."""
    return case.scheme.authority == "state" or case.scheme.use.public_function is True


def about(case: Case, *contexts: Context) -> list[Treatment]:
    """Treatments of persons that bear on a need in some contexts: refused, late, dearer, or first in line."""
    return [t for t in case.treatments if isinstance(t, OfNeed) and case.treated(t) in contexts]


def about_what(case: Case) -> Seen | None:
    """A question, where neither file nor catalogue says what a need is about that a treatment bears on."""
    unsaid = [t for t in case.treatments if t.need is not None and case.treated(t) is None]
    if not unsaid:
        return None
    asked = f"What are these needs about: {named(str(t.need) for t in unsaid)}?"
    return unknown(asked, *case.at_all("treatments", unsaid, "need"))


def nothing(case: Case, sentence: str) -> Seen:
    """Negated where every treatment was looked at; open where there is none, or a need is unknown."""
    if not case.treatments:
        return unknown(SILENT, case.use("treatments"))
    return about_what(case) or negated(sentence, *case.at_all("treatments", case.treatments))


def access(case: Case, what: str, *contexts: Context) -> Seen:
    """Shown where the band decides on access to something, negated where it never does."""
    deciding = [t for t in about(case, *contexts) if t.effect not in PRICING]
    if deciding:
        return of_these(shown, f"The band decides on {what}: {{}}.", case, "treatments", deciding, "need")
    dear = [t for t in about(case, *contexts) if t.id in case.burdens]
    if dear:
        asked = f"Does the price keep anybody from it, and so decide on {what}: {named(t.id for t in dear)}?"
        return unknown(asked, *case.at_all("treatments", dear))
    return nothing(case, f"The band decides on no {what}.")


@element("education-access")
def educationaccess(case: Case) -> Seen:
    """Whether the band decides who gets into a school."""
    return access(case, "access to education", "education")


@element("work-access")
def workaccess(case: Case) -> Seen:
    """Whether the band decides on posts and promotion."""
    return access(case, "access to work", "work")


@element("health-care")
def health_care(case: Case) -> Seen:
    """Whether the band decides on care, or on its price."""
    bearing = about(case, "health", "care")
    if bearing:
        return of_these(shown, "The band bears on health care: {}.", case, "treatments", bearing, "need")
    return nothing(case, "The band bears on no health care.")


@element("social-assistance")
def social_assistance(case: Case) -> Seen:
    """Whether the band decides on social benefits or public housing."""
    treatments = about(case, "public-services", "housing", "care")
    sure = [
        t
        for t in treatments
        if re.search(r"benefit|social|housing|assistance|allowance", f"{t.id} {t.need} {t.title or ''}")
    ]
    if sure:
        return of_these(shown, "The band bears on social assistance: {}.", case, "treatments", sure, "need")
    if treatments:
        return of_these(unknown, "Is this social assistance: {}?", case, "treatments", treatments)
    return nothing(case, "The band bears on no social assistance.")


@element("public-authority")
def public_authority(case: Case) -> Seen:
    """Whether a public authority, or somebody on its behalf, uses the score."""
    spots = case.use("authority"), case.use("use", "public_function")
    if is_public(case):
        return shown("A public authority uses it, or somebody with a public function.", *spots)
    if case.scheme.authority is not None and case.scheme.use.public_function is False:
        return negated(f"A {case.scheme.authority} uses it, with no public function.", *spots)
    return unknown("Is it used by a public authority, or on its behalf?", *spots)


@element("essential-public-service")
def essential_public_service(case: Case) -> Seen:
    """Whether the band decides on essential public services and benefits."""
    treatments = about(case, "public-services", "health", "housing", "care")
    sure = [t for t in treatments if case.surely_essential(t)]
    if sure:
        sentence = "The band bears on essential services: {}."
        return of_these(shown, sentence, case, "treatments", sure, "essential")
    open_ = [t for t in treatments if t not in sure]
    if open_:
        return of_these(unknown, "Are these essential: {}?", case, "treatments", open_)
    return nothing(case, "The band bears on no essential public service.")


@element("creditworthiness")
def creditworthiness(case: Case) -> Seen:
    """Whether the score says to whom money is lent, or at what price; finding fraud is excepted."""
    loans = [
        t
        for t in about(case, "finance")
        if re.search(r"loan|credit|mortgage|lend", f"{t.id} {t.need} {t.title or ''}")
    ]
    spots = case.at_all("treatments", loans, "need")
    purpose = case.scheme.use.purpose or ""
    if loans and FRAUD.search(purpose):
        return unknown(
            "Is it used to find financial fraud, and for nothing else?", case.use("use", "purpose"), *spots
        )
    if loans:
        return shown(f"Loans depend on the score: {named(t.id for t in loans)}.", *spots)
    if case.scheme.authority == "lender":
        return unknown(
            "A lender scores, but the file ties no loan to the score. What is it for?", case.use("authority")
        )
    return nothing(case, "No loan depends on the score.")


@element("life-or-health-insurance")
def life_or_health_insurance(case: Case) -> Seen:
    """Whether the score prices or refuses life or health insurance."""
    insurer = case.scheme.authority == "insurer"
    insured = [t for t in case.treatments if INSURED.search(f"{t.id} {t.need or ''} {t.title or ''}")]
    text = " ".join(
        [
            case.scheme.title,
            case.scheme.use.purpose or "",
            *(f"{t.id} {t.need} {t.title or ''}" for t in insured),
        ]
    )
    if not (insured or insurer):
        return nothing(case, "No insurance depends on the score.")
    spots = [*case.at_all("treatments", insured or case.treatments), case.use("authority")]
    if LIFE_OR_HEALTH.search(text):
        return shown("Life or health insurance depends on the score.", *spots)
    return unknown("Which insurance is it: life or health, or another?", *spots)


@element("annex-iii-use")
def annex_iii_use(case: Case) -> Seen:
    """Whether the use is one that Annex III lists, among points 1, 3, 4 and 5(a) to (c)."""
    service = [public_authority(case), essential_public_service(case)]
    public = min(service, key=lambda seen: ("negated", "unknown", "shown").index(seen.status))
    parts = [
        remote_biometrics(case), educationaccess(case), workaccess(case), creditworthiness(case),
        life_or_health_insurance(case), public,
    ]  # fmt: skip
    return any_of(parts) or nothing(case, "No use that Annex III lists is in the file.")


def any_of(parts: Sequence[Seen]) -> Seen | None:
    """What is shown of some, or else asked of them; None where all are negated."""
    for status, say in (("shown", shown), ("unknown", unknown)):
        matching = [part for part in parts if part.status == status]
        if matching:
            reasons = dict.fromkeys(part.reason for part in matching)
            return say(" ".join(reasons), *(spot for part in matching for spot in part.spots))
    return None


@element("profiling")
def profiling(case: Case) -> Seen:
    """Whether personal aspects of persons are evaluated automatically (GDPR Article 4(4))."""
    spot = case.use("use", "ai")
    if not (case.conducts or case.data):
        return negated("The file evaluates no person.", spot)
    if case.scheme.use.ai in {"inputs", "score", "decision"} or case.scheme.use.decided_by == "machine":
        return shown(
            "Behaviour and reliability of persons are evaluated by machine.",
            spot,
            case.use("use", "decided_by"),
        )
    return unknown("Are persons evaluated by machine, or by people with a list?", spot)


@element("nobody-oversees")
def nobody_oversees(case: Case) -> Seen:
    """Whether entries and decisions are made with nobody looking."""
    unseen = [c for c in case.channels if not round(max(numbers(c.review.share), default=0.0) * PER_CENT)]
    spots = [case.use("use", "decided_by"), *case.at_all("channels", unseen, "review")]
    if case.scheme.use.decided_by == "machine" and unseen:
        return shown(
            f"A machine decides, and nobody looks at what {named(c.id for c in unseen)} enter.", *spots
        )
    return unknown("Can whoever looks at a case overrule the score, and have they the time?", *spots)


@element("assessing-deployer")
def assessing_deployer(case: Case) -> Seen:
    """Whether the deployer is one that Article 27 names: public, a public service, or points 5(b), 5(c)."""
    parts = [public_authority(case), creditworthiness(case), life_or_health_insurance(case)]
    return any_of(parts) or negated(
        "Neither a public body, nor a public service, nor credit, nor life or health insurance.",
        case.use("authority"),
    )


def severe(met: Met) -> bool:
    """Whether a burden is one that weighs like a legal effect: refused, shown up, or on an essential need."""
    treatment = met.treatment
    return as_a_refusal(treatment) or treatment.effect in SHOWING or treatment.essential is True


@element("significant-effect")
def significant_effect(case: Case) -> Seen:
    """Whether what follows has legal effects or affects somebody as much."""
    severely = {met.treatment.id: met.treatment for met in case.met if severe(met)}
    if severely:
        sentence = "Somebody is refused, shown up, or worse off in what is essential: {}."
        return of_these(shown, sentence, case, "treatments", severely.values(), "effect")
    if case.burdens:
        asked = "Do these affect somebody as much as a legal effect: {}?"
        return of_these(unknown, asked, case, "treatments", case.burdens.values())
    if not case.treatments:
        return unknown(SILENT, case.use("treatments"))
    return negated("No burden follows from the score.", case.use("treatments"))
