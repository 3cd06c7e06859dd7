"""A world in memory is the world that a run has, and the world without a scheme is lived once."""

from __future__ import annotations

from concurrent.futures import CancelledError
from threading import Event

import pytest

from demerit import api
from demerit.runs.contents import ContentHash
from demerit.schemes.loading import load_scheme
from demerit.web.asked import Spec
from demerit.web.files import Shelf
from demerit.web.worlds import MOST_BASELINES, Baselines, baseline_key, live, trace
from demerit.world.job import Job
from demerit.world.output.frames import Frames

SHELF = Shelf()
SMALL = {"society": "brackwater", "people": 1_000, "days": 60}
DIALS = (
    "channels.street-camera.misnames=0.3", "channels.street-camera.detects=0.9",
    "conducts.jaywalking.points=-90", "redress.notice=0.9", "providers.count=2",
    "redress.lapse={days: 20, of: all}",
)  # fmt: skip


def job(**asked: object) -> Job:
    """The job of a small world."""
    return SHELF.job(Spec.model_validate({"scheme": "brackwater-standing"} | SMALL | asked), workers=2)


def unheard(_done: int, _total: int) -> None:
    """Let nobody know."""


def hashes(frames: Frames, world: str) -> dict[str, str]:
    """The contents of a world's tables."""
    found: dict[str, str] = {}
    for name, frame in frames.items():
        if name.startswith(world):
            content = ContentHash()
            content.add(frame)
            found[name] = content.digest()
    return found


@pytest.mark.parametrize(
    ("scheme", "sets", "off"),
    [
        ("brackwater-standing", (), ()),
        ("as-described", ("channels.street-camera.misnames=0.3",), ("conducts.praising-government",)),
        ("welfare-fraud-flag", (), ()),
        ("company-credit", ("providers.count=2",), ()),
    ],
)
def test_findings_equal_the_apis(scheme: str, sets: tuple[str, ...], off: tuple[str, ...]) -> None:
    """Every finding of a traced world is the API's, to the last digit: value, ranges, groups and reasons."""
    lived_job = job(scheme=scheme, sets=sets, off=off)
    traced = trace(live(lived_job, Baselines(), Event(), unheard), lambda: None)
    ours = {name: finding.as_json() for name, finding in traced.findings.items()}
    run = api.run(lived_job.scheme, api.society("brackwater", people=1_000), days=60, workers=1, assumed=0)
    assert {name: finding.as_json() for name, finding in run.findings.items()} == ours


def test_without_the_ledger_the_same_is_found_as_by_the_api() -> None:
    """What is told first is what a run without a ledger finds, to the last digit."""
    lived = live(job(), Baselines(), Event(), unheard)
    society = api.society("brackwater", people=1_000)
    run = api.run("brackwater-standing", society, days=60, workers=1, assumed=0, ledger=False)
    ours = {name: finding.as_json() for name, finding in lived.findings.items()}
    assert {name: finding.as_json() for name, finding in run.findings.items()} == ours


@pytest.mark.parametrize("dial", DIALS)
def test_a_dial_keeps_the_world_without_the_scheme(dial: str) -> None:
    """A number of a rule changes nothing without the scheme: that world, lived anew, is the same."""
    kept, changed = job(), job(sets=(dial,))
    assert baseline_key(kept) == baseline_key(changed)
    first = live(kept, Baselines(), Event(), unheard).frames
    anew = live(changed, Baselines(), Event(), unheard).frames
    assert hashes(first, "baseline/") == hashes(anew, "baseline/")


@pytest.mark.parametrize("scheme", ["as-described", "toeslagen", "volunteer-rewards", "as-described-rollout"])
def test_switching_rules_off_keeps_it_too_or_lives_it_anew(scheme: str) -> None:
    """With a kept baseline, a world in which rules are off has the tables that it has without one."""
    model = load_scheme(scheme).model
    off = (f"conducts.{model.conducts[0].id}", *(f"treatments.{each.id}" for each in model.treatments[:2]))
    baselines = Baselines()
    live(job(scheme=scheme), baselines, Event(), unheard)
    kept = live(job(scheme=scheme, off=off), baselines, Event(), unheard).frames
    anew = live(job(scheme=scheme, off=off), Baselines(), Event(), unheard).frames
    assert hashes(anew, "") == hashes(kept, "")


@pytest.mark.parametrize(
    "sets",
    [
        ("score.start=1010",),
        ("bands.ordinary.from=950",),
        ("behaviour.aware=0.2",),
        ("society.ties.friends.mean=3",),
    ],
)
def test_what_may_change_it_lives_it_anew(sets: tuple[str, ...]) -> None:
    """Where scores start, bands, behaviour and society are part of the world without the scheme."""
    assert baseline_key(job()) != baseline_key(job(sets=sets))


def test_it_is_lived_once() -> None:
    """The second world of a society lives half as many districts as the first."""
    baselines, told = Baselines(), list[int]()
    for sets in ((), ("conducts.jaywalking.points=0",)):
        live(job(sets=sets), baselines, Event(), lambda _done, total: told.append(total))
    assert {told[0], told[0] // 2} == set(told)


def test_a_stopped_world_is_not_lived() -> None:
    """Whoever is stopped leaves at once, and keeps nothing."""
    stopped, baselines = Event(), Baselines()
    stopped.set()
    with pytest.raises(CancelledError):
        live(job(), baselines, stopped, unheard)
    assert baselines.get(baseline_key(job())) is None


def test_kept_worlds_are_bounded() -> None:
    """Of worlds without a scheme only so many are kept, the latest used."""
    baselines = Baselines()
    for number in range(MOST_BASELINES + 2):
        baselines.keep(str(number), {})
        baselines.get("0")
    assert baselines.get("0") is not None
    assert baselines.get("1") is None
    assert baselines.get(str(MOST_BASELINES + 1)) is not None
