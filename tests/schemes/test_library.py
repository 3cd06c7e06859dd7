"""The library's schemes say what they are known to say, and where each of their numbers is from."""

from __future__ import annotations

import math
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import NormalDist
from typing import Any

import pytest

from demerit.formats.values import bare
from demerit.formats.vocabulary import EXPRESSIVE_RIGHTS
from demerit.schemes.contexts import pairs, relation
from demerit.schemes.loading import LIBRARY, library, load_scheme
from demerit.schemes.model import Scheme
from demerit.societies.life import catalogue, conducts_of
from demerit.societies.loading import load_society
from shipped import figures, raw

YEARS, PEOPLE = 5, 100_000
FEWEST = {"person": 100, "company": 20, "government": 20, "organisation": 5}
"""Records of a conduct in five years of 100,000 people below which a part of the scheme hardly shows."""

# id: family, context, lawful, unlawful_under, rights
LOSING: dict[str, tuple[str, str, bool, str | None, set[str]]] = {
    "drunk-driving": ("traffic", "traffic", False, "general-law", set()),
    "jaywalking": ("traffic", "traffic", False, "general-law", set()),
    "unauthorised-protest": ("expression", "politics", False, "scheme", {"expression", "assembly"}),
    "not-visiting-parents": ("care", "family", True, None, {"privacy", "family"}),
    "antigovernment-post": ("expression", "politics", True, None, {"expression"}),
    "spreading-rumours": ("expression", "speech", True, None, {"expression"}),
    "insincere-apology": ("expression", "justice", True, None, {"expression", "conscience"}),
    "disfavoured-religion": ("belief", "religion", True, None, {"religion"}),
    "cheating-in-games": ("leisure", "leisure", True, None, set()),
}
GAINING: dict[str, tuple[str, set[str]]] = {
    "charity-work": ("kindness", set()),
    "caring-for-elders": ("kindness", set()),
    "good-neighbour": ("kindness", set()),
    "blood-donation": ("kindness", set()),
    "money-donation": ("kindness", set()),
    "praising-government": ("praise", {"expression"}),
    "helping-poor": ("kindness", set()),
    "good-credit-history": ("finance", set()),
    "heroic-act": ("kindness", set()),
}
REWARDS = {
    "school-priority", "job-priority", "easier-credit", "deposit-free-hire", "free-gym", "internet-access",
    "cheaper-transit", "shorter-hospital-wait", "fast-promotion", "housing-queue-jump", "travel-abroad",
    "tax-break",
}  # fmt: skip
SANCTIONS = {
    "no-licences", "no-flights", "no-high-speed-rail", "less-credit", "restricted-public-services",
    "no-government-job", "no-private-school", "public-shaming", "dishonest-debtor-dial-tone",
}  # fmt: skip
PRICES = {"medical-care-price", "bus-fare-price"}
CHANNELS = {
    "street-camera", "platform", "registry", "telecom", "travel-data", "workplace-report", "neighbour-report",
    "self-report",
}  # fmt: skip
OF_ORGANISATIONS = {
    "company": {
        "shoddy-goods", "unlawful-trade", "late-filing", "unpaid-wages", "safety-breach", "staff-misconduct",
        "pollution", "wages-on-time", "clean-audit",
    },
    "government": {"late-supplier-payment", "broken-promise", "filings-disclosed"},
    "organisation": {"accounts-not-published", "beyond-purpose", "public-service-day"},
}  # fmt: skip
"""What is read into the article's word that organisations are scored too."""
DATA_ON_PERSONS = {
    "name", "age", "sex", "marital-status", "family-planning", "profession", "court-records",
    "social-security", "tax", "circle-of-friends", "payments", "social-media-comments", "consumption",
    "insurance", "driving", "travel", "telecommunications", "workplace-behaviour", "platform-behaviour",
}  # fmt: skip
DATA_ON_BUSINESSES = {
    "product-quality", "unlawful-behaviour", "compliance-with-state", "workplace-standards",
    "safety-standards", "staff-compliance", "environmental-hazards",
}  # fmt: skip
WORSE, BETTER = {"blacklisted", "low"}, {"good", "model"}


@cache
def described() -> Scheme:
    """The scheme that the article describes."""
    return load_scheme("as-described").model


BARE = ("within_days", "decided_days", "lapse")
"""Numbers that the format gives no place for a source; a scheme's note says where they are from."""


