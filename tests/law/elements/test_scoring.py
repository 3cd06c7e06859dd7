"""Social scoring, Article 5(1)(c): what shows each element, and what is near to it and does not."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases import Raw, audited, entry, library, posts, relabelled, seen, statuses
from demerit.formats.vocabulary import Context
from demerit.schemes.loading import load_scheme
from demerit.schemes.rights import table

UNRELATED, DISPROPORTIONATE = "ai-act:5(1)(c)(i)", "ai-act:5(1)(c)(ii)"
Named = tuple[str, str, tuple[str, ...]]
"""A scheme, a conduct of it, and the families of that conduct's row."""
OPENING = "Indicated, provided an AI system makes the score and it is used in the Union"


def limbs(raw: Raw) -> tuple[str, str]:
    """The statuses of both limbs."""
    found = statuses(raw)
    return found[UNRELATED], found[DISPROPORTIONATE]


# ---------------------------------------------------------------- the library


@pytest.mark.parametrize("name", ["as-described", "as-described-rollout", "tenant-score", "zhima-like"])
def test_indicated_on_both_limbs(name: str) -> None:
    """Speech or friends cost a flight, a flat, a loan: both limbs, with the condition in front."""
    audit = audited(library(name))
    for limb in (UNRELATED, DISPROPORTIONATE):
        clause = audit.clause(limb)
        assert "indicated" == clause.status
        assert clause.reason.startswith(OPENING)
        assert clause.lines
        assert clause.rules


@pytest.mark.parametrize(
    "name", ["driving-licence-points", "credit-file", "volunteer-rewards", "company-credit"]
)
def test_not_indicated(name: str) -> None:
    """One context, credit for credit, thanks for work, firms only: no limb is indicated."""
    assert "indicated" not in limbs(library(name))


@pytest.mark.parametrize("name", ["driving-licence-points", "company-credit"])
def test_not_indicated_even_with_ai(name: str) -> None:
    """That holds whatever makes the score: it does not hang on the file's word that there is no AI."""

    def with_ai(raw: Raw) -> None:
        raw["use"] |= {"ai": "decision", "decided_by": "machine"}

    assert "indicated" not in limbs(library(name, with_ai))


def test_priority_for_some_is_a_wait_for_the_others() -> None:
    """Priority for housing from voluntary work: others wait, as housing is scarce (paragraph 169)."""

    def change(raw: Raw) -> None:
        raw["use"]["ai"] = "score"
        raw["treatments"] = [
            {
                "id": "housing-first", "subject": "person", "context": "housing", "bands": ["thanked"],
                "effect": "priority", "need": "housing-application",
            }
        ]  # fmt: skip

    raw = library("volunteer-rewards", change)
    assert ("indicated", "needs-facts") == limbs(raw)
    assert "the others worse" in seen("detriment", raw).reason


def test_near_miss_joint_punishment() -> None:
    """A firm's score protects nobody here until it bars its people from trains: then both are indicated."""

    def change(raw: Raw) -> None:
        raw["influence"] = [{"ties": "responsible", "share": 1.0}]
        raw["treatments"].append(
            {
                "id": "no-trains", "subject": "person", "context": "travel", "bands": ["untrustworthy"],
                "effect": "denial", "need": "rail-journey",
            }
        )  # fmt: skip

    assert ("not-applicable", "not-applicable") == limbs(library("company-credit"))
    raw = library("company-credit", change)
    assert ("indicated", "indicated") == limbs(raw)
    assert "somebody else's acts" in seen("unjustified-or-disproportionate", raw).reason
    del raw["influence"]
    assert ("indicated", "indicated") == limbs(raw)  # even where the file leaves the tie unsaid


def test_near_miss_one_look_at_a_status() -> None:
    """A pass that shows one status on one day may be no evaluation over time: needs facts.

    Fed by behaviour over time, with points that add up, it is indicated on both limbs.
    """

    def over_time(raw: Raw) -> None:
        raw["score"] = {"start": 100, "min": 0, "max": 100}
        raw["bands"][1]["from"] = 50
        entry(raw, "conducts", "missed-health-check")["points"] = {"value": -10, "source": "reading"}

    assert ("needs-facts", "needs-facts") == limbs(library("access-pass"))
    assert "unknown" == seen("over-time", library("access-pass")).status
    assert ("indicated", "indicated") == limbs(library("access-pass", over_time))


