"""Fabricated run folders: every file that a finished run leaves, with the columns of the contract."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from browsing import browser_of_all
from demerit.findings.finding import Direction, Finding, write_findings
from demerit.schemes.loading import load_scheme
from demerit.societies.life import fix_life, write_life
from demerit.societies.loading import load_society

MakeRun = Callable[..., Path]
browser = browser_of_all
"""The fixture `browser`, for all tests of this room."""

TITLE = "Standing register of Brackwater"
BANDS = ("barred", "watched", "ordinary", "model")
GROUPS = ("majority", "minority")
ZERO = pl.lit(0, dtype=pl.Int32)
SCHEME = """\
format: demerit/scheme/1
id: brackwater-standing
title: {title}
status: {status}
disputed: [{disputed}]
score: {{start: 1000, min: 600, max: 1300}}
bands:
  - {{id: barred, from: 600, weight: 1.0}}
  - {{id: watched, from: 900, weight: 0.5}}
  - {{id: ordinary, from: 960}}
  - {{id: model, from: 1200, weight: -0.5}}
channels:
  - id: street-camera
    kind: camera
    detects: {{value: 0.12, assumed: true, range: [0.05, 0.2]}}
    misnames: 0.01
conducts:
  - id: jaywalking
    subject: person
    family: traffic
    context: traffic
    points: [-3, -2]
    lawful: false
    unlawful_under: general-law
    gravity: serious
    channels: [street-camera]
  - id: antigovernment-post
    subject: person
    family: expression
    context: politics
    points: -40
    rights: [expression]
    channels: [street-camera]
treatments:
  - id: no-high-speed-rail
    subject: person
    context: transport
    bands: [barred, watched]
    effect: denial
    need: rail-journey
  - {{id: dear-rail, subject: person, context: transport, bands: [barred], effect: price, factor: 2,
      need: rail-journey}}
assumes:
  opportunities:
    jaywalking: {{per_year: {{value: 60, assumed: true, range: [20, 120]}}, act: 0.2}}
    antigovernment-post: {{per_year: 4, act: 0.1}}
  needs: {{rail-journey: {{context: travel, per_year: 4}}}}
