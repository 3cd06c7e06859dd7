"""Rule by rule: parts, what they do not add up to, one rule, none, and one that cannot go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from demerit.study.turning.by_rule import ByRule, by_rule
from demerit.study.turning.entries import bare
from demerit.world.job import Job
from worlds import Part, a_society, channel, conduct, job_of

PEOPLE = 1600
LIFE: Part = {
    "opportunities": {
        "honking": {"per_year": 40, "act": 0.5, "spread": 0.5},
        "littering": {"per_year": 40, "act": 0.5, "spread": 0.5},
    }
}
RULES: Part = {
    "channels": [channel(misnames=0.2, detects=0.3), channel("sweeper", misnames=0.2, detects=0.3)],
    "conducts": [
        conduct("honking", points=-30, channels=["camera"]),
        conduct("littering", points=-30, channels=["sweeper"]),
    ],
}


def job(**parts: object) -> Job:
    """A town under some rules, of eight districts."""
    town = a_society(LIFE, people=PEOPLE)
    return job_of({**RULES, **parts}, town, people=PEOPLE, days=60, workers=2)


def without_rules() -> Job:
    """The same town with nothing to be recorded for."""
    one = job()
    return replace(one, scheme=bare(one.scheme))


@pytest.fixture(scope="module")
def found() -> ByRule:
    """Each rule of the town."""
    return by_rule(without_rules(), job())


def test_parts_and_interaction_are_the_whole(found: ByRule) -> None:
    """For every finding: all rules together are the sum of their parts and the interaction."""
    told = 0
    for name, whole in found.whole.items():
        parts = [part.difference for part in found.parts[name].values()]
        rest = found.interaction[name].difference
        if whole.difference is None or rest is None:
            continue
        told += 1
        assert whole.difference == pytest.approx(sum(filter(None, parts)) + rest, abs=1e-9), name
    assert told >= 10


def test_a_camera_and_what_it_sees_are_each_all_of_it(found: ByRule) -> None:
    """Neither records anything without the other, so each adds as much, and interaction takes it off."""
    parts = found.parts["wrong.per_1000_person_years"]
    assert parts["channels.camera"].difference == parts["conducts.honking"].difference
    whole, rest = found.whole["wrong.per_1000_person_years"], found.interaction["wrong.per_1000_person_years"]
    assert whole.difference == pytest.approx(-(rest.difference or 0))
    assert rest.high is not None
    assert rest.high < 0


def test_what_is_apart_does_not_interact() -> None:
    """Two conducts before cameras of their own, the cameras standing in both: records add up exactly."""
    nothing = job(conducts=[conduct(name, points=0, channels=[]) for name in ("honking", "littering")])
    found = by_rule(nothing, job())
    rest = found.interaction["wrong.per_1000_person_years"]
    assert ("conducts.honking", "conducts.littering") == found.rules
    assert rest.difference == pytest.approx(0, abs=1e-9)
    assert rest.low is not None
    assert rest.high is not None
    assert rest.low <= 0 <= rest.high
    assert (found.parts["wrong.people_share"]["conducts.honking"].low or 0) > 0
    assert (found.interaction["wrong.people_share"].difference or 0) > 0  # some are recorded by both


def test_one_rule_is_all_of_it() -> None:
    """Nothing is left for interaction, and of that there is no doubt."""
    milder = job(conducts=[RULES["conducts"][0], conduct("littering", points=0, channels=["sweeper"])])
    found = by_rule(milder, job())
    assert ("conducts.littering",) == found.rules
    for name in ("score.mean", "points.lost"):
        assert found.parts[name]["conducts.littering"] == found.whole[name]
        rest = found.interaction[name]
        assert (0, 0, 0) == (rest.difference, rest.low, rest.high)


def test_equal_schemes_have_no_rule() -> None:
    """Nothing differs, so no rule is left out."""
    found = by_rule(job(), job())
    assert () == found.rules
    told = found.of("wrong.people_share")
    assert told is not None
    assert ({}, 0) == (told["rules"], told["whole"]["difference"])


def test_a_rule_that_cannot_go_is_told() -> None:
    """The file without it is invalid: the reason stands in its place, and the others are left out as ever."""
    shown = {"id": "seen", "subject": "person", "context": "travel", "bands": ["high"], "effect": "exposure"}
    one_band = job(bands=[{"id": "low", "from": 600}])
    found = by_rule(one_band, job(treatments=[shown]))
    assert ["bands.high"] == list(found.refused)
    told = found.of("exposure.people_share") or found.of("score.mean")
    assert told is not None
    assert told["rules"]["bands.high"]["difference"] is None
    assert "the file is invalid: rules.yaml without bands.high:" in told["rules"]["bands.high"]["reason"]
    assert "treatments.seen" in told["rules"]
    assert told["interaction"]["difference"] is None


def test_workers_change_nothing(found: ByRule) -> None:
    """One at a time or two: the same numbers."""
    assert by_rule(without_rules(), replace(job(), workers=1)) == found
