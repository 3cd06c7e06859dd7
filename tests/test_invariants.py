"""What must always hold, whatever the files say: DESIGN section 7, points 1 to 5, by property."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.findings.butfor import Replayed
from demerit.findings.coded import Coded
from demerit.findings.evidence import Evidence
from demerit.luck.bound import Bound
from demerit.runs.live import live as live_to_disk
from demerit.societies.people import build
from demerit.world.columns.state import CASE, ENTRIES, ENTRY, EVENT, NEWS, REFUSAL, REFUSALS, USED_SIZE, Log
from demerit.world.engine.day import live
from demerit.world.engine.district import new_state
from demerit.world.engine.init_state import init_state
from demerit.world.output.frames import Frames
from demerit.world.rules.replay import but_for, full
from demerit.world.run import Job
from made_up import Made, chances, made
from worlds import Part, Whole, a_behaviour, frames_of, hashes, job_of, tables_of, whole, world_of

few = settings(max_examples=20)
LIVED = ("acts", "acts_unlawful", "needs", "hardship", "withheld", "performed")

# ---------------------------------------------------------------- 1. nothing from nothing


@few
@given(made())
def test_a_scheme_against_itself_differs_by_exactly_nothing(world: Made) -> None:
    """The same files read and lived twice leave the same contents, table for table."""
    assert hashes(frames_of(world.job())) == hashes(frames_of(world.job()))


def harmless(world: Made) -> Made:
    """The same world under a scheme of zero points and weightless bands that do nothing."""
    conducts = [
        {**{key: part for key, part in each.items() if key != "to_band"}, "points": 0}
        for each in world.scheme["conducts"]
    ]
    bands = [{**band, "weight": 0} for band in world.scheme["bands"]]
    return world.with_scheme(conducts=conducts, bands=bands, treatments=[])


@few
@given(made())
def test_a_scheme_of_nothing_changes_no_life(world: Made) -> None:
    """Zero points, no treatments, no to_band, no weights: acts, needs and hardship as without a scheme."""
    frames = frames_of(harmless(world).job())
    columns = ["subject", *LIVED]
    assert frames["people"].select(columns).equals(frames["baseline/people"].select(columns))
    acts = ["district", "group", "id", "acts", "withheld", "performed", "asked", "denied", "delayed"]
    assert frames["tallies"].select(acts).equals(frames["baseline/tallies"].select(acts))


# ---------------------------------------------------------------- 2. the same contents


@few
@given(made(), st.integers(1, 2))
def test_batches_change_nothing(world: Made, batch: int) -> None:
    """Districts lived one by one or two by two leave what all at once leave."""
    job = world.job()
    assert hashes(frames_of(job)) == hashes(frames_of(job, batch=batch))


@settings(max_examples=3)
@given(world=made())
def test_workers_and_reruns_change_nothing(tmp_path_factory: pytest.TempPathFactory, world: Made) -> None:
    """One, two and three workers, and one again, leave the same hashes in their manifests, and in memory."""
    found: list[Any] = []
    for workers in (1, 2, 3, 1):
        folder = tmp_path_factory.mktemp("run")
        live_to_disk(world.job(workers=workers, people=480), folder)
        manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        found.append({name: table["sha256"] for name, table in manifest["tables"].items()})
        assert found[0] == found[-1]
    memory = hashes(frames_of(world.job(people=480)))
    assert {f"{name}.parquet": content for name, content in memory.items()} == found[0]


def state_of(lived: Whole) -> list[Any]:
    """All that a world leaves, as plain lists, for comparison."""
    kept = ("people", "due", "days", "tally", "limited", "override_end", "did")
    states = [[getattr(each.state, name).tolist() for name in kept] for each in lived.lived]
    return [states, lived.entries.tolist(), lived.refusals.tolist()]


@few
@given(made(), st.integers(1, 61))
def test_days_a_kernel_call_change_nothing(world: Made, call_days: int) -> None:
    """However many days the kernel lives a call, every state and every row is the same."""
    job = world.job()
    assert state_of(whole(job)) == state_of(whole(job, call_days=call_days))


def lived_in_small_logs(job: Job, rows: int) -> tuple[list[Any], int]:
    """The first district's rows where logs grow by `rows` whenever they are full; how often they did."""
    tables, districts = tables_of(job), build(job.recipe, 0, 1)
    state = new_state(job.plan, tables, districts, 0)
    t, s = Bound(tables), Bound(state)
    init_state(world_of(t=t, s=s))
    kinds = {"entries": ENTRY, "refusals": REFUSAL, "queue": EVENT, "cases": CASE, "news": NEWS}
    logs = {name: np.zeros(state.room + rows, kind) for name, kind in kinds.items()}
    used = np.zeros(USED_SIZE, np.int64)
    grown = 0
    while not live(world_of(t=t, s=s, log=Log(**logs, used=used)), job.days):
        for (name, rows_of), filled in zip(logs.items(), used, strict=True):
            if filled + state.room >= len(rows_of):
                logs[name] = np.concatenate([rows_of, np.zeros(rows, kinds[name])])
                grown += 1
    entries, refusals = logs["entries"][: used[ENTRIES]].tolist(), logs["refusals"][: used[REFUSALS]].tolist()
    return [sorted(entries, key=lambda e: (e[0], e[2])), sorted(refusals, key=lambda r: r[0])], grown