def unsourced(part: Any, place: str = "", *, said: bool = False) -> Iterator[str]:
    """Places of numbers that nothing around them gives a source, or an assumption with its range."""
    if isinstance(part, dict):
        said = said or "source" in part or (part.get("assumed") is True and "range" in part)
        for key, value in part.items():
            if key not in {"range", "who", *BARE}:
                yield from unsourced(value, f"{place}.{part.get('id', key)}.{key}", said=said)
    elif isinstance(part, list):
        for value in part:
            yield from unsourced(value, place, said=said)
    elif isinstance(part, int | float) and not isinstance(part, bool) and not said:
        yield place


def middle(number: Any) -> float:
    """A number as a file writes it: by column, the mean of its values; a range of points, its middle."""
    if isinstance(number, dict):
        if "by" not in number:
            return middle(number["value"])
        number = list(number["values"].values())
    if isinstance(number, list):
        return sum(map(middle, number)) / len(number)
    return number


@cache
def subjects() -> dict[str, float]:
    """How many of each kind of subject live among 100,000 people of China."""
    organisations = load_society("china-2020").top()["organisations"].raw
    return {"person": PEOPLE} | {
        kind: middle(entry["per_1000_people"]) * PEOPLE / 1000 for kind, entry in organisations.items()
    }


def records_a_year(conduct: dict[str, Any]) -> float:
    """What a conduct of as-described makes of everyday life without any response, misnamed ones included."""
    unseen = 1.0
    for channel in raw("as-described")["channels"]:
        if channel["id"] in conduct["channels"]:
            unseen *= 1 - middle(channel["detects"]["values"][conduct["id"]])
    acts = 0.0
    everyday = catalogue().model.opportunities
    for name, entry in catalogue().top()["opportunities"].raw.items():
        if conduct["id"] in conducts_of(name, everyday[name]):
            act = middle(entry["act"])
            acts += middle(entry["per_year"]) * (1 - act if conduct["id"] == entry.get("leaves") else act)
    return acts * (1 - unseen)


def test_all_load() -> None:
    """Every file of the library is valid and named after its id."""
    assert sorted(path.stem for path in LIBRARY.glob("*.yaml")) == [s.model.id for s in library()]
    assert {"as-described", "brackwater-standing"} <= {s.model.id for s in library()}


@pytest.mark.parametrize("name", LOSING)
def test_conducts_that_lose(name: str) -> None:
    """Each losing conduct has the family, context, law and rights that it is described with."""
    (found,) = [c for c in described().conducts if c.id == name]
    told = (found.family, found.context, found.lawful, found.unlawful_under, set(found.rights))
    assert LOSING[name] == told
    assert middle(next(c for c in raw("as-described")["conducts"] if c["id"] == name)["points"]) < 0


@pytest.mark.parametrize("name", GAINING)
def test_conducts_that_gain(name: str) -> None:
    """Each gaining conduct has the family and rights that it is described with."""
    (found,) = [c for c in described().conducts if c.id == name]
    assert GAINING[name] == (found.family, set(found.rights))
    assert middle(next(c for c in raw("as-described")["conducts"] if c["id"] == name)["points"]) > 0


def test_nothing_else_is_counted() -> None:
    """Of persons, no conduct, treatment or kind of data but those described; one channel more, for firms."""
    scheme = described()
    assert {*LOSING, *GAINING} == {c.id for c in scheme.conducts if c.subject == "person"}
    assert {c.id for c in scheme.channels} == CHANNELS | {"inspection"}
    assert {t.id for t in scheme.treatments if t.subject == "person"} == REWARDS | SANCTIONS | PRICES
    assert {d.id for d in scheme.data} == DATA_ON_PERSONS | DATA_ON_BUSINESSES
    assert (19, 7) == (len(DATA_ON_PERSONS), len(DATA_ON_BUSINESSES))


@pytest.mark.parametrize("kind", OF_ORGANISATIONS)
def test_organisations_are_scored(kind: str) -> None:
    """Each kind has conducts and treatments of its own, said to be read into the article, and no redress."""
    scheme = described()
    conducts = [c for c in scheme.conducts if c.subject == kind]
    treatments = [t for t in scheme.treatments if t.subject == kind]
    assert OF_ORGANISATIONS[kind] == {c.id for c in conducts}
    assert {"reading"} == {rule.source for rule in (*conducts, *treatments)}
    assert {True, False} == {bool(set(t.bands) & WORSE) for t in treatments}
    assert scheme.redress is None


