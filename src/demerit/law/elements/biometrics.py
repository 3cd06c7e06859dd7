"""Elements on faces, bodies and predicted crimes: AI Act Articles 5(1)(d)-(h), 50(3), Annex III point 1."""

from __future__ import annotations

import re
from typing import Final

from demerit.law import readings
from demerit.law.case import Case, Spot
from demerit.law.elements.element import Seen, element, named, negated, of_these, shown, unknown
from demerit.schemes.model import Channel, Data

REMOTE: Final = frozenset({"remote-post", "remote-real-time"})
DEDUCED: Final = frozenset({"ethnic-origin", "political-opinions", "union", "religion", "sex-life"})
SPOKEN: Final = frozenset({"expression", "religion", "conscience", "assembly"})
PROFILE: Final = frozenset({"trait", "inferred", "predicted"})
PUBLIC: Final = re.compile(
    r"\b(street|road|square|crossing|station|public|park|market|shop|mall|stadium)", re.IGNORECASE
)
BODIES: Final = re.compile(r"\b(face|faces|facial|gait|iris|biometric)\b", re.IGNORECASE)
SCRAPED: Final = re.compile(r"\b(scrap(e|ed|ing)|crawl(ed|ing)?|harvest(ed|ing)?)\b", re.IGNORECASE)


def recognising(case: Case) -> list[Channel]:
    """Channels that recognise persons by their bodies, from afar or not."""
    return [channel for channel in case.channels if channel.biometric != "none"]


def biometric(case: Case) -> list[Data]:
    """Data about persons that are biometric."""
    return [data for data in case.data if "biometric" in data.special]


def unsaid(case: Case) -> list[Channel]:
    """Channels of which it is open whether they recognise people, and how.

    Cameras without the key; what speaks of faces and is said to read none; verification, which is one against
    one, that is looked up in a list.
    """
    return [
        c
        for c in case.channels
        if (c.kind == "camera" and "biometric" not in c.model_fields_set)
        or (c.biometric == "none" and BODIES.search(f"{c.id} {c.title or ''}".replace("-", " ")))
        or (c.biometric == "verification" and c.alarms is not None and c.alarms.list is not None)
    ]


def nobody(case: Case, sentence: str) -> Seen:
    """Negated where each channel was looked at; open where there is none, or a camera's line is missing."""
    if not case.channels:
        return unknown("How do acts become known? The file names no channel.", case.use("channels"))
    if unsaid(case):
        asked = f"Does {named(c.id for c in unsaid(case))} recognise people, and from afar? It is not clear."
        return unknown(asked, *case.at_all("channels", unsaid(case)))
    return negated(sentence, *case.at_all("channels", case.channels, "biometric"))


@element("remote-biometrics")
def remote_biometrics(case: Case) -> Seen:
    """Whether a channel identifies persons from afar; verifying that they are who they claim is not that."""
    remote = [channel for channel in recognising(case) if channel.biometric in REMOTE]
    if remote:
        return of_these(shown, "People are recognised from afar: {}.", case, "channels", remote, "biometric")
    if biometric(case) and not recognising(case):
        spots = case.at_all("data", biometric(case), "special")
        return unknown(
            "Biometric data are drawn on, but no channel says how. Is anybody identified from afar?", *spots
        )
    return nobody(case, "No channel recognises people from afar.")


@element("biometric-data")
def biometric_data(case: Case) -> Seen:
    """Whether biometric data are used at all."""
    spots = case.at_all("channels", recognising(case), "biometric")
    spots += case.at_all("data", biometric(case), "special")
    if spots:
        return shown("Biometric data are used.", *spots)
    return nobody(case, "No biometric data are used.")


def _live(case: Case) -> list[Channel]:
    """Channels that recognise people while they pass."""
    return [channel for channel in recognising(case) if channel.biometric == "remote-real-time"]


def _nobody_live(case: Case) -> Seen:
    """Where no channel is seen to recognise people while they pass."""
    return nobody(case, "No channel recognises people while they pass.")


@element("real-time-remote")
def real_time_remote(case: Case) -> Seen:
    """Whether people are recognised from afar while they pass."""
    live = _live(case)
    if live:
        passing = "People are recognised while they pass: {}."
        return of_these(shown, passing, case, "channels", live, "biometric")
    return _nobody_live(case)


@element("public-space")
def public_space(case: Case) -> Seen:
    """Whether a live channel looks at places that anybody may enter."""
    live = _live(case)
    public = [c for c in live if PUBLIC.search(f"{c.id} {c.title or ''} {c.note or ''}")]
    if public:
        return of_these(shown, "It looks at public places: {}.", case, "channels", public)
    if live:
        return unknown("Is the place that it looks at open to anybody?", *case.at_all("channels", live))
    return _nobody_live(case)


@element("law-enforcement")
def law_enforcement(case: Case) -> Seen:
    """Whether a live channel serves a law enforcement authority to find criminal offences."""
    state = case.scheme.authority == "state" or case.scheme.use.public_function is True
    spot = case.use("authority")
    if not _live(case):
        return _nobody_live(case)
    if case.scheme.authority is not None and not state:
        if case.scheme.use.public_function is None:
            return unknown("Is it run on behalf of a law enforcement authority?", spot)
        return negated(f"It is run by a {case.scheme.authority}, with no public function.", spot)
    sought = [c for channel in _live(case) for c in case.seen_by(channel)]
    crimes = [c for c in sought if c.unlawful_under == "general-law" and c.gravity in {"serious", "grave"}]
    if state and crimes:
        spots = case.at_all("conducts", crimes, "gravity")
        return shown(
            f"The State looks for serious breaches of general law: {named(c.id for c in crimes)}.",
            spot,
            *spots,
        )
    spots = case.at_all("conducts", sought, "lawful")
    return unknown(
        "Is it used by or for a law enforcement authority, and are the acts it looks for offences?",
        spot,
        *spots,
    )


