"""Every clause: a scheme that triggers it, a near miss that does not, and why; no status clears."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases import Raw, audited, entry, library, posts, statuses
from demerit.law.clauses import status_of
from demerit.law.elements.element import Seen
from demerit.law.provisions import instruments

POST, TRAINS = posts()["conducts"][0], posts()["treatments"][0]
PROVISIONS = [provision.id for each in instruments() for provision in each.provisions]


def posted(**change: Any) -> Raw:
    """The small scheme with its act changed; None takes a key away."""
    conduct = {key: value for key, value in {**POST, **change}.items() if value is not None}
    return posts(conducts=[conduct])


def treated(use: Raw | None = None, **change: Any) -> Raw:
    """The small scheme with its treatment changed."""
    return posts(treatments=[{**TRAINS, **change}], use=use or {})


def read_from(use: Raw | None = None, **change: Any) -> Raw:
    """The small scheme with its data changed."""
    return posts(data=[{**posts()["data"][0], **change}], use=use or {})


def seen_by(conduct: Raw | None = None, authority: str = "state", **change: Any) -> Raw:
    """The small scheme with its channel changed to a camera in the street."""
    channel = {"id": "web", "title": "Street cameras", "kind": "camera", "biometric": "remote-real-time"}
    return posts(
        channels=[{**channel, **change}], conducts=[{**POST, **(conduct or {})}], authority=authority
    )


def given_back(appeal: bool = True, lapse: bool = True, **change: Any) -> Raw:
    """The small scheme with redress, and a channel that errs."""
    heard = {"rate": 0.5, "upheld_if_wrong": 0.9}
    redress: Raw = {"notice": 1.0, **({"appeal": heard} if appeal else {}), **change}
    redress |= {"lapse": {"days": 365, "of": "losses"}} if lapse else {}
    return posts(redress=redress, channels=[{"id": "web", "kind": "platform", "misnames": 0.01}])


LATE: Raw = {"id": "late", "family": "compliance", "context": "transport"}
"""An act that says nothing of anybody's convictions, in a context related to travel."""
TICKETS: Raw = {
    "id": "tickets",
    "generated_in": "travel",
    "about": "conduct",
    "special": [],
    "channels": ["web"],
}


THEFT: Raw = {
    "family": "compliance", "context": "consumption", "lawful": False, "unlawful_under": "general-law",
    "gravity": "serious",
}  # fmt: skip
ACT: Raw = {"sources": {"act": {"title": "Public Order Act", "kind": "law"}}}
SCHOOL: dict[str, Any] = {"need": "school-place", "essential": True}
FIRM: Raw = {**TRAINS, "id": "no-tenders", "subject": "company", "need": "public-tender"}
PRIVATE: Raw = {"public_function": False}


@dataclass(frozen=True)
class Pair:
    """A scheme that triggers a clause, one near to it with its status, and why that one does not."""

    provision: str
    trigger: Raw
    near: Raw
    status: str
    why: str


