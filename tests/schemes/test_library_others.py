"""The library's schemes besides the described one: figures, scope, and that all can be run together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from demerit.formats.vocabulary import EXPRESSIVE_RIGHTS
from demerit.schemes.contexts import relation
from demerit.schemes.loading import library
from demerit.societies.life import catalogue, conducts_of, fix_life
from demerit.societies.loading import load_society
from shipped import DATA, figures, raw

SCHEMES = {document.model.id: document.model for document in library()}
NAMES = (
    "as-described", "as-described-rollout", "as-documented", "access-pass", "zhima-like",
    "driving-licence-points", "credit-file", "tenant-score", "welfare-fraud-flag", "company-credit",
    "volunteer-rewards", "brackwater-standing", "syri", "motor-telematics",
    "toeslagen", "caf-score", "ams-chances", "driver-deactivation",
)  # fmt: skip


def entry(name: str, section: str, entry_id: str) -> dict[str, Any]:
    """An entry of a scheme's list as it is written."""
    return next(each for each in raw(name)[section] if each["id"] == entry_id)


def points(name: str, conduct: str) -> Any:
    """The points of a conduct, without what is said about them."""
    written = entry(name, "conducts", conduct)["points"]
    return written["value"] if isinstance(written, dict) else written


# ---------------------------------------------------------------- all of them


def test_the_library_is_complete() -> None:
    """Every scheme that the library is to have is there."""
    assert sorted(NAMES) == sorted(SCHEMES)


@pytest.mark.parametrize("name", NAMES)
def test_data_feed_conducts(name: str) -> None:
    """Every kind of data but `name` feeds conducts, each through a channel that watches it."""
    scheme = SCHEMES[name]
    watched = {conduct.id: set(conduct.channels) for conduct in scheme.conducts}
    for data in scheme.data:
        assert bool(data.conducts) == bool(data.channels) == (data.id != "name"), data.id
        assert [] == [each for each in data.conducts if not watched[each] & set(data.channels)], data.id
        used = set().union(*(watched[each] for each in data.conducts))
        assert set(data.channels) <= used, data.id


@pytest.mark.parametrize("name", NAMES)
def test_every_conduct_is_drawn_from_some_data(name: str) -> None:
    """What is scored is known from some data of the file; the article lists none for good deeds."""
    scheme = SCHEMES[name]
    unfed = {conduct.id for conduct in scheme.conducts} - {each for d in scheme.data for each in d.conducts}
    good_deeds = {
        "charity-work", "good-neighbour", "blood-donation", "helping-poor", "heroic-act",
        "public-service-day",
    }  # fmt: skip
    if name.startswith("as-described"):
        assert good_deeds == unfed
    else:
        assert set() == unfed


BY_CONDUCT = [
    (name, channel["id"], set(channel["detects"]["values"]))
    for name in NAMES
    for channel in raw(name)["channels"]
    if isinstance(channel["detects"], dict) and channel["detects"].get("by") == "conduct"
]
"""Channels that tell their rates by conduct, and for which."""


@pytest.mark.parametrize(("name", "channel", "told"), BY_CONDUCT)
def test_channels_see_what_names_them(name: str, channel: str, told: set[str]) -> None:
    """A channel that tells its rates by conduct has one for each conduct that names it, and for no other."""
    assert told == {conduct.id for conduct in SCHEMES[name].conducts if channel in conduct.channels}


@pytest.mark.parametrize("name", NAMES)
def test_a_legal_audit_can_read_it(name: str) -> None:
    """Use, lawfulness, gravity and the law that is broken are said; every source has a status."""
    scheme = SCHEMES[name]
    assert scheme.authority is not None
    assert scheme.status is not None
    assert None not in (scheme.use.public_function, scheme.use.purpose, scheme.use.ai, scheme.use.decided_by)
    for conduct in scheme.conducts:
        assert conduct.lawful is not None, conduct.id
        assert (conduct.lawful is False) == (conduct.unlawful_under is not None), conduct.id
        losing = min(_numbers(points(name, conduct.id))) < 0
        assert losing == (conduct.gravity is not None), conduct.id
    told = {"published", "second-hand", "unverified", "derived", "disputed", "invented"}
    assert set() == {source.status for source in scheme.sources.values()} - told
    assert all(d.context and d.generated_in and d.collected_for and d.about for d in scheme.data)
    assert [] == [
        sentence for sentence in scheme.disputed if sentence.startswith("That ") or sentence[-1] != "."
    ]


