"""What a run needs of its files beyond each of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demerit.formats.occasions import Opportunity
from demerit.formats.reading import Document
from demerit.schemes.loading import library, scheme_from_text
from demerit.schemes.model import Scheme
from demerit.schemes.new import starter
from demerit.societies.life import FixedLife, fix_life
from demerit.societies.loading import load_society
from demerit.societies.model import Society
from demerit.world.support import cross_problems


@pytest.fixture(scope="module")
def town() -> Document[Society]:
    """Brackwater."""
    return load_society("brackwater")


def life_of(scheme: Document[Scheme], town: Document[Society]) -> FixedLife:
    """Life with what a scheme assumes."""
    named = {conduct.id for conduct in scheme.model.conducts} | {
        t.need for t in scheme.model.treatments if t.need
    }
    return fix_life(town, [(scheme.name, scheme.model.assumes)], named, schemes=[scheme])


def test_shipped_schemes_and_the_starter_can_be_run(town: Document[Society]) -> None:
    """No problem in any of them."""
    for scheme in (*library(), scheme_from_text(starter("x"))):
        assert [] == cross_problems(scheme, town, life_of(scheme, town))


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        (
            "id: jaywalking\n    subject",
            "id: jaywalkin\n    subject",
            "conducts[0].id",
            "did you mean 'jaywalking'?",
        ),
        (
            "need: rail-journey, rights",
            "need: rail-jurney, rights",
            "treatments[0].need",
            "did you mean 'rail-journey'?",
        ),
        (
            "# misnamed_by: camera_class",
            "misnamed_by: camra_class #",
            "channels[0].misnamed_by",
            "did you mean 'camera_class'?",
        ),
        (
            "points: [-3, -2]",
            "points: {by: group, values: {minorit: -3}}",
            "conducts[0].points.values.minorit",
            "did you mean 'minority'?",
        ),
        (
            "score: {start: 1000,",
            "score: {start: {by: group, shares: {al: {1000: 1}}},",
            "score.start.shares.al",
            "one of: majority, minority",
        ),
    ],
)
def test_names_that_the_society_lacks(
    town: Document[Society], old: str, new: str, place: str, words: str
) -> None:
    """Each at its line in the scheme, with the nearest."""
    good = scheme_from_text(starter("x"))
    text = (
        starter("x").replace(old, new, 1).replace("alarm_conduct: jaywalking", "alarm_conduct: charity-work")
    )
    (problem,) = cross_problems(scheme_from_text(text), town, life_of(good, town))
    assert place == problem.place
    assert words in problem.text()


FIRMS = "organisations: {company: {per_1000_people: 30, employees: 9}}\n"


def town_of(tmp_path: Path, *parts: str) -> Document[Society]:
    """A society of some parts."""
    file = tmp_path / "town.yaml"
    file.write_text("format: demerit/society/1\nid: x\ntitle: t\n" + "".join(parts))
    return load_society(file)


def scheme_of(*parts: str) -> Document[Scheme]:
    """A scheme of one band and some parts."""
    head = "format: demerit/scheme/1\nid: x\ntitle: t\nscore: {start: 0, min: 0, max: 1}\n"
    return scheme_from_text(head + "bands: [{id: a, from: 0}]\n" + "".join(parts))


@pytest.mark.parametrize(
    ("ties", "part", "missing"),
    [
        ("friends", "", "ties: {friends: {mean: 0}}\n"),
        ("household", "", "ties: {household: {mean_size: 1}}\n"),
        ("colleagues", FIRMS, ""),
        ("employer", FIRMS, "organisations: {company: {per_1000_people: 30}}\n"),
        ("responsible", "organisations: {company: {per_1000_people: 30}}\n", ""),
    ],
)
def test_influence_needs_ties(tmp_path: Path, ties: str, part: str, missing: str) -> None:
    """At its line, where nobody in the society has such ties; not where somebody has."""
    scheme = scheme_of(f"influence: [{{ties: {ties}, share: 0.1}}]\n")
    alone, tied = town_of(tmp_path, missing), town_of(tmp_path, part)
    (problem,) = cross_problems(scheme, alone, fix_life(alone))
    assert ("influence[0].ties", 6) == (problem.place, problem.line)
    assert [] == cross_problems(scheme, tied, fix_life(tied))


@pytest.mark.parametrize(
    "need",
    [
        "{loan: {context: finance, per_year: 0}}",
        "{loan: {context: finance, per_year: 2, who: {age: [5, 18]}}}",
        "{loan: {context: finance, per_year: 2, who: {age: [100, 110]}}}",
    ],
)
def test_a_treatment_of_a_need_that_nobody_has(tmp_path: Path, need: str) -> None:
    """A rate of nought, or ages that the society has none of: an error at the treatment's line."""
    scheme = scheme_of(
        "treatments: [{id: t, subject: person, context: work, bands: [a], need: loan, effect: denial}]\n"
    )
    town = town_of(tmp_path, f"life: {{needs: {need}}}\n")
    (problem,) = cross_problems(scheme, town, fix_life(town))
    assert ("treatments[0].need", 6) == (problem.place, problem.line)
    assert "a need that somebody in this society has" in problem.text()


