"""Back from a refusal to the records that caused it: every part adds up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from demerit.cli.why import why_lines
from demerit.findings.evidence import load_evidence
from demerit.report.folder import read_folder
from demerit.report.life.followed import one_life
from demerit.report.life.story import SubjectLife
from demerit.report.life.why import (
    LOSING,
    _of_this_one,
    _override,
    _undone,
    because,
    but_for,
    granted,
    unrelated,
    whose,
)
from demerit.study.but_for import lived_again


def record(**fields: Any) -> dict[str, Any]:
    """A ledger entry as far as the telling looks."""
    return {"cause": "own", "source": None, "context": "traffic", "points": -3} | fields


def made_up(needs: list[dict[str, Any]]) -> SubjectLife:
    """A life with some needs."""
    return SubjectLife(role="", why="", subject="0-0001", lived={}, without=None, every=[], needs=needs)


def test_whose_act_it_was_is_said(eventful: Path) -> None:
    """Own, somebody else's (with whose), nobody's, a tie's with whose and whether that one had done it."""
    run, life = read_folder(eventful), replace(made_up([]), lived={"kind": "person"})

    def said(**fields: Any) -> str:
        return whose(run, life, record(**fields))

    assert "their own act" == said()
    assert "somebody else's act entered against them, done by 0-0002" == said(
        cause="misnamed", source="0-0002"
    )
    assert "an alarm: nobody did it" == said(cause="alarm")
    assert "for a tie's record" == said(cause="association")
    assert "for a record of 0-0002, a friend" == said(
        cause="association", of_subject="0-0002", source="0-0002"
    )
    assert "for a record of 0-0002, a friend, of what that one had not done" == said(
        cause="association", of_subject="0-0002", source="0-0003"
    )


def test_unrelated_follows_the_table_of_pairs() -> None:
    """The same context is never unrelated; a repair, which has none, neither; faith and trains are."""
    assert not unrelated(record(context="travel"), "travel")
    assert not unrelated(record(context=None), "travel")
    assert unrelated(record(context="religion"), "travel")