def _numbers(value: Any) -> list[float]:
    """One number, or the two of a span."""
    return list(value) if isinstance(value, list) else [value]


@pytest.mark.parametrize("name", NAMES)
def test_tables_that_are_named_are_there(name: str) -> None:
    """A source that names a table of this folder names one that ships."""
    titles = " ".join(source.title for source in SCHEMES[name].sources.values())
    tables = [word.strip(" ,:") for word in titles.split() if word.startswith("schemes/data/")]
    assert [] == [table for table in tables if not (DATA / Path(table).name).exists()]


def test_every_table_has_its_line() -> None:
    """Every table of the folder is told of in SOURCES.md, and no other."""
    told = (DATA / "SOURCES.md").read_text("utf-8")
    assert [] == [path.name for path in DATA.glob("*.csv") if f"`{path.name}`" not in told]
    assert [] == [row for path in DATA.glob("*.csv") for row in figures(path.name) if None in row]


@pytest.mark.parametrize("society", ["china-2020", "germany-2020", "usa-2020", "brackwater"])
def test_all_schemes_share_one_life(society: str) -> None:
    """Any of them can be compared in any society: what they assume agrees, and all they name is lived."""
    named = {c.id for s in SCHEMES.values() for c in s.conducts}
    named |= {t.need for s in SCHEMES.values() for t in s.treatments if t.need}
    life = fix_life(load_society(society), [(s.id, s.assumes) for s in SCHEMES.values()], named)
    kinds = {c: o.kind or "person" for name, o in life.opportunities.items() for c in conducts_of(name, o)}
    wanted = {name: need.kind or "person" for name, need in life.needs.items()}
    for scheme in SCHEMES.values():
        assert [] == [c.id for c in scheme.conducts if kinds[c.id] != c.subject], scheme.id
        assert [] == [t.id for t in scheme.treatments if t.need and wanted[t.need] != t.subject], scheme.id


def test_schemes_assume_only_what_the_catalogue_lacks() -> None:
    """What is generally useful stands in the shared catalogue; only the manual's example has its own."""
    everyday = catalogue().model
    assumed = {
        (scheme.id, name)
        for scheme in SCHEMES.values()
        for name in (*scheme.assumes.opportunities, *scheme.assumes.needs)
        if name in everyday.opportunities or name in everyday.needs
    }
    assert {"brackwater-standing"} == {scheme for scheme, _ in assumed}


# ---------------------------------------------------------------- the rollout


def test_the_rollout_has_the_same_rules() -> None:
    """Rule for rule the described scheme; only title, phases, firms and one source more."""
    told = {"id", "title", "rollout", "providers", "sources"}
    described, phased = SCHEMES["as-described"], SCHEMES["as-described-rollout"]
    assert described.model_dump(exclude=told) == phased.model_dump(exclude=told)
    assert {"target-shares"} == set(phased.sources) - set(described.sources)
    assert all(source == phased.sources[name] for name, source in described.sources.items())


def test_the_rollout_goes_one_way() -> None:
    """Coverage and attention rise to 1, review falls to none; eight firms from 2014 to 2018; 16 years."""
    phases = SCHEMES["as-described-rollout"].rollout
    assert [0, 1022, 1826, 3287, 4017, 4383, 5113] == [phase.from_day for phase in phases]
    assert [1, 1, 8, 1, 1, 1, 1] == [phase.providers for phase in phases]
    assert all(phase.from_day < 16 * 365 for phase in phases)
    rising = [phase.districts for phase in phases]
    falling = [phase.review_share for phase in phases]
    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)
    assert (1.0, 0.0) == (rising[-1], falling[-1])
    for kind in phases[0].attention:
        attention = [phase.attention[kind] for phase in phases]
        assert attention == sorted(attention)
        assert attention[-1] == 1.0


def test_early_attention_is_the_shares_of_mentions() -> None:
    """The first phases look at each kind of subject by its published share of mentions."""
    words = {"companies": "company", "government entities": "government", "individuals": "person"}
    words["social organisations"] = "organisation"
    shares = {
        words[row["target_group"]]: round(float(row["share_pct"]) / 100, 3)
        for row in figures("merics_target_group_shares.csv")
    }
    assert shares == SCHEMES["as-described-rollout"].rollout[0].attention


# ---------------------------------------------------------------- what sources document