@few
@given(made(), st.integers(1, 60))
def test_full_logs_change_nothing(world: Made, rows: int) -> None:
    """Logs that fill again and again, in the morning and in the day, lose and double nothing."""
    job = world.job()
    first = whole(job).lived[0]
    rows_of, grown = lived_in_small_logs(job, rows)
    assert [first.entries.tolist(), first.refusals.tolist()] == rows_of
    assert grown >= len(first.entries) // rows - 1


def reordered(parts: Any, order: Callable[[Any], list[Any]], fixed: tuple[str, ...]) -> Any:
    """A file's parts with the entries of every mapping and list of entries in another order."""
    if isinstance(parts, dict):
        stays = "by" in parts or "shares" in parts or set(parts) & {"by", "thresholds"}
        items = list(parts.items()) if stays else order(list(parts.items()))
        return {key: each if key in fixed else reordered(each, order, fixed) for key, each in items}
    if isinstance(parts, list) and parts and isinstance(parts[0], dict):
        return order([reordered(each, order, fixed) for each in parts])
    return parts


ORDERED = ("bands", "channels", "values", "points", "counts", "uniform", "range", "rollout")


@few
@given(made(), st.randoms(use_true_random=False))
def test_the_order_of_entries_changes_nothing(world: Made, random: Any) -> None:
    """Conducts, treatments, opportunities and needs in any order: the same rows by id, the same luck."""

    def order(items: list[Any]) -> list[Any]:
        return random.sample(items, len(items))

    other = replace(
        world,
        scheme=reordered(world.scheme, order, ORDERED),
        life=reordered(world.life, order, ORDERED),
        behaviour=reordered(world.behaviour, order, ORDERED),
    )
    assert hashes(frames_of(world.job())) == hashes(frames_of(other.job()))


@few
@given(made(), st.sampled_from(["a-first-one", "zz-last-one"]), st.integers(0, 2))
def test_an_unused_channel_changes_nothing(world: Made, name: str, place: int) -> None:
    """A channel that sees no conduct and rings no alarm leaves every row as it was, wherever it stands."""
    unused: Part = {"id": name, "kind": "report", "detects": 1.0, "misnames": 0.5}
    channels = list(world.scheme["channels"])
    channels.insert(place, unused)
    frames, others = frames_of(world.job()), frames_of(world.with_scheme(channels=channels).job())
    assert hashes(frames) == hashes(others)


@few
@given(made(), st.integers(1, 59))
def test_a_shorter_run_is_the_beginning_of_a_longer_one(world: Made, days: int) -> None:
    """What happens by a day does not depend on how long the run goes on."""
    longer = frames_of(world.job())
    shorter = frames_of(replace(world, days=days).job())
    for name in ("ledger", "needs", "days"):
        assert shorter[name].equals(longer[name].filter(pl.col("day") < days)), name


# ---------------------------------------------------------------- 3. one stream of occasions


