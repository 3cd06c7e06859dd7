"""All cross checks of a scheme together."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from demerit.formats.problems import Problems
from demerit.schemes.loading import scheme_from_text
from refused import assert_only

Told = Callable[..., list[tuple[str, str]]]

# DESIGN section 4's example, complete: every key of the format.
EVERYTHING = """\
format: demerit/scheme/1
id: brackwater-standing
title: Standing register of Brackwater
authority: state
status: hypothetical
disputed: []
use: {place: null, public_function: true, purpose: "…", legal_basis: "…", ai: none, decided_by: machine}
sources:
  ordinance: {title: Brackwater Ordinance 12, year: 2031, kind: law}
score: {start: 1000, min: 600, max: 1300}
bands:
  - {id: barred, from: 600, weight: 1.0}
  - {id: ordinary, from: 960, weight: 0.0}
  - {id: model, from: 1200, weight: -0.5}
channels:
  - id: street-camera
    kind: camera
    biometric: none
    detects: 0.12
    misnames: 0.01
    misnamed_by: camera_class
    alarms: {looks_per_year: 300, fpir: 1.67e-5, at_list: 1000, list: 10000}
    alarm_conduct: jaywalking
    allocation: {prior: {0: 5, 1: 2}, decay: 0.01, add: detections, learn: thinned}
    review: {share: 0.0, catches: 0.9}
data:
  - {id: driving, context: traffic, generated_in: traffic, collected_for: "road safety", about: conduct, special: [], channels: [street-camera]}
conducts:
  - id: jaywalking
    subject: person
    family: traffic
    context: traffic
    points: [-3, -2]
    lawful: false
    unlawful_under: general-law
    gravity: minor
    rights: []
    channels: [street-camera]
    source: ordinance
    to_band: {id: barred, until: paying}
    per_year: 12
    repeat_factor: 1.5
  - {id: paying, subject: company, family: finance, context: finance, points: 2, assumed: true, range: [1, 3]}
treatments:
  - {id: no-high-speed-rail, subject: person, context: transport, bands: [barred], effect: denial, need: rail-journey, rights: [movement], essential: false, source: ordinance}
  - {id: dear-bus, subject: person, context: transport, bands: [barred], effect: price, factor: 1.2, need: bus-journey, source: ordinance}
influence:
  - {ties: friends, share: 0.1}
redress:
  notice: 0.8
  appeal: {rate: 0.3, within_days: 30, decided_days: 60, upheld_if_wrong: 0.6, upheld_if_right: 0.05}
  repair: {after_days: 365, points: 50}
  lapse: {days: 1095, of: losses}
providers: {count: 8, shared: 1.0}
rollout:
  - {from_day: 0, districts: 1.0, providers: 1, review_share: 0.0, attention: {company: 0.733}}
assumes:
  opportunities: {jaywalking: {per_year: 60, act: 0.2, spread: 0.8}}
  needs: {rail-journey: {context: travel, per_year: 4, cost: 0.002}}