def test_a_price_that_may_match_a_risk_needs_facts() -> None:
    """Whether a factor matches a risk is never in a file: limb (ii) asks, and is not indicated."""
    priced: Raw = {
        "id": "premium", "subject": "person", "context": "finance", "bands": ["low"], "effect": "price",
        "factor": 1.4, "need": "insurance-policy",
    }  # fmt: skip
    driving: Raw = {
        "id": "speeding", "subject": "person", "family": "traffic", "context": "traffic", "points": -10,
        "lawful": False, "unlawful_under": "general-law", "gravity": "minor",
    }  # fmt: skip
    raw = posts(authority="insurer", data=None, conducts=[driving], treatments=[priced])
    assert "needs-facts" == statuses(raw)[DISPROPORTIONATE]
    assert (
        "Whether a price matches a risk is never in a file"
        in seen("unjustified-or-disproportionate", raw).reason
    )


# ---------------------------------------------------------------- element by element


def test_both_conditions_go_to_provided_when_unknown() -> None:
    """Nothing said of AI or place: indicated, provided both hold; a place in the Union leaves one."""
    silent = audited(posts(use=None)).clause(UNRELATED)
    assert ("ai-system", "in-union") == silent.provided
    assert silent.reason.startswith(OPENING)
    told = audited(posts()).clause(UNRELATED)
    assert () == told.provided
    assert told.reason.startswith("Indicated.")


def test_who_is_protected() -> None:
    """Persons are shown; firms alone negate; firms of which some are sole traders leave it open."""
    assert "shown" == seen("natural-persons", posts()).status
    assert "negated" == seen("natural-persons", library("company-credit")).status

    def traders(raw: Raw) -> None:
        raw["note"] = "Firms and sole traders are scored alike."

    assert "unknown" == seen("natural-persons", posts(conducts=None, treatments=None)).status
    raw = library("company-credit", traders)
    assert "unknown" == seen("natural-persons", raw).status
    assert "not-applicable" not in limbs(raw)
    assert "indicated" not in limbs(raw)


def test_no_treatment_is_a_question() -> None:
    """A file that names no treatment is silent on what follows: nothing is absent for that."""
    raw = posts(treatments=None)
    assert "unknown" == seen("score-leads-to-treatment", raw).status
    assert ("needs-facts", "needs-facts") == limbs(raw)


def test_a_cheaper_ticket_for_some_is_a_dearer_one_for_the_others() -> None:
    """A discount for those who help and a surcharge for all others: the same detriment, the same statuses."""

    def priced(factor: float, *bands: str) -> Raw:
        return posts(
            conducts=[
                {"id": "help", "subject": "person", "family": "kindness", "context": "civic", "points": 20}
            ],
            treatments=[
                {
                    "id": "fare", "subject": "person", "context": "travel", "bands": list(bands),
                    "effect": "price", "factor": factor, "need": "rail-journey",
                }
            ],
        )  # fmt: skip

    assert "shown" == seen("detriment", priced(0.8, "high")).status
    assert statuses(priced(1.25, "low", "plain")) == statuses(priced(0.8, "high"))
    assert "negated" == seen("detriment", priced(1.0, "high")).status
    assert "absent" == statuses(priced(1.0, "high"))[UNRELATED]


def test_only_points_that_can_carry_into_the_band_count() -> None:
    """An act whose points, capped and lapsing, never reach the band makes no pair; one point more does."""

    def post(points: int) -> Raw:
        conduct = {**posts()["conducts"][0], "points": points, "per_year": 2}
        return posts(conducts=[conduct], redress={"lapse": {"days": 365, "of": "losses"}})

    assert "negated" == seen("unrelated", post(-5)).status  # four at most across a year's end: 80
    assert "shown" == seen("unrelated", post(-6)).status


def test_generated_in_wins_over_the_conducts_context() -> None:
    """Data generated in travel are related to travel; where nothing is said, the conduct's context counts.

    Where the two contradict each other both are read: what touches more is shown, and it is asked.
    """
    data = [{"id": "tickets", "generated_in": "travel", "about": "conduct", "channels": ["web"]}]
    late = {**posts()["conducts"][0], "id": "late", "family": "compliance", "context": "transport"}
    assert "negated" == seen("unrelated", posts(data=data, conducts=[late])).status
    contradicted = seen("unrelated", posts(data=data))
    assert "shown" == contradicted.status
    assert "'post' is politics by the context 'politics', and travel by the file" in contradicted.reason
    assert "shown" == seen("unrelated", posts(data=None)).status