PAIRS = [
    Pair(
        "ai-act:2",
        posts(),
        posts(use={"place": "Norway"}),
        "needs-facts",
        "a place elsewhere leaves open where the output is used",
    ),
    Pair(
        "ai-act:3(1)",
        posts(),
        posts(use={"ai": "inputs"}),
        "needs-facts",
        "AI before the score may or may not be one system with it",
    ),
    Pair(
        "ai-act:5(1)(c)(i)",
        posts(),
        posts(conducts=[{**POST, **LATE}], data=[TICKETS]),
        "absent",
        "data from travel are related to travel",
    ),
    Pair(
        "ai-act:5(1)(c)(ii)",
        posts(),
        {**posted(lawful=False, unlawful_under="general-law", gravity="serious", source="act"), **ACT},
        "needs-facts",
        "a serious breach of a general law that is named is to be weighed",
    ),
    Pair(
        "ai-act:5(1)(d)",
        read_from(about="predicted", special=["criminal"]),
        read_from(about="predicted", special=["criminal"], use={"decided_by": "person"}),
        "needs-facts",
        "a person may judge on facts",
    ),
    Pair(
        "ai-act:5(1)(e)",
        posts(
            channels=[{"id": "web", "kind": "camera", "biometric": "remote-post"}],
            data=[{"id": "faces", "collected_for": "scraped from profiles", "channels": ["web"]}],
        ),
        seen_by(),
        "needs-facts",
        "where the images come from is not in the file",
    ),
    Pair(
        "ai-act:5(1)(g)",
        read_from(about="inferred", special=["biometric", "religion"]),
        read_from(about="conduct", special=["biometric", "religion"]),
        "needs-facts",
        "whether the one is drawn from the other is a question",
    ),
    Pair(
        "ai-act:5(1)(h)",
        seen_by(THEFT),
        seen_by(THEFT, biometric="remote-post"),
        "absent",
        "recognition afterwards is not real-time",
    ),
    Pair("ai-act:6", treated(**SCHOOL), treated(need="gym-visit"), "absent", "Annex III lists no gyms"),
    Pair(
        "ai-act:Annex III 1",
        seen_by(),
        seen_by(biometric="verification"),
        "absent",
        "to verify who somebody claims to be is excepted",
    ),
    Pair(
        "ai-act:Annex III 3",
        treated(**SCHOOL),
        treated(need="library-visit"),
        "absent",
        "a library is no educational institution",
    ),
    Pair(
        "ai-act:Annex III 4",
        treated(need="job-application"),
        treated(need="licence-application"),
        "absent",
        "a licence is no recruitment",
    ),
    Pair(
        "ai-act:Annex III 5(a)",
        treated(need="benefit-claim", essential=True),
        treated(need="benefit-claim"),
        "needs-facts",
        "whether the benefit is essential is not said",
    ),
    Pair(
        "ai-act:Annex III 5(b)",
        treated(need="loan"),
        treated(need="loan", use={"purpose": "find financial fraud"}),
        "needs-facts",
        "finding fraud is excepted, if that is all",
    ),
    Pair(
        "ai-act:Annex III 5(c)",
        treated(id="health-insurance", need="insurance-policy"),
        treated(id="car-insurance", need="insurance-policy"),
        "needs-facts",
        "which insurance it is is not settled by a word for cars",
    ),
    Pair(
        "ai-act:14",
        treated(**SCHOOL),
        treated(**SCHOOL, use={"decided_by": "person"}),
        "needs-facts",
        "a person decides; whether they can overrule is a question",
    ),
    Pair("ai-act:26", treated(**SCHOOL), treated(need="gym-visit"), "absent", "no use of Annex III"),
    Pair(
        "ai-act:27",
        treated(**SCHOOL),
        {**treated(**SCHOOL, use=PRIVATE), "authority": "school"},
        "absent",
        "a private school with no public function, and no credit or insurance",
    ),
    Pair(
        "ai-act:50",
        read_from(about="inferred", special=["biometric"]),
        seen_by(),
        "needs-facts",
        "recognised, but not said to be sorted",
    ),
    Pair("ai-act:86", treated(**SCHOOL), treated(need="gym-visit"), "absent", "no use of Annex III"),
    Pair(
        "ai-act:recital 31",
        posts(
            conducts=[{**POST, "channels": []}, {**POST, "id": "help", "context": "civic", "channels": []}],
            data=None,
        ),
        posts(),
        "absent",
        "one context only",
    ),
    Pair(
        "gdpr:5(1)(b)",
        posts(),
        posts(conducts=[{**POST, **LATE}], data=[{**TICKETS, "generated_in": "traffic"}]),
        "needs-facts",
        "whether traffic and travel are compatible is unclear",
    ),
    Pair(
        "gdpr:5(1)(c)",
        posts(data=[{"id": "height", "about": "trait"}]),
        posts(),
        "needs-facts",
        "all data feed a rule; whether less would do is a question",
    ),
    Pair(
        "gdpr:5(1)(d)",
        given_back(appeal=False),
        given_back(),
        "needs-facts",
        "an appeal that is upheld may be every reasonable step",
    ),
    Pair(
        "gdpr:6",
        posts(use={"legal_basis": "legitimate interests"}),
        posts(use={"legal_basis": "Road Act, section 3"}),
        "needs-facts",
        "a law is named; whether it carries this is a question",
    ),
    Pair(
        "gdpr:9",
        read_from(special=["health"]),
        library("driving-licence-points", lambda raw: [d.setdefault("special", []) for d in raw["data"]]),
        "absent",
        "the file says of each kind of data that it is not special",
    ),
    Pair(
        "gdpr:10",
        library("driving-licence-points"),
        library("credit-file"),
        "needs-facts",
        "a late instalment is a breach; whether it is an offence is a question",
    ),
    Pair(
        "gdpr:13",
        posts(channels=[{"id": "web", "kind": "self-report"}]),
        {**given_back(), "channels": [{"id": "web", "kind": "self-report"}]},
        "needs-facts",
        "everybody is told of a record; of what else is a question",
    ),
    Pair(
        "gdpr:14",
        posts(),
        posts(channels=[{"id": "web", "kind": "self-report"}]),
        "absent",
        "all data come from the person",
    ),
    Pair("gdpr:15", posts(), library("company-credit"), "not-applicable", "firms have no such right"),
    Pair("gdpr:16", given_back(), posts(), "needs-facts", "the file gives no rate of error"),
    Pair("gdpr:17", posts(), given_back(), "needs-facts", "records lapse; whether soon enough is a question"),
    Pair(
        "gdpr:21",
        posts(),
        posts(authority="company", use={**PRIVATE, "legal_basis": "consent"}),
        "absent",
        "consent is withdrawn, not objected to",
    ),
    Pair(
        "gdpr:22",
        posts(),
        posts(use={"decided_by": "person"}),
        "needs-facts",
        "whether the person draws strongly on the score is a question (C-634/21)",
    ),
    Pair(
        "gdpr:35",
        posts(),
        posts(use={"decided_by": "person"}),
        "needs-facts",
        "scale and risk are not in the file",
    ),
    Pair(
        "iccpr:2",
        posts(),
        given_back(),
        "needs-facts",
        "there is an appeal; whether it is effective is a question",
    ),
    Pair("iccpr:12", posts(), treated(need="gym-visit"), "absent", "a gym is no journey"),
    Pair(
        "iccpr:14",
        posts(),
        {**given_back(), "use": {"public_function": True, "decided_by": "person"}},
        "needs-facts",
        "a person decides and hears appeals; who, and when, is a question",
    ),
    Pair(
        "iccpr:17",
        posted(family="care", context="family"),
        posts(conducts=[{**POST, **LATE}], data=[TICKETS]),
        "needs-facts",
        "records of one context are kept; how many sources and how long is a question",
    ),
    Pair(
        "iccpr:18",
        posted(family="belief", context="religion"),
        posted(family="kindness", context="civic"),
        "absent",
        "helping is no belief",
    ),
    Pair("iccpr:19", posts(), posted(**LATE), "absent", "being late says nothing"),
    Pair("iccpr:21", posted(rights=["assembly"]), posts(), "absent", "a post is no assembly"),
    Pair(
        "iccpr:22",
        posts(influence=[{"ties": "friends", "share": 0.1}]),
        posts(influence=[{"ties": "household", "share": 0.1}]),
        "absent",
        "whom somebody lives with is not whom they join",
    ),
    Pair(
        "iccpr:25",
        treated(need="government-job-application"),
        {**posted(context="speech"), "treatments": [{**TRAINS, "need": "job-application"}]},
        "absent",
        "a post with a firm is no public service",
    ),
    Pair(
        "iccpr:26",
        posts(),
        posted(id="instalment", family="finance", context="finance"),
        "needs-facts",
        "whether records fall unequally is measured, not written",
    ),
    Pair(
        "charter:1",
        treated(effect="exposure", need=None),
        posts(),
        "needs-facts",
        "being refused may or may not humiliate",
    ),
    Pair(
        "charter:7",
        posted(family="care", context="family"),
        posts(conducts=[{**POST, **LATE}], data=[TICKETS]),
        "needs-facts",
        "records of one context are kept; how many sources and how long is a question",
    ),
    Pair("charter:8", posts(), library("company-credit"), "not-applicable", "firms only"),
    Pair(
        "charter:10", posted(family="belief", context="religion"), posts(), "absent", "politics is no belief"
    ),
    Pair("charter:11", posts(), posted(**LATE), "absent", "being late says nothing"),
    Pair("charter:12", posted(rights=["association"]), posts(), "absent", "a post joins nobody"),
    Pair("charter:14", treated(**SCHOOL), treated(need="library-visit"), "absent", "a library is no school"),
    Pair(
        "charter:15", treated(need="job-application"), treated(need="gym-visit"), "absent", "a gym is no work"
    ),
    Pair(
        "charter:16",
        posts(treatments=[TRAINS, FIRM]),
        posts(treatments=[TRAINS, {**TRAINS, "id": "no-tickets"}]),
        "absent",
        "a traveller's ticket is no trade",
    ),
    Pair(
        "charter:20",
        posts(),
        posted(id="instalment", family="finance", context="finance"),
        "needs-facts",
        "whether records fall unequally is measured, not written",
    ),
    Pair(
        "charter:21",
        read_from(special=["ethnic-origin"]),
        posted(id="instalment", family="finance", context="finance"),
        "needs-facts",
        "no data on origin are listed",
    ),
    Pair(
        "charter:34",
        treated(need="benefit-claim"),
        treated(need="licence-application"),
        "needs-facts",
        "a licence may or may not be assistance",
    ),
    Pair(
        "charter:35", treated(need="medical-visit"), treated(need="gym-visit"), "absent", "a gym is no care"
    ),
    Pair(
        "charter:41",
        posts(use={"place": "European Union"}),
        posts(),
        "not-applicable",
        "Spain is no body of the Union",
    ),
    Pair("charter:45", posts(), treated(need="gym-visit"), "absent", "a gym is no journey"),
    Pair(
        "charter:47",
        posts(),
        given_back(),
        "needs-facts",
        "there is an appeal; whether to a tribunal is a question",
    ),
    Pair(
        "charter:48",
        read_from(special=["criminal"]),
        {
            **given_back(),
            "data": [{**posts()["data"][0], "special": ["criminal"]}],
            "use": {"decided_by": "person"},
        },
        "needs-facts",
        "a person decides and hears appeals",
    ),
    Pair(
        "charter:52",
        posts(),
        {**posted(**LATE), "treatments": [{**TRAINS, "need": "gym-visit"}]},
        "absent",
        "no right is touched, by file or table",
    ),
]