def unopened(world: Made) -> Made:
    """The same life where no granted need opens anything."""
    needs = {
        name: {key: part for key, part in need.items() if key != "opens"}
        for name, need in world.life["needs"].items()
    }
    opportunities = {name: each for name, each in world.life["opportunities"].items() if name != "repay"}
    conducts = [each for each in world.scheme["conducts"] if each["id"] != "default"]
    channels = [
        {key: part for key, part in each.items() if key not in {"alarms", "alarm_conduct"}}
        for each in world.scheme["channels"]
    ]
    other = world.with_life(needs=needs, opportunities=opportunities)
    return other.with_scheme(conducts=conducts, channels=channels)


@few
@given(made())
def test_worlds_share_what_is_scheduled(world: Made) -> None:
    """The same occasions at the same times, and, where no refusal teaches, the same needs, as without."""
    job = world.job()
    scheme, none = whole(job), whole(job, judged=False)
    for with_it, without in zip(scheme.lived, none.lived, strict=True):
        assert with_it.state.due.tolist() == without.state.due.tolist()
        for column in ("number",) if len(scheme.tables.instead) else ("number", "needs"):
            assert with_it.state.people[column].tolist() == without.state.people[column].tolist()


@few
@given(made(), st.integers(-50, 50))
def test_another_scheme_has_the_same_baseline(world: Made, points: int) -> None:
    """Lived beside another scheme's rules, the world without any is the same but for the names of bands."""
    columns = ["subject", *LIVED]
    unlike = [
        {
            "id": each["id"],
            "subject": each["subject"],
            "family": each["family"],
            "context": "leisure",
            "points": points,
        }
        for each in world.scheme["conducts"]
    ]
    other = world.with_scheme(conducts=unlike, channels=[], treatments=[])
    first, second = (each.job() for each in (world, other))
    alike = [
        frames_of(replace(job, life=first.life))["baseline/people"].select(columns) for job in (first, second)
    ]
    assert alike[0].drop("acts_unlawful").equals(alike[1].drop("acts_unlawful"))


# ---------------------------------------------------------------- 4. sums


@few
@given(made())
def test_the_books_balance(world: Made) -> None:
    """Bands add up to the people each day, scores to their ledger, and every count to the rows it counts."""
    job = world.job()
    frames = frames_of(job)
    people, ledger, days = frames["people"], frames["ledger"], frames["days"]
    everyone = people.group_by("group").len().rows()
    for day in range(job.days):
        here = days.filter(pl.col("day") == day).group_by("group").agg(pl.col("people").sum()).rows()
        assert sorted(everyone) == sorted(here), day
    points = ledger.filter(pl.col("provider") == 0).group_by("subject").agg(pl.col("points").sum())
    joined = people.join(points, on="subject", how="left").with_columns(pl.col("points").fill_null(0))
    assert (joined["score_start"] + joined["points"]).to_list() == people["score"].to_list()
    least, most = world.scheme["score"]["min"], world.scheme["score"]["max"]
    assert people.filter(~pl.col("score").is_between(least, most)).is_empty()
    in_bands = people.select(pl.sum_horizontal(pl.col("^days_in_.*$")))
    assert in_bands.to_series().to_list() == [job.days] * len(people)
    by_day = [days.filter(pl.col("band") == band)["people"].sum() for band in job.plan.bands]
    assert by_day == [people[f"days_in_{band}"].sum() for band in job.plan.bands]


@few
@given(made())
def test_each_entry_follows_from_the_one_before(world: Made) -> None:
    """Each provider's score is the one before plus points, clamped; numbers run from 1; days never fall.

    A ranking moves no score: what it has drawn is the score that would have kept out.
    """
    frames = frames_of(world.job())
    least, most = world.scheme["score"]["min"], world.scheme["score"]["max"]
    starts = dict(frames["people"].select("subject", "score_start").iter_rows())
    scores: dict[int, int] = {}
    last, number, subject = -1, 0, None
    worth = pl.when(pl.col("cause").cast(pl.String) == "rank").then(0).otherwise("points_drawn")
    rows = frames["ledger"].select("subject", "record", "day", worth, "points", "score", "provider")
    for name, record, day, drawn, points, after, provider in rows.iter_rows():
        if name != subject:
            subject, scores, last, number = name, {}, 0, 0
        assert (number + 1, True) == (record, last <= day)
        score = scores.get(provider, starts[name])
        expected = min(max(score + drawn, least), most)
        assert (expected, expected - score) == (after, points)
        scores[provider], last, number = after, day, record