def test_rules_keep_to_their_kind_of_subject(tmp_path: Path) -> None:
    """A person's need is none of a company's, and the other way round; so with conducts."""
    rules = (
        "channels: [{id: c, kind: registry, detects: 1}]\n"
        "conducts: [{id: cheat, subject: %s, family: work, context: work, points: -1, channels: [c]}]\n"
        "treatments: [{id: t, subject: %s, context: work, bands: [a], need: tender, effect: denial}]\n"
    )
    firm = "opportunities: {cheat: {per_year: 1, act: 0.1}}, needs: {tender: {context: work, per_year: 1}}"
    town = town_of(tmp_path, f"organisations: {{company: {{per_1000_people: 30, life: {{{firm}}}}}}}\n")
    life = fix_life(town)
    assert [] == cross_problems(scheme_of(rules % ("company", "company")), town, life)
    persons = cross_problems(scheme_of(rules % ("person", "person")), town, life)
    assert ["conducts[0].id", "treatments[0].need"] == [problem.place for problem in persons]


def test_numbers_by_kind_are_for_every_kind(tmp_path: Path) -> None:
    """A table by kind that leaves out the society's companies is an error, at its line."""
    scheme = scheme_of("redress: {notice: {by: kind, values: {person: 0.5}}}\n")
    town = town_of(tmp_path, FIRMS)
    (problem,) = cross_problems(scheme, town, fix_life(town))
    assert "redress.notice.values" == problem.place
    assert "company has none" in problem.text()
    assert [] == cross_problems(scheme, town_of(tmp_path), fix_life(town_of(tmp_path)))


def test_bands_that_the_scheme_lacks(tmp_path: Path) -> None:
    """A life's number by another scheme's bands is an error at the society's line."""
    act = "{value: {by: band, values: {a: 0.1, b: 0.2}}, assumed: true, range: [0, 1]}"
    town = town_of(tmp_path, f"life: {{opportunities: {{walk: {{per_year: 1, act: {act}}}}}}}\n")
    (problem,) = cross_problems(scheme_of(), town, fix_life(town))
    assert "life.opportunities.walk.act.value.values.b" == problem.place


def test_groups_and_times_of_what_a_scheme_assumes(town: Document[Society]) -> None:
    """A group under `who` that the society lacks, and an opportunity that never comes."""
    text = starter("x").replace(
        "    jaywalking:\n      per_year", "    jaywalking:\n      who: {group: [minorit]}\n      per_year"
    )
    scheme = scheme_from_text(text)
    (problem,) = (each.with_names() for each in cross_problems(scheme, town, life_of(scheme, town)))
    assert ("assumes.opportunities.jaywalking.who.group", "minority") == (problem.place, problem.near)
    life = life_of(scheme, town)
    never = replace(life, opportunities=life.opportunities | {"idle": Opportunity.model_validate({"act": 1})})
    problems = cross_problems(scheme_from_text(starter("x")), town, never)
    assert ["life.opportunities.idle.per_year"] == [problem.place for problem in problems]


def test_waits_for_needs_that_open_something(tmp_path: Path) -> None:
    """A wait is refused there, a denial is not."""
    file = tmp_path / "town.yaml"
    file.write_text(
        "format: demerit/society/1\nid: x\ntitle: t\n"
        "life: {opportunities: {repay: {act: 1}}, needs: {loan: {context: finance, per_year: 1, opens: repay}}}\n"  # noqa: E501
    )
    town = load_society(file)
    text = "format: demerit/scheme/1\nid: x\ntitle: t\nscore: {start: 0, min: 0, max: 1}\nbands: [{id: a, from: 0}]\ntreatments: [{id: t, subject: person, context: work, bands: [a], need: loan, effect: %s}]\n"  # noqa: E501
    waiting, denied = scheme_from_text(text % "wait, wait: {days: 3}"), scheme_from_text(text % "denial")
    (problem,) = cross_problems(waiting, town, fix_life(town))
    assert "treatments[0].effect" == problem.place
    assert [] == cross_problems(denied, town, fix_life(town))


def test_prices_on_needs_at_given_days(tmp_path: Path) -> None:
    """A price is refused where the need falls on given days, and taken where it has a yearly rate."""
    text = "format: demerit/scheme/1\nid: x\ntitle: t\nscore: {start: 0, min: 0, max: 1}\nbands: [{id: a, from: 0}]\ntreatments: [{id: t, subject: person, context: work, bands: [a], need: loan, effect: price, factor: 2}]\n"  # noqa: E501
    places: list[list[str]] = []
    for when in ("at_days: [3]", "per_year: 2"):
        file = tmp_path / "town.yaml"
        need = f"{{loan: {{context: finance, cost: 0.1, {when}}}}}"
        file.write_text(f"format: demerit/society/1\nid: x\ntitle: t\nlife: {{needs: {need}}}\n")
        town = load_society(file)
        places.append([p.place for p in cross_problems(scheme_from_text(text), town, fix_life(town))])
    assert [["treatments[0].effect"], []] == places