def test_every_kind_of_business_data_has_a_conduct() -> None:
    """All seven kinds of data on businesses feed an act of companies."""
    fed = {d.id: set(d.conducts) for d in described().data if d.id in DATA_ON_BUSINESSES}
    assert all(conducts & OF_ORGANISATIONS["company"] for conducts in fed.values())
    assert set().union(*fed.values()) >= OF_ORGANISATIONS["company"]


def test_friends_count_little() -> None:
    """A hundredth of a friend's points, near what a platform is said to give all relations together."""
    (influence,) = raw("as-described")["influence"]
    weights = {row["part"]: row["low_or_weight"] for row in figures("zhima_bands_weights.csv")}
    share = float(weights["interpersonal relationships"])
    assert influence["ties"] == "friends"
    assert share / (1 - share) / 6.9 == pytest.approx(middle(influence["share"]), abs=0.003)


def test_score() -> None:
    """Everyone starts at 1000, between 600 and 1300; bands begin at Rongcheng's thresholds."""
    scheme = described()
    assert (1000, 600, 1300) == (scheme.score.start, scheme.score.min, scheme.score.max)
    grades = {row["grade"]: int(row["score_min"]) for row in figures("rongcheng_grades.csv")}
    expected = [grades["C"], grades["B"], grades["A"], grades["AA"], grades["AAA"]]
    assert expected == [bare(band.from_) for band in scheme.bands]


def test_status() -> None:
    """It is told as described, by a state, with the nine contradictions as sentences."""
    scheme = described()
    assert ("described", "state", 9) == (scheme.status, scheme.authority, len(scheme.disputed))
    assert all(sentence.endswith(".") for sentence in scheme.disputed)


def test_rewards_are_for_the_better_and_sanctions_for_the_worse() -> None:
    """Rewards reach only the bands above ordinary, sanctions only those below, prices both."""
    reached = {t.id: set(t.bands) for t in described().treatments if t.subject == "person"}
    assert all(reached[name] <= BETTER for name in REWARDS)
    assert all(reached[name] <= WORSE for name in SANCTIONS)
    assert all(reached[name] == BETTER | WORSE for name in PRICES)


def test_no_life_of_its_own() -> None:
    """The shared catalogue has an opportunity or need for all that the scheme names; it assumes nothing."""
    scheme = described()
    everyday = catalogue().model
    lived = {c for name, entry in everyday.opportunities.items() for c in conducts_of(name, entry)}
    assert {c.id for c in scheme.conducts} <= lived
    assert {t.need for t in scheme.treatments if t.need} <= set(everyday.needs)
    assert (0, 0) == (len(scheme.assumes.opportunities), len(scheme.assumes.needs))


def test_every_part_can_fire() -> None:
    """In five years of 100,000 people every conduct is recorded, and every channel records something."""
    conducts = raw("as-described")["conducts"]
    expected = {c["id"]: records_a_year(c) * YEARS * subjects()[c["subject"]] for c in conducts}
    assert [] == [c["id"] for c in conducts if expected[c["id"]] < FEWEST[c["subject"]]]
    for channel in described().channels:
        assert any(channel.id in conduct.channels for conduct in described().conducts)


@pytest.mark.parametrize("kind", FEWEST)
def test_expected_drift_is_modest(kind: str) -> None:
    """Losses and gains of everyday life nearly balance: within ten points a year, before anybody responds."""
    points = [
        records_a_year(c) * middle(c["points"])
        for c in raw("as-described")["conducts"]
        if c["subject"] == kind
    ]
    assert abs(sum(points)) < 10
    assert sum(p for p in points if p < 0) < -2
    assert sum(p for p in points if p > 0) > 2


@pytest.mark.parametrize("kind", FEWEST)
def test_every_treatment_can_be_met(kind: str) -> None:
    """After five years some of each kind stand, or were put, in a band of every treatment of that kind.

    Scores taken as normal, with the mean and variance of the records; habits spread more than that, so that a
    tenth of one is enough.
    """
    bands = [(band["id"], middle(band["from"])) for band in raw("as-described")["bands"]]
    tops = [*(edge for _, edge in bands[1:]), raw("as-described")["score"]["max"] + 1]
    counted = [c for c in raw("as-described")["conducts"] if c["subject"] == kind]
    means = [records_a_year(c) * YEARS * middle(c["points"]) for c in counted]
    spread = math.sqrt(sum(mean * middle(c["points"]) for mean, c in zip(means, counted, strict=True)))
    scores = NormalDist(raw("as-described")["score"]["start"] + sum(means), spread)
    met = {
        band: subjects()[kind] * (scores.cdf(top) - scores.cdf(edge))
        for (band, edge), top in zip(bands, tops, strict=True)
    }
    for c in counted:
        if "to_band" in c:
            met[c["to_band"]["id"]] += records_a_year(c) * YEARS * subjects()[kind]
    treatments = [t for t in described().treatments if t.subject == kind]
    assert [] == [t.id for t in treatments if sum(met[band] for band in t.bands) < 0.1]


