"""The examples of the Commission's guidelines, C(2025) 5052 final, section 4, that the format can say.

Written from the paragraphs named in each docstring. They are examples of what may be prohibited under Article
5(1)(c) and of what is not; the audit says whether the file shows it, and asks where the paragraph itself says
"case by case".
"""

from __future__ import annotations

from typing import Any

import pytest

from cases import Raw, audited, posts

UNRELATED, DISPROPORTIONATE = "ai-act:5(1)(c)(i)", "ai-act:5(1)(c)(ii)"


def act(name: str, family: str, context: str, points: int = -10, **more: Any) -> Raw:
    """An act of persons that counts."""
    return {"id": name, "subject": "person", "family": family, "context": context, "points": points, **more}


def data(
    name: str, generated_in: str, *conducts: str, about: str = "conduct", special: tuple[str, ...] = ()
) -> Raw:
    """Data that an act is read from."""
    return {
        "id": name, "generated_in": generated_in, "about": about, "special": list(special),
        "conducts": list(conducts),
    }  # fmt: skip


def met(
    name: str, need: str | None, effect: str = "denial", bands: tuple[str, ...] = ("low",), **more: Any
) -> Raw:
    """What a band means."""
    held = {
        "id": name,
        "subject": "person",
        "context": "public-services",
        "bands": list(bands),
        "effect": effect,
    }
    return {**held, **({"need": need} if need else {}), **more}


def scheme(conducts: list[Raw], treatments: list[Raw], sources: list[Raw] | None = None, **parts: Any) -> Raw:
    """A scheme of some acts, some treatments and some data."""
    return posts(conducts=conducts, treatments=treatments, data=sources, channels=None, **parts)


def limbs(raw: Raw) -> tuple[str, str]:
    """The statuses of both limbs."""
    audit = audited(raw)
    return audit.clause(UNRELATED).status, audit.clause(DISPROPORTIONATE).status


WATCHED = act("leaving-the-camp", "compliance", "civic")
TAX = scheme(
    [
        act("late-return", "compliance", "finance", gravity="minor"),
        act("social-habits", "leisure", "leisure", lawful=True),
        act("internet-connections", "leisure", "telecom", lawful=True),
    ],
    [met("closer-inspection", "licence-application", "wait", wait={"days": 60})],
    [data("income", "finance", "late-return"), data("habits", "leisure", "social-habits")],
    redress={"lapse": {"days": 730, "of": "losses"}},
)
WELFARE = scheme(
    [
        act("unreported-income", "compliance", "public-services"),
        act("platform-behaviour", "leisure", "speech"),
    ],
    [met("allowance-stopped", "benefit-claim", essential=True)],
    [data("spouse-nationality", "family", "unreported-income", about="trait", special=("ethnic-origin",))],
)
LABOUR = scheme(
    [act("chronic-disease", "care", "health", lawful=True), act("interview", "work", "work")],
    [met("no-support", "job-application", essential=True)],
    [
        data("health-data", "health", "chronic-disease", special=("health",)),
        data("marital-status", "family", "interview", about="trait"),
    ],
)
FAMILIES = scheme(
    [
        act("missed-doctor-appointment", "care", "health", gravity="minor"),
        act("traffic-fine", "traffic", "traffic", gravity="minor"),
    ],
    [met("family-measures", "public-service", essential=True)],
)
RESIDENTS = scheme(
    [
        act("late-library-book", "compliance", "leisure", gravity="minor"),
        act("rubbish-on-the-street", "compliance", "environment", gravity="minor"),
        act("volunteering", "kindness", "civic", 5),
    ],
    [met("benefits-withdrawn", "benefit-claim", essential=True)],
)
CHILD_BENEFIT = scheme(
    [act("form-left-unsigned", "compliance", "public-services", gravity="minor")],
    [met("benefit-ceased", "benefit-claim", essential=True), met("debt", None, "tax", tax={"share": 0.2})],
    [
        data(
            "second-nationality",
            "public-services",
            "form-left-unsigned",
            about="trait",
            special=("ethnic-origin",),
        )
    ],
    score={"start": {"by": "group", "shares": {"few": {20: 1.0}, "many": {100: 1.0}}}},
)
STUDENTS = scheme(
    [act("grant-misuse", "compliance", "public-services"), act("internet-connection", "leisure", "telecom")],
    [met("grant-check", "benefit-claim", "wait", wait={"days": 90})],
)
CITIZENS = scheme(
    [
        act("online-activity", "expression", "speech", lawful=True),
        act("late-bill", "finance", "finance", gravity="minor"),
    ],
    [
        met("no-office", "public-service", essential=True), met("dear-loan", "loan", "price", factor=1.5),
        met("no-flight", "flight"), met("no-flat", "flat-rental"), met("no-job", "job-application"),
    ],
)  # fmt: skip
HOUSING_FIRST = scheme([act("volunteering", "kindness", "civic", 60)], [
    met("first", "housing-application", "priority", ("high",))
])  # fmt: skip
LIFE_INSURER = scheme(
    [act("spending", "leisure", "consumption", lawful=True)],
    [
        met("life-premium", "insurance-policy", "price", factor=1.5),
        met("no-life-contract", "insurance-policy"),
    ],
    [data("bank-spending", "consumption", "spending")],
    authority="insurer",
)
HOUSING_LOAN = scheme(
    [act("hobby", "leisure", "leisure", lawful=True)],
    [met("no-housing-loan", "loan")],
    [data("personal-traits", "leisure", "hobby", about="inferred")],
    authority="lender",
)