def purposed(purpose: str | None, **parts: Any) -> Raw:
    """The small scheme with a purpose."""
    return posts(use={"purpose": purpose} if purpose else {}, **parts)


def placed(place: str, **parts: Any) -> Raw:
    """The small scheme somewhere."""
    return posts(use={"place": place}, **parts)


def ended(first: int) -> Raw:
    """A school's scheme that was in use from a year."""
    return {**treated(**SCHOOL), "status": "ended", "years": [first, 2030]}


LOAN: Raw = {"need": "loan"}
PAIRS.extend(
    [
        Pair(
            "ai-act:5(1)(a)",
            purposed("nudge people by covert prompts"),
            purposed("collect tolls"),
            "needs-facts",
            "what works on people unseen is in no file",
        ),
        Pair(
            "ai-act:5(1)(b)",
            {**read_from(special=["health"]), "use": {**posts()["use"], "purpose": "steer patients"}},
            purposed("steer traffic"),
            "needs-facts",
            "whether it falls on people for their need is a question",
        ),
        Pair(
            "ai-act:5(1)(f)",
            posts(
                authority="employer",
                channels=[{"id": "web", "title": "Attention at the desk", "kind": "camera"}],
            ),
            posts(authority="employer"),
            "absent",
            "a platform reads no bodies",
        ),
        Pair(
            "ai-act:Annex III 2",
            purposed("traffic control"),
            purposed("collect tolls"),
            "absent",
            "tolls are no safety component",
        ),
        Pair(
            "ai-act:Annex III 5(d)",
            purposed("order emergency calls"),
            treated(need="medical-visit"),
            "needs-facts",
            "a visit to a doctor may or may not be an emergency",
        ),
        Pair(
            "ai-act:Annex III 6",
            purposed("help the police"),
            purposed("help the police", authority="company")
            | {"use": {"purpose": "help shops", "public_function": False}},
            "absent",
            "a company with no public function",
        ),
        Pair(
            "ai-act:Annex III 7",
            purposed("judge visa claims"),
            purposed("collect tolls"),
            "absent",
            "tolls are no visa",
        ),
        Pair(
            "ai-act:Annex III 8",
            purposed("assist a court"),
            purposed("collect tolls"),
            "absent",
            "tolls are no judgment",
        ),
        Pair(
            "ai-act:49",
            treated(**SCHOOL),
            {**treated(**SCHOOL, use=PRIVATE), "authority": "school"},
            "absent",
            "a private school is no public authority",
        ),
        Pair("ai-act:85", posts(), library("company-credit"), "not-applicable", "no person is scored"),
        Pair(
            "ai-act:111(2)",
            ended(2020),
            ended(2028),
            "absent",
            "in use only after the duties begin",
        ),
        Pair(
            "gdpr:2",
            posts(authority="company", use=PRIVATE),
            purposed("help the police"),
            "not-applicable",
            "police",
        ),
        Pair(
            "gdpr:22(2)",
            posts(use={"legal_basis": "found unlawful"}) | {"title": "Points without a law"},
            posts(),
            "needs-facts",
            "whether a law allows it is a question",
        ),
        Pair("gdpr:22(3)", posts(), given_back(), "needs-facts", "there is an appeal; to whom is a question"),
        Pair(
            "gdpr:22(4)",
            read_from(special=["health"]),
            posts(conducts=[{**POST, **LATE}], data=[TICKETS]),
            "absent",
            "no special data",
        ),
        Pair("gdpr:88", posts(authority="employer"), posts(), "absent", "nobody's work is in it"),
        Pair(
            "led:4",
            purposed("police records", channels=[{"id": "web", "kind": "platform", "misnames": 0.01}]),
            posts(authority="company", use=PRIVATE),
            "not-applicable",
            "a company is no competent authority",
        ),
        Pair(
            "led:10",
            purposed("police records"),
            posts(authority="company", use=PRIVATE),
            "not-applicable",
            "a company is no competent authority",
        ),
        Pair(
            "led:11",
            purposed("police records"),
            posts(authority="company", use=PRIVATE),
            "not-applicable",
            "a company is no competent authority",
        ),
        Pair(
            "ccd:18(3)",
            treated(**LOAN),
            posts(conducts=[{**POST, **LATE}], data=[TICKETS], treatments=[{**TRAINS, **LOAN}]),
            "needs-facts",
            "tickets are no speech; whether they are finances is a question",
        ),
        Pair(
            "ccd:18(8)",
            treated(**LOAN),
            treated(**LOAN, use={"decided_by": "person"}),
            "needs-facts",
            "a person decides",
        ),
        Pair("ccd:19", treated(**LOAN), treated(need="gym-visit"), "absent", "a gym is no credit"),
        Pair("dsa:20", posts(authority="platform"), posts(), "not-applicable", "a State is no platform"),
        Pair(
            "dsa:27",
            purposed("rank drivers", authority="platform"),
            posts(authority="platform"),
            "needs-facts",
            "whether it puts some first is a question",
        ),
        Pair(
            "dsa:28",
            purposed("score children", authority="platform"),
            posts(authority="platform"),
            "needs-facts",
            "whether minors are scored is a question",
        ),
        Pair(
            "dsa:38",
            purposed("rank posts on a very large platform", authority="platform"),
            purposed("rank posts", authority="platform"),
            "needs-facts",
            "how large it is is a question",
        ),
        Pair(
            "charter:51",
            posts(use={"legal_basis": "Regulation (EU) 883/2004"}),
            posts(),
            "needs-facts",
            "whether Union law is implemented is a question",
        ),
        Pair(
            "echr:6",
            posts(),
            {**given_back(), "use": {"public_function": True, "decided_by": "person"}},
            "needs-facts",
            "a person decides and hears appeals",
        ),
        Pair(
            "echr:8",
            posted(family="care", context="family"),
            posts(conducts=[{**POST, **LATE}], data=[TICKETS]),
            "needs-facts",
            "records of one context are kept; how many sources is a question",
        ),
        Pair("echr:10", posts(), posted(**LATE), "absent", "being late says nothing"),
        Pair("echr:11", posted(rights=["association"]), posts(), "absent", "a post joins nobody"),
        Pair(
            "echr:13",
            posts(),
            given_back(),
            "needs-facts",
            "there is an appeal; whether effective is a question",
        ),
        Pair("echr:14", posts(), posted(**LATE), "needs-facts", "whether records fall unequally is measured"),
        Pair(
            "echr:P1-1",
            treated(need="benefit-claim"),
            treated(need="gym-visit"),
            "absent",
            "a gym is no possession",
        ),
        Pair(
            "icescr:6",
            treated(need="job-application"),
            treated(need="gym-visit"),
            "absent",
            "a gym is no work",
        ),
        Pair(
            "icescr:9",
            treated(need="benefit-claim"),
            treated(need="gym-visit"),
            "absent",
            "a gym is no benefit",
        ),
        Pair(
            "icescr:11", treated(need="flat-rental"), treated(need="gym-visit"), "absent", "a gym is no home"
        ),
        Pair(
            "icescr:12",
            treated(need="medical-visit"),
            treated(need="gym-visit"),
            "absent",
            "a gym is no care",
        ),
        Pair(
            "icescr:13", treated(**SCHOOL), treated(need="library-visit"), "absent", "a library is no school"
        ),
        Pair(
            "fcra:1681i",
            placed("United States", title="A credit report"),
            posts(title="A credit report"),
            "not-applicable",
            "used in Spain",
        ),
        Pair(
            "fcra:1681m",
            placed("Michigan", title="A credit report"),
            placed("Michigan"),
            "needs-facts",
            "whether a report of others is used is a question",
        ),
        Pair(
            "reg-b:1002.9",
            posts(treatments=[{**TRAINS, **LOAN}], use={"place": "Ohio"}),
            treated(**LOAN),
            "not-applicable",
            "used in Spain",
        ),
        *(
            Pair(f"canada-adm:{each}", placed("Canada"), posts(), "not-applicable", "used in Spain")
            for each in ("6.1", "6.2", "6.3", "6.4")
        ),
    ]
)


