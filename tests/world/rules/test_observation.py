"""How an act becomes a record, and whose."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from demerit.luck.purposes import CHANNEL, OPENED_CHANNEL, SHARED
from demerit.world.columns.state import ACTS, ALARM, ASSOCIATION, MISNAMED, OWN
from demerit.world.rules.lookup import PROVIDER_BITS
from demerit.world.rules.observation import NAMED, REVIEWED, SEEN, weight_of
from worlds import Part, Whole, a_job, a_scheme, a_society, channel, conduct, job_of, luck_of, whole

PEOPLE, DAYS = 200, 60
CROSS: Part = {"opportunities": {"cross": {"per_year": 200, "act": 1.0}}}


def lived(channels: list[Part], life: Part = CROSS, name: str = "cross", **options: Any) -> Whole:
    """A district where everybody does it, in sight of these channels."""
    watched = [conduct(name, channels=[each["id"] for each in channels])]
    asked: Part = {"people": PEOPLE, "days": DAYS, **options}
    return whole(a_job(a_scheme(conducts=watched, channels=channels), a_society(life), **asked))


def of(world: Whole, *causes: int) -> np.ndarray:
    """Entries of some causes."""
    return world.entries[np.isin(world.entries["cause"], causes)]


def test_the_first_channel_that_detects_makes_the_one_record() -> None:
    """Act by act: whose luck is below its rate, in file order; nobody's record is made twice."""
    first, second = channel("zebra", detects=0.3), channel("adder", detects=0.5)
    world = lived([first, second])
    numbers = world.people("number")
    indices = world.tables.channel_luck
    seen = [luck_of(world.job, 0, int(numbers.max()), CHANNEL, index=int(i))[:, :, SEEN] for i in indices]
    lived_ones = np.arange(seen[0].shape[1]) < numbers[:, None]
    by_first = (seen[0] < 0.3) & lived_ones
    by_second = (seen[1] < 0.5) & lived_ones & ~by_first
    assert [by_first.sum(), by_second.sum()] == np.bincount(world.entries["channel"]).tolist()


def test_detection_differs_by_column_and_by_conduct() -> None:
    """What a channel's table by conduct leaves out it does not see."""
    rate = {"by": "conduct", "values": {"cross": {"by": "group", "values": {"many": 0.0, "few": 1.0}}}}
    rules = {
        "conducts": [conduct("cross", channels=["camera"]), conduct("walk", channels=["camera"])],
        "channels": [channel(detects=rate)],
    }
    life = {"opportunities": {name: {"per_year": 90, "act": 1.0} for name in ("cross", "walk")}}
    world = whole(job_of(rules, life, people=PEOPLE))
    assert {world.job.plan.conducts["cross"]} == set(world.entries["conduct"].tolist())
    assert {1} == set(world.districts.group[world.entries["subject"]].tolist())
    assert world.tally("cross", ACTS)[0, 1] == world.entries.size


