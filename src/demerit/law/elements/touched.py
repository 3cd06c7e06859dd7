"""Elements on rights that a scheme touches: Covenant and Charter."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from demerit.law import labels, readings, rights
from demerit.law.case import Case, Spot
from demerit.law.elements.biometrics import REMOTE
from demerit.law.elements.element import Seen, element, named, negated, of_these, shown, unknown
from demerit.law.elements.processing import stays_wrong
from demerit.law.elements.uses import SILENT, about_what, any_of, is_public
from demerit.law.reach import numbers
from demerit.law.traits import families_of
from demerit.schemes.model import Conduct
from demerit.schemes.treatments import PRICING, SHOWING, OfNeed, Treatment

STATE_POST: Final = re.compile(
    r"government|civil[- ]serv|state[- ]post|public[- ](post|competition)", re.IGNORECASE
)


@element("state-acts")
def state_acts(case: Case) -> Seen:
    """Whether the State acts; of private bodies the Covenant asks what the State allows and protects from."""
    spots = case.use("authority"), case.use("use", "public_function")
    if is_public(case):
        return shown("The State scores, or somebody with a public function.", *spots)
    return unknown(
        "A private body scores. Does the State order it, allow it, or fail to protect from it?", *spots
    )


def counts(conduct: Conduct) -> bool:
    """Whether an act changes the score or the band."""
    return any(numbers(conduct.points)) or conduct.to_band is not None


def scored(case: Case) -> list[Conduct]:
    """Acts of persons, and those of others by which persons are treated: their employer's, say."""
    return list({c.id: c for c in (*case.conducts, *(path.conduct for path in case.paths))}.values())


def _touching(case: Case, wanted: frozenset[str]) -> tuple[list[Conduct], list[Treatment]]:
    """Acts that count, and burdens, that touch one of some rights."""
    acts = [c for c in scored(case) if counts(c) and readings.touched(case.scheme, c) & wanted]
    return acts, [t for t in case.burdens.values() if case.rights_of(t) & wanted]


def _in_doubt(case: Case, wanted: frozenset[str]) -> list[Conduct]:
    """Acts that count and touch one of some rights only if a word of their names means what it may."""
    return [c for c in scored(case) if counts(c) and readings.rights_hinted(case.scheme, c) & wanted]


def _unsaid(case: Case, what: str) -> Seen | None:
    """A question, where the file names nothing that counts: neither an act nor a trait."""
    if case.scheme.conducts or case.scheme.traits:
        return None
    return unknown(f"The file names nothing that counts. Does it touch {what}?", case.use("conducts"))


def _touches(what: str, *wanted: str) -> Callable[[Case], Seen]:
    """The test of whether acts that count, or burdens, touch one of some rights."""
    sought = frozenset(wanted)

    def test(case: Case) -> Seen:
        acts, burdens = _touching(case, sought)
        spots: list[Spot] = [
            *case.at_all("conducts", acts),
            *case.at_all("treatments", burdens),
        ]
        if spots:
            names = named([*(c.id for c in acts), *(t.id for t in burdens)])
            asked = labels.whether(case, acts, sought)
            return shown(f"What counts or follows touches {what}: {names}.{asked}", *spots)
        doubts = _in_doubt(case, sought)
        if doubts:
            question = f"By its name {named(c.id for c in doubts)} may touch {what}: does it?"
            return unknown(question, *case.at_all("conducts", doubts))
        dear = [t for t in case.burdens.values() if rights.if_refused(t, case.treated(t)) & sought]
        if dear:
            asked = f"Does what follows keep anybody from it, and touch {what}: {named(t.id for t in dear)}?"
            return unknown(asked, *case.at_all("treatments", dear))
        if not case.treatments:
            return unknown(f"{SILENT} Does it touch {what}?", case.use("treatments"))
        reason = f"Nothing that counts or follows touches {what}."
        return about_what(case) or _unsaid(case, what) or negated(reason, case.use("conducts"))

    return test


element("touches-movement")(_touches("movement or residence", "movement"))
element("touches-belief")(_touches("thought, conscience or religion", "religion", "conscience"))
element("touches-expression")(_touches("expression", "expression"))
element("touches-assembly")(_touches("assembly", "assembly"))
element("touches-assembly-or-association")(_touches("assembly or association", "assembly", "association"))


@element("touches-private-life")
def touches_private_life(case: Case) -> Seen:
    """Whether private life is touched: data joined across contexts, bodies, home, family, health, a name.

    ECHR Article 8 was engaged by joining files alone (Rechtbank Den Haag, SyRI, 5 February 2020).
    """
    seen = _touches("private or family life, or somebody's name", "privacy", "family")(case)
    joined = joined_contexts(case)
    bodies = [c for c in case.channels if c.biometric in REMOTE]
    health = [d for d in case.data if {"health", "sex-life", "biometric"} & readings.special_of(d)]
    ill = [t for t in case.scheme.traits if "health" in families_of(t)]
    grounds = [seen] if seen.status == "shown" else []
    if len(joined) > 1:
        sentence = f"Data of {len(joined)} contexts are joined: {', '.join(joined)}."
        grounds.append(shown(sentence, *_sources(case)))
    if bodies:
        sentence = "People are recognised from afar: {}."
        grounds.append(of_these(shown, sentence, case, "channels", bodies, "biometric"))
    if health:
        sentence = "Data on health or bodies are drawn on: {}."
        grounds.append(of_these(shown, sentence, case, "data", health, "special"))
    if ill:
        grounds.append(of_these(shown, "Health counts: {}.", case, "traits", ill, "family"))
    if grounds or seen.status == "unknown":
        return any_of(grounds) or seen
    return unknown(
        "Records of persons are kept. From how many sources, how long, and do they bear on home or family?",
        *_sources(case),
    )