def test_every_clause_has_its_pair() -> None:
    """No clause without a scheme that triggers it and a near miss."""
    assert sorted(PROVISIONS) == sorted(pair.provision for pair in PAIRS)
    assert all(pair.why for pair in PAIRS)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.provision)
def test_triggered(pair: Pair) -> None:
    """The scheme triggers the clause: indicated, with lines of the file."""
    clause = audited(without_none(pair.trigger)).clause(pair.provision)
    assert "indicated" == clause.status, clause.reason
    assert clause.lines


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.provision}: {pair.why}")
def test_near_miss(pair: Pair) -> None:
    """A scheme near to it does not, for the reason that stands beside it."""
    clause = audited(without_none(pair.near)).clause(pair.provision)
    assert pair.status == clause.status, clause.reason


SILENT: Raw = {
    **{key: posts()[key] for key in ("format", "id", "title", "score", "bands")},
    "conducts": [
        {"id": "act", "subject": "person", "family": "compliance", "context": "civic", "points": -10}
    ],
}
"""A file that says next to nothing."""


@pytest.mark.parametrize("provision", PROVISIONS)
def test_silent(provision: str) -> None:
    """A file that is silent is asked: no clause is absent, and none protects nobody, for want of words."""
    clause = audited(SILENT).clause(provision)
    assert clause.status in {"needs-facts", "indicated"}, clause.reason


