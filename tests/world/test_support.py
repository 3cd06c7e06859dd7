"""What a run needs of its files beyond each of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from demerit.formats.occasions import Opportunity
from demerit.formats.reading import Document
from demerit.scheme.loading import library, load_scheme, scheme_from_text
from demerit.scheme.model import Scheme
from demerit.scheme.new import starter
from demerit.society.life import FixedLife, fix_life
from demerit.society.loading import load_society
from demerit.society.model import Society
from demerit.world.support import cross_problems, unsupported


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
        assert [] == unsupported(scheme, town)
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


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        (
            "subject: person\n    family: kindness",
            "subject: company\n    family: kindness",
            "conducts[1].subject",
        ),
        ("id: cheap-bus, subject: person", "id: cheap-bus, subject: organisation", "treatments[1].subject"),
        ("assumes:\n", "influence: [{ties: friends, share: 0.1}]\nassumes:\n", "influence[0]"),
        ("assumes:\n", "redress: {lapse: {days: 365}}\nassumes:\n", "redress.lapse"),
        ("assumes:\n", "redress: {notice: 0.5}\nassumes:\n", "redress.notice"),
        ("assumes:\n", "providers: {count: 8}\nassumes:\n", "providers.count"),
        ("assumes:\n", "rollout: [{from_day: 0}]\nassumes:\n", "rollout[0]"),
        ("kind: registry", "kind: registry\n    allocation: {prior: {0: 1}}", "channels[1].allocation"),
        ("cost: 0.002}", "cost: 0.002, kind: company}", "assumes.needs.rail-journey.kind"),
    ],
)
def test_what_a_run_does_not_act_on_is_refused(
    town: Document[Society], old: str, new: str, place: str
) -> None:
    """Never ignored: "not supported yet", at its line."""
    scheme = scheme_from_text(starter("x").replace(old, new, 1))
    (problem,) = unsupported(scheme, town)
    assert place == problem.place
    assert "not supported yet" in problem.text()


@pytest.mark.parametrize(
    ("part", "place"),
    [
        ("turnover: 0.02", "turnover"),
        ("turnover: {value: 0.02, source: x}", "turnover.value"),
        ("organisations: {company: {per_1000_people: 30}}", "organisations.company"),
    ],
)
def test_societies_are_held_to_the_same(tmp_path: Path, part: str, place: str) -> None:
    """Turnover and organisations pass `check` and not a run."""
    file = tmp_path / "town.yaml"
    file.write_text(f"format: demerit/society/1\nid: x\ntitle: t\n{part}\n")
    (problem,) = unsupported(load_scheme("brackwater-standing"), load_society(file))
    assert (place, 4) == (problem.place, problem.line)
    assert "not supported yet" in problem.text()


def test_groups_and_times_of_what_a_scheme_assumes(town: Document[Society]) -> None:
    """A group under `who` that the society lacks, and an opportunity that never comes."""
    text = starter("x").replace(
        "    jaywalking:\n      per_year", "    jaywalking:\n      who: {group: [minorit]}\n      per_year"
    )
    scheme = scheme_from_text(text)
    (problem,) = cross_problems(scheme, town, life_of(scheme, town))
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
    assert "not supported yet" in problem.text()
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