PROHIBITED = [
    pytest.param(TAX, "indicated", "needs-facts", id="166-tax-returns"),
    pytest.param(WELFARE, "indicated", "indicated", id="166-household-allowances"),
    pytest.param(LABOUR, "indicated", "needs-facts", id="166-unemployed"),
    pytest.param(FAMILIES, "indicated", "indicated", id="167-children-at-risk"),
    pytest.param(RESIDENTS, "indicated", "indicated", id="167-trustworthy-residents"),
    pytest.param(CHILD_BENEFIT, "needs-facts", "indicated", id="168-child-benefits"),
    pytest.param(STUDENTS, "indicated", "needs-facts", id="168-student-grants"),
    pytest.param(CITIZENS, "indicated", "indicated", id="168-all-citizens"),
    pytest.param(HOUSING_FIRST, "indicated", "needs-facts", id="169-priority-for-housing"),
    pytest.param(LIFE_INSURER, "indicated", "needs-facts", id="170-life-insurance"),
    pytest.param(HOUSING_LOAN, "indicated", "needs-facts", id="170-housing-loan"),
]


@pytest.mark.parametrize(("raw", "first", "second"), PROHIBITED)
def test_examples_of_what_may_be_prohibited(raw: Raw, first: str, second: str) -> None:
    """Paragraphs 166 to 170: each example is indicated on a limb at the least, and absent on neither."""
    assert (first, second) == limbs(raw)
    assert "indicated" in {first, second}


def credit(**parts: Any) -> Raw:
    """Paragraph 177: a credit score of income, expenses and debts."""
    conducts = [
        act("late-repayment", "finance", "finance", gravity="minor"),
        act("repaid", "finance", "finance", 5),
    ]
    return scheme(
        conducts, [met("no-loan", "loan", essential=True)],
        [data("repayments", "finance", "late-repayment", "repaid")], authority="lender", **parts,
    )  # fmt: skip


FRAUD = scheme(
    [act("payment-fraud", "finance", "finance", lawful=False, unlawful_under="general-law")],
    [met("account-closed", "bank-account")],
    [data("transactions", "finance", "payment-fraud")],
    authority="company", use={"public_function": False},
)  # fmt: skip
TELEMATICS = scheme(
    [act("speeding", "traffic", "traffic", lawful=False, unlawful_under="general-law", gravity="minor")],
    [met("dear-premium", "insurance-policy", "price", factor=1.3)],
    [data("telematics", "traffic", "speeding")],
    authority="insurer", use={"public_function": False},
    redress={"lapse": {"days": 365, "of": "losses"}},
)  # fmt: skip
SHOP = scheme(
    [act("purchase", "leisure", "consumption", 20), act("returned-goods", "leisure", "consumption", -2)],
    [met("fast-returns", "hire-deposit", "priority", ("high",))],
    [data("orders", "consumption", "purchase", "returned-goods")],
    authority="platform", use={"public_function": False},
)  # fmt: skip

ALLOWED = [
    pytest.param(credit(), id="177-credit-scoring"),
    pytest.param(FRAUD, id="177-fraud-of-customers"),
    pytest.param(TELEMATICS, id="177-telematics"),
    pytest.param(SHOP, id="177-shopping-platform"),
]