def without_none(raw: Raw) -> Raw:
    """A scheme without the keys that a change took away."""
    return {
        key: [{k: v for k, v in each.items() if v is not None} for each in part]
        if key == "treatments"
        else part
        for key, part in raw.items()
    }


# ---------------------------------------------------------------- statuses

SEEN = {name: Seen(status=name, reason=name) for name in ("shown", "negated", "unknown")}  # type: ignore[arg-type]
ELEMENTS = st.dictionaries(
    st.sampled_from(["a", "b", "c", "scope"]), st.sampled_from(list(SEEN.values())), min_size=1
)


@given(ELEMENTS)
def test_a_status_follows_from_the_elements(elements: dict[str, Seen]) -> None:
    """Absent by one negation, needs-facts by one open element outside the scope, indicated by all shown."""
    status = status_of(elements, ("scope",))
    own = {seen.status for name, seen in elements.items() if name != "scope"}
    if "negated" in {seen.status for seen in elements.values()}:
        assert "absent" == status
    elif "unknown" in own:
        assert "needs-facts" == status
    else:
        assert "indicated" == status


def test_who_is_not_protected_comes_first() -> None:
    """Where nobody is protected the clause does not apply, whatever else is shown; open, it needs facts."""
    shown = SEEN["shown"]
    assert "not-applicable" == status_of({"natural-persons": SEEN["negated"], "a": shown}, ())
    assert "needs-facts" == status_of({"natural-persons": SEEN["unknown"], "a": shown}, ())


