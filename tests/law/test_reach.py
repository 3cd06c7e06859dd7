"""Fewest acts into a band, days until out: arithmetic against acts played one by one."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import polars as pl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases import Raw, library, milder, posts, read, statuses
from demerit.law.audit import audit_scheme
from demerit.law.case import Case
from demerit.law.elements import ELEMENTS
from demerit.law.reach import Ladder, numbers
from made_up import Made, made
from worlds import a_scheme, frames_of

POST = posts()["conducts"][0]


def ladder(raw: Raw) -> Ladder:
    """The ladder of plain data."""
    return Ladder(read(raw).model)


def acts(change: Raw, band: str = "low", **parts: Any) -> int | None:
    """Fewest acts of the small scheme's only conduct, changed, into a band: from 100 to below 80."""
    made = ladder(posts(conducts=[{**POST, **change}], **parts))
    return made.fewest_acts(made.scheme.conducts[0], band)


def test_values_are_read_through_columns_and_sources() -> None:
    """Every number of every leaf, ascending, each once."""
    model = read(
        posts(conducts=[{**POST, "points": {"by": "sex", "values": {"female": [-3, -2], "male": -1}}}])
    ).model
    assert [-3.0, -2.0, -1.0] == numbers(model.conducts[0].points)
    assert [] == numbers(None)


@pytest.mark.parametrize(
    ("change", "fewest"),
    [
        ({"points": -10}, 3),  # 100, 90, 80, 70: a band begins at its `from`
        ({"points": -21}, 1),
        ({"points": [-30, -1]}, 1),
        ({"points": 10}, None),
        ({"points": 0}, None),
        ({"points": -1, "to_band": {"id": "low", "days": 30}}, 1),
        ({"points": -8, "repeat_factor": 2.0}, 2),  # 100, 92, 76
        ({"points": -8, "repeat_factor": 0.5, "per_year": 3}, 4),  # 8 + 4 + 2 a year, then anew
        ({"points": {"value": -10, "assumed": True, "range": [-20, -5]}}, 3),
    ],
)
def test_fewest_acts(change: Raw, fewest: int | None) -> None:
    """Worked by hand: the fewest acts into the band below 80."""
    assert fewest == acts(change)


def test_upwards_and_past() -> None:
    """Gains carry up; whoever is carried past a band in one step has been worse off than in it."""
    assert 5 == acts({"points": 10}, band="high")
    past = ladder(
        posts(
            conducts=[{**POST, "points": -60}],
            bands=[{"id": "low", "from": 0}, {"id": "thin", "from": 80}, {"id": "high", "from": 90}],
        )
    )
    assert [1, 1] == [past.fewest_acts(past.scheme.conducts[0], band) for band in ("thin", "low")]


def test_a_cap_under_a_lapse_may_never_reach() -> None:
    """Twice a year at 5, each kept for a year, so that two capped years meet: 20, and 21 are needed."""
    lapse = {"lapse": {"days": 365, "of": "losses"}}
    assert acts({"points": -5, "per_year": 2}, redress=lapse) is None
    assert 5 == acts({"points": -5, "per_year": 2})
    assert 4 == acts({"points": -6, "per_year": 2}, redress=lapse)


def reaching(*conducts: Raw, **parts: Any) -> bool:
    """Whether the low band is reached by some acts together."""
    named = [{**POST, "id": f"act-{number}", **each} for number, each in enumerate(conducts)]
    return ladder(posts(conducts=named, **parts)).reached("low")


def test_acts_of_different_kinds_add_up() -> None:
    """Two kinds of act, or twins of one, reach where neither does alone."""
    lapse = {"redress": {"lapse": {"days": 365, "of": "losses"}}}
    once = {"points": -6, "per_year": 1}
    assert not reaching(once, **lapse)
    assert reaching(once, once, **lapse)
    made = ladder(posts(conducts=[{**POST, **once}, {**POST, **once, "id": "twin"}], **lapse))
    assert made.fewest_acts(made.scheme.conducts[0], "low") is None
    assert 4 == made.fewest_together("low")


def test_records_of_ties_have_no_cap() -> None:
    """However few acts count a year: nothing limits how many friends somebody has."""
    lapse = {"lapse": {"days": 365, "of": "losses"}}
    capped = {"points": -1, "per_year": 1}
    assert not reaching(capped, redress=lapse)
    assert reaching(capped, redress=lapse, influence=[{"ties": "friends", "share": 0.5}])