def evidence_of(world: Made, job: Job, frames: Frames) -> Evidence:
    """What findings are measured on, from tables in memory."""
    tables = {name: frame.lazy() for name, frame in frames.items()}
    return Evidence(
        scheme=job.scheme.model, society=job.society.model, behaviour=job.behaviour.model, life=job.life,
        days=job.days, seed=world.seed, people=tables["people"], days_table=tables["days"],
        tallies=tables["tallies"], ledger=tables["ledger"], needs=tables["needs"],
    )  # fmt: skip


@few
@given(made())
def test_a_ledger_replayed_is_the_ledger(world: Made) -> None:
    """Lived again from its entries alone, with each provider: every score, band and refusal comes back."""
    job = world.without("rollout").job()
    run = Coded(evidence_of(world, job, frames_of(job)))
    again = Replayed(run, run.refusals)
    scores, bands, *_ = full(again.ledger, again.rules)
    assert np.array_equal(run.every_entry.score, scores)
    assert np.array_equal(run.every_entry.band, bands)
    nothing_out = again.ledger._replace(left_out=np.zeros_like(again.ledger.left_out))
    assert not but_for(nothing_out, again.rules, again.denied).any()


@few
@given(made())
def test_counts_in_people_are_those_of_the_rows(world: Made) -> None:
    """What people.parquet counts is what ledger, needs, tallies and days hold."""
    frames = frames_of(world.job())
    people, needs = frames["people"], frames["needs"]
    ledger = frames["ledger"].filter(pl.col("provider") == 0)
    days, tallies = frames["days"], frames["tallies"]
    record, cause, points = (
        ledger["cause"].is_in(["own", "misnamed", "alarm"]),
        ledger["cause"],
        ledger["points"],
    )
    wrong, by_tie = cause.is_in(["misnamed", "alarm"]), cause == "association"
    expected = {
        "records": record.sum(),
        "records_misnamed": (cause == "misnamed").sum(),
        "records_alarm": (cause == "alarm").sum(),
        "points_lost": -points.filter((record | by_tie) & (points < 0)).sum(),
        "points_gained": points.filter(points > 0).sum(),
        "points_lost_wrongly": -points.filter(wrong & (points < 0)).sum(),
        "points_by_association": -points.filter(by_tie & (points < 0)).sum(),
        "corrections": ((cause == "redress") & (ledger["of_subject"] == ledger["subject"])).sum(),
        "denied": (needs["effect"] == "denial").sum(),
    }
    assert expected == {name: people[name].sum() for name in expected}
    for name in ("acts", "withheld", "denied", "records"):
        assert days[name].sum() == people[name].sum(), name
    assert days["records_wrong"].sum() == wrong.sum()
    for name, column in {
        "acts": "acts",
        "asked": "needs",
        "withheld": "withheld",
        "performed": "performed",
    }.items():
        assert tallies[name].sum() == people[column].sum(), name
    assert tallies["denied"].sum() == people["denied"].sum()
    assert tallies["delayed"].sum() == (needs["effect"] == "wait").sum()


@few
@given(made())
def test_counterparts_are_the_difference(world: Made) -> None:
    """Scheme minus none, subject by subject."""
    frames = frames_of(world.job())
    for name in frames["counterparts"].columns[1:]:
        difference = frames["people"][name] - frames["baseline/people"][name]
        assert difference.to_list() == frames["counterparts"][name].to_list()


# ---------------------------------------------------------------- 5. never fewer


def sober(world: Made) -> Made:
    """A life that nothing feeds back to: no pressure, nothing opened, followed, or set by score or band.

    No rollout either: an alarm that comes earlier may meet a phase that reviews more.
    """
    opportunities = {
        name: {key: part for key, part in each.items() if key != "follows"} | {"act": 0.4}
        for name, each in unopened(world).life["opportunities"].items()
    }
    conducts = [
        {**each, "points": -7 if each["family"] != "care" else 5}
        for each in unopened(world).scheme["conducts"]
    ]
    other = replace(unopened(world).with_life(opportunities=opportunities).with_scheme(conducts=conducts))
    return replace(other, behaviour={"frozen": True}).with_society(turnover=0.0).without("rollout")


