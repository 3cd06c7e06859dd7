"""The examples of the Commission's guidelines, C(2025) 5052 final, section 4, that the format can say.

Written from the paragraphs named in each docstring. They are examples of what may be prohibited under Article
5(1)(c) and of what is not; the audit says whether the file shows it, and asks where the paragraph itself says
"case by case".
"""

from __future__ import annotations

from collections.abc import Mapping
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


def out_of_element(raw: Raw, limb: str) -> dict[str, str]:
    """Element to status, of a limb."""
    return {name: seen.status for name, seen in audited(raw).clause(limb).elements.items()}


@pytest.mark.parametrize("authority", ["state", "school", "landlord", "insurer", "community"])
def test_public_and_private(authority: str) -> None:
    """Paragraph 152: the public and the private sector alike; only legal entities are outside (173)."""
    assert limbs({**CITIZENS, "authority": authority}) == limbs(CITIZENS)


def test_profiling_is_evaluation() -> None:
    """Paragraph 154: what somebody will do, told from what it is, as in SCHUFA I, is evaluation."""
    raw = scheme(
        [], [met("no-loan", "loan")], [data("default-risk", "finance", about="predicted")],
        authority="lender",
        traits=[{
            "id": "low-income", "family": "means", "context": "finance",
            "points": {"by": "income_decile", "values": {1: -40, 3: 0}},
        }],
    )  # fmt: skip
    found = out_of_element(raw, DISPROPORTIONATE)
    assert {"shown"} == {found["behaviour-or-traits"], found["score-leads-to-treatment"], found["detriment"]}
    assert "absent" not in limbs(raw)


CHARACTERISTICS = {
    "sex": ("sex", {"female": -40, "male": 0}, "origin"),
    "ethnicity": ("group", {"few": -40, "many": 0}, "origin"),
    "household-members": ("age", {0: -40, 40: 0}, "status"),
    "address": ("district", {0: -40, 1: 0}, "status"),
    "income": ("income_decile", {1: -40, 3: 0}, "means"),
    "health": ("age", {0: 0, 70: -40}, "health"),
}


@pytest.mark.parametrize("name", CHARACTERISTICS)
def test_personal_characteristics(name: str) -> None:
    """Paragraph 158: sex, ethnicity, household, address, income, health: scored by them alone is evaluated.

    A near miss beside each: worth nothing, it is no characteristic that counts.
    """
    column, values, family = CHARACTERISTICS[name]

    def raw(worth: Mapping[Any, int]) -> Raw:
        points = {"by": column, "values": worth}
        entry = {"id": name, "family": family, "points": points}
        return scheme([], [met("no-flat", "flat-rental")], traits=[entry])

    assert "shown" == out_of_element(raw(values), UNRELATED)["behaviour-or-traits"]
    assert "absent" not in limbs(raw(values))
    nothing = raw(dict.fromkeys(values, 0))
    assert "shown" != out_of_element(nothing, UNRELATED)["behaviour-or-traits"]


def test_the_treatment_follows_from_the_score() -> None:
    """Paragraph 160: the score is the cause; that it is capable of it suffices, whether anybody was met yet.

    Near miss: a treatment in a band that no act and no start reaches follows from nothing.
    """
    assert "shown" == out_of_element(CITIZENS, UNRELATED)["score-leads-to-treatment"]
    capped = scheme(
        [act("late-bill", "finance", "finance", -10, per_year=1)], [met("no-flight", "flight")],
        redress={"lapse": {"days": 1, "of": "losses"}},
    )  # fmt: skip
    assert "shown" != out_of_element(capped, UNRELATED)["detriment"]