@settings(max_examples=60)
@given(made())
def test_whoever_is_refused_in_a_run_is_met_in_the_audit(world: Made) -> None:
    """Runs as the oracle: each treatment that a person met is among those met, no clause says nobody is."""
    case = Case(a_scheme(**world.scheme))
    frames = frames_of(world.job())
    persons = frames["people"].filter(pl.col("kind") == "person")
    lived = frames["needs"].join(persons.select("subject"), on="subject", how="semi")
    refused = set(lived.select("treatment", "band").unique().iter_rows())
    assert refused <= {(met.treatment.id, met.band) for met in case.met}
    if refused or persons["paid_extra"].cast(float).max() > 1e-9:  # type: ignore[operator]
        assert "shown" == ELEMENTS["detriment"](case).status
        assert "negated" != ELEMENTS["unrelated"](case).status or case.paths


NOBODY_IS = ("makes a difference", "none a burden", "No burden follows from the score")
"""What an audit says where nobody is treated worse by any act of the file."""


def met_in(world: Made) -> dict[str, bool]:
    """What came to persons of a run: refused or late by need, charged, shown up, investigated."""
    frames = frames_of(world.job())
    persons = frames["people"].filter(pl.col("kind") == "person")
    lived = frames["needs"].join(persons.select("subject"), on="subject", how="semi")
    needs = set(lived["need"].cast(pl.String))
    shown = [
        band for each in world.scheme["treatments"] for band in each["bands"]
        if each["subject"] == "person" and each["effect"] == "exposure"
    ]  # fmt: skip
    return {
        "rail": "rail" in needs,
        "loan": "loan" in needs,
        "charged": bool((persons["paid_extra"].cast(pl.Float64) > 1e-9).any()),
        "shown": any(bool(persons[f"days_in_{band}"].sum()) for band in shown),
        "investigated": "investigations" in persons.columns and bool(persons["investigations"].sum()),
    }


@settings(max_examples=40)
@given(made())
def test_what_came_to_anybody_is_said_of_nobody_not_to_come(world: Made) -> None:
    """If any run refuses, delays, charges, shows or investigates anybody, no clause says that nobody is."""
    came = met_in(world)
    assume(any(came.values()))
    audit = audit_scheme(a_scheme(**world.scheme))
    told = {name: seen for clause in audit.clauses for name, seen in clause.elements.items()}
    assert [] == [name for name, seen in told.items() if any(words in seen.reason for words in NOBODY_IS)]
    assert {"shown"} == {told[name].status for name in ("score-leads-to-treatment", "detriment")}
    wanted = {
        "rail": ["touches-movement"], "loan": ["creditworthiness"], "charged": ["takes-property"],
        "shown": ["shown-up"], "investigated": ["significant-effect"],
    }  # fmt: skip
    for what, elements in wanted.items():
        if came[what]:
            assert [] == [name for name in elements if told[name].status == "negated"], what
    assert [] == [
        name for name in ("ai-act:5(1)(c)(ii)", "iccpr:2", "gdpr:22")
        if audit.clause(name).status == "absent"
    ]  # fmt: skip


def test_a_ties_act_counts_for_its_share() -> None:
    """At a tenth, ten times the acts; a tie's act sends nobody to a band."""
    made = ladder(posts(conducts=[{**POST, "to_band": {"id": "low", "days": 30}}]))
    assert 1 == made.fewest_acts(made.scheme.conducts[0], "low")
    assert 21 == made.fewest_acts(made.scheme.conducts[0], "low", 0.1)
    assert made.fewest_acts(made.scheme.conducts[0], "low", 0.0) is None


@given(st.integers(-60, -1), st.integers(0, 200), st.integers(1, 3), st.sampled_from([None, 1, 2, 5]))
def test_played_one_by_one(points: int, start: int, factor: int, cap: int | None) -> None:
    """The fewest acts are where acts played one by one first stand in the band, or never within 20 years."""
    change: Raw = {"points": points, "repeat_factor": float(factor)} | (
        {} if cap is None else {"per_year": cap}
    )
    made = ladder(posts(conducts=[{**POST, **change}], score={"start": start, "min": 0, "max": 200}))
    assume(start >= 80)
    score, played, number = float(start), None, 0
    for _ in range(20):
        for repeat in range(cap or 200):
            score, number = max(0.0, score + points * factor**repeat), number + 1
            if score < 80:
                played = number
                break
        if played:
            break
    assert played == made.fewest_acts(made.scheme.conducts[0], "low")