def test_a_misnamed_record_falls_on_somebody_else_of_the_district_next_morning() -> None:
    """Never on the actor, never outside, one day later; who did it keeps no record of it."""
    world = lived([channel(misnames=1.0, misnamed_by="class")], people=1000)
    wrong = world.entries
    assert {MISNAMED} == set(wrong["cause"].tolist())
    assert (wrong["source"] + 200 * (wrong["subject"] // 200) != wrong["subject"]).all()
    assert wrong["day"].min() >= 1
    acts_by_day = sum(each.state.days[:-1, :, :, 1].sum() for each in world.lived)
    assert acts_by_day == wrong.size


def test_alone_of_its_kind_nobody_is_taken_for_anybody() -> None:
    """Two people: the other one it is; the record of the pair's acts is always the other's."""
    life = {"opportunities": {"cross": {"per_year": 200, "act": 1.0}}}
    rules = {"conducts": [conduct("cross", channels=["camera"])], "channels": [channel(misnames=1.0)]}
    town = a_society(life, people=2, district_people=2)
    world = whole(job_of(rules, town, people=2, days=DAYS))
    assert (1 - world.entries["source"]).tolist() == world.entries["subject"].tolist()


def test_misnaming_follows_the_word_of_the_channel() -> None:
    """Seen and misnamed are two words of one draw: records of the actor's own are the others."""
    world = lived([channel(detects=0.7, misnames=0.4)])
    numbers = world.people("number")
    words = luck_of(world.job, 0, int(numbers.max()), CHANNEL, index=int(world.tables.channel_luck[0]))
    seen = (words[:, :, SEEN] < 0.7) & (np.arange(words.shape[1]) < numbers[:, None])
    own = seen & (words[:, :, NAMED] >= 0.4)
    assert own.sum(axis=1).tolist() == np.bincount(of(world, OWN)["subject"], minlength=PEOPLE).tolist()


def test_an_opened_act_has_luck_of_its_own() -> None:
    """What a need opened is observed under purposes of its own, not with the need's number's usual luck."""
    life = {
        "opportunities": {"repay": {"act": 0.0, "leaves": "default"}},
        "needs": {"loan": {"context": "finance", "per_year": 90, "opens": "repay"}},
    }
    world = lived([channel(detects=0.3)], life, "default")
    numbers = world.people("number")
    index = int(world.tables.channel_luck[0])
    seen = luck_of(world.job, 0, int(numbers.max()), OPENED_CHANNEL, index=index)[:, :, SEEN]
    assert ((seen < 0.3) & (np.arange(seen.shape[1]) < numbers[:, None])).sum() == world.entries.size


@pytest.mark.parametrize("misnames", [0.0, 1.0])
def test_review_stops_wrong_records_only(misnames: float) -> None:
    """A review of everything that catches everything leaves right records and no other."""
    channels = [
        channel(
            misnames=misnames,
            review={"share": 1.0, "catches": 1.0},
            alarms={"per_year": 30},
            alarm_conduct="cross",
        )
    ]
    world = lived(channels)
    acts = 0 if misnames else int(world.people("acts").sum())
    assert (acts, 0) == (of(world, OWN).size, of(world, ALARM, MISNAMED).size)


def test_a_review_is_lucky_by_the_word_of_the_channel() -> None:
    """Misnamed records that a review misses are those whose own word is not below share x catches."""
    world = lived([channel(misnames=1.0, review={"share": 0.5, "catches": 0.8})])
    numbers = world.people("number")
    words = luck_of(world.job, 0, int(numbers.max()), CHANNEL, index=int(world.tables.channel_luck[0]))
    kept = (words[:, :, REVIEWED] >= 0.4) & (np.arange(words.shape[1]) < numbers[:, None])
    last = np.bincount(world.entries["source"], minlength=PEOPLE) - kept.sum(axis=1)
    assert last.max() <= 0  # those of the last day are still on their way
    assert -last.sum() <= world.lived[0].state.days[-1, :, :, 1].sum()
    assert world.entries.size > 0.5 * world.people("acts").sum()


def test_without_a_scheme_nothing_is_recorded() -> None:
    """The world under none has no ledger, though the same acts are done."""
    job = lived([channel(alarms={"per_year": 30}, alarm_conduct="cross")]).job
    none = whole(job, judged=False)
    assert (0, whole(job).people("acts").tolist()) == (none.entries.size, none.people("acts").tolist())


@given(st.integers(0, 9), st.integers(0, 9), st.floats(0, 1), st.booleans())
def test_a_class_weighs_by_its_members_but_the_actor(
    first: int, second: int, weight: float, own: bool
) -> None:
    """Size, less one where the actor is in it, times 10^cell."""
    tables: Any = SimpleNamespace(victim_weight=np.full((1, 2, 2), weight))
    state: Any = SimpleNamespace(member_start=np.array([[0, first, first + second]]))
    weigh: Any = weight_of
    mine = 1 if own else 0
    assert (second - own) * weight == weigh.py_func(SimpleNamespace(t=tables, s=state), 0, mine, 1)


# ---------------------------------------------------------------- providers

RULES: Part = {
    "conducts": [conduct("cross", [-9, 5], channels=["camera"], repeat_factor=0.625, per_year=9)],
    "channels": [channel(detects=0.7, misnames=0.4, alarms={"per_year": 60}, alarm_conduct="cross")],
    "influence": [{"ties": "friends", "share": 0.3}],
}
OF_A_RECORD = ["subject", "day", "source", "conduct", "cause", "drawn", "points", "score", "band"]


def provided(count: int, shared: float, **rules: Any) -> Whole:
    """A district scored by so many providers, who share this much of their luck."""
    providers: Part = {"providers": {"count": count, "shared": shared}}
    scheme = a_scheme(**{**RULES, **providers, **rules})
    return whole(a_job(scheme, a_society(CROSS), people=PEOPLE, days=DAYS))


def with_provider(world: Whole, provider: int) -> np.ndarray:
    """The entries with one provider, in order of subject and time."""
    return world.entries[world.entries["provider"] == provider][OF_A_RECORD]


def test_providers_who_share_all_luck_have_the_same_entries() -> None:
    """Right, misnamed and alarm, through ties too, repeats and caps, and however fractions are rounded."""
    world = provided(3, 1.0)
    entries = with_provider(world, 0)
    assert {OWN, MISNAMED, ALARM, ASSOCIATION} == set(entries["cause"].tolist())
    assert all(np.array_equal(entries, with_provider(world, other)) for other in (1, 2))


@pytest.mark.parametrize("shared", [0.0, 0.4, 1.0])
def test_the_first_provider_is_what_it_would_be_alone(shared: float) -> None:
    """However many others there are and whatever they share: its entries are those of a single provider."""
    assert np.array_equal(with_provider(provided(1, 1.0), 0), with_provider(provided(3, shared), 0))


@settings(max_examples=6)
@given(st.floats(0, 1))
@example(0.0)
@example(1.0)
def test_an_act_is_shared_where_its_luck_for_the_provider_says_so(shared: float) -> None:
    """Act by act: the second sees by the first one's luck where luck is below `shared`, else by its own."""
    world = provided(2, shared, channels=[channel(detects=0.5)], influence=[])
    numbers = world.people("number")
    lived_ones = np.arange(int(numbers.max())) < numbers[:, None]
    index = int(world.tables.channel_luck[0])

    def luck(purpose: int, index: int, word: int = SEEN) -> np.ndarray:
        return luck_of(world.job, 0, int(numbers.max()), purpose, index=index)[:, :, word]

    common = luck(SHARED, 1, 0) < shared
    seen = np.where(common, luck(CHANNEL, index), luck(CHANNEL, index | 1 << PROVIDER_BITS)) < 0.5
    found = world.entries[world.entries["provider"] == 1]["subject"]
    assert (seen & lived_ones).sum(axis=1).tolist() == np.bincount(found, minlength=PEOPLE).tolist()