"""  # noqa: E501


def test_the_whole_format_is_accepted() -> None:
    """Everything that the format can say passes, acted on by a run or not."""
    scheme = scheme_from_text(EVERYTHING).model
    assert (8, 2, "thinned") == (
        scheme.providers.count,
        len(scheme.conducts),
        getattr(scheme.channels[0].allocation, "learn", None),
    )


def test_what_is_required_is_enough(told: Told) -> None:
    """Format, id, title, score and bands."""
    text = "format: demerit/scheme/1\nid: x\ntitle: t\nscore: {start: 0, min: 0, max: 1}\nbands: [{id: a, from: 0}]\n"  # noqa: E501
    assert "x" == scheme_from_text(text).model.id
    assert [] == told()


@pytest.mark.parametrize("part", ["bands", "channels", "data", "conducts", "treatments"])
def test_ids_are_unique_in_each_list(part: str) -> None:
    """An entry twice is told with both lines."""
    lines = EVERYTHING.splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if line.startswith(f"{part}:")) + 1
    last = next(n for n in range(first + 1, len(lines)) if not lines[n].startswith("    "))
    doubled = "".join(lines[:last] + lines[first:last] + lines[last:])
    with pytest.raises(Problems, match=f"line {first + 1} has it already"):
        scheme_from_text(doubled)


def test_shape_and_cross_problems_come_together(told: Told) -> None:
    """A misspelt word hides no dangling name."""
    found = told(
        channels="[{id: camera, kind: camra, alarm_conduct: nobody}]",
        conducts="[{id: act, subject: person, family: work, context: work, points: x, channels: [radio]}]",
    )
    assert [
        "channels[0].kind",
        "channels[0].alarm_conduct",
        "conducts[0].points",
        "conducts[0].channels",
    ] == [place for place, _ in found]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("status: ended", "with it 'years: [from, to]'"),
        ("status: enacted\nyears: [2013, 2019]", "years only with 'status: ended'"),
        ("years: [2013, 2019]", "years only with 'status: ended'"),
        ("status: ended\nyears: [2019, 2013]", "the earlier year first"),
        ("status: ended\nyears: [13, 2019]", "a year from 1000 to 9999"),
        ("status: ended\nyears: [2013]", "years"),
    ],
)
def test_what_has_ended_says_when_it_was_in_force(lines: str, expected: str) -> None:
    """Two years, the earlier first, with that status and with no other."""
    text = EVERYTHING.replace("status: hypothetical", lines)
    with pytest.raises(Problems, match=re.escape(expected)):
        scheme_from_text(text)
    right = EVERYTHING.replace("status: hypothetical", "status: ended\nyears: [2013, 2013]")
    assert (2013, 2013) == scheme_from_text(right).model.years


TRAIT = "{id: poor, family: means, points: %s}"


@pytest.mark.parametrize(
    ("points", "place", "words"),
    [
        ("-3", "traits[0].points", "what all are alike is no trait"),
        ("{by: score, values: {0: -3, 4: 0}}", "traits[0].points.by", "trait of persons, or the district"),
        ("{by: start_score, values: {5: -3}}", "traits[0].points.by", "trait of persons, or the district"),
        ("{by: income_decile, values: {2: -3}}", "traits[0].points.values[2]", "1"),
    ],
)
def test_traits_that_cannot_be(told: Told, points: str, place: str, words: str) -> None:
    """One problem each, at its place."""
    assert_only(told(traits=f"[{TRAIT % points}]"), place, words)


def test_traits_that_can_be(told: Told) -> None:
    """By any trait of persons, or the district, one inside another; two of one id cannot be."""
    nested = "{by: sex, values: {female: {by: age, values: {0: 1}}, male: 0}}"
    assert [] == told(traits=f"[{TRAIT % nested}]")
    by_tenth = TRAIT % "{by: income_decile, values: {1: -3, 4: 0}}"
    ((place, words),) = told(traits=f"[{by_tenth}, {by_tenth}]")
    assert "traits[1].id" == place
    assert "an id of its own" in words


@pytest.mark.parametrize(
    ("population", "place", "words"),
    [
        ("{note: drivers}", "population", "by which somebody is left out"),
        ("{who: {age: [60, 20]}}", "population.who.age", "rising"),
        ("{who: {ages: [20, 60]}}", "population.who.ages", "age"),
    ],
)
def test_populations_that_cannot_be(told: Told, population: str, place: str, words: str) -> None:
    """One that leaves nobody out, ages that fall, a trait that nobody has."""
    assert_only(told(population=population), place, words)


def test_populations_that_can_be(told: Told) -> None:
    """By what persons are, and by what their life brings."""
    assert [] == told(population="{who: {age: [20, 60]}, needs: [benefit-claim], opportunities: [drive]}")