"""
SOCIETY = """\
format: demerit/society/1
id: brackwater
title: Brackwater, a made-up town
groups: [{id: majority, share: 0.9}, {id: minority, share: 0.1}]
"""
BEHAVIOUR = "format: demerit/behaviour/1\nid: everyday\ntitle: Everyday behaviour\n"


def band_of(score: pl.Expr) -> pl.Expr:
    """The band of a score."""
    best = pl.when(score < 1200).then(pl.lit("ordinary")).otherwise(pl.lit("model"))
    low = pl.when(score < 960).then(pl.lit("watched")).otherwise(best)
    return pl.when(score < 900).then(pl.lit("barred")).otherwise(low)


def persons(people: int, districts: int) -> pl.DataFrame:
    """The table `people`, a row a person, with numbers that follow from the row's place."""
    i, each = pl.col("i"), people // districts
    score = (700 + (i * 7919) % 560).cast(pl.Int32)

    def count(factor: int, below: int) -> pl.Expr:
        return ((i * factor) % below).cast(pl.Int32)

    place = pl.concat_str((i // each).cast(pl.String), pl.lit("-"), (i % each).cast(pl.String).str.zfill(4))
    columns = {
        "subject": place,
        "kind": pl.lit("person"),
        "group": pl.when(i % 10 == 9).then(pl.lit("minority")).otherwise(pl.lit("majority")),
        "sex": pl.when(i % 2 == 0).then(pl.lit("female")).otherwise(pl.lit("male")),
        "age": 18 + count(13, 70),
        "income_decile": 1 + count(3, 10),
        "income": 0.2 + count(3, 10) / 5,
        "score_start": pl.lit(1000, dtype=pl.Int32),
        "score": score,
        "band": band_of(score),
        "acts": count(17, 300),
        "acts_unlawful": count(11, 20),
        "records": count(5, 14),
        "records_misnamed": count(3, 4),
        "records_alarm": count(7, 3),
        "points_lost": count(29, 400),
        "points_gained": count(31, 250),
        "points_lost_wrongly": count(37, 60),
        "points_by_association": ZERO,
        "needs": 20 + count(41, 30),
        "denied": pl.when(score < 960).then(count(43, 9)).otherwise(ZERO),
        "withheld": count(47, 5),
        "performed": count(53, 4),
        "paid_extra": count(1, 7) / 500,
        "appeals": ZERO,
        "corrections": ZERO,
        "hardship": count(1, 11) / 10,
        "caution": count(1, 5) / 5,
    }
    return pl.DataFrame({"i": range(people)}).select(
        **columns, **{f"days_in_{band}": pl.lit(90, dtype=pl.Int32) for band in BANDS}
    )


def organisations() -> pl.DataFrame:
    """Rows of `people` for two companies and a government entity: no sex, age, income or group of persons."""
    kinds = pl.DataFrame({"kind": ("company", "company", "government"), "place": ("9000", "9001", "9002")})
    blank = ("sex", "age", "income_decile", "income")
    rows = persons(3, 1).with_columns(kinds["kind"], group=kinds["kind"], subject="0-" + kinds["place"])
    return rows.with_columns(pl.lit(None).cast(rows[name].dtype).alias(name) for name in blank)


def entries(people: pl.DataFrame, days: int, each: int) -> pl.DataFrame:
    """The table `ledger`: `each` entries a subject, every seventh a wrong one, evenly over the days."""
    record = pl.col("record")
    rows = people.select("subject", "score").join(pl.DataFrame({"record": range(1, each + 1)}), how="cross")
    k = record + pl.col("score")
    right, misnamed = k % 7 != 0, k % 2 == 0
    score = (1000 - 11 * record + k % 13).clip(600, 1300).cast(pl.Int32)
    kept = {
        "day": ((record - 1) * days // each).cast(pl.Int32),
        "subject": pl.col("subject"),
        "record": record.cast(pl.Int32),
        "of_subject": pl.lit(None, dtype=pl.String),
        "of": pl.lit(None, dtype=pl.Int32),
        "source": pl.lit(None, dtype=pl.String),
        "conduct": pl.when(k % 5 == 0).then(pl.lit("antigovernment-post")).otherwise(pl.lit("jaywalking")),
        "channel": pl.lit("street-camera"),
        "provider": ZERO,
        "did_it": right,
        "cause": pl.when(right)
        .then(pl.lit("own"))
        .otherwise(pl.when(misnamed).then(pl.lit("misnamed")).otherwise(pl.lit("alarm"))),
        "points_drawn": pl.lit(-11, dtype=pl.Int32),
        "points": pl.lit(-11, dtype=pl.Int32),
        "score": score,
        "band": band_of(score),
        "context": pl.lit("traffic"),
    }
    return rows.select(**kept)


def asked(people: pl.DataFrame, days: int) -> pl.DataFrame:
    """The table `needs`: a denied journey for each of a subject's refusals."""
    refused = people.filter(pl.col("denied") > 0)
    rows = refused.select("subject", n=pl.int_ranges(0, "denied")).explode("n")
    return rows.select(
        day=(days // 2 + pl.col("n") * days // 20).cast(pl.Int32),
        subject="subject",
        need=pl.lit("rail-journey"),
        treatment=pl.lit("no-high-speed-rail"),
        context=pl.lit("travel"),
        effect=pl.lit("denial"),
        band=pl.lit("barred"),
        denied_by=pl.lit(1, dtype=pl.Int32),
        after_record=pl.lit(3, dtype=pl.Int32),
    )


def daily(people: int, days: int) -> pl.DataFrame:
    """The table `days`: people drift from ordinary to both ends; ten times as many companies stay barred."""
    tilts = pl.DataFrame({"band": BANDS, "first": (0.0, 0.0, 1.0, 0.0), "tilt": (0.06, 0.12, -0.3, 0.12)})
    sizes = pl.DataFrame({"group": (*GROUPS, "company"), "size": (0.9 * people, 0.1 * people, 10.0 * people)})
    frame = pl.DataFrame({"day": range(days)}).join(sizes, how="cross").join(tilts, how="cross")
    moving = pl.col("first") + pl.col("tilt") * pl.col("day") / max(1, days)
    barred = (pl.col("band") == "barred").cast(pl.Float64)
    share = pl.when(pl.col("group") == "company").then(barred).otherwise(moving)
    none = dict.fromkeys(("acts", "records", "records_wrong", "denied", "withheld"), ZERO)
    heads = (share * pl.col("size")).round().cast(pl.Int32)
    return frame.select(pl.col("day").cast(pl.Int32), "group", "band", people=heads, **none)


def tallies(acts: int) -> pl.DataFrame:
    """The table `tallies` as far as pages read it: so many acts of jaywalking, more in each district."""
    districts = list(range(10))
    return pl.DataFrame({"district": districts, "id": "jaywalking", "acts": [acts + d for d in districts]})


def share(
    value: float | None,
    definition: str,
    *,
    unit: str = "share of persons",
    direction: Direction = "harm",
    groups: Any = None,
) -> Finding:
    """A finding that is a share, with an interval of 2 % of it to either side."""
    low, high = (None, None) if value is None else (value * 0.98, value * 1.02)
    events = 0 if value is None else 400
    return Finding(
        value=value, low=low, high=high, unit=unit, definition=definition, direction=direction,
        events=events, groups=groups or {},
    )  # fmt: skip


def number(value: Any, low: float | None, high: float | None, unit: str, definition: str) -> Finding:
    """A finding that is no share."""
    return Finding(
        value=value, low=low, high=high, unit=unit, definition=definition, direction="harm", events=400
    )


def moves() -> dict[str, dict[str, float]]:
    """A year's transitions."""
    rows = ((0.62, 0.21, 0.17, 0.0), (0.2, 0.4, 0.38, 0.02), (0.02, 0.05, 0.9, 0.03), (0.0, 0.01, 0.2, 0.79))
    return {band: dict(zip(BANDS, row, strict=True)) for band, row in zip(BANDS, rows, strict=True)}


def findings() -> dict[str, Finding]:
    """What a run of the fabricated scheme could have found, one of each kind, some without a value."""
    gap = {
        "minority": {"ratio": 2.3, "difference": 0.2, "low": 1.9, "high": 2.8, "flagged": True},
        "majority": {"ratio": 0.43, "difference": -0.2, "low": 0.36, "high": 0.52, "flagged": False},
    }
    both = {
        "majority": {"value": 0.19, "low": 0.185, "high": 0.195},
        "minority": {"value": 0.41, "low": 0.38, "high": 0.44},
    }
    first = {"wrong": 0.17, "expressive": 0.06, "unrelated": 0.42, "other": 0.35}
    escape, a_year, denied = (
        "Median days until a better band.",
        "acts over those without, minus 1",
        "denied needs",
    )
    expressive = "share of expressive acts"
    per_1000, of_acts = "denied needs per 1,000 person-years", "share of the acts without the scheme"
    of_denied = "share of denied needs"
    costs = {str(decile): 0.011 - decile * 0.001 for decile in range(1, 11)}
    last_day = zip(BANDS, (0.06, 0.12, 0.7, 0.12), strict=True)
    worth = {
        "10000": {"1 in 1000": 0.842, "1 in 100000": 0.0506},
        "1000000": {"1 in 1000": 0.0506, "1 in 100000": 0.0005},
    }
    by_group = {
        "white-men": {"value": 0.842, "low": 0.842, "high": 0.842},
        "black-women": {"value": 0.314, "low": 0.186, "high": 0.537},
    }
    of_flagged = "share of those flagged"
    grouped = number({g: ends["value"] for g, ends in by_group.items()}, None, None, of_flagged, "By group.")
    return {
        "score.mean": number(1003.4, 1001.2, 1005.6, "points", "Mean score on the last day."),
        "score.sd": number(61.2, 60.0, 62.4, "points", "Standard deviation of scores on the last day."),
        **{f"band.share.{band}": share(part, f"Share in {band} on the last day.") for band, part in last_day},
        "band.transitions": number(moves(), None, None, "share of persons a year", "Yearly transitions."),
        "band.entered_lowest_share": share(0.063, "Share who ever entered the lowest band.", groups=both),
        "band.escape_days.barred": number(None, None, None, "days", escape),
        "band.escape_days.watched": number(212.0, 180.0, 250.0, "days", escape),
        "band.trap_share": share(0.65, "Still in the lowest band a year after.", unit="share of spells"),
        "wrong.people_share": share(0.212, "Share with a record of an act not theirs.", groups=both),
        "wrong.corrected_share": share(None, "Share of wrong records corrected."),
        "channel.ppv.street-camera": share(0.83, "Share of records that name the right one."),
        "face.flagged_right.street-camera": number(worth, None, None, of_flagged, "Who are who is said."),
        "face.flagged_right_by_group.street-camera": replace(grouped, parts=by_group),
        "silence.withheld_share": share(0.12, "Withheld over done and withheld.", unit=expressive),
        "silence.net": share(0.09, "1 minus acts over those without.", unit=expressive),
        "performed.share": share(None, "Rewarded acts done only because of the reward."),
        "conduct.change.traffic": number(-0.04, -0.06, -0.02, of_acts, a_year),
        "conduct.change.kindness": number(0.015, -0.01, 0.04, of_acts, a_year),
        "conduct.acts_change.jaywalking": number(-0.096, -0.098, -0.094, of_acts, a_year),
        "access.denied": number(105.5, 99.0, 112.0, per_1000, denied),
        "access.denied.travel": number(93.0, 88.0, 98.0, per_1000, denied),
        "access.denied.housing": number(12.5, 11.0, 14.0, per_1000, denied),
        "access.denied.health": number(0.0, 0.0, 0.0, per_1000, denied),
        "access.but_for_wrong": share(0.17, "Granted but for wrong records.", unit=of_denied),
        "access.but_for_expressive": share(0.09, "Granted but for expressive conducts.", unit=of_denied),
        "access.but_for_unrelated": share(0.58, "Granted with related losses only.", unit=of_denied),
        "access.but_for_first": number(first, None, None, of_denied, "First cause in a fixed order."),
        "cost.income_share": number(costs, None, None, "share of income", "Paid beyond the plain price."),
        "harm.top_decile_share": share(0.71, "Denied needs on the tenth with most.", unit=of_denied),
        "group.gap.wrong.people_share": share(2.3, "Worst ratio.", unit="ratio", groups=gap),
        "group.records_given_acts": share(0.02, "Records over acts.", unit="records per act", groups=both),
    }  # fmt: skip


def write_inputs(folder: Path, title: str, status: str, disputed: tuple[str, ...]) -> None:
    """The three files that the run was made of."""
    points = ", ".join(json.dumps(point) for point in disputed)
    scheme = SCHEME.format(title=json.dumps(title), status=status, disputed=points)
    folder.mkdir()
    for name, text in {"scheme": scheme, "society": SOCIETY, "behaviour": BEHAVIOUR}.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    written = load_scheme(folder / "scheme.yaml")
    assumed = [(written.model.id, written.model.assumes)]
    write_life(fix_life(load_society(folder / "society.yaml"), assumed), folder / "life.json")


def write_manifest(folder: Path, title: str, tables: dict[str, pl.DataFrame], **options: Any) -> None:
    """What was run, on what, and the hashes of the tables."""
    given = {"baseline": True, "frozen_behaviour": False, "workers": 2, "sets": [], **options}
    inputs = {
        name: {"id": "brackwater", "title": title, "file": f"inputs/{name}.yaml", "sha256": "0" * 64}
        for name in ("scheme", "society", "behaviour")
    }
    hashes = {
        f"{name}.parquet": {"rows": table.height, "sha256": f"{len(name):064d}"}
        for name, table in tables.items()
    }
    manifest = {
        "format": "demerit/manifest/1", "demerit": "0.1.0", "versions": {"polars": "1"}, "platform": {},
        "seed": 1, "districts": 10, "options": given, "inputs": inputs, "tables": hashes,
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def fabricate(
    folder: Path,
    *,
    people: int = 2_000,
    days: int = 400,
    each: int = 10,
    title: str = TITLE,
    status: str = "hypothetical",
    disputed: tuple[str, ...] = (),
    ledger: bool = True,
    found: dict[str, Finding] | None = None,
) -> Path:
    """A whole run folder of so many people, days and ledger entries each, in 10 districts."""
    (folder / "baseline").mkdir(parents=True)
    write_inputs(folder / "inputs", title, status, disputed)
    everybody = pl.concat([persons(people, 10), organisations()])
    without = everybody.with_columns(denied=ZERO, records=ZERO)
    tables = {"people": everybody, "days": daily(people, days), "baseline/people": without}
    tables |= {"baseline/days": daily(people, days), "tallies": tallies(90), "baseline/tallies": tallies(100)}
    if ledger:
        tables |= {"ledger": entries(everybody, days, each), "needs": asked(everybody, days)}
    for name, frame in tables.items():
        frame.write_parquet(folder / f"{name}.parquet")
    write_findings(findings() if found is None else found, folder / "findings.json")
    write_manifest(folder, title, tables, people=people, days=days, ledger=ledger)
    return folder


@pytest.fixture(name="make_run")
def _make_run(tmp_path: Path) -> MakeRun:
    """A function that fabricates a run's folder under the test's own directory."""
    return lambda name="run", **options: fabricate(tmp_path / name, **options)


@pytest.fixture(name="run")
def _run(make_run: MakeRun) -> Path:
    """A small finished run."""
    return make_run()


@pytest.fixture(name="found")
def _found() -> dict[str, Finding]:
    """What the fabricated run found, to be changed by the test."""
    return findings()


@pytest.fixture(name="crowd", scope="session")
def _crowd() -> pl.DataFrame:
    """Two hundred persons."""
    return persons(200, 10)