def test_the_losses_listed_are_those_that_stood(finished_run: Path) -> None:
    """For every refusal of one life, the losses told add up to what the ledger lost by then."""
    run = read_folder(finished_run)
    needs = pl.read_parquet(finished_run / "needs.parquet").filter(
        pl.col("effect").cast(pl.String) == "denial"
    )
    life, losing = one_life(run, str(needs.row(needs.height // 2, named=True)["subject"])), 0
    for refusal in life.denied[:3]:
        standing = life.records[: refusal["after_record"]]
        lost = -sum(r["points"] for r in standing if r["points"] < 0 and r["cause"] in LOSING)
        lines = why_lines(run, life, refusal)
        losing += lost > 0
        if lost:
            assert f"had cost them {lost:,} points" in "\n".join(lines)
            assert f"Of {lost:,} point" in " ".join(lines)
        assert any("Their band was" in line for line in lines)
    assert losing


def refused_lives(folder: Path, **of: Any) -> Iterator[SubjectLife]:
    """Lives of the first who were refused something, each once."""
    run = read_folder(folder)
    needs = pl.read_parquet(folder / "needs.parquet").filter(effect="denial", **of)
    for subject in needs["subject"].unique(maintain_order=True)[:12]:
        yield one_life(run, str(subject))


def test_which_provider_refused_and_with_what_score(eventful: Path) -> None:
    """A refusal by another provider is told with that provider's score and its records alone."""
    run, told = read_folder(eventful), 0
    for life in refused_lives(eventful, provider=2):
        refusal = next(need for need in life.denied if need["provider"] == 2)
        lines = " ".join(why_lines(run, life, refusal))
        assert "They asked provider 2 of 3 (numbered from 0);" in lines
        before = [r for r in life.every[: refusal["after_record"]] if r["provider"] == 2]
        if before:
            assert f"{before[-1]['score']:,}" in lines
            told += 1
    assert told > 5


def test_how_long_a_correction_took_is_told_with_the_loss() -> None:
    """A loss that was given back says whether that came in time for the service, and how long it took."""
    loss, refusal = record(record=1, day=10), {"after_record": 5, "day": 100}
    soon, late = ({"record": n, "day": day, "cause": "redress"} for n, day in ((4, 30), (9, 160)))
    assert "" == _undone(loss, {}, refusal)
    assert " Corrected by then, 20 days after it was entered." == _undone(loss, {1: soon}, refusal)
    assert " Corrected only 60 days after this." == _undone(loss, {1: late}, refusal)
    assert " Lapsed only 60 days after this." == _undone(loss, {1: late | {"cause": "lapse"}}, refusal)


def test_what_held_them_is_named(eventful: Path) -> None:
    """The record that holds them is named, with its days; none that is over, given back or was a tie's."""
    run = read_folder(eventful)
    evidence, table = load_evidence(eventful), run.table("ledger")
    assert table is not None
    schema = table.collect_schema()

    def held_by(*entries: dict[str, Any], day: int = 49, band: str = "low") -> str:
        rows = [
            {**dict.fromkeys(schema), "subject": "0-0001", "points_drawn": -3, **entry} for entry in entries
        ]
        kept = pl.LazyFrame(rows, schema=schema)
        life = replace(
            made_up([]), every=rows, holds=lived_again(replace(evidence, ledger=kept), "0-0001")[1]
        )
        return _override(run, life, {"band": band, "day": day, "after_record": len(entries)})

    held = record(record=1, day=10, conduct="default")
    by_tie = record(record=2, day=20, conduct="default", cause="association")
    back = record(record=3, day=40, conduct="default", cause="redress", of=1, of_subject="0-0001")
    assert "the record of year 1, day 11 for default, for 40 days," == held_by(held, by_tie)
    assert "" == held_by(held, by_tie, day=50), "its days are over"
    assert "" == held_by(held, by_tie, back)
    again = record(record=4, day=45, conduct="default")
    assert "the record of year 1, day 46 for default, for 40 days," == held_by(held, by_tie, back, again)
    wrongly = record(record=1, day=10, conduct="default", cause="misnamed")
    assert "for default, which they had not done, for 40 days," in held_by(wrongly)
    assert "" == held_by(held, band="middle"), "what sets another band did not hold them in this one"


def test_a_newcomer_does_not_answer_for_who_was_there() -> None:
    """Entries from before somebody took the place do not stand for the newcomer."""
    before, came, after = record(record=1), record(record=2, cause="turnover"), record(record=3)
    assert [came, after] == _of_this_one([before, came, after])
    assert [before] == _of_this_one([before])


def test_an_organisations_refusal_is_told_without_a_replay(eventful: Path) -> None:
    """Ledgers of organisations are not lived again; score, edge and losses are told all the same."""
    people = pl.read_parquet(eventful / "people.parquet")
    firm = str(people.filter((pl.col("kind") == "company") & (pl.col("denied") > 0))["subject"][0])
    run = read_folder(eventful)
    life = one_life(run, firm)
    lines = " ".join(why_lines(run, life, life.denied[0]))
    assert "below 980, where “middle” begins" in lines
    assert "lived again" not in lines


def test_the_page_tells_which_records_a_refusal_hangs_on(eventful: Path) -> None:
    """Counts agree with the replays; a refusal that hangs on a wrong record is told first."""
    run, told = read_folder(eventful), 0
    for life in refused_lives(eventful):
        if life.kind != "person":
            continue
        hung = sum(bool((granted(life, need) or {})["wrong"]) for need in life.denied)
        assert f"{hung:,} but for a wrong record" in but_for(life)
        said = because(run, life)
        assert said is not None
        answer = "The same ledger, lived again without the wrong records: granted"
        assert bool(hung) == (answer in said)
        assert not hung or said.index(answer) < said.index("</details>")
        told += bool(hung)
    assert told > 0


def test_a_life_without_refusals_has_nothing_to_explain(eventful: Path) -> None:
    """Nothing refused and nothing late: no part of the page; no replay: said so."""
    run = read_folder(eventful)
    assert because(run, made_up([])) is None
    assert "not known: no ledger was lived again" in but_for(made_up([{"need": "rail", "effect": "denial"}]))
