"""Elements on where, by whom and for what: police, platforms, employers, places, purposes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from demerit.formats.vocabulary import Context
from demerit.law.case import Case
from demerit.law.elements.biometrics import nobody, recognising
from demerit.law.elements.element import Seen, element, named, negated, of_these, shown, unknown
from demerit.law.elements.scope import places
from demerit.law.elements.uses import about, access, is_public, nothing
from demerit.law.traits import Trait
from demerit.schemes.treatments import CHARGING

POLICE: Final = r"police|law enforcement|prosecut|crime|criminal|offender|prison"


def own_words(case: Case) -> str:
    """What the file says of itself: its title, its purpose, and the ground that it names."""
    parts = (case.scheme.title, case.scheme.use.purpose, case.scheme.use.legal_basis)
    return " ".join(part for part in parts if part)


def _by_purpose(words: str, asked: str, *, public: bool = False) -> Callable[[Case], Seen]:
    """The test of a use by its purpose: shown by its words, asked where none is stated, else negated."""
    pattern = re.compile(rf"\b({words})", re.IGNORECASE)

    def test(case: Case) -> Seen:
        match, spot = pattern.search(own_words(case)), case.use("use", "purpose")
        if match:
            return shown(f"The file speaks of '{match[0]}'.", spot)
        private = case.scheme.authority not in {None, "state"}
        if public and private and case.scheme.use.public_function is False:
            return negated(
                f"A {case.scheme.authority} uses it, with no public function.", case.use("authority")
            )
        if case.scheme.use.purpose is None:
            return unknown(f"The file states no purpose. {asked}", spot)
        return negated(f"The purpose is '{case.scheme.use.purpose}', by the file.", spot)

    return test


element("safety-component")(
    _by_purpose(
        r"critical infrastructure|safety component|water supply|power grid|electricity|traffic control",
        "Is it a safety component of roads, water, gas, heating, power or digital infrastructure?",
    )
)
element("police-use")(_by_purpose(POLICE, "Is it used by or for police or prosecutors?", public=True))
element("migration-use")(
    _by_purpose(
        r"migra|asylum|border|visa|refugee|resettle", "Is it used on migrants or at borders?", public=True
    )
)
element("justice-use")(
    _by_purpose(
        r"(courts?|judges|judicial|elections?|referendum|voters?)\b",
        "Is it used by courts, or to influence a vote?",
        public=True,
    )
)


def _asked(words: str, finding: str, asked: str) -> Callable[[Case], Seen]:
    """The test of what no file settles: shown by its own words, else a question."""
    pattern = re.compile(rf"\b({words})", re.IGNORECASE)

    def test(case: Case) -> Seen:
        match, spot = pattern.search(own_words(case)), case.use("use", "purpose")
        return shown(f"{finding}: the file speaks of '{match[0]}'.", spot) if match else unknown(asked, spot)

    return test


for _name, _words, _finding, _question in (
    (
        "distorts-behaviour", r"nudg|steer|manipulat|make people|change (their|people's) (behaviour|choices)",
        "Behaviour is to be changed",
        "Does it change what people do, against what they would have chosen, and harm them?",
    ),
    (
        "hidden-technique", r"subliminal|hidden|covert|deceptive|manipulat|secret", "It is not open",
        "Do people know how it works on them?",
    ),
    (
        "puts-first", r"recommend|rank|feed|match", "It puts some before others",
        "Does the score decide what is shown to whom first?",
    ),
    ("minors", r"minors?\b|child|teen|pupil", "Minors are scored", "Are minors among those scored?"),
    (
        "very-large", r"very large", "It is very large",
        "Is it a platform that the Commission designated as very large?",
    ),
    (
        "consumer-report", r"credit (file|report|bureau|score)|screening|consumer report|background check",
        "A report of others is used",
        "Does the score, or what it is made of, come from an agency that assembles reports?",
    ),
    (
        "no-exception", r"no (law|contract|consent)|without (a law|consent)|unlawful", "No exception holds",
        "Does a contract need it, a law allow it with safeguards, or the person consent explicitly?",
    ),
):  # fmt: skip
    element(_name)(_asked(_words, _finding, _question))


@element("emergency")
def emergency(case: Case) -> Seen:
    """Whether calls for help or patients in need are put in order."""
    match = re.search(r"\b(emergency|triage|ambulance|dispatch)", own_words(case), re.IGNORECASE)
    if match:
        return shown(f"The file speaks of '{match[0]}'.", case.use("use", "purpose"))
    care = about(case, "health")
    if care:
        return of_these(unknown, "Is it emergency care or triage: {}?", case, "treatments", care)
    return access(case, "emergency help", "health")


@element("emotions")
def emotions(case: Case) -> Seen:
    """Whether emotions are inferred from bodies."""
    texts = [
        own_words(case),
        *(f"{d.id} {d.note or ''}" for d in case.data),
        *(f"{c.id} {c.title or ''}" for c in case.channels),
    ]
    match = re.search(r"\b(emotion|mood|stress|attention|attentive)", " ".join(texts), re.IGNORECASE)
    if match:
        return shown(f"The file speaks of '{match[0]}'.", case.use("data"))
    if recognising(case):
        asked = "Is what bodies show read for emotions, too?"
        return unknown(asked, *case.at_all("channels", recognising(case), "biometric"))
    return nobody(case, "No channel reads bodies.")


@element("work-or-education")
def work_or_education(case: Case) -> Seen:
    """Whether it is used at work or in education."""
    where: tuple[Context, ...] = ("work", "education")
    acts = [c for c in case.conducts if {c.context, *case.generated(c)} & {*where}]
    treated = [t for t in case.treatments if case.treated(t) in where]
    spots = [*case.at_all("conducts", acts), *case.at_all("treatments", treated)]
    if spots or case.scheme.authority in {"employer", "school"}:
        return shown("Work or education is in it.", case.use("authority"), *spots)
    return unknown("Is it used at work or in schools?", case.use("authority"))


@element("vulnerable-people")
def vulnerable_people(case: Case) -> Seen:
    """Whether age, disability or need makes a difference to what people meet."""
    traits = [trait for trait in case.traits if trait.treatments and _of_need(trait)]
    health = [d for d in case.data if "health" in d.special]
    if traits or health:
        told_of = [trait.words for trait in traits] + [d.id for d in health]
        spots = [*(t.spot for t in traits), *case.at_all("data", health, "special")]
        return shown(f"It differs by {', '.join(dict.fromkeys(told_of))}.", *spots)
    return unknown(
        "Does it fall on people for their age, a disability, or their need?", case.use("use", "purpose")
    )


def _of_need(trait: Trait) -> bool:
    """Whether a trait tells of age, disability or need."""
    family = trait.entry.family if trait.entry else None
    return trait.column in {"age", "income_decile"} or family in {"health", "status", "means"}


@element("employment")
def employment(case: Case) -> Seen:
    """Whether data on people at work are used, or posts depend on the score."""
    if case.scheme.authority == "employer":
        return shown("An employer scores.", case.use("authority"))
    at_work = [c for c in case.conducts if "work" in case.generated(c)]
    if at_work:
        return of_these(shown, "Data from work are counted: {}.", case, "conducts", at_work)
    seen = access(case, "access to work", "work")
    if seen.status == "negated" and case.scheme.authority in {None, "company"}:
        return unknown("Do those who are scored work for whoever scores them?", case.use("authority"))
    return seen


@element("housing-access")
def housing_access(case: Case) -> Seen:
    """Whether the band decides on homes."""
    return access(case, "access to housing", "housing")


@element("takes-property")
def takes_property(case: Case) -> Seen:
    """Whether money, a benefit or a licence is taken away or made dearer."""
    taken = [
        t
        for t in case.burdens.values()
        if t.effect in CHARGING or "property" in t.rights or case.treated(t) in {"public-services", "finance"}
    ]
    if taken:
        return of_these(shown, "Money or benefits depend on it: {}.", case, "treatments", taken)
    return nothing(case, "No money and no benefit depends on it.")


@element("shut-to-credit")
def shut_to_credit(case: Case) -> Seen:
    """Whether creditworthiness is assessed by what the directive shuts out of it."""
    special = [d for d in case.data if {*d.special} - {"criminal"}]
    social = [d for d in case.data if d.generated_in in {"speech", "politics", "religion"}]
    acts = [c for c in case.conducts if {"speech", "politics", "religion"} & set(case.generated(c))]
    spots = [*case.at_all("data", (*special, *social)), *case.at_all("conducts", acts)]
    if spots:
        told_of = named([*(d.id for d in (*special, *social)), *(c.id for c in acts)])
        return shown(f"Special categories or social networks are drawn on: {told_of}.", *spots)
    return unknown("Is anything but income, expenses and debts drawn on?", case.use("data"))


@element("competent-authority")
def competent_authority(case: Case) -> Seen:
    """Whether police, prosecutors or prisons score, for crimes (Directive (EU) 2016/680, Article 1(1))."""
    match = re.search(rf"\b({POLICE})", f"{case.scheme.title} {case.scheme.use.purpose or ''}", re.IGNORECASE)
    spots = case.use("authority"), case.use("use", "purpose")
    if is_public(case) and match:
        return shown(f"The State scores, and the file speaks of '{match[0]}'.", *spots)
    if case.scheme.authority is not None and not is_public(case) and case.scheme.use.public_function is False:
        return negated(f"A {case.scheme.authority} uses it, with no public function.", *spots)
    return unknown("Is it used by police, prosecutors or prisons, to prevent or find crimes?", *spots)


@element("not-police")
def not_police(case: Case) -> Seen:
    """Whether the General Regulation applies, and not the directive for police and prosecutors."""
    seen = competent_authority(case)
    if seen.status == "shown":
        return negated(f"{seen.reason} Directive (EU) 2016/680 may apply instead.", *seen.spots)
    return shown("No police or prosecutor is named.", *seen.spots) if seen.status == "negated" else seen


@element("online-platform")
def online_platform(case: Case) -> Seen:
    """Whether an online platform scores those who use it."""
    spot = case.use("authority")
    if case.scheme.authority == "platform":
        return shown("A platform scores. Is it an online one (Article 3(i))?", spot)
    if case.scheme.authority in {None, "company"}:
        return unknown("Is it an online platform, which shows what its users put there?", spot)
    return negated(f"A {case.scheme.authority} scores.", spot)


@element("union-body")
def union_body(case: Case) -> Seen:
    """Whether an institution, body, office or agency of the Union acts, as Article 41 is about."""
    place, spot = case.scheme.use.place or "", case.use("use", "place")
    if re.search(r"\b(European (Union|Commission|Parliament)|Frontex|Europol|EU agency)", place):
        return shown("The file names the Union itself.", spot)
    if case.scheme.authority is None or (place == "" and is_public(case)):
        return unknown("Is it an institution, body, office or agency of the Union?", spot)
    return negated("No body of the Union is named; States' duty to hear is a principle of its law.", spot)


@element("older-system")
def older_system(case: Case) -> Seen:
    """Whether it was in use before the duties of Chapter III begin."""
    years = case.scheme.years
    if years is not None and years[0] < 2027:  # noqa: PLR2004 - the year of the date beside the provision
        return shown(f"In use since {years[0]}, by the file.", case.use("years"))
    if years is None:
        return unknown("Since when is it in use, and was its design changed since?", case.use("years"))
    return negated(f"In use from {years[0]}, by the file.", case.use("years"))


@element("in-united-states")
def in_united_states(case: Case) -> Seen:
    """Whether it is used in the United States."""
    return _in(case, "united_states", "the United States")


@element("in-canada")
def in_canada(case: Case) -> Seen:
    """Whether a federal department of Canada uses it."""
    return _in(case, "canada", "Canada, by a federal department")


@element("echr-party")
def echr_party(case: Case) -> Seen:
    """Whether the State is a party to the Convention; every Member State of the Union is."""
    seen = _in(case, "member_states", "a State that is a party to the Convention")
    return seen if seen.status == "shown" else unknown("Is the State a party to the Convention?", *seen.spots)


def _in(case: Case, names: str, where: str) -> Seen:
    """Whether the file's place is one of some; asked where it names none."""
    place, spot = case.scheme.use.place, case.use("use", "place")
    if place is None:
        return unknown(f"The file names no place. Is it used in {where}?", spot)
    match = places(names).search(place)
    if match:
        return shown(f"The file names {match[1]}.", spot)
    return negated(f"The file names {place}.", spot)