def errors(detects: float, misnames: float, alarms: float, share: float) -> list[Part]:
    """One channel with errors that differ by nobody."""
    return [{
        "id": "camera", "kind": "camera", "detects": detects, "misnames": misnames, "misnamed_by": "class",
        "alarms": {"per_year": alarms}, "alarm_conduct": "cross", "review": {"share": share, "catches": 0.8},
    }]  # fmt: skip


def wrong_by_subject(world: Made, channels: list[Part]) -> np.ndarray:
    """Wrongful records of each subject."""
    conducts = [{**each, "channels": ["camera"]} for each in world.scheme["conducts"]]
    frames = frames_of(world.with_scheme(channels=channels, conducts=conducts).job(baseline=False))
    return (
        frames["people"].select(pl.col("records_misnamed") + pl.col("records_alarm")).to_series().to_numpy()
    )


Pair = tuple[float, float]
pairs = st.tuples(chances(), chances()).map(lambda pair: (min(pair), max(pair)))


@few
@given(made(), pairs, pairs, chances(), pairs)
def test_more_errors_never_mean_fewer_wrongful_records(
    world: Made, misnames: Pair, alarms: Pair, detects: float, share: Pair
) -> None:
    """Alarms, misnaming and review each, for every subject: the luck is the same, only the bar moves."""
    calm = sober(world)
    base = wrong_by_subject(calm, errors(detects, misnames[0], 20 * alarms[0], share[1]))
    for more in (
        errors(detects, misnames[1], 20 * alarms[0], share[1]),
        errors(detects, misnames[0], 20 * alarms[1], share[1]),
        errors(detects, misnames[0], 20 * alarms[0], share[0]),
    ):
        assert (base <= wrong_by_subject(calm, more)).all()


@few
@given(made(), st.integers(-60, 0), st.integers(-60, 0), chances(0, 0.03))
def test_a_stricter_rule_moves_nobody_whom_it_cannot_reach(
    world: Made, one: int, other: int, act: float
) -> None:
    """Districts where nobody does the conduct, and no alarm is entered as it, live as they did."""
    calm = sober(world)
    opportunities = {**calm.life["opportunities"], "cross": {"per_year": 12, "act": act}}
    calm = calm.with_life(opportunities=opportunities)

    def lived(points: int) -> Frames:
        conducts = [
            {**each, "points": points} if each["id"] == "cross" else each for each in calm.scheme["conducts"]
        ]
        return frames_of(calm.with_scheme(conducts=conducts).job(baseline=False))

    mild, harsh = lived(max(one, other)), lived(min(one, other))
    acts = mild["tallies"].filter(pl.col("id") == "cross").group_by("district").agg(pl.col("acts").sum())
    reached = acts.filter(pl.col("acts") > 0)["district"].cast(pl.String).to_list()
    untouched = ~pl.col("subject").str.split("-").list.first().is_in(reached)
    for name in ("people", "ledger", "needs"):
        assert mild[name].filter(untouched).equals(harsh[name].filter(untouched))


def test_without_a_reward_nothing_is_performed() -> None:
    """Deterred from letting go is not rewarded for taking: no reward, nothing performed."""
    life = {"opportunities": {"visit": {"per_year": 50, "act": 0.5, "leaves": "no-visit"}}}
    conducts = [
        {"id": "visit", "subject": "person", "family": "kindness", "context": "family", "points": 1},
        {"id": "no-visit", "subject": "person", "family": "care", "context": "family", "points": -50},
    ]
    bands = [{"id": "low", "from": 0, "weight": 1.0}, {"id": "mid", "from": 900}]
    scheme = {"score": {"start": 1000, "min": 0, "max": 2000}, "bands": bands, "conducts": conducts}
    for reward, performed in ((0.0, False), (5.0, True)):
        families = {"care": {"deterrence": 3}, "kindness": {"reward": reward}}
        behaviour = a_behaviour(caution={"start": 1.0, "floor": 1.0}, families=families)
        upper = [*bands, {"id": "top", "from": 1003, "weight": -1.0}]
        job = job_of({**scheme, "bands": upper}, life, behaviour, people=200, days=200)
        people = whole(job).lived[0].state.people
        assert performed == bool(people["performed"].sum())