def test_starts_by_shares() -> None:
    """Of starts by shares the nearest counts, and whoever starts in the band can be kept there."""
    made = ladder(library("credit-file"))
    late = next(c for c in made.scheme.conducts if c.id == "late-repayment")
    repaid = next(c for c in made.scheme.conducts if c.id == "repay-loan")
    assert 1 == made.fewest_acts(late, "poor")  # 625 - 50
    assert made.begins_in("poor")
    assert 9 == made.fewest_acts(repaid, "fair")  # 575 + 9 x 3 = 602: bands begin at 600


HELP: Raw = {"id": "help", "subject": "person", "family": "kindness", "context": "civic", "points": 4}


@pytest.mark.parametrize(
    ("parts", "days", "how"),
    [
        ({"redress": {"lapse": {"days": 400, "of": "losses"}}}, 400, "lapse"),
        ({"redress": {"repair": {"after_days": 30, "points": 4}}}, 90, "repair"),  # 70 + 3 x 4 = 82
        ({"redress": {"repair": {"after_days": 30, "points": 4}, "lapse": {"days": 60}}}, 60, "lapse"),
        ({}, None, "never"),
        (
            {"conducts": [POST, HELP]},
            None,
            "3 of 'help'",
        ),
        (
            {
                "conducts": [{**POST, "to_band": {"id": "low", "days": 500}}],
                "redress": {"lapse": {"days": 400}},
            },
            500,
            "time in the band",
        ),
        (
            {"conducts": [{**POST, "to_band": {"id": "low", "until": "help"}}, HELP]},
            None,
            "by 'help' only",
        ),
    ],
)
def test_the_way_out(parts: Raw, days: int | None, how: str) -> None:
    """By lapse, by repair, by acts, when time is over, or never: worked by hand for three posts of 10."""
    made = ladder(posts(**parts))
    way = made.way_out(made.scheme.conducts[0], "low", 3)
    assert days == way.days
    assert how in way.how


def test_scores_along_the_way() -> None:
    """After none, one, …: held at the least."""
    made = ladder(posts(conducts=[{**POST, "points": -40}]))
    assert [100, 60, 20, 0, 0] == made.after(made.scheme.conducts[0], 4)


def by_rank(**parts: Any) -> Raw:
    """The small scheme in which the lowest tenth may take no train, however little they did."""
    bands = [{"id": "low", "from": 0, "rank": {"share": 0.1, "every_days": 30}}, {"id": "plain", "from": 0}]
    return posts(bands=bands, **parts)


def test_by_rank_somebody_is_always_lowest() -> None:
    """No act carries into the band, yet a tenth is in it: reached, by one act or by none, and out by rank."""
    made = ladder(by_rank())
    assert made.reached("low")
    assert 1 == made.fewest_acts(made.scheme.conducts[0], "low")
    assert 30 == made.way_out(made.scheme.conducts[0], "low", 1).days
    assert "absent" not in {statuses(by_rank())[f"ai-act:5(1)(c)({limb})"] for limb in ("i", "ii")}
    harmless = by_rank(conducts=[{**POST, "points": 0}])
    assert [] == [
        name for name, status in statuses(harmless).items() if status == "absent" and "5(1)(c)" in name
    ]


def test_a_rank_of_nobody_reaches_nobody() -> None:
    """Near miss: a share of 0 puts nobody there."""
    bands = [{"id": "low", "from": 0, "rank": {"share": 0.0, "every_days": 30}}, {"id": "plain", "from": 0}]
    assert not ladder(posts(bands=bands)).reached("low")


def test_out_as_the_score_fades() -> None:
    """From 70 of 80, 30 below the start: half of it every 10 days leaves 15, above the band, after one."""
    fading = {"start": 100, "min": 0, "max": 200, "fades": {"every_days": 10, "keeps": 0.5}}
    made = ladder(posts(score=fading))
    way = made.way_out(made.scheme.conducts[0], "low", 3)
    assert (10, "as the score fades back") == (way.days, way.how)
    kept = ladder(posts(score={**fading, "fades": {"every_days": 10, "keeps": 1.0}}))
    assert kept.way_out(kept.scheme.conducts[0], "low", 3).days is None


def test_dropping_what_fades_is_never_milder() -> None:
    """Nor is a score that keeps more of it, or a larger share that is flagged."""
    plain = {"start": 100, "min": 0, "max": 200}
    fading = [{**plain, "fades": {"every_days": 10, "keeps": keeps}} for keeps in (0.0, 0.5, 1.0)]
    found = [posts(score=score) for score in (*fading, plain)]
    for before, after in pairwise(found):
        assert {} == milder(before, after)
    assert {} == milder(posts(bands=[{"id": "low", "from": 0}, {"id": "plain", "from": 80}]), by_rank())
