"""Living worlds: what is refused before, what is told meanwhile, and what an interruption leaves."""

from __future__ import annotations

import pickle
from dataclasses import replace
from typing import Any

import pytest

from demerit.formats.problems import Problems
from demerit.study.fixed import life_of
from demerit.world.run import (
    Batch,
    Job,
    check_job,
    estimate,
    live_batch,
    made_of_batches,
    make_worlds,
    occasions_per_person,
)
from worlds import Part, a_scheme, a_society, channel, conduct, frames_of, job_of

LIFE: Part = {
    "opportunities": {"cross": {"per_year": 90, "act": 0.5}},
    "needs": {"rail": {"context": "travel", "per_year": 10}},
}
RULES: Part = {"conducts": [conduct("cross", -3, channels=["camera"])], "channels": [channel(misnames=0.1)]}


def job(life: Part = LIFE, rules: Part = RULES, **options: Any) -> Job:
    """A run that nothing has checked yet."""
    scheme, town = a_scheme(**rules), a_society(life)
    asked: Part = {"people": 2_400, "days": 30, **options}
    plain = job_of({}, LIFE, **asked)
    return replace(plain, scheme=scheme, society=town, life=life_of([scheme], town))


def refused(life: Part = LIFE, rules: Part = RULES, **options: Any) -> str:
    """What is said of a run that cannot be."""
    with pytest.raises(Problems) as found:
        check_job(job(life, rules, **options))
    return str(found.value)


def often(per_year: Any, days: int = 400) -> Part:
    """A life of one opportunity that comes very often, or on very many days."""
    when = {"per_year": per_year} if days == 400 else {"at_days": list(range(days))}
    return {"opportunities": {"cross": {**when, "act": 0.5}}}


def test_a_run_that_is_fine_is_not_refused() -> None:
    """Nothing is said."""
    check_job(job())


FALLING = {"by": "score", "values": {600: 1, 700: 2}}
RINGING = {"looks_per_year": 10, "fpir": {"by": "band", "values": {"low": 0.1, "high": 0.0}}}
STARTS = {"by": "group", "shares": {"many": {1000: 1.0}}}
MOVING = "one number a subject, as this does not change with score or band"


@pytest.mark.parametrize(
    ("life", "rules", "place", "said"),
    [
        (
            LIFE,
            {"bands": [{"id": "low", "from": 600, "weight": FALLING}, {"id": "high", "from": 980}]},
            "bands[0].weight.by",
            MOVING,
        ),
        (
            LIFE,
            {"channels": [channel(alarms=RINGING, alarm_conduct="cross")], "conducts": [conduct("cross")]},
            "channels[0].alarms.fpir.by",
            MOVING,
        ),
        (
            LIFE,
            {"score": {"start": STARTS, "min": 600, "max": 1300}},
            "score.start.shares",
            "shares for every group (few has none)",
        ),
    ],
)
def test_what_a_run_would_ignore_it_refuses(life: Part, rules: Part, place: str, said: str) -> None:
    """Each at its line, with what is expected instead."""
    message = refused(life, rules)
    assert place in message
    assert said in message


def test_more_occasions_than_counters_hold_are_refused() -> None:
    """Whoever has them: an average that fits does not help whom the rate of one group does not."""
    assert "at most 50,000 occasions" in refused(often(60_000), days=365)
    few = {
        "value": {"by": "group", "values": {"many": 10, "few": 60_000}},
        "assumed": True,
        "range": [0, 100_000],
    }
    assert "at most 50,000 occasions" in refused(often(few), days=365)
    check_job(job(often(40_000), days=365))


def test_the_estimate_grows_with_people_and_days() -> None:
    """Occasions exactly: rate x people x time x worlds; memory and time never fall."""
    one, other = job(), replace(job(), people=4_800, days=60)
    assert 100.0 == pytest.approx(occasions_per_person(one.plan))
    assert 100 / 365 * 30 * 2_400 * 2 == pytest.approx(estimate(one).occasions)
    assert 4.0 == pytest.approx(estimate(other).occasions / estimate(one).occasions)
    assert 0.5 == estimate(replace(one, baseline=False)).occasions / estimate(one).occasions
    assert estimate(other).memory_bytes >= estimate(one).memory_bytes
    assert estimate(other).seconds > estimate(one).seconds
    assert estimate(one).disk_bytes > estimate(replace(one, baseline=False)).disk_bytes > 2_400 * 20
    assert estimate(one).disk_bytes > estimate(replace(one, ledger=False)).disk_bytes


def test_batches_come_in_the_order_of_their_districts() -> None:
    """However many work on them; from the district asked on."""
    worlds = make_worlds(job(workers=3))

    def first(batch: Batch) -> str:
        """The first subject of a batch."""
        return batch.frames["people"]["subject"][0]

    assert ["5-0000", "8-0000"] == [*made_of_batches(worlds, [(5, 3), (8, 4)], first)]


def test_a_world_alone_has_no_counterparts() -> None:
    """Without a baseline there is nobody to compare with; the world itself is the same."""
    alone, both = frames_of(job(baseline=False)), frames_of(job())
    assert {"people", "tallies", "ledger", "needs", "days", "ties"} == set(alone)
    assert all(alone[name].equals(both[name]) for name in alone)


def test_worlds_travel_as_their_job() -> None:
    """Sent to another process, worlds live there what they live here, and are encoded once."""
    sent = pickle.dumps(make_worlds(job()))
    there, again = (pickle.loads(sent) for _ in range(2))  # noqa: S301 - made a line before
    assert there is again
    here = live_batch(make_worlds(job()), 0, 1).frames
    frames = live_batch(there, 0, 1).frames
    assert all(here[name].equals(frames[name]) for name in here)
    assert here.keys() == frames.keys()
