"""Attempts to buy a better answer with words: what stays as it was, and what is at most asked about."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Final

import pytest

from cases import POSTS, Raw, library, milder, posts, statuses

Change = Callable[[Raw], object]
ACT, TRAINS = POSTS["conducts"][0], POSTS["treatments"][0]
GAME: Final = "cheating-in-games"
OLD: Final = {"by": "age", "values": {18: 0, 60: -50}}
OFTEN: Final = {"by": "group", "values": {"a": -50, "b": 0}}


def cheats(**conduct: Any) -> Raw:
    """A scheme of another kind: cheating in games costs a flat; records lapse and may be contested."""
    act = {**ACT, "id": GAME, "family": "leisure", "context": "leisure", **conduct}
    flat = {**TRAINS, "id": "no-flat", "context": "housing", "need": "flat-rental", "essential": True}
    games = {
        "id": "games", "generated_in": "leisure", "about": "conduct", "channels": ["web"], "special": [],
    }  # fmt: skip
    redress = {
        "notice": 1.0, "appeal": {"rate": 0.5, "upheld_if_wrong": 0.5},
        "lapse": {"days": 365, "of": "losses"},
    }  # fmt: skip
    return posts(conducts=[act], treatments=[flat], data=[games], redress=redress)


def changed(raw: Raw, change: Change) -> Raw:
    """A copy with a change made."""
    after = copy.deepcopy(raw)
    change(after)
    return after


def act(**labels: Any) -> Change:
    """Other labels on the act; None takes one away."""

    def change(raw: Raw) -> None:
        one = {**raw["conducts"][0], **labels}
        raw["conducts"][0] = {key: value for key, value in one.items() if value is not None}

    return change


def terms(**labels: Any) -> Change:
    """Other labels on what follows."""
    return lambda raw: raw["treatments"][0].update(labels)


def use(**labels: Any) -> Change:
    """Other words on what it is for."""
    return lambda raw: raw["use"].update(labels)


def top(**parts: Any) -> Change:
    """Other parts of the file."""
    return lambda raw: raw.update(parts)


def both(*changes: Change) -> Change:
    """Several changes at once."""
    return lambda raw: [change(raw) for change in changes]


def lowest(share: float) -> list[Raw]:
    """Bands by rank alone: the lowest share of all, and the rest."""
    rank = {"share": share, "every_days": 30}
    return [{"id": "low", "from": 0, "rank": rank}, {"id": "plain", "from": 0}]


def data(**labels: Any) -> Change:
    """Other labels on the data."""
    return lambda raw: raw["data"][0].update(labels)


def channel(**labels: Any) -> Change:
    """Other labels on the channel."""
    return lambda raw: raw["channels"][0].update(labels)


def named(name: str, **labels: Any) -> Change:
    """Other labels on the data of a name."""
    return lambda raw: next(each for each in raw["data"] if each["id"] == name).update(labels)


def every(section: str, **labels: Any) -> Change:
    """Other labels on every entry of a section."""
    return lambda raw: [each.update(labels) for each in raw[section]]


def unlike(change: Change) -> Change:
    """A change made to a scheme that was told apart by groups before."""
    return both(act(points=-50), change)


OWN_LAW: Final = {"rules": {"title": "Rules of the scheme", "kind": "law"}}
SAME: Final[dict[str, tuple[Raw, Change]]] = {
    "speech is called unlawful": (posts(), act(lawful=False, unlawful_under="general-law")),
    "speech is called unlawful, by no law": (posts(), act(lawful=False)),
    "speech is called a grave crime": (
        posts(), act(lawful=False, unlawful_under="general-law", gravity="grave"),
    ),
    "speech is unlawful by the scheme's own law": (
        posts(sources=OWN_LAW, treatments=[{**TRAINS, "source": "rules"}]),
        act(lawful=False, unlawful_under="general-law", gravity="grave", source="rules"),
    ),
    "nothing is said on whether speech is lawful": (posts(), act(lawful=None, gravity=None)),
    "a game is called a crime": (
        cheats(), act(lawful=False, unlawful_under="general-law", gravity="serious"),
    ),
    "a game breaks the scheme's rules only": (
        cheats(), act(lawful=False, unlawful_under="scheme", gravity="serious"),
    ),
    "nothing is said on whether a game is lawful": (cheats(), act(lawful=None, gravity=None)),
    "a game is called housing": (cheats(), both(act(context="housing"), data(generated_in="housing"))),
    "a game is called compliance and housing": (
        cheats(), both(act(family="compliance", context="housing"), data(generated_in="housing")),
    ),
    "a flat is called inessential": (cheats(), terms(essential=False)),
    "a refusal is called a wait of twenty years": (cheats(), terms(effect="wait", wait={"days": 7300})),
    "a refusal is called a referral, for twenty years": (
        cheats(), terms(effect="human-referral", wait={"days": 7300}),
    ),
    "trains are called a code, and about speech": (
        posts(),
        both(
            terms(need="code-9"),
            top(assumes={"needs": {"code-9": {"context": "speech", "per_year": 4}}}),
        ),
    ),
    "a refusal is written twice": (
        cheats(), lambda raw: raw["treatments"].append({**raw["treatments"][0], "id": "again"}),
    ),
    "an act is written as twins of half the points": (
        cheats(points=-30),
        lambda raw: raw.update(
            conducts=[{**raw["conducts"][0], "id": name, "points": -15} for name in (GAME, "b")]
        ),
    ),
    "an act seldom costs anything": (cheats(), act(points=[-10, 0])),
    "points are small": (cheats(), act(points=-1)),
    "points by group are nested in points by age": (
        cheats(points=OFTEN), act(points={"by": "age", "values": {18: OFTEN}}),
    ),
    "a group alone is scored": (cheats(points=OFTEN), unlike(top(population={"who": {"group": ["a"]}}))),
    "a group begins lower": (
        cheats(points=OFTEN),
        unlike(lambda raw: raw["score"].update(
            start={"by": "group", "shares": {"a": {50: 1.0}, "b": {100: 1.0}}}
        )),
    ),
    "origin is called means": (
        posts(traits=[{"id": "what", "family": "origin", "points": OFTEN}]),
        lambda raw: raw["traits"][0].update(family="means"),
    ),
    "a band is put in between": (
        cheats(), lambda raw: raw["bands"].insert(1, {"id": "nearly", "from": 79}),
    ),
    "the lowest tenth takes the place of a threshold": (
        posts(),
        top(bands=lowest(0.1)),
    ),
    "so does the lowest thousand-millionth": (
        posts(),
        top(bands=lowest(1e-9)),
    ),
    "it has ended": (posts(), top(status="ended", years=[2019, 2020])),
    "it is an idea": (posts(), top(status="hypothetical")),
    "the State has no public function": (posts(), use(public_function=False)),
    "a friend's record counts by a thousandth": (
        cheats() | {"influence": [{"ties": "friends", "share": 0.5}]},
        lambda raw: raw["influence"][0].update(share=0.001),
    ),
    "one in a million is told, appeals and is believed": (
        changed(cheats(), lambda raw: raw.pop("redress")),
        top(redress={"notice": 1e-6, "appeal": {"rate": 1e-6, "upheld_if_wrong": 1e-6}}),
    ),
    "one record in a million is looked at": (cheats(), channel(review={"share": 1e-6, "catches": 1.0})),
    "losses lapse after twenty years, and repair takes as long": (
        cheats(), top(redress={"repair": {"after_days": 7300, "points": 1}}),
    ),
    "the act is entered by alarms alone": (
        posts(), channel(detects=0.0, alarms={"per_year": 1}, alarm_conduct="post"),
    ),
    "a price up for the low goes by the score": (
        posts(treatments=[{**TRAINS, "effect": "price", "factor": 1.5}]),
        terms(bands=["low", "plain", "high"], factor={"by": "score", "values": {0: 1.5, 80: 1.0}}),
    ),
    "points go by the band": (posts(), act(points={"by": "band", "values": {"low": 0, "plain": -10}})),
    "one district of a thousand is scored": (posts(), top(rollout=[{"from_day": 0, "districts": 0.001}])),
    "nothing is said on who runs it": (posts(), lambda raw: raw.pop("authority")),
    "nationality is called an act": (library("toeslagen"), named("nationality", about="conduct")),
    "nationality is called nothing special": (library("toeslagen"), named("nationality", special=[])),
    "all files of SyRI are called public services": (
        library("syri"), every("data", context="public-services", generated_in="public-services"),
    ),
    "where files of SyRI come from is left out": (
        library("syri"), lambda raw: [each.pop("generated_in") for each in raw["data"]],
    ),
    "every act is called grave": (library("as-described"), every("conducts", gravity="grave")),
    "every act is called civic, its data too": (
        library("as-described"),
        both(every("conducts", context="civic"), every("data", generated_in="civic")),
    ),
    "every act is called compliance": (library("as-described"), every("conducts", family="compliance")),
    "every treatment is called civic": (library("as-described"), every("treatments", context="civic")),
    "an illness is called a status": (
        posts(traits=[{"id": "illness", "family": "health", "points": OLD}]),
        lambda raw: raw["traits"][0].update(family="status"),
    ),
    "a camera is called a registry": (
        changed(cheats(), channel(kind="camera", biometric="remote-post")), channel(kind="registry"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SAME)
def test_words_buy_nothing(name: str) -> None:
    """No status of any clause is lower for the change."""
    before, change = SAME[name]
    assert {} == milder(before, changed(before, change))


ASKED: Final[dict[str, tuple[Raw, Change]]] = {
    "a refusal is called a price a hundred times as high": (
        posts(), terms(effect="price", factor=100),
    ),
    "speech is called leisure, and plural": (
        posts(conducts=[{**ACT, "id": "tweets"}]),
        both(act(id="tweets", family="leisure", context="travel"), data(generated_in="travel")),
    ),
    "a flat costs a hundred times as much": (cheats(), terms(effect="price", factor=100)),
    "a flat is waited for for all but a year": (cheats(), terms(effect="wait", wait={"days": 364})),
    "one group alone is told of records": (
        cheats(points=OFTEN),
        unlike(lambda raw: raw["redress"].update(notice={"by": "group", "values": {"a": 0.0, "b": 1.0}})),
    ),
    "one group alone is seen": (
        cheats(points=OFTEN), unlike(channel(detects={"by": "group", "values": {"a": 1.0, "b": 0.0}})),
    ),
    "one group alone is looked at by people": (
        cheats(points=OFTEN),
        unlike(channel(misnames=0.1, review={"share": {"by": "group", "values": {"a": 0.0, "b": 1.0}}})),
    ),
    "one group alone pays more": (
        cheats(points=OFTEN),
        unlike(terms(effect="price", factor={"by": "group", "values": {"a": 2.0, "b": 1.0}})),
    ),
    "a face camera reads no faces": (
        changed(cheats(), channel(kind="camera", biometric="remote-post")),
        channel(biometric="none", title="Faces in the street"),
    ),
    "health data are nothing special": (
        changed(cheats(), data(generated_in="health", special=["health"])), data(special=[]),
    ),
    "an employer is a company": (changed(cheats(), top(authority="employer")), top(authority="company")),
    "the acts are in another file": (posts(), lambda raw: raw.pop("conducts")),
    "what follows is in another file": (posts(), lambda raw: raw.pop("treatments")),
    "the State has everybody's consent": (posts(), use(legal_basis="consent")),
    "all channels are called registries": (
        library("as-described"), every("channels", kind="registry", biometric="none"),
    ),
    "the acts are an organisation's": (posts(), act(subject="organisation")),
    "what is refused is refused to organisations": (posts(), terms(subject="organisation")),
    "no place is named": (posts(), lambda raw: raw["use"].pop("place")),
    "data are left out": (cheats(), lambda raw: raw.pop("data")),
    "who decides is left out": (cheats(), lambda raw: raw["use"].pop("decided_by")),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED)
def test_what_changes_lives_or_is_left_out_is_asked_about(name: str) -> None:
    """Another life, or silence: a clause that was indicated is asked about at the least, never absent."""
    before, change = ASKED[name]
    found = milder(before, changed(before, change))
    assert {"needs-facts"} >= {now for _, now in found.values()}


FAIR: Final[Raw] = {"notice": 1.0, "appeal": {"rate": 0.5, "upheld_if_wrong": 0.9}}


def honest(
    context: str, use: Raw, score: Raw, bands: tuple[str, str, int], lapse: Raw, conduct: Raw, treatment: Raw
) -> Raw:
    """A scheme of one context that says of everything what it is, with ways back."""
    seen: Raw = {"channels": ["desk"]}
    need, times = treatment["need"]
    about: Raw = {"subject": "person", "context": context}
    return {
        "format": "demerit/scheme/1", "id": need, "title": need, "authority": "community",
        "use": {"public_function": False, "ai": "none", "decided_by": "person", "place": "Spain", **use},
        "score": score, "bands": [{"id": bands[0], "from": 0}, {"id": bands[1], "from": bands[2]}],
        "channels": [{"id": "desk", "kind": "registry", "detects": 1.0, "biometric": "none"}],
        "data": [{"id": "records", "context": context, "generated_in": context, "about": "conduct",
                  "special": [], **seen, "collected_for": use["purpose"]}],
        "conducts": [{**about, "lawful": True, **seen, **conduct}],
        "treatments": [{**about, "id": f"of-{need}", "essential": False, **treatment, "need": need}],
        "redress": {**FAIR, "lapse": lapse},
        "assumes": {"needs": {need: {"context": context, "per_year": times}}},
    }  # fmt: skip


LATE: Final[Raw] = {"points": -3, "gravity": "minor"}
HARMLESS: Final[dict[str, Raw]] = {
    "a library fine": honest(
        "leisure", {"public_function": True, "purpose": "get books back", "legal_basis": "terms of use"},
        {"start": 10, "min": 0, "max": 10}, ("paused", "reader", 5), {"days": 90, "of": "losses"},
        {**LATE, "id": "late-book", "family": "compliance"},
        {"bands": ["paused"], "effect": "denial", "need": ("library-loan", 6)},
    ),
    "a loyalty card": {**honest(
        "consumption", {"decided_by": "machine", "purpose": "keep customers", "legal_basis": "contract"},
        {"start": 0, "min": 0, "max": 100}, ("plain", "gold", 50), {"days": 365, "of": "all"},
        {"id": "purchase", "family": "leisure", "points": 5},
        {"bands": ["gold"], "effect": "price", "factor": 0.95, "need": ("groceries", 50)},
    ), "authority": "company"},
    "a permit to park": honest(
        "transport", {"purpose": "space to park", "legal_basis": "contract"},
        {"start": 10, "min": 0, "max": 10}, ("paused", "holder", 5), {"days": 365, "of": "losses"},
        {**LATE, "id": "late-payment", "family": "finance"},
        {"bands": ["paused"], "effect": "price", "factor": 1.1, "need": ("parking-permit", 1)},
    ),
}  # fmt: skip
"""Schemes as they are common, written honestly and whole."""
GRAVE: Final = (
    "ai-act:5(1)(c)(i)", "ai-act:5(1)(c)(ii)", "ai-act:6", "gdpr:5(1)(b)", "gdpr:9", "charter:11",
    "charter:20", "charter:21", "charter:45", "echr:10", "iccpr:12", "iccpr:18", "iccpr:19",
    "iccpr:25", "iccpr:26",
)  # fmt: skip


@pytest.mark.parametrize("name", HARMLESS)
@pytest.mark.parametrize("ai", ["none", "score"])
def test_what_is_harmless_is_not_indicated(name: str, ai: str) -> None:
    """A late book, a rebate for customers: no prohibition and no liberty is indicated, with AI or without."""
    raw = changed(HARMLESS[name], use(ai=ai))
    found = statuses(raw)
    assert [] == [clause for clause in GRAVE if found[clause] == "indicated"]
