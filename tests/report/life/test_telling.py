"""A life in words."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from demerit import api
from demerit.report.folder import RunFolder, read_folder
from demerit.report.life.roles import lives
from demerit.report.life.story import SubjectLife, read_lives
from demerit.report.life.subject import who
from demerit.report.life.telling import MOST_EVENTS, article, events_of, start_band, summary

MakeRun = Callable[..., Path]


def test_a_life_in_both_worlds(run: Path) -> None:
    """The summary counts both worlds; nobody is named, the id and coarse columns are all there is."""
    read = read_folder(run)
    life = lives(read)[0]
    asked, refused = life.lived["needs"], life.lived["denied"]
    assert f"of {asked} services asked for, {refused} refused" in summary(life)
    assert f"Without it, the same life: no records; of {asked} services asked for, 0 refused." in summary(
        life
    )
    assert who(read, life).startswith(f"Subject {life.subject} is a ")


def test_telling_is_short_and_in_order(make_run: MakeRun) -> None:
    """However long the ledger, a dozen events are told at most, by day, wrong records among them."""
    read = read_folder(make_run(each=200))
    events = events_of(read, lives(read)[0])
    assert MOST_EVENTS == len(events)
    assert sorted(day for day, _, _ in events) == [day for day, _, _ in events]
    assert "wrong" in {kind for _, kind, _ in events}


def test_a_world_that_was_not_lived_is_said(make_run: MakeRun) -> None:
    """Without a baseline the column without the scheme says so, with no made-up nought."""
    folder = make_run()
    shutil.rmtree(folder / "baseline")
    read = read_folder(folder)
    life = lives(read)[0]
    assert "did not live the same life without the scheme" in summary(life)
    assert article(read, life).count("not lived") >= 5


def some_life(run: RunFolder, *wanted: str) -> SubjectLife:
    """The first life whose ledger with the first provider has entries of all these causes."""
    ledger = run.table("ledger")
    assert ledger is not None
    of_causes = ledger.filter((pl.col("provider") == 0) & pl.col("cause").is_in(wanted))
    causes = of_causes.group_by("subject", maintain_order=True).agg(pl.col("cause").n_unique()).collect()
    subject = str(causes.filter(pl.col("cause") == len(wanted))["subject"][0])
    return read_lives(run, [(subject, "", "")])[0]


def test_a_correction_is_told_with_the_record_and_by_itself(eventful: Path) -> None:
    """The wrong record says how much later it was corrected; the correction stands at its own day."""
    run = read_folder(eventful)
    life = some_life(run, "misnamed", "redress")
    said = [words for _, _, words in events_of(run, life)]
    assert any("They did not do it" in words and "days later." in words for words in said)
    assert "An appeal was upheld" in str(article(run, life))


def test_ties_returns_and_newcomers_are_told(eventful: Path) -> None:
    """A tie's record, a newcomer, and what the line means where several providers keep ledgers."""
    run = read_folder(eventful)
    life = some_life(run, "turnover", "association")
    said = " ".join(words for _, _, words in events_of(run, life))
    assert "A newcomer took this place" in said
    assert "Score and entries are those with the first provider." in article(run, life)


def test_an_organisations_life_is_an_article(run: Path) -> None:
    """A company's life is told like any other, without a row that only persons have."""
    read = read_folder(run)
    said = article(read, read_lives(read, [("0-9000", "A company", "as an example")])[0])
    assert "is a company" in said
    assert "this organisation did not do" in said
    assert "kept back" not in said


def test_the_first_record_may_change_the_band(run: Path) -> None:
    """Who starts as ordinary and is barred by the first record has another band then."""
    read = read_folder(run)
    life = lives(read)[0]
    barred = {**life.records[0], "band": "barred", "cause": "own", "points": -400}
    fallen = replace(life, every=[barred], lived={**life.lived, "score_start": 1000})
    assert "Their band is now “barred”." in " ".join(words for _, _, words in events_of(read, fallen))
    assert ("barred", "watched", "model", None) == tuple(
        start_band(read, score) for score in (600, 959, 1300, 599)
    )


def test_the_first_record_may_change_the_band_where_edges_differ(tmp_path: Path) -> None:
    """Who is younger than 40 starts as ordinary here, and who is older is barred from the first day on."""
    edges = "bands.ordinary.from={by: age, values: {0: 1000, 40: 1100}}"
    choices: dict[str, Any] = {"people": 400, "days": 365, "assumed": 0, "out": tmp_path / "run"}
    api.run("brackwater-standing", "brackwater", sets=[edges], **choices)
    read = read_folder(tmp_path / "run")
    ledger = read.table("ledger")
    assert ledger is not None
    subjects = ledger.filter(pl.col("points") < 0).select(pl.col("subject").cast(pl.String)).unique()
    names = subjects.sort("subject").head(12).collect()["subject"].to_list()
    told: dict[bool, bool] = {}
    for life in read_lives(read, [(name, "", "") for name in names]):
        first = [words for _, _, words in events_of(read, life) if "band is now “Barred”" in words]
        if life.records[0]["band"] == "barred":
            told[life.lived["age"] < 40] = bool(first)
    assert {True: True, False: False} == told


def test_what_lapsed_was_not_corrected(eventful: Path) -> None:
    """Points that time gives back make no record a corrected one."""
    run = read_folder(eventful)
    life = some_life(run, "misnamed", "lapse")
    kept = [record for record in life.every if record["cause"] in {"misnamed", "lapse"}]
    assert not any("Corrected" in words for _, _, words in events_of(run, replace(life, every=kept)))


def test_one_record_is_one(run: Path) -> None:
    """Numbers agree with their nouns."""
    life = lives(read_folder(run))[0]
    once = replace(life, lived={**life.lived, "records": 1, "needs": 1})
    assert "Under the scheme: 1 record" in summary(once)
    assert "1 records" not in summary(once)
    assert "of 1 service asked for" in summary(once)