def test_unclear_pairs_ask() -> None:
    """A pair on which the table is unclear is a question, with both contexts named."""
    data = [{"id": "steps", "generated_in": "traffic", "about": "conduct", "channels": ["web"]}]
    late = {**posts()["conducts"][0], "id": "late", "family": "compliance", "context": "transport"}
    found = seen("unrelated", posts(data=data, conducts=[late]))
    assert "unknown" == found.status
    assert "traffic and travel" in found.reason


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, "shown"),
        ({"lawful": False, "unlawful_under": "scheme"}, "shown"),
        ({"lawful": False, "unlawful_under": "general-law"}, "shown"),
        ({"lawful": False}, "shown"),
        ({"lawful": None}, "shown"),
        ({"lawful": False, "unlawful_under": "general-law", "source": "scheme"}, "shown"),
        ({"lawful": False, "unlawful_under": "general-law", "source": "act"}, "unknown"),
        ({"lawful": None, "id": "match", "family": "leisure", "context": "leisure"}, "unknown"),
        ({"id": "match", "family": "leisure", "context": "leisure"}, "unknown"),
        ({"id": "sick-leave", "family": "care", "context": "health"}, "unknown"),
        ({"family": "leisure", "context": "leisure", "rights": ["association"]}, "shown"),
    ],
)
def test_exercising_a_right(change: Raw, status: str) -> None:
    """A right declared or implied: shown, unless a law other than the scheme's own is named that forbids it.

    Neither the word that speech is unlawful nor silence on it makes it so.
    """
    conduct = {key: value for key, value in {**posts()["conducts"][0], **change}.items() if value is not None}
    laws = {"act": {"title": "Public Order Act", "kind": "law"}, "scheme": {"title": "Ours", "kind": "law"}}
    trains = [{**posts()["treatments"][0], "source": "scheme"}]
    raw = posts(
        conducts=[conduct], treatments=trains, sources=laws, redress={"lapse": {"days": 365, "of": "losses"}}
    )
    found = seen("unjustified-or-disproportionate", raw)
    assert status == found.status
    asked = conduct.get("lawful") is False and conduct.get("unlawful_under") != "scheme"
    assert asked == ("Which general law forbids 'post', and may it (it touches expression)?" in found.reason)


def test_a_minor_act_for_ever() -> None:
    """A minor act with no way out at all is out of proportion by the file alone; with lapse it is open."""
    conduct = {**posts()["conducts"][0], "id": "game", "family": "leisure", "context": "leisure"}
    assert "shown" == seen("unjustified-or-disproportionate", posts(conducts=[conduct])).status
    redress = {"lapse": {"days": 365, "of": "losses"}}
    assert (
        "unknown"
        == seen("unjustified-or-disproportionate", posts(conducts=[conduct], redress=redress)).status
    )


def test_several_contexts_and_status() -> None:
    """One context negates what recital 31 describes, two show it; opinion that costs is a status."""
    assert "negated" == seen("several-contexts", posts()).status
    assert "shown" == seen("several-contexts", library("as-described")).status
    assert "shown" == seen("by-status", posts()).status
    assert "unknown" == seen("by-status", library("driving-licence-points")).status


def test_what_the_score_is_made_of() -> None:
    """Acts that count show it, traits alone show it; a score of nothing is a question."""
    trait = [{"id": "age", "about": "trait"}]
    assert "shown" == seen("behaviour-or-traits", posts()).status
    assert "shown" == seen("behaviour-or-traits", posts(conducts=None, channels=None, data=trait)).status
    assert "unknown" == seen("behaviour-or-traits", posts(conducts=None, channels=None, data=None)).status


# ---------------------------------------------------------------- a label changes nothing

CONTEXTS = get_args(Context)
SCHEMES = {name: load_scheme(name) for name in ("tenant-score", "credit-file", "access-pass", "as-described")}
BEFORE = {name: statuses(document) for name, document in SCHEMES.items()}
TREATED = [(name, t.id) for name, document in SCHEMES.items() for t in document.model.treatments]
ROWS = [row.families for row in table().rows if len(row.families) > 1]
NAMED = [
    (name, conduct.id, row)
    for name, document in SCHEMES.items()
    for conduct in document.model.conducts
    for row in ROWS
    if conduct.family in row
]


@settings(max_examples=30)
@given(st.sampled_from(TREATED), st.sampled_from(CONTEXTS))
def test_relabelling_a_treatment_changes_no_status(where: tuple[str, str], context: str) -> None:
    """Whatever context a treatment is said to be in, its need's own context decides: every status stays."""
    name, treatment = where
    assert BEFORE[name] == statuses(relabelled(SCHEMES[name], "treatments", treatment, context=context))


@settings(max_examples=20)
@given(st.sampled_from(NAMED), st.data())
def test_relabelling_a_conduct_in_its_row_changes_no_status(where: Named, data: st.DataObject) -> None:
    """A conduct moved to another family of its row touches the same rights: every status stays."""
    name, conduct, row = where
    family = data.draw(st.sampled_from(row))
    assert BEFORE[name] == statuses(relabelled(SCHEMES[name], "conducts", conduct, family=family))