@pytest.mark.parametrize("raw", ALLOWED)
def test_examples_of_legitimate_scoring(raw: Raw) -> None:
    """Paragraphs 175 to 177: data of the same or a related context: limb (i) absent, limb (ii) asked."""
    assert ("absent", "needs-facts") == limbs(raw)


def test_telematics_that_listen_in() -> None:
    """Paragraph 177, a near miss: the same insurer that counts what is said in the car is indicated."""
    talk = act("talk-in-the-car", "expression", "speech", lawful=True)
    raw = {**TELEMATICS, "conducts": [*TELEMATICS["conducts"], talk], "data": None}
    assert ("indicated", "indicated") == limbs({key: part for key, part in raw.items() if part is not None})


def test_refugee_camp() -> None:
    """Paragraph 155: watched over a period of time to see who might abscond: over time."""
    camp = scheme([WATCHED], [met("moved", "housing-application")], use={"place": "Greece"})
    element = audited(camp).clause(UNRELATED).elements["over-time"]
    assert "shown" == element.status
    assert "absent" not in limbs(camp)


def test_one_look_at_a_status() -> None:
    """Paragraph 155: a rating at once, of two values, may not be over time: it is asked, not absent."""
    once = scheme(
        [act("no-certificate", "compliance", "health")], [met("no-entry", "restaurant-visit")],
        score={"start": 1, "min": 0, "max": 1}, bands=[{"id": "low", "from": 0}, {"id": "plain", "from": 1}],
    )  # fmt: skip
    assert "unknown" == audited(once).clause(UNRELATED).elements["over-time"].status


@pytest.mark.parametrize("about", ["trait", "inferred", "predicted"])
def test_characteristics_known_inferred_or_predicted(about: str) -> None:
    """Paragraphs 156 to 159: scored by what somebody is, known, inferred or predicted, with no act at all."""
    raw = scheme([], [met("no-flat", "flat-rental")], [data("household", "family", about=about)])
    assert "shown" == audited(raw).clause(UNRELATED).elements["behaviour-or-traits"].status


def test_a_person_decides_with_the_score() -> None:
    """Paragraph 161: a score beside human assessment is covered all the same."""
    assert "indicated" == limbs({**CITIZENS, "use": {**CITIZENS["use"], "decided_by": "person"}})[0]


def test_a_score_of_others() -> None:
    """Paragraph 162: who uses the score need not have made it: the authority changes no limb."""
    found = {limbs({**CITIZENS, "authority": who}) for who in ("state", "company", "lender", "platform")}
    assert {("indicated", "indicated")} == found


def test_unfavourable_without_harm() -> None:
    """Paragraph 165: singled out, treated less favourably than others, with no harm needed."""
    assert "shown" == audited(STUDENTS).clause(UNRELATED).elements["detriment"].status


def test_legal_entities() -> None:
    """Paragraph 173: firms are outside, unless their score falls on the people in them."""
    firm = {**act("late-filing", "compliance", "finance"), "subject": "company"}
    only = scheme([firm], [{**met("no-tender", "public-tender"), "subject": "company"}])
    assert ("not-applicable", "not-applicable") == limbs(only)
    staff = scheme([firm], [met("no-trains", "rail-journey")])
    assert ("indicated", "indicated") == limbs(staff)


@pytest.mark.parametrize("authority", ["state", "lender", "insurer", "platform"])
def test_high_risk_duties_clear_nothing(authority: str) -> None:
    """Paragraph 172: an appeal, review and a person who decides clear neither limb."""
    heard = {"notice": 1.0, "appeal": {"rate": 1.0, "upheld_if_wrong": 1.0}}
    found = limbs({**CITIZENS, "authority": authority, "redress": heard})
    assert ("indicated", "indicated") == found


def test_a_rating_by_users() -> None:
    """Paragraph 174: ratings of a service by its users, by hand and in the same context, are absent."""
    rated = scheme(
        [act("bad-rating", "work", "work", -5)],
        [met("fewer-rides", "job-application", "priority", ("high",))],
        [data("ratings", "work", "bad-rating")],
        authority="platform",
        use={"ai": "none", "decided_by": "person", "public_function": False},
    )
    assert ("absent", "absent") == limbs(rated)