def joined_contexts(case: Case) -> list[str]:
    """Contexts from which data on persons are joined: of acts that count, and of what is listed."""
    acts = {context for c in case.conducts if counts(c) for context in case.generated(c)}
    acts |= {t.context for t in case.scheme.traits if t.context is not None}
    return sorted(acts | {d.generated_in for d in case.data if d.generated_in is not None})


def _sources(case: Case) -> list[Spot]:
    """The lines of data, or of acts where none are listed."""
    return case.at_all("data", case.data) or case.at_all("conducts", case.conducts)


@element("touches-association")
def touches_association(case: Case) -> Seen:
    """Whether joining counts, or the records of friends do."""
    friends = [influence for influence in case.scheme.influence if influence.ties == "friends"]
    if friends:
        return shown("Whom somebody is friends with changes the score.", *case.at_all("influence", friends))
    return _touches("association", "association")(case)


@element("limits-a-right")
def limits_a_right(case: Case) -> Seen:
    """Whether any right is touched, so that the conditions for limiting rights are in question."""
    return _touches("a right", *rights.EXERCISED, "property", "fair-hearing")(case)


@element("shown-up")
def shown_up(case: Case) -> Seen:
    """Whether somebody is shown up before others."""
    showing = [t for t in case.burdens.values() if t.effect in SHOWING]
    if showing:
        return of_these(shown, "People are shown up: {}.", case, "treatments", showing, "effect")
    if case.met or not case.treatments:
        return unknown("Is anybody humiliated by what follows, or by what is asked?", case.use("treatments"))
    return negated("Nobody is shown up.", case.use("treatments"))


@element("no-remedy")
def no_remedy(case: Case) -> Seen:
    """Whether there is no remedy against a record or what follows."""
    seen = stays_wrong(case)
    if seen.status == "shown":
        return seen
    return unknown("There is an appeal. Is it heard by somebody independent, and in time?", *seen.spots)


@element("no-hearing")
def no_hearing(case: Case) -> Seen:
    """Whether burdens follow before anybody was heard."""
    if case.scheme.redress is None or case.scheme.redress.appeal is None:
        return shown("Nobody is heard, before or after.", case.use("redress"))
    if case.scheme.use.decided_by == "machine":
        return shown(
            "A machine decides first; people are heard afterwards, if they appeal.",
            case.use("use", "decided_by"),
        )
    return unknown("Is the person heard before anything follows, and by whom?", case.use("redress", "appeal"))


@element("public-life")
def public_life(case: Case) -> Seen:
    """Whether taking part in public affairs costs points, or posts with the State depend on the band."""
    politics = [path.conduct for path in case.paths if readings.is_politics(case.scheme, path.conduct)]
    posts = [
        treatment
        for treatment in case.burdens.values()
        if STATE_POST.search(f"{treatment.id} {treatment.need}")
    ]
    spots = {c.id: case.at("conducts", c) for c in politics} | {t.id: case.at("treatments", t) for t in posts}
    if spots:
        return shown(
            f"Politics counts, or posts with the State depend on the band: {named(spots)}."
            f"{labels.whether_politics(case, politics)}",
            *spots.values(),
        )
    if not case.treatments:
        return unknown(SILENT, case.use("treatments"))
    spoken = frozenset({"expression", "assembly"})
    doubts = [c for c in scored(case) if readings.rights_in_doubt(case.scheme, c) & spoken]
    doubts += _in_doubt(case, spoken)
    if doubts:
        asked = f"By its name or the catalogue {named(c.id for c in doubts)} is speech: is it politics?"
        return unknown(asked, *case.at_all("conducts", doubts))
    sentence = "Neither politics nor posts with the State are in it."
    return about_what(case) or _unsaid(case, "politics") or negated(sentence, case.use("treatments"))


@element("business-treated")
def business_treated(case: Case) -> Seen:
    """Whether firms are treated by a band, or persons lose licences to trade."""
    firms = [t for t in case.scheme.treatments if t.subject == "company"]
    trade = [
        t
        for t in case.treatments
        if isinstance(t, OfNeed)
        and t.effect not in PRICING
        and re.search(r"licen[cs]e", f"{t.need} {t.title or ''}", re.IGNORECASE)
    ]
    if firms or trade:
        treatments = [*firms, *trade]
        return of_these(shown, "Trade depends on the band: {}.", case, "treatments", treatments)
    if not case.scheme.treatments:
        return unknown(SILENT, case.use("treatments"))
    return about_what(case) or negated("No trade depends on the band.", case.use("treatments"))