def test_only_the_list_has_sanctions() -> None:
    """Nothing is refused or dearer for a low score; only listing does that, and only a judgment lists."""
    scheme = SCHEMES["as-documented"]
    rewards = {"deposit-free-hire", "cheaper-transit", "cheaper-heating", "first-at-the-counter"}
    for treatment in scheme.treatments:
        expected = {"aa", "aaa"} if treatment.id in rewards else {"listed"}
        assert set(treatment.bands) <= expected
    listing = {c.id: c.to_band.until for c in scheme.conducts if c.to_band and c.to_band.id == "listed"}
    assert {
        "judgment-default": "judgment-paid",
        "company-judgment-default": "company-judgment-paid",
    } == listing
    edge = entry("as-documented", "bands", "d")["from"]["range"][1]
    others = [points("as-documented", c.id) for c in scheme.conducts if c.id not in listing]
    assert 1000 + 7 * min(others) > edge  # seven of the worst acts within three years do not lead there


def test_documented_points_are_the_standard() -> None:
    """What the published standard scores has its points."""
    standard = figures("rongcheng_assessment_standard_partial.csv")
    rows = {row["event"]: int(row["points_min"]) for row in standard}
    scored = {
        "late-repayment": "Record of payment arrears / credit card overdraft or overdue payment",
        "late-rent": "Failure to perform contract obligations (lending, guarantees, leasing, insurance...)",
        "unpaid-bill": "Delaying public service fees",
        "utility-theft": "Stealing tap water, gas, electricity, heating",
        "vandalism": "Destroying public equipment, negative impact",
    }
    assert all(rows[event] == points("as-documented", conduct) for conduct, event in scored.items())
    facts = {row["fact"]: row["value"] for row in figures("rongcheng_misc.csv")}
    assert int(facts["traffic_ticket_points"]) == points("as-documented", "speeding")
    assert int(facts["heroic_act_points"]) == points("as-documented", "heroic-act")


def test_what_is_documented_scores_no_opinion() -> None:
    """No conduct touches expression, belief or assembly; joint punishment reaches who answers for a firm."""
    scheme = SCHEMES["as-documented"]
    assert [] == [c.id for c in scheme.conducts if EXPRESSIVE_RIGHTS & set(c.rights)]
    assert ["responsible"] == [influence.ties for influence in scheme.influence]


def test_listing_is_as_frequent_as_published() -> None:
    """The share of unpaid judgments that are listed gives the newly listed of 2024, over adults."""
    flows = {row["year"]: float(row["newly_listed"]) for row in figures("judgment_defaulter_list_flows.csv")}
    adults = 1_135e6
    judgments = catalogue().top()["opportunities"].raw["pay-judgment"]
    unpaid = judgments["per_year"]["value"] * (1 - judgments["act"]["value"])
    detects = entry("as-documented", "channels", "court-list")["detects"]["values"]
    assert detects["judgment-default"]["value"] == pytest.approx(flows["2024"] / adults / unpaid, rel=0.02)


# ---------------------------------------------------------------- the narrow and lawful ones


@pytest.mark.parametrize("name", ["driving-licence-points", "credit-file"])
def test_the_narrow_ones_stay_in_their_field(name: str) -> None:
    """What is taken away is related to the data; only unlawful acts lose; there are ways back."""
    scheme = SCHEMES[name]
    for treatment in scheme.treatments:
        related = {relation(data.context, treatment.context) for data in scheme.data if data.context}
        assert related <= {"same", "related"}
    assert all(c.lawful is False for c in scheme.conducts if c.gravity)
    assert scheme.redress is not None
    assert scheme.redress.appeal is not None
    assert scheme.redress.lapse is not None
    assert () == scheme.influence


def test_volunteers_lose_nothing() -> None:
    """Only gains, only lawful acts, and no treatment that takes anything from anybody."""
    scheme = SCHEMES["volunteer-rewards"]
    assert all(min(_numbers(points(scheme.id, c.id))) > 0 and c.lawful for c in scheme.conducts)
    assert {"price"} == {t.effect for t in scheme.treatments}
    assert all(0 <= raw_t["factor"]["value"] < 1 for raw_t in raw(scheme.id)["treatments"])
    assert all(not t.essential for t in scheme.treatments)


def test_company_credit_is_about_companies() -> None:
    """No rule of it is about anybody else, and no tie carries it to persons."""
    scheme = SCHEMES["company-credit"]
    assert {"company"} == {rule.subject for rule in (*scheme.conducts, *scheme.treatments)}
    assert () == scheme.influence