def test_only_the_files_own_word_is_against_it() -> None:
    """Where nothing but 'no AI' speaks against a clause, the reason says what it would be otherwise."""

    def no_ai(raw: Raw) -> None:
        raw["use"] |= {"ai": "none", "decided_by": "person"}

    clause = audited(
        library(
            "tenant-score",
            lambda raw: (no_ai(raw), entry(raw, "data", "social-media-posts").update(about="conduct")),
        )
    ).clause("ai-act:5(1)(c)(i)")
    assert "absent" == clause.status
    assert clause.reason.endswith("Were that otherwise, it would be indicated.")


def test_the_word_that_there_is_no_ai_is_not_taken_against_the_file() -> None:
    """A file that says 'no AI' beside face recognition stays indicated, provided: a word clears nothing."""
    raw = library("as-described", lambda raw: raw["use"].update(ai="none"))
    found = audited(raw).clause("ai-act:5(1)(c)(i)")
    assert "indicated" == found.status
    assert "ai-system" in found.provided


KEYS = ("scheme", "sha256", "day", "run", "clauses", "contexts", "proportion", "named")


def test_no_verdict_and_no_total() -> None:
    """No sentence of an audit says legal, illegal, compliant or safe, and nothing adds clauses up."""
    for name in ("as-described", "credit-file", "volunteer-rewards"):
        audit = audited(library(name))
        told = audit.as_json()
        assert {*KEYS} == set(told)
        words = " ".join(clause["reason"].lower() for clause in told["clauses"])
        assert [] == [
            word for word in (" legal ", " illegal", "complian", "lawful scheme", " safe ") if word in words
        ]


def test_each_element_is_said_once() -> None:
    """A reason says nothing twice."""
    for clause in audited(library("as-described")).clauses:
        sentences = clause.reason.split(". ")
        assert len(sentences) == len(set(sentences)), clause.reason


def test_statuses_do_not_depend_on_the_order_of_entries() -> None:
    """Conducts, treatments and data the other way round: the same statuses."""

    def turned(raw: Raw) -> None:
        for section in ("conducts", "treatments", "data", "channels"):
            raw[section].reverse()

    assert statuses(library("tenant-score")) == statuses(library("tenant-score", turned))