def test_wrong_records_come_from_all_channels() -> None:
    """Every channel takes some for others; cameras and neighbours raise alarms."""
    channels = {c["id"]: c for c in raw("as-described")["channels"]}
    assert all(0 < middle(c["misnames"]) < 0.5 for c in channels.values())
    assert {"street-camera", "neighbour-report"} == {name for name, c in channels.items() if "alarms" in c}
    assert {0} == {middle(c["review"]["share"]) for c in channels.values()}
    assert channels["street-camera"]["misnamed_by"] == "camera_class"


def test_camera_alarms_are_the_published_ones() -> None:
    """The false positive rate of the cameras is the one published for a list of 1,000."""
    (published,) = [
        float(row["fpir"])
        for row in figures("error_anchor_points.csv")
        if row["gallery_or_watchlist"] == "1000" and row["threshold"] == "0.6"
    ]
    alarms = next(c for c in raw("as-described")["channels"] if c["id"] == "street-camera")["alarms"]
    assert (published, 1000) == (middle(alarms["fpir"]), alarms["at_list"])


def test_published_points() -> None:
    """The article's points for jaywalking and the second-hand ones for a heroic act stand as told."""
    points = {c["id"]: c["points"] for c in raw("as-described")["conducts"]}
    facts = {row["fact"]: row["value"] for row in figures("rongcheng_misc.csv")}
    assert points["jaywalking"] == [-3, -2]
    assert int(facts["heroic_act_points"]) == middle(points["heroic-act"])


def test_other_points_are_assumed() -> None:
    """No other conduct claims a source for its points."""
    points = {c["id"]: c["points"] for c in raw("as-described")["conducts"]}
    known = {"jaywalking", "heroic-act"}
    assert {n for n, p in points.items() if not (isinstance(p, dict) and p.get("assumed"))} == known


@pytest.mark.parametrize("name", [path.stem for path in sorted(LIBRARY.glob("*.yaml"))])
def test_no_figure_without_source_or_range(name: str) -> None:
    """Every number of channels, conducts, treatments and assumptions says where it is from."""
    scheme = raw(name)
    sections = ("bands", "channels", "conducts", "treatments", "influence", "redress", "assumes")
    assert [] == [place for s in sections for place in unsourced(scheme.get(s, []), s)]


def test_expressive_conducts() -> None:
    """What the findings on silence are about: speech, belief and assembly, whatever the law says of them."""
    expected = {
        "unauthorised-protest", "antigovernment-post", "spreading-rumours", "insincere-apology",
        "disfavoured-religion", "praising-government",
    }  # fmt: skip
    persons = [c for c in described().conducts if c.subject == "person"]
    assert expected == {c.id for c in persons if EXPRESSIVE_RIGHTS & set(c.rights)}


def test_context_pairs() -> None:
    """Each pair stands once, with its reason and its source or that it is assumed."""
    keys = [frozenset({p.a, p.b}) for p in pairs()]
    assert len(set(keys)) == len(keys)
    assert all(len(key) == 2 for key in keys)
    assert [] == [p for p in pairs() if not p.reason or (p.source is None) != p.assumed]


def test_relations() -> None:
    """Roads bear on buses, money on work; a post or a prayer bears on neither trains nor loans."""
    assert relation("traffic", "transport") == relation("transport", "traffic") == "related"
    assert relation("work", "finance") == "related"
    assert relation("finance", "housing") == "unclear"
    assert relation("politics", "travel") == relation("religion", "finance") == "unrelated"
    assert relation("speech", "speech") == "same"


def test_the_wheel_ships_the_data() -> None:
    """Every file of the library lies in the package and is not among those that a build leaves out."""
    package = Path(__file__).resolve().parents[2] / "src" / "demerit"
    files = [path for ending in ("*.yaml", "*.csv", "SOURCES.md") for path in package.rglob(ending)]
    assert LIBRARY.is_relative_to(package)
    assert len(files) > 20
    command = ["git", "-C", str(package), "check-ignore", *map(str, files)]
    ignored = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert (1, "") == (ignored.returncode, ignored.stdout)