def test_licence_points_are_the_published_ones() -> None:
    """Twelve to begin with; speeding at the least of its British points, as most have it; three years."""
    scheme = SCHEMES["driving-licence-points"]
    rows = {row["offence"]: row for row in figures("licence_points_uk.csv")}
    speed, phone = rows["exceeding the speed limit"], rows["phone in the hand while driving"]
    assert (12, 0, 12) == (scheme.score.start, scheme.score.min, scheme.score.max)
    assert points(scheme.id, "speeding") == -int(speed["points_min"])
    held = [int(rows[f"drivers with {n} points in August 2023"]["note"]) for n in ("three", "six", "nine")]
    assert held == sorted(held, reverse=True)  # in steps of the least of an offence
    assert -int(phone["points_min"]) == points(scheme.id, "phone-at-wheel")
    assert scheme.redress is not None
    assert scheme.redress.lapse is not None
    assert scheme.redress.lapse.days == 3 * 365


def test_credit_scores_start_as_published() -> None:
    """Each 50 points of the national distribution stand at their middle, for everybody alike."""
    shares = raw("credit-file")["score"]["start"]["shares"]
    published = {
        (int(row["score_from"]) + int(row["score_to"])) // 2: float(row["share_pct"]) / 100
        for row in figures("national_score_distribution_300_850.csv")
    }
    assert [0] == list(shares)
    assert published == pytest.approx(shares[0])


# ---------------------------------------------------------------- the others


def test_a_pass_has_two_classes_and_many_doors() -> None:
    """One criterion, two bands, one kind of data, and denials in several parts of life."""
    scheme = SCHEMES["access-pass"]
    assert (1, 2, 1) == (scheme.score.max, len(scheme.bands), len(scheme.data))
    assert {"denial"} == {t.effect for t in scheme.treatments}
    assert len({t.context for t in scheme.treatments}) >= 4


def test_the_platform_score_has_the_bands_of_users_pages() -> None:
    """Edges and weights are those of the table; 40 % start where no deposit is asked for."""
    scheme, rows = raw("zhima-like"), figures("zhima_bands_weights.csv")
    edges = {row["part"]: int(float(row["low_or_weight"])) for row in rows if row["kind"] == "band"}
    assert edges == {band["id"]: band["from"] for band in scheme["bands"]}
    deciles = {1: 0.4, 5: 0.4, 9: 0.2}
    shares = scheme["score"]["start"]["shares"]
    above = sum(
        deciles[decile] * sum(share for score, share in row.items() if score >= edges["excellent"])
        for decile, row in shares.items()
    )
    assert above == pytest.approx(0.4, abs=0.005)


def test_flags_are_as_wrong_as_published() -> None:
    """Of flags before anybody responds, the published share is wrong, at the published rate of Australia."""
    channel = entry("welfare-fraud-flag", "channels", "data-matching")
    deciles = {1: 0.4, 5: 0.4, 9: 0.2}
    by_income = channel["alarms"]["per_year"]["value"]["values"]
    wrong = sum(deciles[decile] * rate for decile, rate in by_income.items())
    reports = catalogue().top()["opportunities"].raw["report-income"]
    right = reports["per_year"]["value"] * (1 - reports["act"]["value"]) * channel["detects"]["value"]
    rows = {row["case"]: row for row in figures("overturn_and_error_rates.csv")}
    reviewed = float(rows["MiDAS Michigan, auto-adjudicated reviewed"]["rate"])
    debts = float(rows["Robodebt wrongly issued debts"]["wrong_or_overturned"])
    assert wrong / (wrong + right) == pytest.approx(reviewed, abs=0.002)
    assert wrong == pytest.approx(debts / 4.4 / 19.668e6, rel=0.01)
    upheld = raw("welfare-fraud-flag")["redress"]["appeal"]["upheld_if_wrong"]["value"]
    assert upheld == float(rows["MiDAS appeals affirmed by judges"]["rate"])


def test_a_tenant_is_scored_for_what_is_no_landlords_concern() -> None:
    """Social media count, expression and association among them: the audit has something to find."""
    scheme = SCHEMES["tenant-score"]
    watched = [c for c in scheme.conducts if "social-media" in c.channels]
    assert all(c.lawful for c in watched)
    assert {"expression", "association"} <= {right for c in watched for right in c.rights}