@element("outside-exceptions")
def outside_exceptions(case: Case) -> Seen:
    """Whether what a live channel looks for is outside the three objectives of Article 5(1)(h)."""
    sought = [c for channel in _live(case) for c in case.seen_by(channel)]
    if not sought:
        return _nobody_live(case) if not _live(case) else unknown(
            "What does it look for? The file names no act.", *case.at_all("channels", _live(case))
        )  # fmt: skip
    grave = [c for c in sought if c.gravity in {"grave", None}]
    lesser = [c for c in sought if c.gravity in {"minor", "serious"}]
    if lesser:
        sentence = "It looks for what the file itself does not call grave: {}."
        return of_these(shown, sentence, case, "conducts", lesser, "gravity")
    return unknown(
        "Are these offences of Annex II, with four years or more?", *case.at_all("conducts", grave)
    )


@element("scraped-faces")
def scraped_faces(case: Case) -> Seen:
    """Whether the reference images were scraped from the internet or from CCTV, untargeted."""
    fields = [
        (d, field)
        for d in case.scheme.data
        for field in ("collected_for", "note")
        if SCRAPED.search(getattr(d, field) or "")
    ]
    if fields:
        return shown(
            f"The file says that images were scraped: {named(d.id for d, _ in fields)}.",
            *(case.at("data", d, f) for d, f in fields),
        )
    if recognising(case):
        spots = case.at_all("channels", recognising(case), "biometric")
        return unknown("Where do the images come from with which faces are compared?", *spots)
    return nobody(case, "No channel recognises faces.")


@element("sensitive-deduction")
def sensitive_deduction(case: Case) -> Seen:
    """Whether convictions, origin or sex life are deduced from bodies."""
    both = [d for d in biometric(case) if DEDUCED & set(d.special) and d.about in PROFILE]
    if both:
        return of_these(shown, "From bodies the file draws {}.", case, "data", both, "special")
    near: list[Spot] = [case.at("data", d, "special") for d in biometric(case) if DEDUCED & set(d.special)]
    near += [
        case.at("channels", channel)
        for channel in recognising(case)
        if any(readings.touched(case.scheme, c) & SPOKEN for c in case.seen_by(channel))
    ]
    if near:
        return unknown(
            "Faces are read where people pray, speak or gather. Is anything deduced about them?", *near
        )
    return nobody(case, "Nothing about convictions, origin or sex life is drawn from bodies.")


@element("body-categories")
def body_categories(case: Case) -> Seen:
    """Whether people are put into categories by their bodies, of whatever kind."""
    traits = [d for d in biometric(case) if d.about in PROFILE]
    if traits:
        return of_these(shown, "Bodies are read for what people are: {}.", case, "data", traits, "about")
    if biometric(case) or recognising(case):
        spots = case.at_all("channels", recognising(case), "biometric")
        return unknown("Are people only recognised, or also sorted by sex, age or looks?", *spots)
    return nobody(case, "No biometric data are used.")


def predicts_nothing(case: Case, reason: str) -> Seen:
    """Negated where the file says of all data what they are about; open where it lists none, or is silent."""
    silent = [d for d in case.data if d.about is None]
    if silent or not case.data:
        asked = named(d.id for d in silent)
        asks = f"Is {asked} about what people did, or predicted?" if asked else "The file lists no data."
        return unknown(
            f"{asks} Is it foretold who will offend?", case.use("data"), *case.at_all("data", silent)
        )
    return negated(reason, *case.at_all("data", case.data, "about"))


@element("crime-risk")
def crime_risk(case: Case) -> Seen:
    """Whether the risk that a person commits a criminal offence is assessed."""
    predicted = [d for d in case.data if d.about in {"predicted", "inferred"}]
    criminal = [d for d in predicted if "criminal" in d.special]
    if criminal:
        return of_these(shown, "Criminal conduct is predicted: {}.", case, "data", criminal, "about")
    offences = {
        c.id for c in case.conducts if c.unlawful_under == "general-law" and c.gravity in {"serious", "grave"}
    }
    near = [d for d in predicted if offences & set(d.conducts)]
    if near:
        return of_these(unknown, "Is what {} predicts a criminal offence?", case, "data", near, "about")
    return predicts_nothing(case, "No offence is predicted.")


@element("profile-alone")
def profile_alone(case: Case) -> Seen:
    """Whether the prediction rests on a profile alone, with no facts about an act behind it."""
    predicted = [d for d in case.data if d.about in {"predicted", "inferred"}]
    if not predicted:
        return predicts_nothing(case, "Nothing is predicted or inferred.")
    facts = [
        d
        for d in case.data
        if d.about == "conduct" and any(set(d.conducts) & set(p.conducts) for p in predicted)
    ]
    spots = case.at_all("data", (*predicted, *facts), "about")
    if facts or case.scheme.use.decided_by == "person":
        return unknown(
            "Which weighs more, the profile or facts about an act, and does a person check them?", *spots
        )
    if case.scheme.use.decided_by is None:
        return unknown("Does a person judge on facts, or does the profile decide?", *spots)
    return shown("A profile decides, by machine, with no data on an act beside it.", *spots)