@pytest.mark.parametrize(
    ("raw", "first", "second"),
    [
        pytest.param(STUDENTS, "shown", "unknown", id="unrelated-alone"),
        pytest.param(CHILD_BENEFIT, "unknown", "shown", id="unjustified-alone"),
        pytest.param(CITIZENS, "shown", "shown", id="in-combination"),
    ],
)
def test_the_conditions_are_alternative(raw: Raw, first: str, second: str) -> None:
    """Paragraphs 163 and 164: (i) unrelated contexts, or (ii) unjustified; either suffices, both may hold.

    What one limb lacks lowers nothing of the other.
    """
    one, other = out_of_element(raw, UNRELATED), out_of_element(raw, DISPROPORTIONATE)
    assert (first, second) == (one["unrelated"], other["unjustified-or-disproportionate"])
    assert "indicated" in limbs(raw)
    assert "unjustified-or-disproportionate" not in one
    assert "unrelated" not in other


def test_a_lawful_purpose_that_is_only_said() -> None:
    """Paragraphs 164 and 171: whoever scores has to demonstrate it: a purpose and a law named clear nothing.

    Told without sources of data, the question is asked and no limb is absent.
    """
    said = {**CITIZENS["use"], "purpose": "a specific, legitimate evaluation", "legal_basis": "the law"}
    assert limbs({**CITIZENS, "use": said}) == limbs(CITIZENS)
    silent = scheme(
        [act("late-bill", "finance", "finance")], [met("no-loan", "loan", essential=True)], use=said
    )
    assert "needs-facts" == limbs(silent)[1]
    with_sources = {**silent, "data": [data("bills", "finance", "late-bill")]}
    assert "absent" == limbs(with_sources)[0]


EVALUATED = scheme(
    [act("target-met", "work", "work", 60)], [met("no-bonus", "job-application", "priority", ("high",))],
    [data("results", "work", "target-met")], authority="employer", use={"public_function": False},
)  # fmt: skip
CLAIMS = scheme(
    [act("false-claim", "compliance", "insurance", lawful=False, unlawful_under="general-law")],
    [met("claim-checked", "insurance-policy", "wait", wait={"days": 14})],
    [data("claims", "insurance", "false-claim")], authority="insurer", use={"public_function": False},
)  # fmt: skip
SAFETY = scheme(
    [act("reported-threat", "leisure", "telecom", lawful=False, unlawful_under="general-law")],
    [met("account-paused", "internet-service", "wait", wait={"days": 7})],
    [data("reports", "telecom", "reported-threat")], authority="platform", use={"public_function": False},
    redress={"lapse": {"days": 90, "of": "losses"}},
)  # fmt: skip


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(EVALUATED, id="175-employees"),
        pytest.param(CLAIMS, id="175-claims-handling"),
        pytest.param(SAFETY, id="177-safety-on-a-platform"),
    ],
)
def test_not_per_se_prohibited(raw: Raw) -> None:
    """Paragraph 175: evaluation at work, claims, fraud, users' behaviour: not per se, so not indicated.

    Whether it is lawful and in proportion is asked, which no file settles (176).
    """
    assert ("absent", "needs-facts") == limbs(raw)


def test_in_the_related_context_and_proportionate() -> None:
    """Paragraph 176: both halves are needed: a related context negates limb (i), and only that.

    The same scheme from an unrelated context is indicated on (i); with a refusal of what is essential for a
    minor act of another part of life it is indicated on (ii), too.
    """
    related = credit()
    assert ("absent", "needs-facts") == limbs(related)
    elsewhere = {**related, "data": [data("hobbies", "leisure", "late-repayment", "repaid")]}
    assert "indicated" == limbs(elsewhere)[0]
    harsher = {**elsewhere, "treatments": [met("no-office", "public-service", essential=True)]}
    assert ("indicated", "indicated") == limbs(harsher)


def test_data_of_a_camp_for_resettlement() -> None:
    """Paragraph 177: data of the camp for a decision about resettlement are named as out of scope.

    That they are relevant for it, and the procedures kept, no file says: nothing is indicated on limb (ii),
    and limb (i) asks or follows the contexts that the file gives.
    """
    camp = scheme(
        [act("camp-rules-broken", "compliance", "housing")], [met("later", "housing-application", "wait",
        wait={"days": 30})], [data("camp", "housing", "camp-rules-broken")],
    )  # fmt: skip
    assert ("absent", "needs-facts") == limbs(camp)
